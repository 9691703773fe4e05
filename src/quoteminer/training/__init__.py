"""What makes a model folder. Needs the extra `train`; nothing here is imported when quotes are extracted."""
