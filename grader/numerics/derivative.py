r"""Is this number the derivative along this line? A finite difference that certifies itself.

Along x + t u, with a cotangent c, the function phi(t) = <c, f(x + t u)> has the slope
<c, f'(x) u>, which a correct gradient g of <c, f> gives as <g, u>. The claim is tested so:

1.  One central difference at h = 2^-17, near the optimum eps^(1/3) for double precision. If it
    agrees to 1e-6 of the scale that ends it: two runs, whatever the number of parameters.
2.  Otherwise a ladder of steps h = 2^-5 ... 2^-26. Truncation shrinks along it and round-off
    grows, so the estimate is taken where neighbours agree best, and their disagreement is its
    error. Steps at which single-precision code does not move at all are left out.
3.  A kink (ReLU at 0, a tie of max) within the step would look like a wrong gradient. The
    one-sided slopes differ by phi''h where phi is smooth and by the jump at a kink; combining
    two steps removes the first: (8 gap(h/8) - gap(h)) / 7. A kink resolves nothing: the caller
    moves the point a little and asks again.

Differences are taken on the output arrays, before the product with c: less cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

FAST = 2.0**-17
LADDER = tuple(2.0**-k for k in (5, 8, 11, 14, 17, 20, 23, 26))
AGREE = 1e-6  # relative; agreement to this along a random direction is not luck
SAFETY = 10.0  # the true error is at most this many times the neighbours' disagreement
LEGITIMATE = 1e-4  # relative; log(p + 1e-8) for log(p) is a choice, not a mistake
INNER = 1.0  # the size of what a function works with inside, such as probabilities
UNRESOLVED = 1e-2  # an estimate whose own error is over this share of the scale decides nothing

OutputsAt = Callable[[Sequence[float]], list[np.ndarray]]
Finding = Literal["agrees", "differs", "unresolved"]


@dataclass(frozen=True)
class Certificate:
    """What the line says of a claimed slope: the finding, its own estimate, and the tolerance."""

    finding: Finding
    estimate: float
    tolerance: float


class Line:
    """The outputs along a line, at the steps asked for; `at` runs the function at many steps."""

    def __init__(self, at: OutputsAt, cotangent: np.ndarray | float, here: np.ndarray) -> None:
        self._at, self._cotangent, self._here = at, np.asarray(cotangent, float), here

    def certify(self, claimed: float, scale: float) -> Certificate:
        """Compare a claimed slope; `scale` is the size of what was summed to get it."""
        estimate, _ = self._central(FAST, *self._at((FAST, -FAST)))
        allowed = AGREE * (scale + abs(estimate)) + self._round_off(FAST)
        if abs(claimed - estimate) <= allowed:
            return Certificate("agrees", estimate, allowed)
        return self._certify_closely(claimed, scale)

    def _certify_closely(self, claimed: float, scale: float) -> Certificate:
        estimate, error, step = self._plateau()
        size = scale + abs(estimate)
        allowed = SAFETY * error + AGREE * size
        if not np.isfinite(estimate) or allowed > UNRESOLVED * size + self._round_off(step):
            return Certificate("unresolved", estimate, allowed)
        if abs(claimed - estimate) <= max(allowed, LEGITIMATE * size):
            return Certificate("agrees", estimate, allowed)
        if abs(claimed - estimate) * step <= np.finfo(float).eps * INNER:
            return Certificate("unresolved", estimate, allowed)  # as for log(1 - 1e-9)
        kink = self._jump(step) > max(allowed, 1e-3 * abs(claimed - estimate))
        return Certificate("unresolved" if kink else "differs", estimate, allowed)

    @cached_property
    def _pairs(self) -> dict[float, tuple[np.ndarray, np.ndarray]]:
        steps = [signed for h in LADDER for signed in (h, -h)]
        outputs = self._at(steps)
        return {h: (outputs[2 * k], outputs[2 * k + 1]) for k, h in enumerate(LADDER)}

    def _central(self, h: float, ahead: np.ndarray, behind: np.ndarray) -> tuple[float, bool]:
        """The central difference at h, and whether the output moved at all."""
        change = ahead - behind
        return float(np.vdot(self._cotangent, change)) / (2 * h), bool(change.any())

    def _plateau(self) -> tuple[float, float, float]:
        """(estimate, its error, its step): where neighbours on the ladder agree best."""
        slopes = [(h, *self._central(h, *self._pairs[h])) for h in LADDER]
        if not any(moved for *_, moved in slopes):
            return 0.0, 0.0, LADDER[0]
        kept = [(h, slope) for h, slope, moved in slopes if moved and np.isfinite(slope)]
        candidates = [
            (max(abs(slope - kept[k - 1][1]), abs(slope - kept[k + 1][1])), h, slope)
            for k, (h, slope) in enumerate(kept)
            if 0 < k < len(kept) - 1
        ]
        if not candidates:
            return float("nan"), float("inf"), FAST
        error, step, estimate = min(candidates)
        return estimate, error, step

    def _jump(self, step: float) -> float:
        """The jump of the slope at a kink within the step; near zero where the line is smooth."""
        finer = step / 8 if step / 8 in self._pairs else step
        return abs(8 * self._gap(finer) - self._gap(8 * finer)) / 7

    def _gap(self, h: float) -> float:
        """The slope to the right minus the slope to the left."""
        ahead, behind = self._pairs[h]
        return float(np.vdot(self._cotangent, ahead - 2 * self._here + behind)) / h

    def _round_off(self, h: float) -> float:
        size = float(np.linalg.norm(self._cotangent * self._here))
        return float(np.finfo(float).eps) * size / h
