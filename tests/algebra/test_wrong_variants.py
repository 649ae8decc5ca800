"""Right answers with one thing wrong: none is accepted, whatever the seed."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from algebra_corpus import EQUAL, MODELS, Pair, pairs

from grader.algebra import Model, Tree, judge, question, show
from grader.algebra.judging.equality import compare
from grader.algebra.tree import (
    Cases,
    Compare,
    Entry,
    Negative,
    Number,
    Over,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    walk,
)
from grader.algebra.tree.traversal import parts

ONE, TWO = Number(Fraction(1)), Number(Fraction(2))


def variants(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """The tree with one mistake, of each kind that students make, at each place."""
    yield "factor", Product((TWO, tree))
    yield "sign", Negative(tree)
    later = {branch.condition for node in walk(tree) if isinstance(node, Cases)
             for branch in node.branches[1:]}  # fmt: skip
    for node in walk(tree):
        for kind, wrong in mistakes(node) if node not in later else ():
            yield kind, swapped(tree, node, wrong)


def mistakes(node: Tree) -> Iterator[tuple[str, Tree]]:
    if isinstance(node, Sum):
        for n, term in enumerate(node.terms):
            flipped = term.operand if isinstance(term, Negative) else Negative(term)
            yield "term", Sum((*node.terms[:n], flipped, *node.terms[n + 1 :]))
    if isinstance(node, Over) and node.kind == "sum":
        yield "dropped sum", node.body
    if isinstance(node, Transpose):
        yield "transpose", node.operand
    if isinstance(node, Power) and isinstance(node.exponent, Number):
        yield "power", Power(node.base, Number(node.exponent.value + 1))
    if isinstance(node, Quotient):
        yield "quotient", Quotient(node.bottom, node.top)
    if isinstance(node, Compare) and node.relation in ("<", ">", "≤", "≥"):
        moved = Sum((node.right, Number(Fraction(1, 50))))
        yield "threshold", Compare(node.relation, node.left, moved)
        turned = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}[node.relation]
        yield "branch", Compare(turned, node.left, node.right)
    if isinstance(node, Entry) and len(node.indices) == 2 and node.indices[0] != node.indices[1]:
        yield "indices", Entry(node.base, node.indices[::-1])


def swapped(tree: Tree, node: Tree, wrong: Tree) -> Tree:
    """The tree with the node, wherever it stands, made wrong; its parts stay as they are."""
    if tree == node:
        return wrong

    def inside(part):
        if isinstance(part, tuple):
            return tuple(inside(item) for item in part)
        return swapped(part, node, wrong) if hasattr(part, "__dataclass_fields__") else part

    return type(tree)(**{key: inside(value) for key, value in parts(tree).items()})


def is_zero(pair: Pair, model: Model) -> bool:
    """Whether what is asked is zero: twice that, or minus that, is no mistake."""
    asked = question(model, pair.truth, pair.free)
    return bool(compare(model.read("0"), asked, model).passes)


def cases() -> list[tuple[str, Pair, Tree]]:
    found = []
    for pair in pairs(EQUAL):
        model = MODELS[pair.model]
        if not is_zero(pair, model):
            wrong = {show(tree): (kind, tree) for kind, tree in variants(model.read(pair.answer))}
            found += [(kind, pair, tree) for kind, tree in wrong.values()]
    return found


CASES = cases()


def accepted(kind, pair, tree, seeds):
    model = MODELS[pair.model]
    asked = question(model, pair.truth, pair.free)
    return [seed for seed in seeds if judge(tree, asked, model, seed=seed).passes]


def test_there_are_enough_of_every_kind():
    kinds = {kind for kind, *_ in CASES}
    assert len(CASES) >= 300
    assert kinds >= {
        "factor", "sign", "term", "dropped sum", "transpose", "power", "quotient", "threshold",
        "branch", "indices",
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "pair", "tree"), CASES[::7], ids=lambda part: str(part)[:40])
def test_a_wrong_variant_is_not_accepted(kind, pair, tree):
    assert not accepted(kind, pair, tree, range(1))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "pair", "tree"), CASES, ids=lambda part: str(part)[:40])
def test_no_wrong_variant_is_accepted_under_50_seeds(kind, pair, tree):
    assert not accepted(kind, pair, tree, range(50))
