"""Witness: give values such that something holds. They are run, and any that hold pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from grader.algebra import Equation, Model, NotationError
from grader.algebra.judging.numeric import value_at
from grader.answers import Answer
from grader.checks.written import WrittenCheck
from grader.results import Verdict

Holds = Callable[[Mapping[str, np.ndarray]], str | None]


@dataclass(frozen=True)
class Witness(WrittenCheck):
    """Arrays by name, each a field with a shape; `holds(values)` says what is wrong, or None.

    Students are given `holds` too, and can try their values; not if it is `private`, because one
    could read the answer from it.
    """

    shapes: Mapping[str, Sequence[int]]
    holds: Holds | None
    private: bool = field(default=False, kw_only=True)

    @property
    def has_key(self) -> bool:
        """As `WrittenCheck.has_key`: whether `holds` is known here."""
        return self.holds is not None

    def without_key(self) -> Witness:
        """As `WrittenCheck.without_key`: without what is private."""
        return replace(self, holds=None) if self.private else self

    @property
    def fields(self) -> Sequence[str]:
        """As `WrittenCheck.fields`."""
        return tuple(self.shapes)

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        values = {}
        for name, shape in self.shapes.items():
            if name not in answer.fields:
                return self.lost(f"nothing is written for {name}")
            values[name] = _array(answer.fields[name].formulas, tuple(shape), name)
        note = "read as: " + "; ".join(
            f"{name} = {np.array2string(value, separator=', ')}" for name, value in values.items()
        )
        if self.holds is None:
            return self.doubted(f"{note}\nyour instructor has the key")
        sentence = self.holds(values)
        return self.earned(note) if sentence is None else self.lost(sentence, note)


def _array(formulas: Sequence[str], shape: tuple[int, ...], name: str) -> np.ndarray:
    empty = Model()
    tree = empty.read(formulas[-1])
    found = value_at(tree.members[-1] if isinstance(tree, Equation) else tree, empty)
    if len(found.entries) != int(np.prod(shape)) or (
        len(found.shape) == len(shape) == 2 and found.shape != shape
    ):
        raise NotationError(
            f"{name} has shape {found.shape or '()'}; {shape} is asked", formulas[-1]
        )
    return np.reshape(found.entries, shape)
