"""How an answer compares with the truth, and what a question lets pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Outcome(str, Enum):
    """How an answer compares with the truth."""

    EQUAL = "equal"
    ALMOST_EVERYWHERE = "equal but for points where an expression switches"
    WHERE_DEFINED = "equal where both are defined"
    DIFFERENT = "different"
    WRONG_SHAPE = "of another shape"
    RESTATED = "only names what is asked"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a question lets pass.

    `at_switches`: whether values on a switch itself (a ReLU's derivative at 0) must be right.
    `domains`: whether the answer must be defined wherever the truth is. `any_orientation`: a row
    passes for a column. `tolerance`: an absolute error allowed, for rounded decimals.
    """

    at_switches: bool = False
    domains: bool = True
    any_orientation: bool = False
    tolerance: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Where they differ: the point, the entry (counted from 1; () for a number), both values."""

    point: tuple[tuple[str, str], ...]
    index: tuple[int, ...]
    answer: str
    truth: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome with its reason; `passes` is None where it needs review.

    `points` is how many were looked at, `bits` to how many binary digits the sides agree there,
    `proof` what SymPy proved on top.
    """

    outcome: Outcome
    reason: str = ""
    counterexample: Counterexample | None = None
    points: int = 0
    passes: bool | None = None
    bits: float = 0
    proof: str = ""

    @property
    def proved(self) -> bool:
        """Whether SymPy proved what it says."""
        return bool(self.proof)
