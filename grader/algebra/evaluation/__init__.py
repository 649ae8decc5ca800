"""Tree to value: intervals, derivatives, reductions."""
