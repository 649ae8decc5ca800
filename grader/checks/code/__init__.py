"""Checks that run drivers over the student's modules: one file for each kind."""
