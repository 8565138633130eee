"""What the day, the weeks and the trends show, as plain dataclasses made from lists of entries."""
