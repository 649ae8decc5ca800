"""Inputs for drivers: declared by shape, drawn by Hypothesis, small when they fail.

Hypothesis draws sizes, a regime (what the values are like) and a seed; the arrays follow from
these through numpy's generator. That is several times faster than drawing every entry, works
for any size, and still shrinks: to the smallest sizes and to small half-integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Draw = Callable[[np.random.Generator, tuple[int, ...], str], Any]
Axis = str | int

PRIMES = (5, 3, 7, 11, 13, 17, 19, 23)  # not 2: 'divided by 2' could be 'halved'
SMALLEST, LARGEST = 1, 6


@dataclass(frozen=True)
class Field:
    """One argument of a driver: its axes (size names or numbers) and how its value is drawn."""

    axes: tuple[Axis, ...]
    draw: Draw

    def __post_init__(self) -> None:
        for axis in self.axes:
            if not (_is_size(axis) or (isinstance(axis, str) and axis.isidentifier())):
                raise ValueError(f"an axis is a name such as 'n' or a number, not {axis!r}")


def _half_integers(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.asarray(rng.integers(1, 5, shape) / 2 * rng.choice([-1.0, 1.0], shape))


REGIMES: Mapping[str, Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]] = {
    "simple": _half_integers,
    "normal": lambda rng, shape: rng.standard_normal(shape),
    "large": lambda rng, shape: 30.0 * rng.standard_normal(shape),
    "tiny": lambda rng, shape: 1e-3 * rng.standard_normal(shape),
    "sparse": lambda rng, shape: rng.standard_normal(shape) * (rng.random(shape) < 0.5),
}


def reals(*axes: Axis, scale: float = 1.0) -> Field:
    """Real numbers in every regime: small half-integers, normal, large, tiny, half zeros."""
    return Field(axes, lambda rng, shape, regime: scale * REGIMES[regime](rng, shape))


def cotangents(*axes: Axis, scale: float = 1.0) -> Field:
    """An upstream gradient: normal in every regime, so that two equal errors can't cancel.

    Where gradients are seen through a step of rate r, `scale` = 1/r keeps them readable in
    single precision.
    """
    return Field(axes, lambda rng, shape, _: scale * rng.standard_normal(shape))


def uniform(low: float, high: float, *axes: Axis) -> Field:
    """Real numbers between two bounds."""
    _require_order("uniform", low, high)
    return Field(axes, lambda rng, shape, _: rng.uniform(low, high, shape))


def integers(low: int, high: int, *axes: Axis) -> Field:
    """Integers from low to high, both included; a plain int without axes."""
    _require_order("integers", low, high)

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> Any:
        drawn = rng.integers(low, high + 1, shape)
        return drawn if axes else int(drawn)

    return Field(axes, draw)


def _require_order(name: str, low: float, high: float) -> None:
    if not all(isinstance(bound, (int, float)) for bound in (low, high)) or not low <= high:
        raise ValueError(f"{name}: write the lower bound, then the upper, not {low!r}, {high!r}")


def one_hot(classes: Axis, batch: Axis) -> Field:
    """Columns with a single one: an array (classes, batch)."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> np.ndarray:
        return np.eye(shape[0])[:, rng.integers(0, shape[0], shape[1])]

    return Field((classes, batch), draw)


def one_of(*values: Any) -> Field:
    """One of the given values, as it stands."""
    if not values:
        raise ValueError("one_of: write the values to choose from")
    return Field((), lambda rng, _shape, _regime: values[int(rng.integers(len(values)))])


def drawn(make: Callable[[np.random.Generator], Any]) -> Field:
    """Whatever a function of a numpy generator returns, in every regime: a data set, say."""
    if not callable(make):
        raise ValueError(f"drawn: write a function of a numpy generator, not {make!r}")
    return Field((), lambda rng, _shape, _regime: make(rng))


class Size(Field):
    """An argument that is a size itself, or a list of sizes."""


def size(name: str) -> Size:
    """A size itself, as an int."""
    return Size((name,), lambda _rng, shape, _: shape[0])


def sizes(*names: str) -> Size:
    """A list of sizes, as ints."""
    return Size(names, lambda _rng, shape, _: list(shape))


