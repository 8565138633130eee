"""Pages of sign-in, one file a step."""
