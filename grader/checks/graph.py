"""Graph: values of a computational graph, forward and backward, with error carried forward.

A value that is wrong, but follows correctly from the student's own earlier values, earns the
follow-through share: one slip isn't punished all the way down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from grader.algebra import Chain, Model, NotationError, Symbol
from grader.algebra.numeric import value_at
from grader.algebra.tree import unbound
from grader.answers import Answer
from grader.checks.numbers import close
from grader.checks.written import WrittenCheck
from grader.results import Status, Verdict

Values = dict[str, Fraction]


@dataclass(frozen=True)
class Graph(WrittenCheck):
    """Numbers at the nodes of a graph of scalars, each a field.

    `given` are the inputs' values; `nodes` each node's formula in earlier ones, in order, the
    last the output; `gradients` the nodes and inputs whose gradient d<output>/d<node> is asked,
    in fields named `d<output>_d<node>`. Numbers are right to `places` decimals.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str | None] = field(default_factory=dict)
    gradients: Sequence[str] = ()
    places: int = 3
    follow: float = 0.5

    @cached_property
    def model(self) -> Model:
        """The whole graph."""
        inputs = tuple(Symbol(name) for name in self.given)
        nodes = tuple(Symbol(name, given=formula or "0") for name, formula in self.nodes.items())
        return Model(inputs + nodes)

    @property
    def has_key(self) -> bool:
        """As `WrittenCheck.has_key`: whether the nodes' formulas are known here."""
        return all(formula is not None for formula in self.nodes.values())

    def without_key(self) -> Graph:
        """As `WrittenCheck.without_key`: the nodes' names alone."""
        return replace(self, nodes=dict.fromkeys(self.nodes))

    @property
    def output(self) -> str:
        """The last node."""
        return list(self.nodes)[-1]

    @property
    def fields(self) -> Sequence[str]:
        """As `WrittenCheck.fields`."""
        return (*self.nodes, *(f"d{self.output}_d{name}" for name in self.gradients))

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`."""
        found = super().problems(modules)
        try:
            for name in self.fields:
                self._right(name)
        except (ArithmeticError, ValueError) as error:
            found.append(str(error))
        return found

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        yours: Values = {name: Fraction(value) for name, value in self.given.items()}
        for name in self.fields:
            if name in answer.fields:
                yours[name] = self._number(answer.fields[name].formulas)
        if not self.has_key:
            read = [f"{name} = {float(yours[name]):g}" for name in self.fields if name in yours]
            return self.doubted(f"read as: {', '.join(read)}\nyour instructor has the key")
        shares, lines = [], []
        for name in self.fields:
            share, line = self._share(name, yours)
            shares.append(share)
            lines.append(line)
        total = sum(shares) / len(shares)
        status: Status = "passed" if total == 1 else "failed" if total == 0 else "partial"
        return Verdict(self.name, status, total, self.weight, "\n".join(lines))

    def _number(self, formulas: Sequence[str]) -> Fraction:
        """The number at the end: `h_2 z = 2 e^3 = 40.171`."""
        tree = self.model.read(formulas[-1])
        end = tree.members[-1] if isinstance(tree, Chain) else tree
        if unbound(end):
            raise NotationError("a number is expected at the end", formulas[-1])
        found = value_at(end, Model())
        if found.shape:
            raise NotationError("one number is expected here", formulas[-1])
        return Fraction(found.entries[0])

    def _share(self, name: str, yours: Values) -> tuple[float, str]:
        if name not in yours:
            return 0.0, f"✗ {name}: nothing is written"
        mine = float(yours[name])
        if close(mine, self._right(name), self.places):
            return 1.0, f"✓ {name} = {mine:g}"
        if close(mine, self._following(name, yours), self.places):
            return self.follow, f"~ {name} = {mine:g} follows from your own earlier values"
        return 0.0, f"✗ {name} = {mine:g} is wrong, and doesn't follow from your earlier values"

    def _right(self, name: str) -> float:
        inputs = {name: Fraction(value) for name, value in self.given.items()}
        text = name if name in self.nodes else f"d{self.output}/d{self._node(name)}"
        return value_at(self.model.read(text), self.model, inputs).entries[0]

    def _following(self, name: str, yours: Values) -> float:
        """What the node's own formula gives at the student's values of what it stands on."""
        if name in self.nodes:
            return self._at(name, name, yours)
        node = self._node(name)
        total = 1.0 if node == self.output else 0.0
        for child in self._children(node):
            field_name = f"d{self.output}_d{child}"
            upstream = float(yours[field_name]) if field_name in yours else self._right(field_name)
            if child == self.output:
                upstream = 1.0
            total += upstream * self._at(f"d{child}/d{node}", child, yours)
        return total

    def _at(self, text: str, node: str, yours: Values) -> float:
        """An expression of one node's formula, its parents being free, at the student's values."""
        parents = [name for name in (*self.given, *self.nodes) if name in self._parents(node)]
        alone = Model(
            (*(Symbol(name) for name in parents), Symbol(node, given=self.nodes[node] or "0"))
        )
        at = {
            name: yours[name] if name in yours else Fraction(self._right(name)) for name in parents
        }
        return value_at(alone.read(text), alone, at).entries[0]

    def _parents(self, node: str) -> frozenset[str]:
        return unbound(self.model.definitions[node])

    def _children(self, node: str) -> list[str]:
        return [name for name in self.nodes if node in self._parents(name)]

    def _node(self, field_name: str) -> str:
        return field_name.removeprefix(f"d{self.output}_d")
