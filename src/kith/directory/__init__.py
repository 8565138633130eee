"""People and their links, organisations, services, accounts and devices."""
