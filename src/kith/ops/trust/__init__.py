"""The page that helps a device to trust our own authority. It says nothing of anybody, so plain HTTP may carry it."""
