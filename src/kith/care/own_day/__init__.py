"""Somebody's own day, in the words in which it is told to them."""
