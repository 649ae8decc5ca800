"""Operators: sums, products, quotients, powers, transposes, signs."""

from __future__ import annotations

from fractions import Fraction

from grader.algebra.notation.names import entry_of, superscript_label
from grader.algebra.notation.reader import Reader
from grader.algebra.notation.table import ADD, BESIDE, HADAMARD, OVER, SIGN, TIMES, Construct
from grader.algebra.notation.tokens import Token
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Product,
    ProductKind,
    Quotient,
    Sum,
    Transpose,
    Tree,
)

PERCENT = Fraction(1, 100)


def _term(r: Reader, left: Tree, grown: bool) -> Tree:
    """One more term; a run of terms is one sum."""
    sign = r.take()
    if sign.text == "-" and r.sees("="):
        r.refuse("an operand is expected here, not '='")
    term = r.expression(ADD)
    term = Negative(term) if sign.text == "-" else term
    return Sum((*left.terms, term)) if grown and isinstance(left, Sum) else Sum((left, term))


def _minus(r: Reader, limit: int) -> Tree:
    r.take()
    return Negative(r.expression(max(limit, SIGN)))


def _plus(r: Reader, limit: int) -> Tree:
    r.take()
    return r.prefix(limit)


def _grown(left: Tree, factor: Tree, kind: ProductKind, grown: bool) -> Tree:
    if grown and isinstance(left, Product) and left.kind == kind:
        return Product((*left.factors, factor), kind)
    return Product((left, factor), kind)


def _times(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    kind: ProductKind = "⊙" if r.style.code else "*"
    return _grown(left, r.expression(TIMES), kind, grown)


def _dot(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return _grown(left, r.expression(TIMES), "·", grown)


def _hadamard(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return _grown(left, r.expression(HADAMARD), "⊙", grown)


def _outer(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return _grown(left, r.expression(TIMES), "⊗", grown)


def _oslash(r: Reader, left: Tree, grown: bool) -> Tree:
    r.take()
    return Quotient(left, r.expression(TIMES))


def _beside(r: Reader, left: Tree, grown: bool) -> Tree:
    """Operands side by side; a number there is more likely a slip."""
    start = r.token
    indicator = start.text == "1" and r.ahead().text in ("[", "_", "{", "\\{")
    spaced = r.style.loose and r.style.latex
    if start.kind == "number" and not indicator and not r.offset and not spaced:
        r.refuse("a number straight after a factor: put a sign between them")
    return _grown(left, r.expression(BESIDE), "*", grown)


def _over(r: Reader, left: Tree, grown: bool) -> Tree:
    r"""A quotient; what stands beside its bottom may belong to it: `1/N X`, `1/2\pi`."""
    start = r.take()
    bottom = r.expression(OVER)
    if not r.begins_operand():
        return Quotient(left, bottom)
    tight = r.tokens[r.at - 1].stop == r.token.start and r.token.text not in ("(", "[", "{")
    costs = (1, 0) if tight else (0, 1)
    message = "a/b c has two readings: write (a/b) c or a/(b c)"
    if r.choose(("over", start.start), costs, message, start) == 0:
        return Quotient(left, bottom)
    factors = [bottom]
    while r.begins_operand():
        factors.append(r.expression(BESIDE))
    return Quotient(left, Product(tuple(factors), "*"))


# --- what follows an operand ----------------------------------------------------------------------


def _raised(r: Reader, left: Tree) -> Tree | None:
    """A transpose, a power, a positive part or an inverse."""
    start = r.take()
    if transposes(r):
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


def transposes(r: Reader) -> bool:
    """Step over a transpose mark; whether there was one. LaTeX takes one letter: `X^Tw`."""
    for mark in ("⊤", "T", "'"):
        if mark == "T" and r.vocabulary.knows("T"):
            if r.sees("T") or (r.sees("{") and r.ahead().text == "T" and r.ahead(2).text == "}"):
                r.refuse("T is a name here: write a transpose as ^\\top")
            continue
        if _steps_over(r, mark):
            return True
    glued = r.token.kind == "word" and r.token.text[0] == "T" and len(r.token.text) > 1
    if not glued or (r.vocabulary.knows(r.token.text) and not r.style.latex):
        return False
    if r.vocabulary.knows("T"):
        r.refuse("T is a name here: write a transpose as ^\\top")
    r.take_letters(1)
    return True


def script(r: Reader) -> Tree:
    """What a `^` raises: a group, or one sign."""
    if r.sees("^"):  # after a raised Unicode minus
        r.take()
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
    if r.ahead().text == "=" or r.choices.strict:
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
    """`p[j]`, `W2[i, j]`, `X[:, j]` in code: indices count as in the formulas."""
    array = isinstance(left, (Name, Entry)) and r.token.start == r.tokens[r.at - 1].stop
    if not array or not r.style.loose or r.style.latex:
        return None
    end = r.closing()
    inside = r.tokens[r.at + 1 : end]
    relations = any(t.text in "=<>≤≥≠" for t in inside if t.kind == "op")
    if (
        not inside
        or relations
        or not isinstance(left, Name)
        or not r.vocabulary.ranks.get(left.name)
    ):
        return None
    r.move(end + 1)
    return r.read("in_code", left, inside)


def _hundred(r: Reader) -> Tree:
    r.take()
    return Quotient(Number(Fraction(1)), Number(Fraction(2)))


def _with_label(r: Reader, left: Tree) -> Tree | None:
    return superscript_label(r, left) or _raised(r, left)


CONSTRUCTS = (
    Construct("sum", ("+", "-"), "infix", _term, ADD, ((r"a + b - c", "a + b - c"),)),
    Construct("sign", ("-",), "sign", _minus, SIGN),
    Construct("sign", ("+",), "sign", _plus, SIGN),
    Construct(
        "product of matrices, vectors and numbers", ("*",), "infix", _times, TIMES,
        (("W2 * p", "W2 * p"), (r"W_2 \times p", "W2 * p")),
    ),
    Construct("product side by side", ("",), "infix", _beside, BESIDE, (("W_2 p", "W2 * p"),)),
    Construct(
        "dot product", ("·", "@"), "infix", _dot, TIMES,
        ((r"p \cdot y", "p · y"), ("p @ y", "p · y")),
    ),
    Construct(
        "entrywise product", ("⊙",), "infix", _hadamard, HADAMARD,
        ((r"p \odot y", "p ⊙ y"),)),
    Construct("outer product", ("⊗",), "infix", _outer, TIMES, ((r"p \otimes y", "p ⊗ y"),)),
    Construct("entrywise quotient", ("⊘",), "infix", _oslash, TIMES, ((r"y \oslash p", "y/p"),)),
    Construct("quotient", ("/",), "infix", _over, TIMES, (("y_i/p_i", "y_i/p_i"),)),
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
    Construct("a half", ("½",), "atom", _hundred),
)  # fmt: skip
