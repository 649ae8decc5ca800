"""How an answer compares with the truth at one point, in intervals of rising precision.

Two intervals that don't meet are two different numbers, beyond doubt. Where they meet, the
precision is raised until their errors are far below what is compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from flint import arb, fmpq

from grader.algebra.budget import Budget
from grader.algebra.errors import ShapeError, UndefinedError, UnsettledError
from grader.algebra.evaluation.arrays import Array, named, places
from grader.algebra.evaluation.context import Context, Switch, Switches
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.evaluation.interval import Intervals, error, magnitude, shown
from grader.algebra.judging.outcome import Counterexample
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model, Point
from grader.algebra.tree import Constant, Negative, Number, Transpose, Tree, unbound

PRECISIONS = (400, 1330)  # 120 and 400 decimal digits, in bits
_AGREEING_BITS = 60  # what limits reach; all else agrees to nearly the whole precision
_FLOOR = -60


class Status(Enum):
    """How two sides compare at a point."""

    EQUAL = 0
    DIFFERENT = 1
    ANSWER_UNDEFINED = 2
    TRUTH_UNDEFINED = 3
    BOTH_UNDEFINED = 4
    UNSETTLED = 5


ONE_UNDEFINED = frozenset({Status.ANSWER_UNDEFINED, Status.TRUTH_UNDEFINED})
_INFINITE = (Constant("inf"), Negative(Constant("inf")))
_MISSING = {
    (True, True): Status.BOTH_UNDEFINED,
    (True, False): Status.ANSWER_UNDEFINED,
    (False, True): Status.TRUTH_UNDEFINED,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """How the two sides compare at one point, what shows it, and the switches met there."""

    status: Status
    point: Point
    counterexample: Counterexample | None = None
    switches: Switches = field(default_factory=dict)
    bits: float = float("inf")


@dataclass(frozen=True, slots=True)
class Pair:
    """An answer and a question, to be compared at points."""

    answer: Tree
    asked: Question
    model: Model

    def compare(self, point: Point, budget: Budget, *, snap: bool = False) -> Seen:
        """Compare at a point; with `snap`, on a switch. Raises ShapeError or TooHardError."""
        for bits in PRECISIONS:
            last = bits == PRECISIONS[-1]
            met: dict[Switch, int] = {}
            context = at(self.model, point, Intervals(bits, snap=snap or last), budget, met)
            seen = self._at(context, met)
            if seen.status is not Status.UNSETTLED:
                break
        return seen

    def _at(self, context: Context, met: Switches) -> Seen:
        point = context.point
        try:
            truth = self._side(context, self.asked.truth)
            answer = self._side(context, self.answer)
        except UnsettledError:
            return Seen(Status.UNSETTLED, point, switches=met)
        if truth is None or answer is None:
            status = _MISSING[answer is None, truth is None]
            return Seen(status, point, self._example(point, answer, truth), met)
        answer = self.fitted(answer, truth)
        cells = list(zip(answer.cells, truth.cells, strict=True))
        found = [self._cell(a, t) for a, t in cells]
        if Status.DIFFERENT in found:
            example = self._example(point, answer, truth, found.index(Status.DIFFERENT))
            return Seen(Status.DIFFERENT, point, example, met)
        status = Status.UNSETTLED if Status.UNSETTLED in found else Status.EQUAL
        return Seen(status, point, None, met, min(_agreement(a, t) for a, t in cells))

    def _side(self, context: Context, tree: Tree) -> Array | None:
        if tree in _INFINITE:
            return None  # no number, beyond doubt; what is done with it may come to one
        try:
            return evaluate(context, tree, self.asked.ranges(self.model, context.point))
        except UndefinedError:
            return None

    def fitted(self, answer: Array, truth: Array) -> Array:
        """The answer in the truth's shape; raises ShapeError where it has another."""
        if answer.shape == truth.shape:
            return answer
        if is_zero(self.answer):
            return Array(truth.shape, answer.cells[:1] * len(truth.cells))
        same = len(answer.cells) == len(truth.cells)
        flat = same and max(map(len, (answer.shape, truth.shape))) == 2
        free = self.asked.policy.any_orientation or self._entries_stand_for_a_row()
        if flat and 1 in (*answer.shape, *truth.shape) and free:
            return Array(truth.shape, answer.cells)
        raise ShapeError(f"this is {named(answer.shape)}; {named(truth.shape)} is asked")

    def _entries_stand_for_a_row(self) -> bool:
        """Whether one side is written entry by entry, where a scalar's derivative is a row."""
        letters = {letter for letter, _ in self.asked.free}
        sides = [bool(letters & unbound(side)) for side in (self.answer, self.asked.truth)]
        return self.model.layout == "jacobian" and len(letters) == 1 and sum(sides) == 1

    def _cell(self, answer: arb, truth: arb) -> Status:
        gap = answer - truth
        allowed = self.asked.policy.tolerance
        if allowed and abs(gap) <= arb(fmpq(allowed.numerator, allowed.denominator)):
            return Status.EQUAL
        if gap != 0:
            return Status.DIFFERENT
        return Status.EQUAL if _agreement(answer, truth) >= _AGREEING_BITS else Status.UNSETTLED

    def _example(
        self, point: Point, answer: Array | None, truth: Array | None, cell: int = 0
    ) -> Counterexample:
        shape = truth.shape if truth is not None else ()
        index = tuple(n + 1 for n in list(places(shape))[cell])
        values = [
            shown(side.cells[cell]) if side is not None else "undefined" for side in (answer, truth)
        ]
        return Counterexample(described(self.model, point), index, *values)


def _agreement(answer: arb, truth: arb) -> float:
    """How many bits two numbers are known to share."""
    return max(magnitude(answer), magnitude(truth), _FLOOR) - error(answer - truth)


def is_zero(tree: Tree) -> bool:
    """Whether this is a plain 0, perhaps transposed: it stands for zeros of any shape."""
    return tree == Number(Fraction(0)) or (isinstance(tree, Transpose) and is_zero(tree.operand))


def described(model: Model, point: Point) -> tuple[tuple[str, str], ...]:
    """A point in decimals, for people: the sizes that matter, then the symbols."""
    symbols = [symbol for symbol in model.symbols if symbol.name in point.values]
    axes = {axis for symbol in model.symbols for axis in symbol.shape}
    drawn = {str(axis) for symbol in symbols for axis in symbol.shape}
    sizes = [(name, str(n)) for name, n in point.sizes.items() if name in drawn or name not in axes]
    return (*sizes, *((symbol.name, _written(model, symbol.name, point)) for symbol in symbols))


def _written(model: Model, name: str, point: Point) -> str:
    """A number, `[1, 2]` for a column, `[1, 2; 3, 4]` for a matrix."""
    cells = [f"{float(value):.6g}" for value in point.values[name]]
    shape = [model.extent(axis, point.sizes) for axis in model.by_name[name].shape]
    if not shape:
        return cells[0]
    width = shape[-1] if len(shape) > 1 else len(cells)
    rows = [", ".join(cells[n : n + width]) for n in range(0, len(cells), width)]
    return f"[{'; '.join(rows)}]"
