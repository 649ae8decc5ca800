"""Learning curves as small charts: what to draw; the template draws it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

POINTS = 200  # of a line, before it is simplified
SEEN = 0.35  # a point that is nearer to a line than this looks as if on it
LEFT, RIGHT, TOP, BOTTOM = 36, 42, 24, 22  # margins of a panel
MOST = 24  # panels
FEW = 4  # panels that are drawn large
LARGE, SMALL = (280, 170), (200, 130)  # widths and heights
LARGEST = 1e12  # a value beyond this is a gap, like one that is not finite

Point = tuple[float, float]


@dataclass(frozen=True)
class Axes:
    """Where values and epochs lie in a chart."""

    low: float
    high: float
    step: float
    epochs: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where the horizontal axis ends."""
        return self.width - RIGHT

    @property
    def ticks(self) -> list[tuple[int, str]]:
        """Heights and their labels."""
        count = round((self.high - self.low) / self.step)
        values = [self.low + k * self.step for k in range(count + 1)]
        return [(round(self.up(value)), f"{value:.6g}") for value in values]

    def up(self, value: float) -> float:
        """The height of a value."""
        bottom = self.height - BOTTOM
        return bottom - (value - self.low) / (self.high - self.low) * (bottom - TOP)

    def across(self, index: int) -> float:
        """Where an epoch lies."""
        return LEFT + (self.right - LEFT) / max(1, self.epochs - 1) * index


@dataclass(frozen=True)
class Line:
    """A curve in a panel: its path, its style, and where its label stands."""

    path: str
    style: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Panel:
    """One chart."""

    title: str
    description: str
    lines: tuple[Line, ...]
    axes: Axes


def panels(curves: Mapping[str, Sequence[float]]) -> list[Panel]:
    """Return the charts of curves that are named `<series> <column>`, as `a train_loss`.

    Yours and the expected curves share a panel; other series have panels of their own.
    """
    groups: dict[tuple[str, str], dict[str, Sequence[float]]] = {}
    compared = {_series(name) for name in curves} <= {"yours", "expected"}
    for name, values in curves.items():
        key = ("" if compared else _series(name), _measure(name))
        if len(values):
            groups.setdefault(key, {})[name] = [v if abs(v) < LARGEST else math.nan for v in values]
    measures = [*dict.fromkeys(measure for _, measure in groups)]
    size = LARGE if len(groups) <= FEW else SMALL
    found = []
    for measure in measures:  # panels of one measure share their axes, to be compared
        shown = {series: curves for (series, m), curves in groups.items() if m == measure}
        every = [curve for curves in shown.values() for curve in curves.values()]
        values = [v for curve in every for v in curve if math.isfinite(v)] or [0.0]
        axes = Axes(*_scale(min(values), max(values)), max(map(len, every)), *size)
        found += [_panel(series, measure, curves, axes) for series, curves in shown.items()]
    return found[:MOST]


def _panel(series: str, measure: str, shown: Mapping[str, Sequence[float]], axes: Axes) -> Panel:
    lines, last = [], -math.inf
    for name, curve in sorted(shown.items(), key=lambda item: -_end(item[1])):
        path, x, y = _path(curve, axes)
        expected = _series(name) == "expected" and not series
        height = max(y, last + 12)
        last = last if expected else height
        label = "" if expected else _column(name).removesuffix(f"_{measure}")
        style = "c-x" if expected else "c-te" if _column(name).startswith("test") else "c-tr"
        lines.append(Line(path, style, label, x + 5, height + 3.5))
    lines.sort(key=lambda line: line.style, reverse=True)  # what is expected lies below
    ends = ", ".join(f"{name} ends at {_end(curve):.3g}" for name, curve in shown.items())
    title = f"{series}: {measure}" if series else f"{measure}: solid yours, dotted expected"
    return Panel(title, f"{title}. {ends}", tuple(lines), axes)


def _path(curve: Sequence[float], axes: Axes) -> tuple[str, float, float]:
    """A line through finite values, broken where one is not, and where it ends."""
    stride = max(1, math.ceil(len(curve) / POINTS))
    runs: list[list[Point]] = [[]]
    for k in sorted({*range(0, len(curve), stride), len(curve) - 1}):
        if math.isfinite(curve[k]):
            runs[-1].append((axes.across(k), axes.up(curve[k])))
        elif runs[-1]:
            runs.append([])
    drawn = [_simplified(run) for run in runs if run]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in drawn)
    x, y = drawn[-1][-1] if drawn else (LEFT, TOP)
    return path, round(x, 1), round(y, 1)


def _simplified(line: list[Point]) -> list[Point]:
    """The line without the points that lie on it as far as can be seen (Douglas and Peucker)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    off = [abs((y1 - y0) * (x - x0) - (x1 - x0) * (y - y0)) / length for x, y in line]
    furthest = max(range(len(line)), key=off.__getitem__)
    if off[furthest] < SEEN:
        return [line[0], line[-1]] if len(line) > 1 else line
    return _simplified(line[: furthest + 1])[:-1] + _simplified(line[furthest:])


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Round ends of an axis, and the step between its two to five ticks."""
    least = 1e-6 * max(1.0, abs(low), abs(high))
    if high - low < least:
        low, high = low - least, high + least
    step = 10.0 ** math.floor(math.log10((high - low) / 2))
    step *= next((m for m in (5, 2) if (high - low) / (step * m) >= 2), 1)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def _end(curve: Sequence[float]) -> float:
    return next((v for v in reversed(curve) if math.isfinite(v)), 0.0)


def _series(name: str) -> str:
    return name.rpartition(" ")[0]


def _column(name: str) -> str:
    return name.rpartition(" ")[2]


def _measure(name: str) -> str:
    return _column(name).rpartition("_")[2]
