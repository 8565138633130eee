"""Signing in and out, and what an account signs in with."""
