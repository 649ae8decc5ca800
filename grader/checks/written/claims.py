"""Claims: what a student states about their own learning curves, compared with the curves.

A claim fails only where no fair reading of the curves makes it true.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

from typing_extensions import override

from grader.algebra import Model, NotationError
from grader.algebra.evaluation.numeric import value_at
from grader.checks.written.curves import Curve, Curves
from grader.checks.written.formulas import end, stated
from grader.checks.written.options import NEGATED
from grader.submission.answers import Written

TRENDS = {
    "increases": ("increases", "increase", "rises", "rise", "grows", "goes up", "diverges"),
    "decreases": ("decreases", "decrease", "falls", "fall", "drops", "goes down", "converges"),
    "steady": ("steady", "flat", "constant", "level", "plateaus", "no trend"),
}


@dataclass(frozen=True)
class Claim(ABC):
    """What is said in `field` of a `column` of the curves."""

    field: str
    column: str

    @abstractmethod
    def wrong(self, said: Written, curves: Curves) -> str | None:
        """What is wrong with it, or None. Raises NotationError where it can't be read."""


@dataclass(frozen=True)
class Final(Claim):
    """The value in a setting's last epoch, to `places` decimals; an accuracy in percent too.

    `setting` is a name, or a place in the file, from 0.
    """

    setting: str | int
    places: int = 2

    @override
    def wrong(self, said: Written, curves: Curves) -> str | None:
        text = re.sub(r"^(?:\\approx|≈|=|~)\s*", "", said.formulas[-1]).rstrip(" .")
        value = _number(re.sub(r"\s*\\?%$", "", text))
        setting = curves.named(self.setting)
        if setting is None:
            return f"there is no curve of {self.setting!r} to compare it with"
        last = curves.values[setting][self.column][-1]
        unit = 10.0**-self.places
        percent = "accuracy" in self.column and (text.endswith("%") or value > 1)
        if abs((value / 100 if percent else value) - last) <= unit * (1 + 1e-9):
            return None
        return f"you wrote {text}, but {self.column} of {setting!r} ends at {last:.4g}"


@dataclass(frozen=True)
class Trend(Claim):
    """Whether a setting's curve increases, decreases or is steady, on the whole or at its end.

    Where several are said, as of a curve that falls and then rises, all must be true.
    """

    setting: str | int

    @override
    def wrong(self, said: Written, curves: Curves) -> str | None:
        words = said.words.lower()
        claimed = [
            trend
            for trend, spellings in TRENDS.items()
            if any(re.search(rf"(?<!\w){spelling}(?!\w)", words) for spelling in spellings)
        ]
        if not claimed or NEGATED.search(words):
            raise NotationError(f"write one of: {', '.join(TRENDS)}", said.text)
        setting = curves.named(self.setting)
        if setting is None:
            return f"there is no curve of {self.setting!r} to compare it with"
        curve = curves.values[setting][self.column]
        wrong = [trend for trend in claimed if trend not in _trends(curve)]
        if not wrong:
            return None
        return (
            f"you wrote {wrong[0]!r}, but {self.column} of {setting!r} goes from {curve[0]:.4g} to "
            f"{curve[-1]:.4g}, with a minimum of {min(curve):.4g} and a maximum of "
            f"{max(curve):.4g}"
        )


@dataclass(frozen=True)
class Best(Claim):
    """The setting whose column ends highest (or lowest); one within `margin` of it passes."""

    highest: bool = True
    margin: float = 0.01

    @override
    def wrong(self, said: Written, curves: Curves) -> str | None:
        words = said.words.strip("( .:").lower()
        by_length = sorted(curves.values, key=len, reverse=True)
        named = [s for s in by_length if re.search(rf"(?<!\w){re.escape(s.lower())}(?!\w)", words)]
        first = [setting for setting in named if words.startswith(setting.lower())]
        if not named or (len(named) > 1 and not first):
            raise NotationError(f"write one of: {', '.join(curves.values)}", said.text)
        setting = (first or named)[0]
        sign = 1 if self.highest else -1
        ends = {name: sign * columns[self.column][-1] for name, columns in curves.values.items()}
        finite = {name: end for name, end in ends.items() if math.isfinite(end)}
        best = max(finite, key=lambda name: finite[name], default=setting)
        if setting in finite and finite[setting] >= finite[best] - self.margin:
            return None
        return (
            f"you wrote {setting!r}, but its {self.column} ends at {sign * ends[setting]:.4g}, "
            f"that of {best!r} at {sign * ends[best]:.4g}"
        )


def _trends(curve: Curve) -> set[str]:
    """All that may be said of a curve: of its whole, and of its end from its extremes on."""
    finite = [value for value in curve if math.isfinite(value)]
    if len(finite) < len(curve):  # it left the numbers: it diverges
        return {"increases", "decreases"} if finite else set(TRENDS)
    several = max(1, len(curve) // 10)
    smooth = [math.fsum(curve[k : k + several]) / several for k in range(len(curve) - several + 1)]
    start, end = smooth[0], smooth[-1]
    span = max(curve) - min(curve)
    margin = 0.05 * span
    found = set()
    if curve[-1] > curve[0] or end > start - margin or end > min(smooth) + margin:
        found.add("increases")
    if curve[-1] < curve[0] or end < start + margin or end < max(smooth) - margin:
        found.add("decreases")
    later, thirds = smooth[len(smooth) // 2 :], _thirds(curve)
    if max(later) - min(later) <= 3 * margin or max(thirds) - min(thirds) <= 5 * margin:
        found.add("steady")
    return found


def _thirds(curve: Curve) -> list[float]:
    """The means of a curve's three parts: noise aside, what it does."""
    size = max(1, len(curve) // 3)
    return [
        math.fsum(part) / size
        for part in (curve[:size], curve[size : 2 * size] or curve[:size], curve[-size:])
    ]


def _number(text: str) -> float:
    empty = Model()
    found = value_at(end(stated(text, empty)), empty)
    if found.shape:
        raise NotationError("one number is expected here", text)
    return float(found.entries[0])
