"""The gate: roles, relationships and decisions about who may know what about whom."""
