"""What each page shows, as plain dataclasses, so that templates hold no logic."""
