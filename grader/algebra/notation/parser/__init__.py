"""Tokens to trees: a parser that knows no notation, only how a table of constructs is read."""
