"""What components for coreference have found, read from the Doc; the built-in rules need none of them."""
