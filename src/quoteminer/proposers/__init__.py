"""One construction a file. A proposer reads a Doc and yields scored proposals; it knows nothing of the others."""
