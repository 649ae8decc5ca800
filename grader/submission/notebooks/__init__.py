"""Notebooks: one reader of their cells, and code cells as Python."""
