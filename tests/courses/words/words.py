import string


def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def _words(text):
    return [word.strip(string.punctuation).lower() for word in text.split()]


def count_words(text):
    counts = {}
    for word in _words(text):
        counts[word] = counts.get(word, 0) + 1
    return counts


def longest_words(text):
    words = set(_words(text))
    most = max(map(len, words))
    return {word for word in words if len(word) == most}


def invert(table):
    if not table:
        raise ValueError("an empty table")
    inverse = {}
    for key, value in sorted(table.items()):
        inverse.setdefault(value, []).append(key)
    return inverse
