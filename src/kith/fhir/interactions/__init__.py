"""One file for each interaction of the API."""
