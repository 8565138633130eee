"""The point of care: recording components and their outbox."""
