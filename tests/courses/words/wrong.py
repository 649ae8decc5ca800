"""Mistakes: in which file of the reference, what becomes what, and the questions it costs."""

WRONG = {
    "upper case counts": ("words.py", "[c.lower() for c", "[c for c", "1"),
    "text, not a boolean": ("words.py", "return letters == letters[::-1]",
                            "return str(letters == letters[::-1])", "1"),
    "counts from zero": ("words.py", "counts.get(word, 0) + 1", "counts.get(word, -1) + 1", "2 5"),
    "signs stay": ("words.py", ".strip(string.punctuation)", "", "2 3 5"),
    "one of the longest": ("words.py", "{word for word in words if len(word) == most}",
                           "{max(sorted(words), key=len)}", "3"),
    "an empty table is returned": ("words.py", 'raise ValueError("an empty table")', "return {}",
                                   "4"),
    "another exception": ("words.py", "ValueError(", "KeyError(", "4"),
    "keys replace each other": ("words.py", ".setdefault(value, []).append(key)",
                                ".update({value: [key]})", "4"),
    "unsorted lines": ("report.py", "in sorted(counts)", "in sorted(counts, key=len)", "5"),
    "printed, not written": ("report.py", ", file=file", "", "5"),
    "one try too few": ("guess.py", "tries = 0", "tries = -1", "6"),
    "ends with an error": ("guess.py", 'print(f"found', '1 / 0, print(f"found', "6"),
}
