"""Conditions, and cases with their branches."""

from __future__ import annotations

from grader.algebra.notation.parser.reader import Reader
from grader.algebra.tree import (
    Both,
    Branch,
    Cases,
    Compare,
    Constant,
    Equation,
    Indicator,
    Tree,
)

CASES = frozenset({"cases", "dcases", "rcases", "numcases"})


IF_WORDS = frozenset(
    {"if", "for", "when", "where", "if,", "for all", "whenever", "while", "else if", "elif",
     "or if", "and if", "elseif", "else, if", "otherwise if", "in case", "provided", "for any",
     "for every", "for each"}
)  # fmt: skip


OTHERWISE_WORDS = frozenset(
    {"otherwise", "else", "o.w.", "ow", "o.w", "elsewhere", "otherwise.", "otherwise,", "else.",
     "o/w", "in other cases", "for all others", "in all other cases", "everywhere else"}
)  # fmt: skip


def condition(r: Reader) -> Tree:
    """A comparison, or several that all hold."""
    parts = [comparison(r)]
    while _also(r):
        parts.append(comparison(r))
    return parts[0] if len(parts) == 1 else Both(tuple(parts))


def _also(r: Reader) -> bool:
    start = r.at
    r.skip("quad")
    if r.sees("∧", "&", ",", "and") or (r.token.kind in ("text", "word") and _and(r.token.text)):
        r.take()
        r.skip("quad", "&")
        if r.token.kind in ("stop", "end") or r.sees("newline", "\\}"):
            r.move(start)
            return False
        if r.token.kind == "text" and r.token.text.strip(" ,") in IF_WORDS | {"and"}:
            r.take()
        return True
    r.move(start)
    return False


def _and(text: str) -> bool:
    return text.strip(" ,") in ("and", "and also", "&", ", and")


def comparison(r: Reader) -> Tree:
    """One comparison."""
    start, outer = r.token, r.level
    r.level += 1  # here `<-` is no arrow
    found = r.equation()
    r.level = outer
    if isinstance(found, Indicator):
        return found.condition
    if not isinstance(found, Equation):
        r.refuse("a condition is expected here, such as x > 0", start)
    return as_condition(found)


def as_condition(found: Tree) -> Tree:
    """An equation or inequality as a condition: each neighbouring pair compared."""
    if not isinstance(found, Equation):
        return found
    pairs = zip(found.relations, found.members, found.members[1:], strict=False)
    both = tuple(Compare(relation, left, right) for relation, left, right in pairs)
    return both[0] if len(both) == 1 else Both(both)


def branches(r: Reader) -> tuple[Branch, ...]:
    """The lines of cases."""
    outer, r.level = r.level, r.level + 1
    found: list[Branch] = []
    r.skip("newline", "&")
    while r.token.kind not in ("end", "stop"):
        found.append(branch(r))
        r.skip("newline", ",", ".", ";", "&", "quad")
    r.level = outer
    if not found:
        r.refuse("these cases are empty")
    return tuple(found)


def branch(r: Reader) -> Branch:
    """A value and its condition."""
    r.skip("&", "quad")
    value = _branch_value(r)
    _to_condition(r)
    if r.token.kind in ("text", "word", "letter") and r.token.text.strip(" ,:.") in _OTHERWISE:
        r.take()
        _remark(r)
        return Branch(value, None)
    holds = condition(r)
    _remark(r)
    return Branch(value, holds)


_OTHERWISE = frozenset(word.rstrip(".") for word in OTHERWISE_WORDS) | OTHERWISE_WORDS


def _remark(r: Reader) -> None:
    """Step over words in brackets that follow a condition."""
    while r.token.kind == "text" and r.token.text.startswith("("):
        r.take()


def _branch_value(r: Reader) -> Tree:
    if r.token.kind == "text" and r.token.text.lower().startswith("undefined"):
        r.take()
        return Constant("undefined")
    value = r.equation()
    if isinstance(value, Equation):
        if set(value.relations) != {"="}:
            r.refuse("a case is a value and a condition, with & or a comma between them")
        return value.members[-1]
    return value


def _to_condition(r: Reader) -> None:
    while True:
        text = r.token.text.strip(" ,:").lower() if r.token.kind in ("text", "word") else ""
        words = text in IF_WORDS or (r.token.kind == "text" and text in ("", "at", "with", "on"))
        colon = r.sees(":") and r.style.loose
        if not words and not colon and not r.sees("&", ",", "quad", ";"):
            return
        if text in _OTHERWISE:
            return
        r.take()


def typed_cases(r: Reader) -> Tree:
    """`cases(a if x > 0; b otherwise)`."""
    r.take()
    r.expect("(")
    outer, r.level = r.level, r.level + 1
    found = [branch(r)]
    while r.skip(";"):
        found.append(branch(r))
    r.level = outer
    r.expect(")")
    return Cases(tuple(found))
