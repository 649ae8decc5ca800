"""What stands for work to be done: derivatives, limits, expectations, functions with primes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeGuard

from grader.algebra.model.model import Model
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Equation,
    Expectation,
    Limit,
    Name,
    Tree,
    walk,
)

Operator: TypeAlias = "Derivative | Limit | Expectation | Apply"
"""An `Apply` is one if it has primes."""


def given_operators(model: Model, texts: Iterable[str]) -> frozenset[Tree]:
    """What an answer may hold: `dL/do`, a function with its primes (`f'`), or a name."""
    return frozenset(same_work(_given(model, text)) for text in texts)


def _given(model: Model, text: str) -> Tree:
    primed = re.fullmatch(r"(\w+)('+)", text.strip())
    if primed and (name := model.vocabulary.function(primed[1])):
        return Apply(name, (), len(primed[2]))
    return model.read(text)


def worked_out(step: Tree, truth: Tree) -> frozenset[Tree]:
    """The function with primes of which a step says what it is, unless that is asked."""
    if not isinstance(step, Equation) or any(is_operator(n) for n in walk(step.members[-1])):
        return frozenset()
    left = whole(step.members[0])
    primed = isinstance(left, Apply) and left.order > 0
    asked = {same_work(node) for node in walk(truth) if is_operator(node)}
    return frozenset({same_work(left)} - asked) if primed else frozenset()


def operators(tree: Tree, model: Model, defined: bool = True) -> Iterator[Operator]:
    """Every operator in a tree and, with `defined`, in the definitions that it names."""
    seen: set[str] = set()
    waiting: list[Tree] = [tree]
    while waiting:
        for node in walk(waiting.pop()):
            if is_operator(node):
                yield node
            if not defined or not isinstance(node, Name) or node.name in seen:
                continue
            seen.add(node.name)
            if node.name in model.definitions:
                waiting.append(model.definitions[node.name])


def is_operator(tree: Tree) -> TypeGuard[Operator]:
    """Whether a node is an operator."""
    primed = isinstance(tree, Apply) and tree.order > 0
    return primed or isinstance(tree, (Derivative, Limit, Expectation))


def same_work(tree: Tree) -> Tree:
    """What two operators have in common that ask for the same work."""
    return Apply(tree.function, (), tree.order) if isinstance(tree, Apply) else whole(tree)


def whole(tree: Tree) -> Tree:
    """The array that an entry is of, and the derivative that one of its entries is of."""
    if isinstance(tree, Entry):
        return tree.base
    if isinstance(tree, Derivative):
        by = whole(tree.by)
        return Derivative(whole(tree.of), by if isinstance(by, Name) else tree.by)
    return tree
