"""Daily care: entries, days, weeks and trends."""
