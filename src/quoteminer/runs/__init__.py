"""Long runs: what has been done, what it was done to, and how to go on after any interruption."""
