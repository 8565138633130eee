"""Measures Kith against its budgets (`make bench`). They report; they never pass or fail a test run."""
