"""Fields: how one argument of a driver is generated, by its shape.

Sizes have names. An axis is a name, a number, or computed: `size("H") * size("W")`.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Draw = Callable[[np.random.Generator, tuple[int, ...], str], Any]
Sizes = Mapping[str, int]


@dataclass(frozen=True)
class Length:
    """A computed length of an axis, from the sizes of these names."""

    names: tuple[str, ...]
    of: Callable[[Sizes], int]


def length(axis: Axis, sizes: Sizes) -> int:
    """The length of an axis where sizes are known."""
    if isinstance(axis, str):
        return sizes[axis]
    if isinstance(axis, Size):
        return length(axis.axes[0], sizes)
    return axis.of(sizes) if isinstance(axis, Length) else axis


def names_in(*axes: Axis) -> tuple[str, ...]:
    """The names of the sizes in axes, each once."""
    found: list[str] = []
    for axis in axes:
        if isinstance(axis, Size):
            found += names_in(*axis.axes)
        elif isinstance(axis, (str, Length)):
            found += [axis] if isinstance(axis, str) else axis.names
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Field:
    """One argument of a driver: its axes, and how its value is drawn.

    `draw(rng, shape, regime)` returns it; the shape has the lengths of the `axes`, then of the
    `bounds`, which are further sizes that the values depend on. `strategy` is Hypothesis's.
    """

    axes: tuple[Axis, ...]
    draw: Draw
    bounds: tuple[Axis, ...] = ()
    strategy: Any = None

    def __post_init__(self) -> None:
        for axis in self.axes:
            named = isinstance(axis, str) and axis.isidentifier()
            if not (named or is_size(axis) or isinstance(axis, (Length, Size))):
                raise ValueError(f"an axis is a name such as 'n' or a number, not {axis!r}")

    @property
    def names(self) -> tuple[str, ...]:
        """The sizes that it depends on."""
        return names_in(*self.axes, *self.bounds)

    @property
    def computed(self) -> bool:
        """Whether an axis of it is computed."""
        return any(isinstance(axis, (Length, Size)) for axis in self.axes)

    def fits(self, sizes: Sizes) -> bool:
        """Whether no computed axis is shorter than 1."""
        return all(isinstance(a, (str, int)) or length(a, sizes) >= 1 for a in self.axes)

    def value(self, rng: np.random.Generator, sizes: Sizes, regime: str) -> Any:
        """Draw its value, where sizes are known; a single number is a number of Python's."""
        shape = tuple(length(axis, sizes) for axis in (*self.axes, *self.bounds))
        drawn = self.draw(rng, shape, regime)
        return drawn.item() if isinstance(drawn, np.generic) else drawn


def is_size(value: object) -> bool:
    """Whether a value is a number that an axis can have."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


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
    return Field(axes, lambda rng, shape, _: rng.uniform(low, high, shape or None))


def integers(low: int | Size, high: int | Size, *axes: Axis) -> Field:
    """Integers from low to high, both included; a plain int without axes.

    A bound may be computed from a size: labels are `integers(0, size("classes") - 1, "batch")`.
    """
    if not isinstance(low, Size) and not isinstance(high, Size):
        _require_order("integers", low, high)

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> Any:
        *lengths, least, most = shape
        drawn = rng.integers(least, max(least, most) + 1, tuple(lengths))
        return drawn if axes else int(drawn)

    return Field(axes, draw, (low, high))


def _require_order(name: str, low: float, high: float) -> None:
    if not all(isinstance(bound, (int, float)) for bound in (low, high)) or not low <= high:
        raise ValueError(f"{name}: write the lower bound, then the upper, not {low!r}, {high!r}")


def one_hot(classes: Axis, batch: Axis, *, rows: bool = False) -> Field:
    """Columns with a single one: an array (classes, batch); with `rows`, (batch, classes)."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], _: str) -> np.ndarray:
        columns = np.eye(shape[0])[:, rng.integers(0, shape[0], shape[1])]
        return np.ascontiguousarray(columns.T) if rows else columns

    return Field((classes, batch), draw)


def one_of(*values: Any) -> Field:
    """One of the given values, as it stands."""
    if not values:
        raise ValueError("one_of: write the values to choose from")
    return Field((), lambda rng, _shape, _regime: values[int(rng.integers(len(values)))])


def drawn(make: Callable[[np.random.Generator], Any] | Any) -> Field:
    """Whatever a function of a numpy generator returns, or a strategy of Hypothesis draws.

    What a strategy draws shrinks when it fails: `drawn(st.text())`. The function is called in
    every regime: for a data set, say.
    """
    if is_strategy(make):
        return Field((), lambda rng, _shape, _regime: _sampled(make, rng), strategy=make)
    if not callable(make):
        raise ValueError(f"drawn: write a function of a numpy generator, not {make!r}")
    return Field((), lambda rng, _shape, _regime: make(rng))


def is_strategy(value: object) -> bool:
    """Whether a value is a strategy of Hypothesis, which need not be loaded."""
    loaded = sys.modules.get("hypothesis.strategies")
    return loaded is not None and isinstance(value, loaded.SearchStrategy)


def _sampled(strategy: Any, rng: np.random.Generator) -> Any:
    from grader.numerics.backend import sample

    return sample(strategy, int(rng.integers(2**32)))


class Size(Field):
    """An argument that is a size itself, or a list of sizes; one size can be computed with."""

    def __add__(self, other: Size | int) -> Size:
        return _computed(operator.add, self, other)

    def __radd__(self, other: int) -> Size:
        return _computed(operator.add, other, self)

    def __sub__(self, other: Size | int) -> Size:
        return _computed(operator.sub, self, other)

    def __rsub__(self, other: int) -> Size:
        return _computed(operator.sub, other, self)

    def __mul__(self, other: Size | int) -> Size:
        return _computed(operator.mul, self, other)

    def __rmul__(self, other: int) -> Size:
        return _computed(operator.mul, other, self)

    def __floordiv__(self, other: Size | int) -> Size:
        return _computed(operator.floordiv, self, other)


Axis = str | int | Length | Size


def _computed(operation: Callable[[int, int], int], left: Axis, right: Axis) -> Size:
    return _size(
        Length(
            names_in(left, right),
            lambda sizes: operation(length(left, sizes), length(right, sizes)),
        )
    )


def _size(axis: Axis) -> Size:
    return Size((axis,), lambda _rng, shape, _: shape[0])


def size(name: str) -> Size:
    """A size itself, as an int.

    Sizes are computed with `+`, `-`, `*` and `//`, and may be axes: `reals(size("H") * size("W"))`.
    Cases in which a computed axis would be shorter than 1 are not generated.
    """
    return _size(name)


def sizes(*names: str) -> Size:
    """A list of sizes, as ints."""
    return Size(names, lambda _rng, shape, _: list(shape))


def many(*fields: Field) -> Field:
    """A list of arrays: one argument, such as the weights of every layer."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...], regime: str) -> list[Any]:
        lengths, bounds = iter(shape[:count]), iter(shape[count:])
        return [
            entry.draw(
                rng,
                (*(next(lengths) for _ in entry.axes), *(next(bounds) for _ in entry.bounds)),
                regime,
            )
            for entry in fields
        ]

    axes = tuple(axis for entry in fields for axis in entry.axes)
    count = len(axes)
    return Field(axes, draw, tuple(axis for entry in fields for axis in entry.bounds))
