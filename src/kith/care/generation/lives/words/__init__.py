"""How staff write: notes put together from many parts, in the hand of whoever writes them."""
