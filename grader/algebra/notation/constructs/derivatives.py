"""Derivatives and gradients, however they are written."""

from __future__ import annotations

from grader.algebra.notation.constructs.brackets import inside
from grader.algebra.notation.constructs.resolving import entries_listed, unknown
from grader.algebra.notation.constructs.spelled import read_written
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import ADD, OVER
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Name,
    Number,
    Quotient,
    Tree,
)

_BEGINS_WITH_D = frozenset({"delta", "diag", "det", "div", "dim", "dot"})


def _begins_differential(r: Reader, at: int) -> bool:
    """Whether a differential begins at a token: a ∂, or a d that isn't a declared name."""
    token = r.tokens[at]
    if token.text == "∂":
        return True
    if token.kind not in ("word", "letter") or not token.text.startswith("d"):
        return False
    if token.text == "d":
        after = r.tokens[at + 1]
        return after.kind in ("word", "letter", "accent") or after.text in ("}", "{")
    if r.vocabulary.knows(token.text) or token.text in _BEGINS_WITH_D:
        return False
    rest = token.text[1:]
    return r.vocabulary.knows(rest) or rest in r.bound or bool(r.style.loose and len(rest) == 1)


def _d_sign(r: Reader) -> None:
    """Step over the ∂ or the d."""
    token, words = r.token, r.vocabulary
    clashes = words.knows("d") and (token.text == "d" or "d" in words.ranks)
    if token.text != "∂" and clashes and not r.style.loose:
        r.refuse("d is a name here: write a derivative with \\partial")
    if token.text in ("∂", "d"):
        r.take()
    else:
        r.take_letters(1)
    if r.sees("^"):
        r.refuse("second derivatives can't be read")


def derivative(r: Reader, start: Token) -> Tree:
    r"""`\frac{\partial …}{\partial …}`, also as an operator on what follows."""
    r.expect("{")
    _d_sign(r)
    words = r.vocabulary
    named = words.function(r.token.text) if r.ahead().text == "}" else None
    if named is not None and r.token.text not in words.bases:
        r.take()
    of = None if r.sees("}") else r.expression(0)
    r.expect("}")
    r.expect("{")
    _d_sign(r)
    by = _by_what(r)
    r.expect("}")
    if named is not None and of is None:
        return Derivative(Apply(named, (by,)), by)  # of `df/dx`, where f is a function
    if of is not None:
        _step_over_the_point(r, by)
    if of is None:
        of = r.prefix(ADD) if r.sees("∑", "∏") else r.operand()
        of = _all_beside(r, of, start)
    return derived(r, of, by)


def _all_beside(r: Reader, first: Tree, start: Token) -> Tree:
    """What is differentiated without brackets: one factor, or all that stand side by side."""
    if not r.begins_operand():
        return first
    message = "put what is differentiated in brackets"
    if r.choose(("differentiated", start.start), (1, 0), message, start) == 0:
        return first
    found = first
    while r.begins_operand():
        found = r.table.beside.read(r, found, True)
    return found


def _by_what(r: Reader) -> Name | Entry:
    """The name or entry that one differentiates with respect to."""
    start = r.token
    by = r.operand()
    if isinstance(by, Name) or (isinstance(by, Entry) and isinstance(by.base, Name)):
        return by
    return r.refuse("differentiate with respect to a declared symbol", start)


def derived(r: Reader, of: Tree, by: Name | Entry) -> Tree:
    """A derivative; or the name that the question gives it."""
    declared = r.vocabulary.derivatives
    functions = r.vocabulary.functions.values() if r.style.loose else ()
    if isinstance(of, Apply) and of.arguments == (by,) and of.function in functions:
        return Apply(of.function, of.arguments, of.order + 1)  # dF/dx is F'(x)
    if Derivative(of, by) in declared:
        return Name(declared[Derivative(of, by)])
    if isinstance(by, Entry) and isinstance(by.base, Name):
        whole = Derivative(of, by.base)
        if whole in declared:
            return Entry(Name(declared[whole]), by.indices)
    return Derivative(of, by)


