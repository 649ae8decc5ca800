"""Inputs for drivers: declared by shape, drawn by Hypothesis, small when they fail.

Hypothesis draws sizes, a regime (what the values are like) and a seed; the arrays follow from
these through numpy's generator. That is several times faster than drawing every entry, works
for any size, and still shrinks: to the smallest sizes and to small half-integers. What strategies
of the author's draw, Hypothesis draws itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.numerics.fields import REGIMES, Field, is_size, is_strategy

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

PRIMES = (5, 3, 7, 11, 13, 17, 19, 23)  # not 2: 'divided by 2' could be 'halved'
SMALLEST, LARGEST = 1, 6
TRIED = 2000  # ways to choose sizes for which all computed ones are right


@dataclass(frozen=True, eq=False)
class Case:
    """One set of inputs, and what it was drawn from. Equal only to itself."""

    values: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    seed: int = 0


class Inputs:
    """A strategy for all of a driver's arguments.

    Sizes are named in the fields' axes; each runs from 1 to 6 unless `sizes` says otherwise,
    with a number or a pair (least, most). `regimes` limits what `reals` are like. `whole` is a
    strategy of Hypothesis that draws a dict of arguments which hang together.

    >>> linear = Inputs(
    ...     W=reals("outdim", "indim"), b=reals("outdim", 1), x=reals("indim", "batch")
    ... )
    """

    def __init__(
        self,
        whole: SearchStrategy[dict[str, Any]] | None = None,
        /,
        *,
        sizes: Mapping[str, int | tuple[int, int]] | None = None,
        regimes: Sequence[str] = ("simple", "normal", "large", "tiny"),
        **fields: Field,
    ) -> None:
        self.whole, self.fields = whole, fields
        self.declared = dict(sizes or {})
        self.regimes = (regimes,) if isinstance(regimes, str) else tuple(regimes)
        problem = self._problem()
        if problem:
            raise ValueError(f"Inputs: {problem}")
        names = [name for entry in fields.values() for name in entry.names]
        self.ranges = {name: _range(self.declared.get(name)) for name in dict.fromkeys(names)}
        if not self.fits(self._distinct_sizes):
            raise ValueError("Inputs: sizes: some computed size is always below 1")

    def _problem(self) -> str:
        """The first mistake of the declaration, with what to write instead."""
        for regime in self.regimes:
            if regime not in REGIMES:
                return f"regimes: write some of {', '.join(REGIMES)}, not {regime!r}"
        if not self.regimes:
            return f"regimes: write some of {', '.join(REGIMES)}"
        if self.whole is not None and not is_strategy(self.whole):
            return f"write a strategy of Hypothesis that draws a dict, not {self.whole!r}"
        for name, entry in self.fields.items():
            if not isinstance(entry, Field):
                shown = getattr(entry, "__name__", repr(entry))
                return f"{name}: write a field such as reals('n'), not {shown}"
        known = dict.fromkeys(name for entry in self.fields.values() for name in entry.names)
        for name, size in self.declared.items():
            if name not in known:
                there = ", ".join(known) or "none"
                return f"sizes: no field has the axis {name!r} (there are: {there})"
            least, most = size if isinstance(size, tuple) and len(size) == 2 else (size, size)
            if not (is_size(least) and is_size(most) and least <= most):
                return f"sizes: {name} must be a number or a pair (least, most), not {size!r}"
        return ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The arguments; those of a whole case are known from an example of it."""
        if self.whole is None:
            return tuple(self.fields)
        from grader.numerics.backend import sample

        return tuple(dict.fromkeys([*sample(self.whole, 0), *self.fields]))

    def fits(self, sizes: Mapping[str, int]) -> bool:
        """Whether every computed axis has a length of at least 1."""
        return all(entry.fits(sizes) for entry in self.fields.values())

    def strategy(self) -> SearchStrategy[tuple[Any, ...]]:
        """What `case` makes a case of: sizes, a regime and a seed, the simplest first.

        Then, where there are strategies of the author's, what these draw.
        """
        from hypothesis import strategies as st

        sizes: SearchStrategy[dict[str, int]] = st.fixed_dictionaries(
            {name: st.integers(*bounds) for name, bounds in self.ranges.items()}
        )
        if any(entry.computed for entry in self.fields.values()):
            sizes = sizes.filter(self.fits)
        parts = [sizes, st.sampled_from(self.regimes), st.integers(0, 2**32 - 1)]
        own = {name: e.strategy for name, e in self.fields.items() if e.strategy is not None}
        if own or self.whole is not None:
            whole = st.just({}) if self.whole is None else self.whole
            parts.append(st.builds(lambda w, o: {**w, **o}, whole, st.fixed_dictionaries(own)))
        return st.tuples(*parts)

    def distinct(self, seed: int = 0) -> Case:
        """The case to diagnose on: normal values, sizes pairwise distinct where they may be."""
        regime = "normal" if "normal" in self.regimes else self.regimes[-1]
        return self.case(dict(self._distinct_sizes), regime, seed)

    @cached_property
    def _distinct_sizes(self) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for name, (least, most) in self.ranges.items():
            allowed = range(least, most + 1) if name in self.declared else PRIMES
            free = [n for n in (*PRIMES, *allowed) if n in allowed and n not in sizes.values()]
            sizes[name] = free[0] if free else most
        rng, tried = np.random.default_rng(0), 0
        while not self.fits(sizes) and tried < TRIED:
            sizes, tried = self._any_sizes(rng, sizes), tried + 1
        return sizes

    def _any_sizes(self, rng: np.random.Generator, sizes: Mapping[str, int]) -> dict[str, int]:
        """Sizes in their ranges, each different from those before it if that can be."""
        found: dict[str, int] = {}
        for name in sizes:
            least, most = self.ranges[name]
            most = most if name in self.declared else PRIMES[3]
            free = [n for n in range(least, most + 1) if n not in found.values()] or [most]
            found[name] = int(rng.choice(free))
        return found

    def growing(self, number: int, rng: np.random.Generator) -> dict[str, int]:
        """Small sizes that grow with the number of the case."""
        sizes = {
            name: int(min(low + number // 2 + rng.integers(2), high))
            for name, (low, high) in self.ranges.items()
        }
        return sizes if self.fits(sizes) else dict(self._distinct_sizes)

    def case(
        self,
        sizes: dict[str, int],
        regime: str,
        seed: int,
        drawn: Mapping[str, Any] | None = None,
    ) -> Case:
        """The case of these sizes, this regime and this seed, and of what strategies have drawn."""
        rng = np.random.default_rng([seed, self.regimes.index(regime), *sizes.values()])
        values = dict(drawn or {})
        if self.whole is not None and drawn is None:
            from grader.numerics.backend import sample

            values |= sample(self.whole, seed)
        for name, entry in self.fields.items():
            if name not in values:
                values[name] = entry.value(rng, sizes, regime)
        return Case(values, sizes, seed)


def _range(declared: int | tuple[int, int] | None) -> tuple[int, int]:
    if declared is None:
        return SMALLEST, LARGEST
    return declared if isinstance(declared, tuple) else (declared, declared)
