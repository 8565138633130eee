"""Beginning an empty store: the first manager names the organisation, the service and themself."""
