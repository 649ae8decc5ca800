"""Names: letters with accents, primes, layer labels and indices, as a question declares them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from grader.algebra.notation.constructs.broadcasting import rank
from grader.algebra.notation.constructs.indices import list_of_indices
from grader.algebra.notation.constructs.resolving import (
    _declared,
    _first_letter,
    _segmentations,
    entry,
    resolve,
    unknown,
)
from grader.algebra.notation.constructs.spelled import label_inside, read_written, subscript
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import Construct
from grader.algebra.notation.parser.vocabulary import Written, joined
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import Apply, Constant, Entry, Name, Number, Power, Transpose, Tree

_SUBSCRIPT = re.compile(r"_(?:\{(\w+)\}|(\w))")
MAX_RUN = 8  # letters run together; longer runs are more likely words


def named(r: Reader) -> Tree:
    """A name, a function, or one of the words that have a meaning of their own."""
    token = r.token
    words = r.vocabulary
    if token.kind == "accent":
        return name(r, len(token.text))
    if token.text in r.bound:
        return name(r, len(token.text))
    density = r.find("normal_density")
    if density is not None:
        return density
    step = r.find("step_or_size")
    if step is not None:
        return step
    is_function = words.function(token.text) is not None
    if _declared(r, token.text) and not (token.text in words.functions and applied(r)):
        return name(r, len(token.text))
    if is_function or token.text in words.functions:
        in_code: Tree | None = r.find("code_function")
        return in_code if in_code is not None else r.read("function")
    special = r.find("special")
    if special is not None:
        return special
    return _cut(r)


def applied(r: Reader) -> bool:
    """Whether an argument in brackets follows the word here, after primes and an index."""
    after = r.at + 1
    while r.tokens[after].text == "'":
        after += 1
    if r.tokens[after].text == "_":
        after = after + 2 if r.tokens[after + 1].text != "{" else r.closing(after + 1) + 1
    return r.tokens[after].text == "("


def _cut(r: Reader) -> Tree:
    """A run of letters that is no name itself may be names side by side: `pX`, `W2h`."""
    token = r.token
    if token.kind != "word" or len(token.text) > MAX_RUN or len(token.text) == 1:
        return _lone(r, token)
    ways = _segmentations(r, token.text)
    ways = [way for way in ways if len(way) > 1]
    if not ways:
        return _lone(r, token)
    readings = " or ".join(" ".join(way) for way in ways[:2])
    message = f"'{token.text}' may be {readings}: put signs between" if len(ways) > 1 else ""
    way = r.choose(("cut", token.start, token.text), range(len(ways)), message, token)
    return _piece_of(r, len(ways[way][0]))


def _piece_of(r: Reader, count: int) -> Tree:
    """The first letters of a run, as an operand of their own."""
    text = r.token.text[:count]
    if text not in r.bound and not _declared(r, text) and r.vocabulary.function(text) is None:
        if text in ("e", "pi"):
            r.take_letters(count)
            return Constant("e" if text == "e" else "pi")
        if text.isdigit():
            r.take_letters(count)
            return Number(Fraction(text))
    return name(r, count)


def _lone(r: Reader, token: Token) -> Tree:
    """A letter that nothing declares: an index of a student's own, or a row of a matrix."""
    row = _row(r, token) or _labelled_row(r, token)
    if row is not None:
        return row
    if r.style.loose and token.text in _subscripts(r.text):
        r.take()
        return Name(token.text)
    if r.style.loose and token.text in ("C", "K") and not _declared(r, token.text):
        r.take()
        return Name("+C")
    return r.refuse(unknown(r, token))


@lru_cache(maxsize=16)
def _subscripts(text: str) -> frozenset[str]:
    """The small letters that stand in subscripts: `k` and `m` of `p_k [k = m]`."""
    found = "".join(match[1] or match[2] for match in _SUBSCRIPT.finditer(text))
    return frozenset(letter for letter in found if letter.islower())


def _row(r: Reader, token: Token) -> Tree | None:
    """`x_i`, `x_{ij}`, `x^{(i)}` where the matrix X of samples is declared."""
    letter = token.text.upper()
    names = r.vocabulary.names
    matrix = names.get(letter)
    single = len(token.text) == 1 and token.text.islower()
    if not r.style.loose or not single or r.vocabulary.ranks.get(matrix or "") != 2:
        return None
    if r.ahead().text not in ("_", "^") or token.text in names:
        return None
    start, before = r.token, r.at
    r.take()
    inside = label_inside(r) if r.sees("^") else subscript(r)[0]
    if not inside:
        r.move(before)
        return None
    indices = list_of_indices(r.within(inside), 2)
    if len(indices) > 2:
        r.refuse("a row of a matrix has one index", start)
    row = Entry(Name(matrix or letter), indices)
    if len(indices) == 1 and r.sees("_"):
        return Entry(row.base, (*indices, *list_of_indices(r.within(subscript(r)[0]), 1)))
    return row


