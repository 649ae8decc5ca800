"""Similar code: pairs of submissions that share more than the starter and the class explain.

Winnowing (Schleimer, Wilkerson and Aiken, 2003): a program is a sequence of tokens in which all
names are equal; of the hashes of all runs of tokens, each window keeps its smallest. What is in
the starter, or in many submissions, says nothing and is left out. A pair is a place to look,
never a verdict.
"""

from __future__ import annotations

import keyword
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

RUN = 16  # tokens that are hashed together: shorter runs are everybody's
WINDOW = 9  # hashes of which one is kept: RUN + WINDOW - 1 equal tokens are always found
MOST_TOKENS = 50_000  # of a submission: no homework is longer
COMMON = 10  # a run in more submissions than this, and than a tenth, is common knowledge
FEWEST = 10  # prints that a pair must share
NEAR = 8  # lines between two prints of one passage
LEAST = 0.3  # the share of the shorter one's prints that a pair must share

# It reads any text, also what is no Python: `tokenize` refuses files with a syntax error.
_TOKEN = re.compile(
    r"""(?P<space>\#[^\n]*|\s+)
    |(?P<text>(?:\b[bfrtu]{1,2})?(?:'''.*?(?:'''|\Z)|\"\"\".*?(?:\"\"\"|\Z)
        |'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?))
    |(?P<number>\d[\w.]*)|(?P<name>\w+)|(?P<sign>.)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Passage:
    """Lines of two submissions that are alike: the file and the first and last line of each."""

    left: tuple[str, int, int]
    right: tuple[str, int, int]


@dataclass(frozen=True)
class Pair:
    """Two submissions, the share of the shorter one's own code that both have, and where."""

    left: str
    right: str
    share: float
    prints: int
    passages: tuple[Passage, ...]


Files = Mapping[str, str]  # texts by name
Prints = Mapping[int, tuple[str, int]]  # where each first stands: the file and the line


def similar(
    submissions: Iterable[tuple[str, Files]], given: Iterable[Files] = (), *, most: int = 50
) -> list[Pair]:
    """Return the pairs of submissions that are most alike, the closest first.

    Args:
        submissions: the name and the Python files of each.
        given: what everybody has: the starter, and the assignment's own files.
        most: how many pairs.

    """
    known = {value for files in given for value in prints(files)}
    found = {name: _without(prints(files), known) for name, files in submissions}
    holders: dict[int, list[str]] = {}
    for name in found:
        for value in found[name]:
            holders.setdefault(value, []).append(name)
    bound = max(COMMON, len(found) // 10)
    common = {value for value, names in holders.items() if len(names) > bound}
    sizes = {name: len(one.keys() - common) for name, one in found.items()}
    shared = Counter(
        pair
        for value, names in holders.items()
        if value not in common
        for pair in combinations(names, 2)
    )
    scored = (
        (count / min(sizes[left], sizes[right]), count, left, right)
        for (left, right), count in shared.items()
        if count >= FEWEST
    )
    close = sorted((one for one in scored if one[0] >= LEAST), key=lambda o: (-o[0], -o[1], *o[2:]))
    return [
        Pair(left, right, share, count, tuple(_passages(found[left], found[right], common)))
        for share, count, left, right in close[:most]
    ]


def prints(files: Files) -> Prints:
    """Return the fingerprints of a submission's files; a file that is no Python has some too."""
    places: dict[int, tuple[str, int]] = {}
    left = MOST_TOKENS
    for name, text in sorted(files.items()):
        tokens, lines = _tokens(text, left)
        left -= len(tokens)
        for value, line in _winnowed(tokens, lines):
            places.setdefault(value, (name, line))
    return places


def _tokens(text: str, most: int) -> tuple[list[int], list[int]]:
    """The tokens as numbers, and the line of each; comments and docstrings are left out."""
    tokens: list[int] = []
    lines: list[int] = []
    line, first = 1, True
    for found in _TOKEN.finditer(text):
        if len(tokens) >= most:
            break
        kind, token = str(found.lastgroup), found[0]
        docstring = kind == "text" and first
        if kind != "space" and not docstring:
            tokens.append(zlib.crc32(_normal(kind, token).encode("utf-8", "replace")))
            lines.append(line)
        breaks = token.count("\n")
        line += breaks
        first = bool(breaks) if kind == "space" else docstring
    return tokens, lines


def _normal(kind: str, token: str) -> str:
    """A token without what can be changed and changes nothing: names, and texts."""
    if kind == "name":
        return token if keyword.iskeyword(token) else "a name"
    return "a text" if kind == "text" else token


def _winnowed(tokens: list[int], lines: list[int]) -> Iterator[tuple[int, int]]:
    """The hashes that winnowing keeps, with their lines."""
    count = len(tokens) - RUN + 1
    if count < 1:
        return
    numbers, base = np.array(tokens, dtype=np.uint64), np.uint64(0x9E3779B97F4A7C15)
    hashes = np.zeros(count, dtype=np.uint64)
    for start in range(RUN):
        hashes = hashes * base + numbers[start : start + count]  # wraps around, as hashes may
    hashes ^= hashes >> np.uint64(29)
    hashes *= base
    windows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, count))
    kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    for index in kept:
        yield int(hashes[index]), lines[index]


def _without(one: Prints, known: Collection[int]) -> Prints:
    return {value: place for value, place in one.items() if value not in known}


def _passages(left: Prints, right: Prints, common: Collection[int]) -> Iterator[Passage]:
    """Where both have the same prints, as runs that move on in both."""
    begun: Passage | None = None
    for value, (file, line) in sorted(left.items(), key=lambda entry: entry[1]):
        if value in common or value not in right:
            continue
        other, at = right[value]
        if begun and _goes_on(begun.left, file, line) and _goes_on(begun.right, other, at):
            last = max(at, begun.right[2])
            begun = Passage((file, begun.left[1], line), (other, begun.right[1], last))
            continue
        if begun:
            yield begun
        begun = Passage((file, line, line), (other, at, at))
    if begun:
        yield begun


def _goes_on(lines: tuple[str, int, int], file: str, line: int) -> bool:
    return lines[0] == file and lines[1] <= line <= lines[2] + NEAR
