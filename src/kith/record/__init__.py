"""The record: resources, versions, search rows, feed, looks, seals and attachments."""
