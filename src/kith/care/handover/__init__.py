"""Handover: what changed about everybody since a reader last read, ranked by risk, read and acknowledged."""
