"""Articles and quotes as files."""
