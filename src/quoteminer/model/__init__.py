"""The learned attribution model: an article's text in, scores of roles and links out, and what they say. No spaCy."""
