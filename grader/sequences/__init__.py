"""Model-based testing of a student's classes: programs of calls, compared and shrunk.

declaration (life) ──▶ tapes ──▶ programs ──▶ observations of both sides ──▶ the shortest mismatch
"""