def _labelled_row(r: Reader, token: Token) -> Tree | None:
    r"""`w^{(2)}_{ij}`, an entry of the layer's matrix `W^{(2)}`."""
    names, before = r.vocabulary.names, r.at
    upper = token.text.upper()
    if not r.style.loose or not any(key.startswith(f"{upper}^(") for key in names):
        return None
    written = read_written(r, len(token.text))
    known = names.get(written._replace(base=upper, subscript=()).key, "")
    if written.label and written.subscript and r.vocabulary.ranks.get(known) == 2:
        return entry(r, known, written.subscript, token)
    r.move(before)
    return None


def name(r: Reader, count: int) -> Tree:
    """A name with its accents, label and indices; `count` letters of the word here are its own."""
    start = r.token
    if start.text[:count] in r.bound and start.kind != "accent":
        r.take_letters(count)
        return Name(start.text[:count])
    written = read_written(r, count)
    tree = resolve(r, written, start)
    return Transpose(tree) if written.transposed else tree


def superscript_label(r: Reader, left: Tree) -> Tree | None:
    """A power that belongs to a name's spelling, such as `σ^2` for a variance."""
    if isinstance(left, Name) and r.ahead().kind == "number":
        powered = r.vocabulary.names.get(f"{left.name}^{r.ahead().text}")
        if powered is not None:
            r.move(r.at + 2)
            return Name(powered)
    return None


def entry_of(r: Reader, left: Tree) -> Tree:
    """An entry of what stands before the subscript."""
    if r.style.loose and _plus_below(r):
        return Apply("relu", (left,))
    inside, loose = subscript(r)
    glued = loose and len(inside[0].text) > 1 and inside[0].kind == "word"
    if glued and not _all_indices(r, left, inside[0].text):
        if not r.style.loose:
            r.refuse("put the indices in braces: _{…}", inside[0])
        _first_letter(r, Written(""), inside[0])
        inside = (inside[0]._replace(text=inside[0].text[0], stop=inside[0].start + 1),)
    match left:
        case Power(Apply("norm", (content,)), exponent):
            return Power(r.read("norm", content, inside), exponent)
    if isinstance(left, Transpose) and isinstance(left.operand, Name):
        labelled = r.vocabulary.names.get(f"{left.operand.name}_{joined(inside)}")
        if labelled is not None:
            return Transpose(Name(labelled))  # `u^T_k` where u_k is a name
    if not isinstance(left, Name) and any(token.text == "*" for token in inside):
        r.refuse("leave out the size of an array", inside[0])
    if isinstance(left, Entry):
        r.refuse("two subscripts in a row: put one in brackets", inside[0])
    if isinstance(left, Name) and left.name in r.vocabulary.ranks:
        return entry(r, left.name, inside, inside[0])
    return Entry(left, list_of_indices(r.within(inside), None))


def _all_indices(r: Reader, left: Tree, letters: str) -> bool:
    """Whether typed letters below an expression are as many indices as it has axes: `(A B)_ij`."""
    axes = rank(left, r.vocabulary.ranks)
    known = r.bound | r.vocabulary.indices
    return not r.style.latex and len(letters) == axes and known.issuperset(letters)


def _plus_below(r: Reader) -> bool:
    """Step over `_+` and `_{+}`; whether one of them was here."""
    braced = r.ahead().text == "{"
    if r.ahead(1 + braced).text != "+" or (braced and r.ahead(3).text != "}"):
        return False
    r.move(r.at + 2 + 2 * braced)
    return True


def in_code(r: Reader, left: Tree, inside: Sequence[Token]) -> Tree:
    """`p[j]`, `W2[i, j]`, `X[:, j]`; numbers count from 0, or from 1 as on paper."""
    if not isinstance(left, Name):
        raise NotationError("an index in brackets belongs on a name", r.text, inside[0].start)
    if inside[0].text == "-" and r.style.loose:
        r.refuse("an index from the end can't be read", inside[0])
    if r.style.loose and any(token.kind == "number" for token in inside):
        first = r.choose("first index", (0, 1), "", inside[0])
        inside = [_counted_from(token, first) for token in inside]
    return entry(r, left.name, inside, inside[0])


def _counted_from(token: Token, first: int) -> Token:
    number = token.kind == "number" and token.text.isdigit()
    return token._replace(text=str(int(token.text) + first)) if number else token


CONSTRUCTS = (
    Construct(
        "name with its layer, hat and indices", ("word", "letter", "accent"), "kind", named, 0,
        ((r"W^{(2)}_{ij}", "W2_{i,j}"), (r"\hat y_i", "yhat_i"), ("W_2", "W2")),
    ),
)  # fmt: skip
