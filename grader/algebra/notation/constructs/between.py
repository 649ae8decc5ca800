"""Values between limits or at a place: `[F(x)]_a^b`, `F(x)|_{x=a}`."""

from __future__ import annotations

from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import Construct
from grader.algebra.tree import (
    Constant,
    Derivative,
    Limit,
    Name,
    Negative,
    Sum,
    Tree,
    rewrite,
    unbound,
    walk,
)


def between_limits(r: Reader, content: Tree) -> Tree | None:
    r"""`[F(x)]_a^b`: the difference of the values, in the one variable that there is."""
    bounds: dict[str, Tree] = {}
    start, offset = r.at, r.offset
    if not r.sees("_"):
        return None
    named = ""
    while r.sees("_", "^") and r.token.text not in bounds:
        sign = r.take().text
        values = _bound(r)
        if "" not in values and sign == "_" and not r.sees("^"):
            for name, value in values.items():
                content = _value_at(r, content, name, value)
            return content
        (name, bounds[sign]), *more = values.items()
        named = named or name
        if more:
            r.refuse("the values of what variable are meant here?")
    if bounds.keys() != {"_", "^"}:
        r.move(start, offset)
        return None
    variable = named or _variable_of(r, content)
    return Sum((_at(content, variable, bounds["^"]), Negative(_at(content, variable, bounds["_"]))))


def _bound(r: Reader) -> dict[str, Tree]:
    """A bound by its variable, "" where it names none: `{x=0}`, `{x=0, y=1}`."""
    if not r.sees("{"):
        lone = r.token.kind in ("word", "letter")
        return {"": r.within([r.take()]).expression(0) if lone else r.read("script")}
    end = r.closing()
    if not any(token.text == "=" for token in r.tokens[r.at : end]):
        return {"": r.read("script")}
    r.take()
    found: dict[str, Tree] = {}
    while r.at < end:
        variable = r.expression(0)
        if not isinstance(variable, Name):
            r.refuse("the value of what variable is meant here?")
        r.expect("=")
        found[variable.name] = r.expression(0)
        r.skip(",", "quad", ";")
    r.expect("}")
    return found


def _value_at(r: Reader, content: Tree, variable: str, value: Tree) -> Tree:
    """`F(x)|_{x=a}`; of a derivative only where it is its own variable, under another name."""
    if value == Name(variable):
        return content
    hidden = any(
        isinstance(n, Derivative) or (isinstance(n, Name) and n.name in r.vocabulary.derived)
        for n in walk(content)
    )
    if hidden:
        r.refuse("a derivative at a place: work it out, and put the value in")
    return _at(content, variable, value)


def eval_bar(r: Reader, left: Tree) -> Tree | None:
    r"""`F(x)|_a^b`."""
    if "|" in r.bars or r.ahead().text not in ("_",) or not r.style.loose:
        return None
    at = r.at
    r.take()
    found = between_limits(r, left)
    if found is None:
        r.move(at)
    return found


def one_sided(r: Reader) -> Tree:
    r"""`\left. F(x) \right|_a^b`."""
    start = r.take()
    r.expect(".")
    bars, r.bars = r.bars, ("|",)
    content = r.expression(0)
    r.bars = bars
    r.expect("|")
    found = between_limits(r, content)
    return r.refuse(r.surplus(), start) if found is None else found


def _variable_of(r: Reader, content: Tree) -> str:
    """The letter that the limits are of: one that isn't declared, or else the x."""
    free = sorted(unbound(content))
    if r.choices.variable in free:
        return r.choices.variable
    asked = r.vocabulary.argument
    if isinstance(asked, Name) and asked.name in free:
        return asked.name
    own = [name for name in free if name not in r.vocabulary.ranks and len(name) == 1]
    candidates = own or [name for name in free if name == "x"] or free
    if len(candidates) != 1:
        r.refuse("the values of what variable are meant here?")
    return candidates[0]


def _at(content: Tree, variable: str, value: Tree) -> Tree:
    if value in (Constant("inf"), Negative(Constant("inf"))):
        return Limit(variable, value, content)
    return rewrite(content, lambda node: value if node == Name(variable) else node)


CONSTRUCTS = (
    Construct("values between limits", ("|",), "postfix", eval_bar),
    Construct(
        "values between limits", ("\\left",), "atom", one_sided, 0,
        ((r"\left. x^2 \right|_0^a", "a^{2} - 0^{2}"),),
    ),
)  # fmt: skip