def _step_over_the_point(r: Reader, by: Name | Entry) -> None:
    r"""Step over the point where a derivative is taken: `\frac{df}{dx}(x)`."""
    array = by.base if isinstance(by, Entry) else by
    if not r.style.loose or r.offset or not r.sees("(") or not isinstance(array, Name):
        return
    names, end = r.vocabulary.names, r.closing()
    texts = [token.text for token in r.tokens[r.at + 1 : end]]
    named = next((text for text in texts if names.get(text) == array.name), "")
    listed = bool(named) and entries_listed(r, named)
    if not listed and texts != [named]:
        return
    if listed or r.choose(("point", r.token.start), (0, 1), "", r.token) == 0:
        r.move(end + 1)


def typed_derivative(r: Reader) -> Tree:
    r"""`∂L/∂h_j`, `dL/dh_j`, and `\partial_{h_j} L`."""
    start = r.token
    if r.sees("∂") and r.ahead().text == "_":
        r.take()
        by = _below(r)
        return derived(r, _operand_or_bracket(r), by)
    _d_sign(r)
    of = r.operand()
    if not r.sees("/"):
        r.refuse("a differential on its own can't be read: write dL/dx", start)
    r.take()
    if not _begins_differential(r, r.at):
        r.refuse("the d of what one differentiates with respect to is expected here")
    _d_sign(r)
    by = _by_what(r)
    _step_over_the_point(r, by)
    return derived(r, of, by)


def gradient(r: Reader) -> Tree:
    r"""`\nabla_x[L]`, `\nabla_x L`, or `\nabla L(x)` where L is declared with its `(x)`."""
    start = r.take()
    if not r.sees("_"):
        written = _argument_written(r)
        by = written or _asked_argument(r)
        if by is None:
            r.refuse("a gradient by what? write \\nabla_x", start)
        of = r.operand()
        if written and r.style.loose and isinstance(of, Name) and r.sees("("):
            r.move(r.closing() + 1)  # of `\nabla J(w_t)`, where J(w) is declared
        return derived(r, of, by)
    by = _below(r)
    return derived(r, _operand_or_bracket(r), by)


def _asked_argument(r: Reader) -> Name | Entry | None:
    """What the question differentiates with respect to."""
    found = r.vocabulary.argument
    if not r.style.loose or not isinstance(found, (Name, Entry)):
        return None
    return found.base if isinstance(found, Entry) and isinstance(found.base, Name) else found


def _below(r: Reader) -> Name | Entry:
    """What stands below a ∇ or ∂."""
    r.take()
    if (entry := _entry_by_its_index(r)) is not None:
        return entry
    if r.sees("{"):
        end = r.closing()
        r.take()
        inner = r.inside(end)
        by = _by_what(inner)
        inner.finish()
        r.expect("}")
        return by
    token, names = r.token, r.vocabulary.names
    if token.kind == "word" and len(token.text) > 1 and token.text not in names:
        return _by_what(r.within([r.take_letters(1)]))
    written = read_written(r, len(token.text))
    if written.full_key in names:
        return Name(names[written.full_key])
    if written.key not in names:
        r.refuse(unknown(r, token), token)
    return Name(names[written.key])


def _entry_by_its_index(r: Reader) -> Entry | None:
    r"""The entry that `\partial_j` names by its index, of what the derivative is taken with."""
    braced = r.sees("{")
    token = r.ahead() if braced else r.token
    array = _asked_argument(r)
    if braced and r.ahead(2).text != "}":
        return None
    words = r.vocabulary
    index = token.text in {*words.indices, *words.sizes, *r.bound} - words.ranks.keys()
    if not index or not isinstance(array, Name) or words.ranks.get(array.name) != 1:
        return None
    r.move(r.at + (3 if braced else 1))
    return Entry(array, (Name(token.text),))


def _operand_or_bracket(r: Reader) -> Tree:
    if r.sees("["):
        of = inside(r, "[")
        r.expect("]")
        return of
    first = r.prefix(OVER)
    return _all_beside(r, first, r.token) if isinstance(first, (Number, Quotient)) else first


def _argument_written(r: Reader) -> Name | Entry | None:
    """The x of an `L(x)` that stands here."""
    if r.token.kind not in ("word", "letter"):
        return None
    at = r.at
    read_written(r, len(r.token.text))
    after = r.at
    r.move(at)
    if r.tokens[after].text != "(":
        return None
    inner = r.within(r.tokens[after + 1 : r.closing(after)])
    found = _by_what(inner)
    inner.finish()
    return found
