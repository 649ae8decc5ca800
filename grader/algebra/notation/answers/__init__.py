"""Answers: formulas among words, a student's own definitions, and which formula is the answer."""
