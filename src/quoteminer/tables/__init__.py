"""Word tables, one folder a language."""
