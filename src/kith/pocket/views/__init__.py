"""The endpoints that the recording components speak to."""
