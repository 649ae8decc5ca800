r"""A student's own definitions, `S = \sum_k e^{o_k}` or `\delta_i = p_i - y_i`, put in where used.

Only names that the question doesn't declare can be defined, and never in a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.algebra.notation.answers.fitting import renamed
from grader.algebra.notation.answers.own import OwnNames
from grader.algebra.notation.answers.values import Value
from grader.algebra.notation.parser.choices import Alternative
from grader.algebra.notation.parser.vocabulary import SIGN
from grader.algebra.notation.text.errors import NotationError
from grader.algebra.tree import (
    NODES,
    Apply,
    Derivative,
    Entry,
    Equation,
    Matrix,
    Name,
    Product,
    Transpose,
    Tree,
    parts,
    rewrite,
    unbound,
    walk,
)

MAX_DEPTH = 12
MAX_NODES = 20_000


class Definitions:
    """The bodies of own names, put in where the names are used."""

    def __init__(self, names: OwnNames, values: Sequence[Value]) -> None:
        self.own = names.own
        self.sizes = names.vocabulary.sizes
        self.values = list(values)
        self.bodies: dict[str, list[Alternative[Tree]]] = {}
        for value in values:
            bodies = [Alternative(_right(a.value), a.cost) for a in value.trees]
            self.bodies.setdefault(value.defines, bodies)

    def substituted(self, trees: Sequence[Alternative[Tree]]) -> Iterator[tuple[Tree, int]]:
        """Each tree without own names, with the definitions' other readings after the likeliest."""
        trees = [Alternative(_without_labels(a.value), a.cost) for a in trees]
        for alternative in trees:
            yield self._first(alternative.value), alternative.cost
        rivals = [(n, way) for n, ways in self.bodies.items() for way in range(1, len(ways))]
        for name, way in rivals[:8]:
            first = trees[0]
            if _own_in(first.value):
                cost = first.cost + self.bodies[name][way].cost + 1
                yield as_arrays(self._without(first.value, {name: way}, 0)), cost

    def uses(self, tree: Tree, name: str) -> bool:
        """Whether a tree is made of an own name, also by way of others."""
        used: set[str] = set()
        waiting = [tree]
        while waiting:
            more = _own_in(waiting.pop()) - used
            used |= more
            waiting += [a.value for own in more for a in self.bodies.get(own, [])]
        return name in used

    def _first(self, tree: Tree) -> Tree:
        """The tree without own names; its last member alone, where another one can't be."""
        try:
            return as_arrays(self._without(tree, {}, 0))
        except NotationError:
            if not isinstance(tree, Equation):
                raise
            return as_arrays(self._without(tree.members[-1], {}, 0))

    def _without(self, tree: Tree, ways: Mapping[str, int], level: int) -> Tree:
        if not _own_in(tree):
            return tree
        if level > MAX_DEPTH:
            raise NotationError("these definitions go round in a circle")
        found = rewrite(tree, lambda node: self._put_in(node, ways))
        if sum(1 for _ in walk(found)) > MAX_NODES:
            raise NotationError("these definitions grow without end")
        return self._without(found, ways, level + 1)

    def _put_in(self, node: Tree, ways: Mapping[str, int]) -> Tree:
        if isinstance(node, Name) and node.name in self.bodies:
            return _entries(self._body(node.name, ways), self.own[node.name].letters)
        if isinstance(node, Apply) and node.function in self.bodies:
            return self._applied(node, ways)
        if isinstance(node, Entry):
            return _entry(node)
        if isinstance(node, Name) and node.name.startswith(SIGN):
            raise NotationError("a name is used that was never said to be anything")
        return node

    def _applied(self, node: Apply, ways: Mapping[str, int]) -> Tree:
        letters = self.own[node.function].letters
        if node.order or len(node.arguments) != len(letters):
            raise NotationError("the derivative of a function of your own: work it out")
        values = dict(zip(map(Name, letters), node.arguments, strict=True))
        body = self._body(node.function, ways)
        return rewrite(body, lambda n: values.get(n, n) if isinstance(n, Name) else n)

    def _body(self, name: str, ways: Mapping[str, int]) -> Tree:
        bodies = self.bodies[name]
        return bodies[ways.get(name, 0) % len(bodies)].value


