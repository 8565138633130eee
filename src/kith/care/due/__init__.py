"""What is due: plans worked out on the clock and laid beside what was recorded. Nothing of it is kept."""
