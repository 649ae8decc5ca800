"""What follows an operand: powers, transposes, indices, methods of arrays."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.algebra.notation.constructs.broadcasting import column, rank
from grader.algebra.notation.constructs.names import entry_of, superscript_label
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import Construct
from grader.algebra.notation.parser.vocabulary import joined
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Transpose,
    Tree,
)

PERCENT = Fraction(1, 100)


def _raised(r: Reader, left: Tree) -> Tree | None:
    """A transpose, a power, a positive part or an inverse."""
    start = r.take()
    array = r.style.loose and rank(left, r.vocabulary.ranks) > 0
    if transposes(r, of_array=array):
        return Transpose(left)
    if isinstance(left, Power) and not _was_bracketed(r, start):
        r.refuse("two powers in a row: put one in brackets", start)
    if "^+" in r.vocabulary.functions and _steps_over(r, "+"):
        return Apply(r.vocabulary.functions["^+"], (left,))
    if r.style.loose and _steps_over(r, "+"):
        return Apply("relu", (left,))
    if r.sees("*") or _starred(r):
        r.refuse("a star isn't declared for this name", start)
    if r.style.code and r.token.text in ("2", "3") and r.ahead().text != ".":
        return Product((left,) * int(r.take().text), "⊙")
    if _steps_over(r, "-", "T") or _steps_over(r, "-", "⊤"):
        return Transpose(Power(left, Negative(Number(Fraction(1)))))
    return Power(left, script(r))


def _was_bracketed(r: Reader, start: Token) -> bool:
    before = r.tokens[r.tokens.index(start) - 1]
    return before.text in (")", "]")


def _starred(r: Reader) -> bool:
    return r.sees("{") and r.ahead().text == "*" and r.ahead(2).text == "}"


def _steps_over(r: Reader, *signs: str) -> bool:
    """Step over signs, alone or in braces; whether they were there."""
    braced = r.sees("{")
    first = r.at + braced
    texts = tuple(token.text for token in r.tokens[first : first + len(signs) + braced])
    if texts != (*signs, "}")[: len(signs) + braced] or (not braced and len(signs) > 1):
        return False
    r.move(first + len(signs) + braced)
    return True


def transposes(r: Reader, *, of_array: bool) -> bool:
    """Step over a transpose mark; whether there was one. LaTeX takes one letter: `X^Tw`.

    Where T is a name, only an array is transposed by it.
    """
    named = r.vocabulary.knows("T") and not of_array
    for mark in ("⊤", "T", "'"):
        if mark == "T" and named:
            if r.sees("T") or (r.sees("{") and r.ahead().text == "T" and r.ahead(2).text == "}"):
                r.refuse("T is a name here: write a transpose as ^\\top")
            continue
        if _steps_over(r, mark):
            return True
    if of_array and not r.vocabulary.knows("t") and _steps_over(r, "t"):
        return True
    glued = r.token.kind == "word" and r.token.text[0] == "T" and len(r.token.text) > 1
    if not glued or (r.vocabulary.knows(r.token.text) and not r.style.latex):
        return False
    if named:
        r.refuse("T is a name here: write a transpose as ^\\top")
    r.take_letters(1)
    return True


def script(r: Reader) -> Tree:
    """What a `^` raises: a group, or one sign."""
    if r.sees("-"):
        r.take()
        return Negative(script(r))
    if r.sees("{"):
        return r.atom()
    if r.style.latex and r.token.kind == "word" and len(r.token.text) > 1:
        return r.within([r.take_letters(1)]).expression(0)
    if r.token.kind == "number" and len(r.token.text) > 1 and r.style.latex:
        whole = r.choose(("power", r.at), (0, 1), "put the exponent in braces: ^{…}", r.token)
        return r.within([r.take() if whole == 0 else r.take_letters(1)]).expression(0)
    if r.sees("√", "frac", "("):
        return r.atom()
    return _one_sign(r)


def _one_sign(r: Reader) -> Tree:
    word = r.token
    raised = r.atom()
    if r.sees("_", "^") and word.kind in ("word", "letter") and r.token.start == word.stop:
        r.refuse("put the whole exponent in braces: ^{…}", word)
    if isinstance(raised, Entry) and word.kind in ("word", "letter") and not r.style.loose:
        r.refuse("put the whole exponent in braces: ^{…}", word)
    return raised


def _subscript(r: Reader, left: Tree) -> Tree | None:
    return entry_of(r, left)


def _method(r: Reader, left: Tree) -> Tree | None:
    """`.T` and the other methods of arrays in code."""
    word = r.ahead()
    if word.text == "T" and not r.token.stop < word.start:
        r.move(r.at + 2)
        return Transpose(left)
    if r.style.loose and word.text in ("shape", "size"):
        return r.find("size_in_code", left)
    method = r.table.methods.get(word.text)
    if method is None or r.ahead(2).text != "(" or word.kind != "word":
        return None
    r.move(r.at + 2)
    found: Tree = method(r, left)
    return found


def _prime(r: Reader, left: Tree) -> Tree | None:
    """A prime on a bracket is a derivative, where there is just one variable; else refused."""
    by = r.vocabulary.argument
    if r.style.loose and r.tokens[r.at - 1].text in (")", "]", "}") and isinstance(by, Name):
        r.take()
        return Derivative(left, by)
    return r.refuse("a prime has no meaning here; for a transpose write ^T")


def _factorial(r: Reader, left: Tree) -> Tree | None:
    if r.ahead().text == "=":
        r.refuse("factorials can't be read")
    r.take()
    return Apply("factorial", (left,))


def _percent(r: Reader, left: Tree) -> Tree | None:
    """`25%` is 0.25."""
    r.take()
    if isinstance(left, Number):
        return Number(left.value * PERCENT, left.places + 2)
    return Product((left, Number(PERCENT, 2)), "*")


def _index_brackets(r: Reader, left: Tree) -> Tree | None:
    """`p[j]`, `W2[i, j]`, `X[:, j]` in code: indices count as in the formulas; `x[:, None]`."""
    if r.token.start != r.tokens[r.at - 1].stop or not r.style.loose or r.style.latex:
        return None
    end = r.closing()
    inside = r.tokens[r.at + 1 : end]
    if (stretched := _with_an_axis(left, joined(inside))) is not None:
        r.move(end + 1)
        return stretched
    relations = any(t.text in "=<>≤≥≠" for t in inside if t.kind == "op")
    known = isinstance(left, Name) and r.vocabulary.ranks.get(left.name)
    if not inside or relations or not known:
        return None
    r.move(end + 1)
    return r.read("in_code", left, inside)


def _with_an_axis(array: Tree, index: str) -> Tree | None:
    """`x[:, None]`, `x[np.newaxis, :]`: a vector as a column or row of a matrix."""
    index = re.sub(r"(?:np|numpy)\.newaxis", "None", index)
    if index in (":,None", "...,None"):
        return column(array)
    return Transpose(array) if index in ("None,:", "None") else None


def _with_label(r: Reader, left: Tree) -> Tree | None:
    return superscript_label(r, left) or _raised(r, left)


CONSTRUCTS = (
    Construct(
        "power, transpose, inverse", ("^",), "postfix", _with_label, 0,
        (("p_i^2", "p_i^{2}"), ("p^T y", "pᵀ * y"), (r"p^\top y", "pᵀ * y"), ("e^-x", "e^{-x}")),
    ),
    Construct("index", ("_",), "postfix", _subscript, 0, (("p_i", "p_i"), ("W2_{ij}", "W2_{i,j}"))),
    Construct("index in code", ("[",), "postfix", _index_brackets, 0, (("p[j]", "p_j"),)),
    Construct("transpose in code", (".",), "postfix", _method, 0, (("W2.T @ p", "W2ᵀ · p"),)),
    Construct("derivative of a bracket", ("'",), "postfix", _prime),
    Construct("factorial", ("!",), "postfix", _factorial, 0, (("n!", "factorial(n)"),)),
    Construct("percentage", ("%",), "postfix", _percent, 0, ((r"25\%", "0.25"),)),
)  # fmt: skip
