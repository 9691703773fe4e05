"""Linguistic rules: pure functions that read a Doc, its characters or its tokens, and never write."""
