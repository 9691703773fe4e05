"""Scoring quotes against gold. Sees records only: no spaCy, no terminal, no files but lines of text."""
