"""Settings, PostgreSQL start-up, health and backup."""
