"""Which statement of a text is the answer, and which others give a value to what is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from grader.algebra.notation.answers.definitions import Definitions
from grader.algebra.notation.answers.fitting import whole, without_left
from grader.algebra.notation.answers.stating import _Statement
from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.answers.words import LISTING
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.tree import (
    Apply,
    Compare,
    Entry,
    Equation,
    Name,
    Number,
    Product,
    Tree,
    unbound,
    walk,
)


def answers(statements: Sequence[_Statement], known: Definitions) -> list[_Statement]:
    """The statements that may be the answer: main ones, or else any."""
    sizes = known.sizes
    worth = [s for s in statements if not mention(s, sizes)] or list(statements)
    main = [s for s in worth if s.value.main]
    own = [v for v in known.values if v.main and not known.own[v.defines].function]
    own = [v for n, v in enumerate(own) if not any(_explains_name(v, o, known) for o in own[:n])]
    ends = [a.value for v in (*(s.value for s in main), *own) for a in v.trees]
    said = [v.trees[0].value for v in own]
    main = [s for s in main if not _explains(s, ends) and not _named_in(s, said)] or (
        [] if own else main
    )
    while len(main) > 1 and _named_in(main[-1], [s.trees[0].value for s in main[:-1]]):
        main = main[:-1]
    if own and (not main or _comes_after(own[-1], main[-1], known)):
        return [*main, _right_side(own[-1])]
    return main or worth or [_right_side(v) for v in known.values[-1:]]


def _comes_after(own: Value, main: _Statement, known: Definitions) -> bool:
    """Whether a name of their own is the answer, and not just explained: `m = s/n, n = …`."""
    return own.at > main.value.at and not _explains_name(own, main.value, known)


def _explains_name(own: Value, before: Value, known: Definitions) -> bool:
    listed = own.listed or own.context in LISTING  # `with m = … and r = …`
    return listed and known.uses(before.trees[0].value, own.defines)


def _explains(statement: _Statement, trees: Sequence[Tree]) -> bool:
    """Whether a statement says what the derivative of a function is that another one uses."""
    left = statement.left
    left = left.base if isinstance(left, Entry) else left
    if not isinstance(left, Apply) or not left.order:
        return False
    others = [t.members[-1] if isinstance(t, Equation) else t for t in trees]
    named = (node for tree in others for node in walk(tree) if isinstance(node, Apply))
    return any((n.function, n.order) == (left.function, left.order) for n in named)


def _named_in(statement: _Statement, before: Sequence[Tree]) -> bool:
    """Whether a statement says what a name is that an earlier one uses: `a = f(z), z = W x`."""
    left = statement.left.base if isinstance(statement.left, Entry) else statement.left
    if not isinstance(left, Name) or not statement.value.listed:
        return False
    ends = [tree.members[-1] if isinstance(tree, Equation) else tree for tree in before]
    return any(left.name in unbound(end) for end in ends)


def on_diagonal(left: Tree | None) -> bool:
    """Whether a left side names one index of a matrix twice: `J_ii = …`."""
    entries = [node for node in walk(left) if isinstance(node, Entry)] if left is not None else []
    return any(len(set(entry.indices)) < len(entry.indices) for entry in entries)


def unused(
    final: _Statement | None, known: Definitions, truth: Tree, free: str
) -> Iterator[_Statement]:
    """Another value in the same sentence, under a name that nothing uses: `J = X^T since …`."""
    if final is None:
        return
    for value in known.values:
        own = known.own[value.defines]
        beside = value.main and value.sentence == final.value.sentence and value is not final.value
        if not beside or own.function or own.letters or final.left is not None:
            continue
        if known.uses(final.trees[0].value, value.defines):
            continue
        yield _Statement([_claimed(truth, _right_side(value).trees[0], free)], value)


def _claimed(truth: Tree, value: Alternative[Tree], free: str) -> Alternative[Tree]:
    """What is asked equals a value: an entry of it, where it is an array and entries are asked."""
    tree = value.value
    if free and not set(free) & unbound(tree):
        tree = Entry(tree, tuple(map(Name, free)))
    return Alternative(Equation((truth, tree), ("=",)), value.cost)


def rivals(
    final: _Statement, main: Sequence[_Statement], truth: Tree, free: str, declared: Collection[str]
) -> Iterator[_Statement]:
    """Other formulas of a list that ends with the answer: `2w, w^T`, with no word between.

    A lone letter that isn't declared is none, it says for which index the answer holds.
    """
    if final.left is not None:
        return
    at = next((n for n, s in enumerate(main) if s is final), 0)
    last = final
    for other in reversed(main[:at]):
        cases = last.later or other.later
        explains = other.left is not None or other.value.context
        if not last.value.silent or explains or cases:
            return
        last = other
        tree = other.trees[0].value
        if isinstance(tree, Name) and tree.name not in declared:
            continue
        trees = [_claimed(truth, tree, free) for tree in other.trees]
        yield _Statement(trees, other.value, rival=True)


def defined_again(known: Definitions) -> Iterator[_Statement]:
    """An own name that is given a second value, as an equation between the two."""
    first: dict[str, Value] = {}
    for value in known.values:
        before = first.setdefault(value.defines, value)
        own = known.own[value.defines]
        if before is not value and not own.function and not own.letters:
            left, right = (_right_side(v).trees[0].value for v in (before, value))
            yield _Statement([Alternative(Equation((left, right), ("=",)), 0)], value)


def number_after(
    final: _Statement, values: Sequence[Value], before: Mapping[int, Sequence[str]]
) -> bool:
    """Whether the answer's sentence gives one more number: `w^T for …, and 0 for the others`."""
    later = [v for v in values if v.at > final.value.at and v.sentence == final.value.sentence]
    more = [v for v in later if v.main and {"and", "or"} & {*before.get(v.at, ())}]
    return any(isinstance(v.trees[0].value, Number) for v in more)