def many(*fields: Field) -> Field:
    """A list of arrays: one argument, such as the weights of every layer."""
    axes = tuple(dict.fromkeys(a for entry in fields for a in entry.axes if isinstance(a, str)))

    def draw(rng: np.random.Generator, shape: tuple[int, ...], regime: str) -> list[Any]:
        known: dict[Axis, int] = dict(zip(axes, shape, strict=True))
        shapes = [tuple(known.get(axis, axis) for axis in entry.axes) for entry in fields]
        return [entry.draw(rng, s, regime) for entry, s in zip(fields, shapes, strict=True)]  # type: ignore[arg-type] # an axis of no name is a number

    return Field(axes, draw)


@dataclass(frozen=True, eq=False)
class Case:
    """One set of inputs, and what it was drawn from. Equal only to itself."""

    values: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    seed: int = 0


class Inputs:
    """A strategy for all of a driver's arguments.

    Sizes are named in the fields' axes; each runs from 1 to 6 unless `sizes` says otherwise,
    with a number or a pair (least, most). `regimes` limits what `reals` are like.

    >>> linear = Inputs(
    ...     W=reals("outdim", "indim"), b=reals("outdim", 1), x=reals("indim", "batch")
    ... )
    """

    def __init__(
        self,
        *,
        sizes: Mapping[str, int | tuple[int, int]] | None = None,
        regimes: Sequence[str] = ("simple", "normal", "large", "tiny"),
        **fields: Field,
    ) -> None:
        self.fields = fields
        self.declared = dict(sizes or {})
        self.regimes = (regimes,) if isinstance(regimes, str) else tuple(regimes)
        problem = self._problem()
        if problem:
            raise ValueError(f"Inputs: {problem}")
        axes = [axis for entry in fields.values() for axis in entry.axes if isinstance(axis, str)]
        self.ranges = {axis: _range(self.declared.get(axis)) for axis in dict.fromkeys(axes)}

    def _problem(self) -> str:
        """The first mistake of the declaration, with what to write instead."""
        for regime in self.regimes:
            if regime not in REGIMES:
                return f"regimes: write some of {', '.join(REGIMES)}, not {regime!r}"
        if not self.regimes:
            return f"regimes: write some of {', '.join(REGIMES)}"
        for name, entry in self.fields.items():
            if not isinstance(entry, Field):
                shown = getattr(entry, "__name__", repr(entry))
                return f"{name}: write a field such as reals('n'), not {shown}"
        axes = [axis for entry in self.fields.values() for axis in entry.axes]
        for name, size in self.declared.items():
            if name not in axes:
                known = ", ".join(dict.fromkeys(axis for axis in axes if isinstance(axis, str)))
                return f"sizes: no field has the axis {name!r} (there are: {known or 'none'})"
            least, most = size if isinstance(size, tuple) and len(size) == 2 else (size, size)
            if not (_is_size(least) and _is_size(most) and least <= most):
                return f"sizes: {name} must be a number or a pair (least, most), not {size!r}"
        return ""

    def strategy(self) -> SearchStrategy[tuple[dict[str, int], str, int]]:
        """What `case` makes a case of: sizes, a regime and a seed, the simplest first."""
        from hypothesis import strategies as st

        drawn = {name: st.integers(*bounds) for name, bounds in self.ranges.items()}
        return st.tuples(
            st.fixed_dictionaries(drawn),
            st.sampled_from(self.regimes),
            st.integers(0, 2**32 - 1),
        )

    def distinct(self, seed: int = 0) -> Case:
        """The case to diagnose on: normal values, sizes pairwise distinct where they may be."""
        sizes: dict[str, int] = {}
        for name, (least, most) in self.ranges.items():
            allowed = range(least, most + 1) if name in self.declared else PRIMES
            free = [n for n in (*PRIMES, *allowed) if n in allowed and n not in sizes.values()]
            sizes[name] = free[0] if free else most
        regime = "normal" if "normal" in self.regimes else self.regimes[-1]
        return self.case(sizes, regime, seed)

    def case(self, sizes: dict[str, int], regime: str, seed: int) -> Case:
        """The case of these sizes, this regime and this seed."""
        rng = np.random.default_rng([seed, self.regimes.index(regime), *sizes.values()])
        values = {}
        for name, entry in self.fields.items():
            shape = tuple(sizes[axis] if isinstance(axis, str) else axis for axis in entry.axes)
            values[name] = entry.draw(rng, shape, regime)
        return Case(values, sizes, seed)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _range(declared: int | tuple[int, int] | None) -> tuple[int, int]:
    if declared is None:
        return SMALLEST, LARGEST
    return declared if isinstance(declared, tuple) else (declared, declared)
