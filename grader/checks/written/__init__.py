"""Checks that read written answers and results tables: one file for each kind."""
