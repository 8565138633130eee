"""The pages of those who read in their own right: the person, and whoever reads for them."""
