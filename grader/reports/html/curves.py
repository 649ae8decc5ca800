"""Learning curves as small charts: what to draw; the template draws it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

POINTS = 50  # of a line; more are not seen
LEFT, RIGHT, TOP, BOTTOM = 36, 42, 24, 22  # margins of a panel
MOST = 24  # panels
LARGEST = 1e12  # a value beyond this is a gap, like one that is not finite


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
    """One chart; `ticks` are heights and their labels."""

    title: str
    description: str
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    epochs: int
    width: int = 280
    height: int = 170

    @property
    def right(self) -> int:
        """Where the horizontal axis ends."""
        return self.width - RIGHT


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
    chosen = sorted(groups.items(), key=lambda g: [m for _, m in groups].index(g[0][1]))[:MOST]
    return [_panel(series, measure, shown) for (series, measure), shown in chosen]


def _panel(series: str, measure: str, shown: Mapping[str, Sequence[float]]) -> Panel:
    values = [v for curve in shown.values() for v in curve if math.isfinite(v)] or [0.0]
    low, high, step = _scale(min(values), max(values))
    epochs = max(map(len, shown.values()))
    bottom = Panel.height - BOTTOM

    def up(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - TOP)

    lines, last = [], -math.inf
    for name, curve in sorted(shown.items(), key=lambda item: -_end(item[1])):
        path, x, y = _path(curve, epochs, up)
        expected = _series(name) == "expected" and not series
        height = max(y, last + 12)
        last = last if expected else height
        label = "" if expected else _column(name).removesuffix(f"_{measure}")
        style = "c-x" if expected else "c-te" if _column(name).startswith("test") else "c-tr"
        lines.append(Line(path, style, label, x + 5, height + 3.5))
    lines.sort(key=lambda line: line.style, reverse=True)  # what is expected lies below
    ends = ", ".join(f"{name} ends at {_end(curve):.3g}" for name, curve in shown.items())
    title = f"{series}: {measure}" if series else f"{measure}: solid yours, dotted expected"
    count = round((high - low) / step)
    ticks = [(round(up(low + k * step)), f"{low + k * step:.6g}") for k in range(count + 1)]
    return Panel(title, f"{title}. {ends}", tuple(lines), tuple(ticks), epochs)


def _path(
    curve: Sequence[float], epochs: int, up: Callable[[float], float]
) -> tuple[str, float, float]:
    """A line through finite values, and where it ends."""
    across = (Panel.width - RIGHT - LEFT) / max(1, epochs - 1)
    stride = max(1, math.ceil(len(curve) / POINTS))
    chosen = sorted({*range(0, len(curve), stride), len(curve) - 1})
    path, x, y, pen = [], float(LEFT), float(TOP), "M"
    for k in chosen:
        if not math.isfinite(curve[k]):
            pen = "M"
            continue
        x, y = LEFT + across * k, up(curve[k])
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return "".join(path), round(x, 1), round(y, 1)


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
