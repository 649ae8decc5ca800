"""The constructs of mathematics and of numpy: how each is written, and the tree that it means."""
