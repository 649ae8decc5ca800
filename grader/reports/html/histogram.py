"""The distribution of points as a histogram: what to draw; the template draws it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

BARS = 22  # at most
TOP, BASE = 20, 40  # margins


@dataclass(frozen=True)
class Bar:
    """How many have `low` to `high` points, and where that is drawn."""

    low: float
    high: float
    count: int
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Histogram:
    """Bars of the points earned, and the outline with all that needs review given."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    outline: str
    ticks: tuple[tuple[float, str], ...]
    median: float
    median_x: float

    @property
    def base(self) -> int:
        """The height of the axis."""
        return self.height - BASE


def histogram(
    earned: Sequence[float], possible: Sequence[float], points: float, width: int, height: int
) -> Histogram:
    """Return the histogram.

    Args:
        earned: the points of each submission.
        possible: the same with all that needs review.
        points: the points that there are.
        width: of the drawing.
        height: of the drawing.

    """
    most = max([points, *possible, 1e-9])
    step = _step(most)
    count = max(1, math.ceil(most / step - 1e-9))
    now, then = _counts(earned, step, count), _counts(possible, step, count)
    peak, base = max(1, *now, *then), height - BASE

    def across(value: float) -> float:
        return 2 + value / (count * step) * (width - 4)

    def up(number: int) -> float:
        return round(base - number / peak * (base - TOP), 1)

    bars = tuple(
        Bar(k * step, (k + 1) * step, n, across(k * step), up(n), (width - 4) / count)
        for k, n in enumerate(now)
        if n
    )
    outline = f"M{across(0):.1f} {base}" + "".join(
        f"V{up(n)}H{across((k + 1) * step):.1f}" for k, n in enumerate(then)
    )
    stride = max(1, math.ceil(count / (width / 90)))
    ticks = tuple((across(k * step), f"{k * step:g}") for k in range(0, count + 1, stride))
    median = statistics.median(earned) if earned else 0.0
    return Histogram(width, height, bars, f"{outline}V{base}", ticks, median, across(median))


def _counts(values: Sequence[float], step: float, count: int) -> list[int]:
    counts = [0] * count
    for value in values:
        counts[min(count - 1, int(value / step + 1e-9))] += 1
    return counts


def _step(most: float) -> float:
    """The smallest round step with few enough bars."""
    unit = 10.0 ** math.floor(math.log10(most / BARS))
    return next(unit * m for m in (1, 2, 5, 10, 20) if most / (unit * m) <= BARS)
