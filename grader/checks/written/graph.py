"""Graph: values of a computational graph, forward and backward, with error carried forward.

A value that is wrong, but follows correctly from the student's own earlier values, earns the
follow-through share: one slip isn't punished all the way down. Where only one or two different
numbers are written, nothing follows from anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from typing_extensions import Self, override

from grader.algebra import Equation, Model, NotationError, Symbol, Tree, show
from grader.algebra.evaluation.numeric import Numeric, value_at
from grader.algebra.tree import unbound
from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck
from grader.checks.written.formulas import is_inequality, stated, without_bound
from grader.checks.written.numbers import close
from grader.checks.written.values import the_value
from grader.context import Context
from grader.results import Formula, Item, Reading, Verdict
from grader.submission.answers import Answer, Written

Entries = tuple[float, ...]
Member = tuple[str, Entries]
Values = dict[str, Entries]

_FEW = 2  # different numbers, of which every sheet can be made
_LONGEST = 100  # members of a chain
_EQUALS = re.compile(r"=|≈|\\approx(?![a-z])")
_LITERAL = re.compile(r"[-\d.]+")  # numbers, as they are shown
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:aligned|gathered|split)\}")


@dataclass(frozen=True)
class Graph(WrittenCheck):
    """Numbers at the nodes of a graph, each a field; a vector's entries are one field.

    `given` are the inputs' values (`2`, the row `[1, -1]`); `nodes` each node's formula in
    earlier ones, in order, the last the output, a number; `model` declares functions that occur.
    `asked` are the nodes whose value is asked (all, if not given), `gradients` the nodes and
    inputs whose gradient d<output>/d<node> is, in fields named `d<output>_d<node>`. What isn't
    asked or written is taken to follow from what is.

    Numbers are right to `places` decimals. A field may show the working, as a chain that ends in
    the number: where its end is all numbers, each of its steps must hold too.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str | None] = field(default_factory=dict)
    gradients: Sequence[str] = ()
    places: int = 3
    follow: float = 0.5
    asked: Sequence[str] | None = None
    model: Model = field(default_factory=Model)

    @property
    @override
    def has_key(self) -> bool:
        return all(formula is not None for formula in self.nodes.values())

    @override
    def without_key(self) -> Self:
        return replace(self, nodes=dict.fromkeys(self.nodes))

    @property
    def output(self) -> str:
        """The last node."""
        return list(self.nodes)[-1]

    @property
    @override
    def fields(self) -> tuple[str, ...]:
        asked = self.nodes if self.asked is None else self.asked
        return (*asked, *map(self._gradient, self.gradients))

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        for names, known in (
            (self.asked or (), self.nodes),
            (self.gradients, {**self.given, **self.nodes}),
        ):
            found += [f"there is no {name!r} in the graph" for name in names if name not in known]
        try:
            right = self._followed({}) if not found else {}
        except NotationError as error:
            return [*found, error.one_line]
        except (ArithmeticError, ValueError) as error:
            return [*found, str(error)]
        return found + [f"{name} has no value" for name, v in right.items() if math.isnan(sum(v))]

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        yours: Values = {}
        messages: dict[str, str] = {}  # what can't be read, and working that doesn't hold
        for name in self.fields:
            if name in answer.fields:
                try:
                    yours[name], messages[name] = self._read(name, answer.fields[name])
                except NotationError as error:
                    messages[name] = f"this can't be read: {error}"
        if not self.has_key:
            read = ", ".join(f"{name} = {_shown(own)}" for name, own in yours.items())
            slips = tuple(f"{name}: {slip}" for name, slip in messages.items() if slip)
            return self.pend(KEY_ELSEWHERE, reading=Reading((Formula(read),)), remarks=slips)
        right = self._followed({})
        fitting = {name: own for name, own in yours.items() if len(own) == len(right[name])}
        follows = self._followed(fitting) if _worked_out(fitting) else right
        shares, items = [], []
        for name in self.fields:
            message = messages.get(name, "")
            share, item = self._share(name, yours, right[name], follows[name], message)
            shares.append(share)
            items.append(item)
        total = sum(shares) / len(shares)
        if any(name not in yours for name in messages):  # what is wrong may follow from these
            reason = "some values can't be read"
            return self.pend(reason, 1 - total, earned=total, items=tuple(items))
        if total == 1:
            return self.earn(items=tuple(items))
        wrong = sum(share < 1 for share in shares)
        summary = f"{wrong} of {len(shares)} values are wrong or missing"
        return self.lose(summary, share=total, items=tuple(items))

    # --- what is written ------------------------------------------------------------------------

    def _read(self, name: str, written: Written) -> tuple[Entries, str]:
        """The number that a field states, and a step towards it that doesn't hold."""
        others = {*self.given, *self.nodes} - {name}
        members = the_value(written, others, self._numbers, self._same)
        for (left, one), (right, other) in pairwise(members):
            if not self._close(one, other) and _LITERAL.fullmatch(left + right):
                raise NotationError("two values are given: write the one that is meant alone", left)
            if not self._close(one, other):
                return members[-1][1], f"but this step to it is wrong: {left} = {right}"
        return members[-1][1], ""

    def _same(self, one: Sequence[Member], other: Sequence[Member]) -> bool:
        """Whether two chains end in the same number."""
        return self._close(one[-1][1], other[-1][1])

    def _numbers(self, text: str) -> list[Member]:
        """The longest end of a chain in which there are only numbers, each member as read."""
        *longer, last = _ends(_ENVIRONMENT.sub("", text))
        for end in longer:
            with suppress(NotationError):  # it holds more than numbers
                return self._members(end, self.model.read(end))
        return self._members(last, stated(last, self.model))

    def _members(self, text: str, tree: Tree) -> list[Member]:
        if isinstance(tree, Equation) and "=" in tree.relations:
            tree = without_bound(tree)
        if is_inequality(tree):
            raise NotationError("this is an inequality, not a value", text)
        members = tree.members if isinstance(tree, Equation) else (tree,)
        try:
            return [(show(one), value_at(one, self.model).entries) for one in members]
        except (ArithmeticError, ValueError) as error:
            raise NotationError(str(error), text) from None

    # --- what is right --------------------------------------------------------------------------

    def _share(
        self, name: str, yours: Values, right: Entries, follows: Entries, message: str
    ) -> tuple[float, Item]:
        if name not in yours:
            if message:
                return 0.0, Item(f"{name}: {message}", "pending")
            return 0.0, Item(f"{name}: not submitted", "failed")
        mine = f"{name} = {_shown(yours[name])}"
        if len(yours[name]) != len(right):
            entries = f"{mine} has {len(yours[name])} entries, not {len(right)}"
            return 0.0, Item(entries, "failed")
        if self._close(yours[name], right):
            if message:
                return self.follow, Item(f"{mine}, {message}", "partial")
            return 1.0, Item(mine, "passed")
        if self._close(yours[name], follows):
            return self.follow, Item(f"{mine} follows from your own earlier values", "partial")
        return 0.0, Item(f"{mine} is wrong, and doesn't follow from your earlier values", "failed")

    def _close(self, one: Entries, other: Entries) -> bool:
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(close(a, b, self.places) for a, b in pairs)

    def _followed(self, yours: Values) -> Values:
        """What every value comes to, from the student's own where there are any before it."""
        found: Values = {}
        standing = {name: value.entries for name, value in self._inputs.items()}
        for name in self.nodes:
            found[name] = self._forward(name, standing)
            standing[name] = yours.get(name, found[name])
        inputs = [name for name in self.gradients if name in self.given]
        for node in (*reversed(list(self.nodes)), *inputs):
            name = self._gradient(node)
            found[name] = self._backward(node, standing)
            standing[name] = yours.get(name, found[name])
        return found

    def _forward(self, node: str, standing: Values) -> Entries:
        """The node's formula."""
        try:
            return self._at(node, node, standing)
        except (ArithmeticError, ValueError):  # the logarithm of a wrong, negative value
            return (math.nan,)

    def _backward(self, node: str, standing: Values) -> Entries:
        """The chain rule: over the node's children, their gradients times their derivatives."""
        if node == self.output:
            return (1.0,)
        total = [0.0] * len(standing[node])
        for child in self.nodes:
            if node not in self._parents(child):
                continue
            try:
                slopes = self._at(f"d{child}/d{node}", child, standing)
            except (ArithmeticError, ValueError):
                return (math.nan,) * len(total)
            for place, slope in enumerate(slopes):  # the child's axes come first
                row, column = divmod(place, len(total))
                total[column] += standing[self._gradient(child)][row] * slope
        return tuple(total)

    def _at(self, text: str, node: str, standing: Values) -> Entries:
        """An expression of one node's formula, its parents being at these values."""
        local = self._local[node]
        at = {name: [*map(Fraction, standing[name])] for name in self._parents(node)}
        return value_at(local.read(text), local, at).entries

    def _parents(self, node: str) -> frozenset[str]:
        local = self._local[node]
        return unbound(local.definitions[node]) & local.by_name.keys()

    @cached_property
    def _inputs(self) -> dict[str, Numeric]:
        return {
            name: value_at(self.model.read(text), self.model) for name, text in self.given.items()
        }

    @cached_property
    def _local(self) -> dict[str, Model]:
        """For each node a model in which it alone is derived, and all before it is free."""
        found = {}
        before = [Symbol(name, value.shape) for name, value in self._inputs.items()]
        known = {name: [*map(Fraction, value.entries)] for name, value in self._inputs.items()}
        for name, formula in self.nodes.items():
            free = Model(tuple(before), self.model.functions)
            value = value_at(free.read(formula or "0"), free, known)
            derived = Symbol(name, value.shape, definition=formula or "0")
            found[name] = Model((*before, derived), self.model.functions)
            before.append(Symbol(name, value.shape))
            known[name] = [*map(Fraction, value.entries)]
        return found

    def _gradient(self, node: str) -> str:
        """The field of a node's gradient."""
        return f"d{self.output}_d{node}"


def _worked_out(yours: Values) -> bool:
    """Whether there are enough different numbers for one to follow from another: not 0 alone."""
    return len({abs(entry) for entries in yours.values() for entry in entries}) > _FEW


def _ends(text: str) -> Iterator[str]:
    """A chain, then what follows its first relation, its second, and so on.

    Raises NotationError where it is too long.
    """
    signs = list(_EQUALS.finditer(text))
    if len(signs) > _LONGEST:
        raise NotationError(f"a chain of more than {_LONGEST} members")
    yield text
    for sign in signs:
        yield text[sign.end() :]


def _shown(entries: Entries) -> str:
    """A number, or a vector in brackets."""
    numbers = ", ".join(f"{entry:g}" for entry in entries)
    return numbers if len(entries) == 1 else f"[{numbers}]"
