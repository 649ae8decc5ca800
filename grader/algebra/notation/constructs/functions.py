"""Functions: those that every question knows, how they take their arguments, and numpy's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from grader.algebra.notation.constructs.indices import list_of_indices, lists
from grader.algebra.notation.constructs.spelled import subscript
from grader.algebra.notation.parser.reader import Reader
from grader.algebra.notation.parser.table import ADD, BESIDE, OVER, FunctionWord
from grader.algebra.notation.parser.vocabulary import BUILT_IN, joined
from grader.algebra.notation.text.tokens import Token
from grader.algebra.tree import (
    Apply,
    Constant,
    Entry,
    Name,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Transpose,
    Tree,
)

_ONE = Number(Fraction(1))


def _word(name: str, *words: str, latex: str = "", bare: bool = True) -> FunctionWord:
    return FunctionWord(name, words, bare, latex=latex or f"\\{name}")


def _named(name: str, *words: str, arity: tuple[int, int] = (1, 1), ex: str = "") -> FunctionWord:
    latex = f"\\operatorname{{{words[0] if words else name}}}"
    return FunctionWord(name, words, arity=arity, latex=latex, example=(ex, ex))


FUNCTIONS: tuple[FunctionWord, ...] = (
    *(_word(name) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp")),
    _word("log", "ln"),
    _word("atan", "arctan", latex="\\arctan"),
    FunctionWord("sech", (), True, latex="\\operatorname{sech}"),
    _word("sqrt"),
    FunctionWord("erf", (), True, latex="\\operatorname{erf}"),
    _named("abs"),
    _named("sign", "sgn"),
    FunctionWord("max", ("maximum",), arity=(1, 99), latex="\\max"),
    FunctionWord("min", ("minimum",), arity=(1, 99), latex="\\min"),
    _named("relu", "ReLU"),
    _named("sigmoid", "Sigmoid", "expit"),
    _named("softmax", "Softmax"),
    _named("softplus"),
    _named("norm"),
    _named("diag", "Diag"),
    _named("tr", "Tr", "trace"),
    _named("eye"),
    _named("ones"),
    _named("zeros"),
    _named("inverse", "inv"),
    _named("total"),
    _named("mean"),
    _named("binomial", "comb", arity=(2, 2)),
    _named("factorial"),
    _named("floor"),
    _named("ceil"),
    _named("outer", arity=(2, 2)),
    FunctionWord(
        "vec", example=(r"\operatorname{vec}(W_2)", "vec(W2)"),
        listed=lambda rows, columns: [(r, c) for c in range(columns) for r in range(rows)],
    ),
    FunctionWord(
        "vech", example=(r"\operatorname{vech}(W_2^T W_2)", "vech(W2ᵀ * W2)"),
        listed=lambda rows, columns: [(r, c) for c in range(rows) for r in range(c, rows)],
    ),
)  # fmt: skip


BUILT_IN.update({word: f.name for f in FUNCTIONS for word in (f.name, *f.words)})


_BY_NAME = {f.name: f for f in FUNCTIONS}


_SIZED = frozenset({"eye", "ones", "zeros"})


_WHOLE = frozenset({"softmax", "diag", "norm", "max", "min", *_SIZED})


def function(r: Reader) -> Tree:
    r"""A function with its primes, power, index and argument: `\tanh^2(z)`, `f'(x)`."""
    start = r.take()
    words = r.vocabulary
    name = words.function(start.text) or start.text
    order, power, index = 0, None, None
    while r.sees("'", "^", "_"):
        if r.sees("'"):
            r.take()
            order += 1
        elif r.sees("^") and r.ahead().text == "{" and r.ahead(2).text == "'":
            r.move(r.closing(r.at + 1) + 1)
            order += 1
        elif r.sees("^"):
            power = _power(r, start)
        else:
            index, _ = subscript(r)
    if index and (key := f"{start.text}_{joined(index)}") in words.functions:
        name, index = words.functions[key], None
    if index and name in ("max", "min") and not r.sees("(", "\\{", "["):
        return _largest(r, name, index, start)
    arguments = None if _is_factor(r, start) else _arguments_of(r, start, name)
    if name in _SIZED and arguments is not None:
        return Apply(name, arguments)
    if arguments is None:
        found = _alone(r, name, order, index, start)
        return found if power is None else Power(found, power)
    applied = _indexed(r, Apply(name, arguments, order), index, start)
    return applied if power is None else Power(applied, power)


def _is_factor(r: Reader, start: Token) -> bool:
    r"""Whether a bracket after a function is a factor: of `\sigma(1 - \sigma)`."""
    if not r.style.loose or not r.sees("(") or r.vocabulary.argument is None:
        return False
    end = r.closing()
    inside = range(r.at + 1, end)
    return any(
        r.tokens[n].text == start.text and r.tokens[n + 1].text not in ("(", "'", "_")
        for n in inside
    ) and not any(r.tokens[n].text in ("e", "exp") for n in inside)


def _alone(r: Reader, name: str, order: int, index: Sequence[Token] | None, start: Token) -> Tree:
    """A function without its argument: of the one that the question asks for."""
    if r.vocabulary.argument is None or not r.style.loose:
        r.refuse(f"'{start.text}' needs its argument in brackets", start)
    applied = Apply(name, (r.vocabulary.argument,), order)
    found = _indexed(r, applied, index, start)
    return Power(found, _power(r, start)) if r.sees("^") else found


def _power(r: Reader, start: Token) -> Tree:
    r"""The power of `\sin^2 x`."""
    r.take()
    power = r.read("script")
    if power == Negative(_ONE):
        r.refuse("f^{-1} may be an inverse or a reciprocal: write 1/f(x)", start)
    return power


def _largest(r: Reader, name: str, index: Sequence[Token], start: Token) -> Tree:
    r"""`\max_k o_k`: of a whole array, if it is one that the index runs through."""
    letter = index[0].text
    outer, r.bound = r.bound, r.bound | {letter}
    body = r.expression(ADD)
    r.bound = outer
    match body:
        case Entry(base, (Name(found),)) if found == letter:
            return Apply(name, (base,))
    return r.refuse(f"the {name} of an expression over an index can't be read", start)


def _indexed(r: Reader, applied: Apply, index: Sequence[Token] | None, start: Token) -> Tree:
    """A function with a subscript: a base, or an index of its value."""
    if index is None:
        return applied
    if applied.function == "log":
        base = r.within(index)
        return Quotient(applied, Apply("log", (base.expression(0),)))
    if applied.function in ("softmax", *r.vocabulary.functions.values()):
        return Entry(applied, list_of_indices(r.within(index), 1))
    if applied.function in ("max", "min"):
        return applied
    return r.refuse(f"an index on '{start.text}' has no meaning here", start)


def _arguments_of(r: Reader, start: Token, name: str) -> tuple[Tree, ...] | None:
    """The arguments in brackets, or the one factor that follows; None where there is none."""
    if name == "diag" and r.sees("(") and lists(r, r.at):
        r.take()
        return (r.read("row_of", r.expression(0), ")", upright=False),)
    if r.sees("(", "\\{", "["):
        return arguments(r)
    if r.sees("{"):
        return arguments(r) if name in ("max", "min") else (r.atom(),)
    if name in _WHOLE and not (r.style.loose and r.begins_operand() and name not in _SIZED):
        if r.style.loose and r.vocabulary.argument is not None and name not in _SIZED:
            return None
        r.refuse(f"'{start.text}' needs its argument in brackets", start)
    if r.sees("-") and r.style.loose and name == "exp":
        return (r.expression(ADD),)
    if r.sees("∑", "∏"):
        return (r.expression(OVER),) if r.choices.strict else (r.expression(ADD),)
    if not r.begins_operand():
        if r.style.loose:
            return None
        r.refuse(f"'{start.text}' needs its argument in brackets", start)
    return (_bare(r, start),)


def _bare(r: Reader, start: Token) -> Tree:
    """The argument without brackets: one factor, or all that stand beside one another."""
    first = r.operand()
    if not _begins_factor(r):
        return first
    message = f"where does the argument of '{start.text}' end? put it in brackets"
    costs = (1, 0) if isinstance(first, (Number, Transpose)) else (0, 1)  # `\exp u^T v`
    if r.choose(("bare", start.start), costs, message, start) == 0:
        return first
    factors = [first]
    while _begins_factor(r):
        factors.append(r.expression(BESIDE))
    return Product(tuple(factors), "*")


def _begins_factor(r: Reader) -> bool:
    """Whether an operand begins here that isn't another function."""
    named = r.token.text in r.vocabulary.names and r.ahead().text != "("
    return r.begins_operand() and (named or r.vocabulary.function(r.token.text) is None)


def arguments(r: Reader) -> tuple[Tree, ...]:
    """Arguments in brackets, separated by commas."""
    if not r.sees("(", "\\{", "[", "{"):
        r.refuse("an argument in brackets is expected here")
    end = {"(": ")", "\\{": "\\}", "[": "]", "{": "}"}[r.take().text]
    bars, r.bars = r.bars, ()
    found = [r.expression(0)]
    while r.skip(","):
        found.append(r.expression(0))
    r.bars = bars
    r.skip("quad")
    r.expect(end)
    if end == "}" and len(found) == 1 and isinstance(found[0], tuple):
        r.refuse("an argument is expected here")
    return tuple(found)


def constant(name: str) -> Tree:
    """E or pi."""
    return Constant("e" if name == "e" else "pi")
