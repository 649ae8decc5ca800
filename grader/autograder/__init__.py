"""The zip that Gradescope runs: how it is made, and what it does there."""
