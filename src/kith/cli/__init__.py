"""The kith command."""
