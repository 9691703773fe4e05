"""Results as something to look at."""
