"""The wall board: who is here and what is due, on a screen that nobody is signed in at."""