def _right_side(value: Value) -> _Statement:
    """A definition that is the answer itself: what stands right of its own name."""
    found = []
    for a in value.trees:
        tree = without_left(a.value) if isinstance(a.value, Equation) else a.value
        found.append(Alternative(tree, a.cost))
    return _Statement(found, value)


def mention(statement: _Statement, sizes: Collection[str]) -> bool:
    """A lone name or number among words, such as the `k` of 'the k-th term'."""
    tree = statement.trees[0].value  # of cases all of them, not the last one's value
    if statement.value.subject:
        return not isinstance(tree, Equation)
    return _lone(tree, sizes) and statement.value.among_words


def _lone(tree: Tree, sizes: Collection[str]) -> bool:
    if isinstance(tree, Product):  # a shape, `n \\times d`
        names = [factor.name for factor in tree.factors if isinstance(factor, Name)]
        numbers = sum(isinstance(factor, Number) for factor in tree.factors)
        if numbers:
            return numbers + len(names) == len(tree.factors) and set(names) <= set(sizes)
        return len(names) == len(tree.factors) and all(n.isupper() or len(n) == 1 for n in names)
    return isinstance(tree, (Name, Number)) or (
        isinstance(tree, Entry) and isinstance(tree.base, Name)
    )


def chosen(
    main: Sequence[_Statement], asked: Sequence[Tree], before: Mapping[int, Sequence[str]]
) -> tuple[_Statement | None, list[_Statement]]:
    """The statement that is the answer, and others that give a value to what is asked."""
    if not main:
        return None, []
    named = [s for s in main if s.left is not None and whole(s.left) in asked]
    final = main[-1]
    if named and final.left is not None and final not in named and not final.value.opaque:
        final = named[-1]
    if (general := _general(final, main, named, before)) is not None:
        final = general
    return final, [s for s in named if s is not final]


_THE_SAME = frozenset({"which", "it", "that", "this", "i.e.", "i.e", "ie"})
"""Words that speak of the formula before them: 'which is 1 if x = 0'."""


def _general(
    last: _Statement,
    main: Sequence[_Statement],
    named: Sequence[_Statement],
    before: Mapping[int, Sequence[str]],
) -> _Statement | None:
    """The formula for all cases of which the last statement says what it is in some."""
    cases = [*last.later, last.value]
    at = next((n for n, s in enumerate(main) if s is last), 0)
    if not at or not last.value.conditions or last.value.otherwise or last.value.defines:
        return None
    first = main[at - 1]
    same = last.left is None or last.left == first.left
    if first.value.conditional or not same or cases[0].sentence > first.value.sentence + 1:
        return None
    speaks = first.left is None and len(cases) == 1
    linked = speaks and not _THE_SAME.isdisjoint(before.get(last.value.at, ()))
    return first if linked or first in named else None


def special_cases(
    final: _Statement | None, main: Sequence[_Statement], truth: Tree, free: str
) -> list[_Statement]:
    """What is said after the answer of some cases: `1 + f'(x)`, which is 1 if f'(x) = 0."""
    last = main[-1] if main else None
    if final is None or last is None or last is final or not last.value.conditions:
        return []
    tree = last.trees[0].value
    cases = Alternative(tree.members[-1] if isinstance(tree, Equation) else tree, 0)
    return [_Statement([_claimed(truth, cases, free)], last.value)]


_SUPPOSED = frozenset({
    "where", "with", "given", "let", "suppose", "assume", "assuming", "setting", "when", "if",
})  # fmt: skip


def restricted(
    final: _Statement, values: Sequence[Value], free: str, drawn: Collection[str]
) -> Tree | None:
    r"""What a text supposes beside its answer, which then isn't general: `\delta_{ij} = 0`."""
    tree = final.trees[-1].value  # of a case the value alone
    for value in values:
        beside = value is not final.value and value.sentence == final.value.sentence
        supposed = value.context in _SUPPOSED and not value.conditions and not value.main
        found = value.trees[0].value
        if beside and supposed and isinstance(found, Equation) and len(found.members) == 2:
            left, right = found.members
            fixed = _among(left, right, free) or _fixes(left, right, tree, drawn)
            if found.relations == ("=",) and fixed:
                return found
    alone = final.value.conditions if not (final.later or final.value.otherwise) else []
    for condition in alone:
        if isinstance(condition, Compare) and condition.relation in ("=", "≠"):
            sides = (condition.left, condition.right)
            fixed = condition.relation == "=" and _fixes(*sides, tree, drawn)
            if _among(*sides, free) or fixed:
                return condition
    return None


def _among(left: Tree, right: Tree, free: str) -> bool:
    """Whether two indices that are free in the question are compared."""
    return all(isinstance(side, Name) and side.name in free for side in (left, right))


def _fixes(left: Tree, right: Tree, tree: Tree, drawn: Collection[str]) -> bool:
    """Whether an equation gives a quantity of the answer, or a Kronecker delta, one number."""
    if not isinstance(right, Number):
        return False
    if isinstance(left, Apply) and left.function == "delta":
        return len(set(left.arguments)) > 1
    base = left.base if isinstance(left, Entry) else left
    return isinstance(base, Name) and base.name in drawn and left in set(walk(tree))
