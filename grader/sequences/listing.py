"""A program as code that a student can paste, up to where it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from grader.numerics.literal import TooLarge, literal
from grader.sequences.comparison import Mismatch, spoken
from grader.sequences.program import Program, Step, Value

SHOWN = 60  # entries of an array


def listing(found: Mismatch, seeded: AbstractSet[int]) -> str:
    """The values, then the calls; the generator's seed before those that draw from it."""
    program, steps = found.program, list(_relevant(found))
    used = dict.fromkeys(name for _, step in steps for name in _names(step))
    lines = ["import numpy as np", _import(program)]
    lines += [f"{name} = {_literal(program.values[name])}" for name in used]
    for at, step in steps:
        if at in seeded:
            lines.append(f"np.random.seed({step.seed})")
        lines.append(spoken(step))
    step = program.steps[found.at]
    if step.constructs and found.path:
        lines.append(f"{step.target}{found.path}")
    return "\n".join(lines)


def _import(program: Program) -> str:
    made = next(step.method for step in program.steps if step.constructs)
    if program.steps[0].passed:
        return f"import {program.module}\nfrom drivers import {made}"
    return f"from {program.module} import {made}"


def _relevant(found: Mismatch) -> Iterator[tuple[int, Step]]:
    """The steps up to the failing one, without the reads at the end that don't fail."""
    whole = found.kind in ("argument", "result")
    for at, step in enumerate(found.program.steps[: found.at + 1]):
        if not step.final or (at == found.at and not whole):
            yield at, step


def _names(step: Step) -> Iterator[str]:
    for value in (*step.args, *step.named.values()):
        if isinstance(value, Value):
            yield value.name


def _literal(value: Any) -> str:
    try:
        return literal(value, SHOWN)
    except TooLarge as error:
        return f"...  # {error}"
