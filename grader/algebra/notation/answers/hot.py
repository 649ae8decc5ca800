"""The true class by a letter of its own: `p_j - [j = c]`, 'where c is the correct class'.

Where a question declares one one-hot vector y, c stands for the place of its one: then [j = c] is
y_j, and p_c is the sum of y_k p_k. Where y itself is an index, p_y, it is its place that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.algebra.notation.answers.segments import Piece, Pieces
from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.notation.parser.vocabulary import Vocabulary
from grader.algebra.tree import Apply, Compare, Entry, Name, Number, Over, Product, Tree, rewrite

_ZERO, _ONE = Number(Fraction(0)), Number(Fraction(1))
_SAID = re.compile(r"\b(?:true|correct|right|actual|target|gold|observed)\s+(?:class|label)\b")
_NAMED = re.compile(_SAID.pattern + r"(?: is)?\s*$")
_PLACE = "κ"  # the letter of the sums


def true_class(pieces: Pieces, known: Vocabulary) -> tuple[str, Pieces]:
    """The letter that a text gives to the true class, and the pieces that don't say so; or ""."""
    hot = known.hot
    if not hot:
        return "", pieces
    said = any(p.kind == "words" and _SAID.search(p.words.lower()) for p in pieces.pieces)
    letters = [
        _letter(piece, before, hot, known, said=said)
        for before, piece in zip((None, *pieces.pieces), pieces.pieces, strict=False)
    ]
    letter = next(filter(None, letters), "")
    kept = tuple(p for p, found in zip(pieces.pieces, letters, strict=True) if found != letter)
    return letter, replace(pieces, pieces=kept if letter else pieces.pieces)


def _letter(piece: Piece, before: Piece | None, hot: str, known: Vocabulary, *, said: bool) -> str:
    """The c of `y_c = 1`, or of a lone `c`; after 'the correct class' also a declared index."""
    texts = [token.text for token in piece.tokens if token.text not in ("{", "}", "(", ")")]
    named = texts[:2] == [hot, "_"] and texts[3:] == ["=", "1"]
    letter = texts[2] if named else texts[0] if said and len(texts) == 1 else ""
    after = before.words.lower() if before is not None and len(texts) == 1 else ""
    index = letter in known.indices and letter not in known.names and _NAMED.search(after)
    lone = len(letter) == 1 and letter.isalpha()
    return letter if lone and (index or not known.knows(letter)) else ""


def name_the_class(values: Sequence[Value], letter: str, hot: str) -> None:
    """Put what the letter of the true class stands for into all that a text states."""
    for place in filter(None, (letter, hot)):
        for value in values:
            value.trees = [Alternative(_put_in(t.value, place, hot), t.cost) for t in value.trees]
            value.conditions = [_put_in(condition, place, hot) for condition in value.conditions]


def _put_in(tree: Tree, letter: str, hot: str) -> Tree:
    """A tree without the letter of the true class."""
    place, one_hot = Name(letter), Name(hot)

    def change(node: Tree) -> Tree:
        if isinstance(node, Compare) and place in (node.left, node.right):
            other = node.right if node.left == place else node.left
            if place == one_hot and not isinstance(other, Name):
                return node
            value = _ONE if node.relation == "=" else _ZERO
            return Compare("=", Entry(one_hot, (other,)), value)
        if isinstance(node, Apply) and node.function == "delta" and place in node.arguments:
            first, second = node.arguments
            return Entry(one_hot, (second if first == place else first,))
        if isinstance(node, Entry) and place in node.indices:
            inner = Name(_PLACE)
            indices = tuple(inner if index == place else index for index in node.indices)
            term = Product((Entry(one_hot, (inner,)), Entry(node.base, indices)), "*")
            return Over("sum", _PLACE, None, None, None, term)
        return node

    return rewrite(tree, change)


def is_true_class(subject: Tree, words: Sequence[str], hot: str) -> Tree | None:
    """Of `j` 'is the true class' that y_j is 1."""
    if not hot or not isinstance(subject, Name) or not _SAID.search(" ".join(words)):
        return None
    return Compare("=", Entry(Name(hot), (subject,)), _ONE)
