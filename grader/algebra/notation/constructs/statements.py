"""Statements: the expressions and equations of a text that is mathematics throughout."""

from __future__ import annotations

from grader.algebra.notation.constructs.brackets import ALIGNED
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.tree import Entry, Equation, Name, Tree


def statements(r: Reader) -> tuple[Tree, ...]:
    """All statements up to the end."""
    aligned = r.token.kind == "begin" and r.token.text.rstrip("*") in ALIGNED
    if aligned:
        r.take()
    found = [statement(r)]
    _equation_number(r)
    while comma := _separator(r):
        if r.token.kind in ("stop", "end"):
            break
        start = r.token
        found.append(statement(r))
        _equation_number(r)
        if comma != "newline" and not _is_equation(found[-1]):
            r.refuse("after a comma another equation is expected, name = value", start)
    if aligned and r.token.kind == "end":
        r.take()
        r.skip(",", ".", "quad")
    if r.token.kind != "stop":
        r.refuse(r.surplus())
    return tuple(found)


def _separator(r: Reader) -> str:
    """What ends a statement here, if anything does."""
    signs = "".join(t.text for t in r.tokens[r.at - 1 : r.at] if t.text in ",;")
    start = r.at
    r.skip("newline", "⇒", ";", "quad")
    return signs if r.at == start else "newline"


def _equation_number(r: Reader) -> None:
    r"""Step over a number in brackets, `\quad (7)`, at the end of a line."""
    start = r.at
    numbered = r.skip("quad") and r.sees("(") and r.ahead().kind == "number"
    last = r.ahead(3).kind in ("stop", "end") or r.ahead(3).text == "newline"
    if numbered and r.ahead(2).text == ")" and last:
        r.move(r.at + 3)
    else:
        r.move(start)


def statement(r: Reader) -> Tree:
    """One expression or derivation; of an assignment, the new value."""
    r.skip("&")
    start = r.token
    found = r.equation()
    if assigns(r):
        if not isinstance(found, (Name, Entry)):
            r.refuse("only a name can be given a new value", start)
        found = r.equation()
    r.skip(",", ".")
    return found


def assigns(r: Reader) -> bool:
    """Step over a `:=`: what is left of it is no equality, but where the value goes."""
    start = r.at
    r.skip("&")
    if typed_arrow(r):
        r.move(r.at + 2)
    elif not r.skip("←"):
        r.move(start)
        return False
    r.skip("&")
    return True


def typed_arrow(r: Reader) -> bool:
    """Whether `<-` stands here, outside all brackets: inside it is a comparison."""
    close = r.ahead().start == r.token.stop
    return not r.level and r.sees("<") and r.ahead().text == "-" and close


def _is_equation(tree: Tree) -> bool:
    return isinstance(tree, Equation) and tree.relations[0] == "="
