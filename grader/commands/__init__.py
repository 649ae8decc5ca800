"""What each command does: one file for each, with a `run` that returns the exit code."""
