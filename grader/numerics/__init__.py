"""Arrays and numbers: input strategies, closeness, derivatives, search, diagnosis."""
