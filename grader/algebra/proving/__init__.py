"""Proofs by SymPy of what agrees, in a process of their own."""
