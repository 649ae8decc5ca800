"""Witness: give values such that something holds. They are run, and any that hold pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from typing_extensions import Self, override

from grader.algebra import Model, NotationError
from grader.algebra.evaluation.numeric import value_at
from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck
from grader.checks.written.formulas import end, stated
from grader.checks.written.values import the_value
from grader.context import Context
from grader.results import Formula, Reading, Verdict
from grader.submission.answers import Answer

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
    @override
    def has_key(self) -> bool:
        return self.holds is not None

    @override
    def without_key(self) -> Self:
        return replace(self, holds=None) if self.private else self

    @property
    @override
    def fields(self) -> tuple[str, ...]:
        return tuple(self.shapes)

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        del context  # the answer says it all
        found = {}
        for name, shape in self.shapes.items():
            if name not in answer.fields:
                return self.lose(f"{name} is missing")
            found[name] = the_value(
                answer.fields[name],
                self.shapes.keys() - {name},
                partial(_array, shape=tuple(shape), name=name),
                np.allclose,
            )
        shown = (f"{name} = {np.array2string(v, separator=', ')}" for name, v in found.items())
        reading = Reading((Formula("; ".join(shown)),))
        if self.holds is None:
            return self.pend(KEY_ELSEWHERE, reading=reading)
        sentence = self.holds(found)
        if sentence is None:
            return self.earn(reading=reading)
        return self.lose(sentence, reading=reading)


def _array(formula: str, shape: tuple[int, ...], name: str) -> np.ndarray:
    """The values that are written; raises NotationError where they are no real numbers."""
    empty = Model()
    try:
        found = value_at(end(stated(formula, empty)), empty)
    except (ArithmeticError, ValueError) as error:
        raise NotationError(f"{name}: {error}", formula) from None
    if len(found.entries) != int(np.prod(shape)) or (
        len(found.shape) == len(shape) == 2 and found.shape != shape
    ):
        raise NotationError(f"{name} has shape {found.shape or '()'}; {shape} is asked", formula)
    return np.reshape(found.entries, shape)