def _without_labels(tree: Tree) -> Tree:
    r"""A derivation without `\frac{d f}{d u} \frac{d u}{d x}`, the rule by names of their own."""
    if not isinstance(tree, Equation):
        return tree
    *members, last = tree.members
    kept = [n for n, member in enumerate(members) if not _says_the_rule(member)]
    if len(kept) == len(members):
        return tree
    relations = tuple(tree.relations[n] for n in kept)
    left = (*(members[n] for n in kept), last)
    return Equation(left, relations) if relations else last


def _says_the_rule(member: Tree) -> bool:
    slopes = [node for node in walk(member) if isinstance(node, Derivative)]
    return any(_own_in(slope.by) for slope in slopes)


def _entries(body: Tree, letters: tuple[str, ...]) -> Tree:
    """The body; of an array that is defined by its entries, a node that remembers their letters."""
    if not letters:
        return body
    return Apply("§entries", (body, *(Name(letter) for letter in letters)))


def _entry(node: Entry) -> Tree:
    """An entry of what was defined by its entries: its letters put in."""
    base = node.base
    if not (isinstance(base, Apply) and base.function == "§entries"):
        return node
    body, *letters = base.arguments
    if len(letters) != len(node.indices):
        raise NotationError("a name of your own with another number of indices")
    swap = dict(zip(letters, node.indices, strict=True))
    if all(isinstance(n, Name) for n in swap.values()):
        return renamed(body, {_name(old): _name(new) for old, new in swap.items()})
    return rewrite(body, lambda n: swap.get(n, n) if isinstance(n, Name) else n)


def _name(tree: Tree) -> str:
    return tree.name if isinstance(tree, Name) else ""


def as_arrays(tree: Tree) -> Tree:
    """What is left of arrays that were defined by entries: `p_i y_i` as p ⊙ y; `diag(p_i)` too."""

    def change(node: Tree) -> Tree:
        if isinstance(node, Apply) and node.function == "diag":
            (body,) = node.arguments
            letter = _index_of(body)
            return Apply("diag", (_vectorised(body, {letter}),)) if letter else node
        if not (isinstance(node, Apply) and node.function == "§entries"):
            return node
        body, *letters = node.arguments
        array = _vectorised(body, {n for n in letters if isinstance(n, Name)})
        return Apply("diag", (array,)) if len(letters) == 2 else array  # of `D_{ii} = …`

    return rewrite(tree, change)


def _index_of(body: Tree) -> Name | None:
    """The one letter that an expression of entries hangs on."""
    nodes = list(walk(body))
    if any(isinstance(n, Matrix) or (isinstance(n, Apply) and "run" in n.function) for n in nodes):
        return None  # `diag(w_1, …, w_n)`
    found = {n for node in nodes if isinstance(node, Entry) for n in node.indices}
    free = [n for n in found if isinstance(n, Name) and n.name in unbound(body)]
    return free[0] if len(free) == 1 else None


def _vectorised(body: Tree, letters: set[Name]) -> Tree:
    if len(letters) != 1:
        raise NotationError("an array of your own is used as a whole: write its entries")
    (letter,) = letters
    found = _whole(body, letter)
    if letter.name in unbound(found):
        raise NotationError("an array of your own is used as a whole: write its entries")
    return found


def _whole(body: Tree, letter: Name) -> Tree:
    """An expression of entries as one of arrays; in `(V g)_i` the V g stays a product."""
    if isinstance(body, Entry) and letter.name not in unbound(body.base):
        if body.indices == (letter,):
            return body.base
        if len(body.indices) == 2 and letter in body.indices:
            base = body.base if body.indices[0] == letter else Transpose(body.base)
            return Entry(base, tuple(n for n in body.indices if n != letter))
    if letter.name not in unbound(body):
        return body
    swapped = {key: _each(value, letter) for key, value in parts(body).items()}
    found: Tree = type(body)(**swapped)
    return replace(found, kind="⊙") if isinstance(found, Product) else found


def _each(part: Any, letter: Name) -> Any:
    if isinstance(part, tuple):
        return tuple(_each(item, letter) for item in part)
    return _whole(part, letter) if isinstance(part, NODES) else part  # type: ignore[arg-type]  # NODES and Tree list the same classes


def _own_in(tree: Tree) -> set[str]:
    found = {n.name for n in walk(tree) if isinstance(n, Name) and n.name.startswith(SIGN)}
    return found | {
        n.function
        for n in walk(tree)
        if isinstance(n, Apply) and n.function.startswith(SIGN) and n.function != "§entries"
    }


def _right(tree: Tree) -> Tree:
    return tree.members[-1] if isinstance(tree, Equation) else tree
