"""Invented people and their days, for demonstrations, benchmarks and tests. The same seed makes the same data."""
