"""Whether an answer equals the truth everywhere on the declared model.

Both trees are evaluated at exact points, at rising precision, on both sides of every switch and
then on the switches themselves. Two balls that don't meet are a counterexample, beyond doubt;
agreement to thirty-five digits at generic points is taken for equality, because two different
expressions of this kind agree only on a set of measure zero (Schwartz 1980; Richardson 1968
shows that no procedure can do better in general). What this can't settle is `undecided`, and a
person looks at it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction

from grader.algebra.evaluation.arrays import Array, ShapeError, TwoReadingsError, named, places
from grader.algebra.evaluation.evaluator import Meaning, Switch
from grader.algebra.evaluation.interval import (
    EXACT,
    Interval,
    Intervals,
    TooHardError,
    UndefinedError,
    UnsettledError,
)
from grader.algebra.judging.switching import onto
from grader.algebra.model.model import Model, Point
from grader.algebra.model.points import draw
from grader.algebra.tree import (
    Apply,
    Derivative,
    Entry,
    Equation,
    Expectation,
    Limit,
    Name,
    Number,
    Product,
    ProductKind,
    Transpose,
    Tree,
    rewrite,
    unbound,
    walk,
)

PRECISIONS = (133, 400, 1330)  # 40, 120 and 400 decimal digits, in bits
_AGREEING_BITS = 60
_FLOOR = -60
_FIRST, _SECOND = 7, 3
_ENOUGH = 4
_MAX_SWITCHES = 24
_MORE_DRAWS = 16


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

    `at_switches`: whether values on a switch itself (a ReLU's slope at 0) must be right.
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
    """An outcome with its reason; `passes` is None where a person must decide."""

    outcome: Outcome
    reason: str = ""
    counterexample: Counterexample | None = None
    points: int = 0
    passes: bool | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer is compared with: the truth and the letters that stand for free indices.

    `free` gives each free index with the size it runs over, in the order of the axes.
    """

    truth: Tree
    free: tuple[tuple[str, str | int], ...] = ()
    policy: Policy = field(default_factory=Policy)

    def ranges(self, model: Model, point: Point) -> list[tuple[str, int, int]]:
        """The free indices as (letter, first, count)."""
        return [(letter, 1, model.extent(size, point.sizes)) for letter, size in self.free]


def question(
    model: Model, truth: str | Tree, free: str = "", policy: Policy | None = None
) -> Question:
    """A question of a model; free indices like `ij` run over what the model says they do.

    For a derivative, an index that subscripts a declared symbol runs over that symbol's axis,
    unless that doesn't begin at 1 and the model says more.
    """
    tree = model.read(truth) if isinstance(truth, str) else truth
    ranges = {letter: model.indices.get(letter) for letter in free} | _axes(model, tree, free)
    missing = [letter for letter, size in ranges.items() if size is None]
    if missing:
        raise ValueError(f"nothing says what the index {missing[0]} runs over")
    found = tuple((letter, size) for letter, size in ranges.items() if size is not None)
    return Question(tree, found, policy or Policy())


def _axes(model: Model, tree: Tree, free: str) -> dict[str, str | int | None]:
    """The axes that the free letters subscript in the truth."""
    found: dict[str, str | int | None] = {}
    for node in walk(tree):
        if (
            isinstance(node, Entry)
            and isinstance(node.base, Name)
            and node.base.name in model.by_name
        ):
            symbol = model.by_name[node.base.name]
            for index, axis, first in zip(node.indices, symbol.shape, symbol.starts, strict=False):
                if isinstance(index, Name) and index.name in free:
                    declared = model.indices.get(index.name) if first != 1 else None
                    found.setdefault(index.name, declared or axis)
    return {letter: found[letter] for letter in free if letter in found}


def judge(answer: Tree, asked: Question, model: Model, *, seed: int = 0) -> Judgement:
    """Compare an answer with the truth of a question; deterministic for a seed.

    Raises ValueError for a chain, which `judge_derivation` takes.
    """
    if isinstance(answer, Equation):
        raise ValueError("a chain is judged step by step")
    if restates(answer, asked.truth, model):
        return Judgement(
            Outcome.RESTATED, "this names what is asked instead of working it out", passes=False
        )
    return compare(answer, asked, model, seed=seed)


def restates(answer: Tree, truth: Tree, model: Model) -> bool:
    """Whether the answer still holds what is asked, which is to be worked out.

    That is an operation, the name of a defined quantity, or the operation that defines it.
    """
    whole = _whole(truth)
    if isinstance(truth, Derivative):  # whichever of its entries
        return whole in {_whole(node) for node in walk(answer)}
    given = model.definitions.get(whole.name) if isinstance(whole, Name) else None
    unfinished = {tree for tree in (truth, given) if tree is not None and _is_operation(tree)}
    if given is not None:
        unfinished.add(truth)
    return not unfinished.isdisjoint(walk(answer)) or (given is not None and answer == whole)


def is_name_of(answer: Tree, truth: Tree, model: Model) -> bool:
    """Whether the answer is nothing but the name of what is asked, entry by entry or whole."""
    return _whole(answer) == _whole(truth) and restates(answer, truth, model)


def _whole(tree: Tree) -> Tree:
    """The array that an entry is of, and the derivative that one of its entries is of."""
    if isinstance(tree, Entry):
        return tree.base
    if isinstance(tree, Derivative):
        by = _whole(tree.by)
        return Derivative(_whole(tree.of), by if isinstance(by, Name) else tree.by)
    return tree


def _is_operation(tree: Tree) -> bool:
    return isinstance(tree, (Derivative, Limit, Expectation)) or (
        isinstance(tree, Apply) and tree.order > 0
    )


def compare(answer: Tree, asked: Question, model: Model, *, seed: int = 0) -> Judgement:
    """Like `judge`, but an answer may name what is asked: a step of a derivation does."""
    try:
        found = _compare(answer, asked, model, seed)
    except TwoReadingsError as error:
        readings = (_read_as(kinds, answer, asked, model, seed) for kinds in _READINGS)
        if any(judged.passes is not False for judged in readings):
            return Judgement(Outcome.UNDECIDED, str(error))
        return Judgement(Outcome.WRONG_SHAPE, str(error), passes=False)
    if found.passes is False and _read_as(_UNDOTTED, answer, asked, model, seed).passes:
        reason = "it is right if dots between columns are meant entry by entry: write \\odot"
        return Judgement(Outcome.UNDECIDED, reason)
    return found


def _compare(answer: Tree, asked: Question, model: Model, seed: int) -> Judgement:
    """Raises TwoReadingsError."""
    try:
        return _Comparison(answer, asked, model, random.Random(seed)).judgement()  # noqa: S311 -- points, not secrets
    except ShapeError as error:
        return Judgement(Outcome.WRONG_SHAPE, str(error), passes=False)
    except TwoReadingsError:
        raise
    except TooHardError as error:
        return Judgement(Outcome.UNDECIDED, str(error))


_UNDOTTED: Mapping[str, ProductKind] = {"*": "⊛", "·": "⊛"}
_READINGS: Sequence[Mapping[str, ProductKind]] = (
    {"*": "⊛"}, _UNDOTTED, {"*": "·"}, {"*": "⊗"},
)  # fmt: skip


def _read_as(
    kinds: Mapping[str, ProductKind], answer: Tree, asked: Question, model: Model, seed: int
) -> Judgement:
    """The judgement with products of two columns read in one of their ways."""

    def read(node: Tree) -> Tree:
        if isinstance(node, Product) and node.kind in kinds:
            return Product(node.factors, kinds[node.kind])
        return node

    truth, other = rewrite(asked.truth, read), rewrite(answer, read)
    if (truth, other) == (asked.truth, answer):
        return Judgement(Outcome.DIFFERENT, passes=False)
    return _compare(other, replace(asked, truth=truth), model, seed)


class _Status(Enum):
    EQUAL = 0
    DIFFERENT = 1
    ANSWER_UNDEFINED = 2
    TRUTH_UNDEFINED = 3
    BOTH_UNDEFINED = 4
    UNSETTLED = 5


@dataclass(frozen=True, slots=True)
class _Seen:
    """How the two sides compare at one point."""

    status: _Status
    counterexample: Counterexample | None = None


class _Comparison:
    """One answer against one truth, point after point."""

    def __init__(self, answer: Tree, asked: Question, model: Model, rng: random.Random) -> None:
        self.answer = answer
        self.asked = asked
        self.model = model
        self.rng = rng
        self.switches: dict[Switch, tuple[int, Point]] = {}
        self.seen: list[_Seen] = []

    def judgement(self) -> Judgement:
        for point in self.generic_points():
            self.look(point)
            if self.seen[-1].status is _Status.DIFFERENT:
                return self.different(self.seen[-1])
        at_switches: list[_Seen] = []
        for on_switch, *sides in self.switching_points():
            for side in sides:
                self.look(side)
                if self.seen[-1].status is _Status.DIFFERENT:
                    return self.different(self.seen[-1])
            at_switches.append(self.compare(on_switch, snap=True))
        for _ in range(_MORE_DRAWS if self.model.symbols else 0):
            if self.count(_Status.EQUAL) >= _ENOUGH:
                break
            self.look(draw(self.model, self.rng))
            if self.seen[-1].status is _Status.DIFFERENT:
                return self.different(self.seen[-1])
        return self.settle(at_switches)

    def count(self, status: _Status) -> int:
        return sum(seen.status is status for seen in self.seen)

    def generic_points(self) -> Iterator[Point]:
        drawn = bool(self.model.symbols)
        for n in range(_FIRST if drawn else 1):
            yield draw(self.model, self.rng)
            if n % 2 and self.model.size_names() and n // 2 < _SECOND:
                yield draw(self.model, self.rng, second=True)

    def switching_points(self) -> Iterator[tuple[Point, ...]]:
        """Points on each switch, and beyond those that were seen from one side only."""
        lonely: list[tuple[Switch, int]] = []
        for switch, (signs, point) in list(self.switches.items())[:_MAX_SWITCHES]:
            found = next(onto(self.model, point, switch), None)
            if found is not None:
                yield found if signs & 3 != 3 else found[:1]
            elif signs & 3 in (1, 2) and point.sizes == self.model.instance():
                lonely.append((switch, 3 - (signs & 3)))
        for point in self.beyond(lonely):
            yield point, point

    def beyond(self, lonely: list[tuple[Switch, int]]) -> Iterator[Point]:
        """Drawn points on the other side of switches that were seen from one side only."""
        for _ in range(_MORE_DRAWS):
            if not lonely:
                return
            point = draw(self.model, self.rng)
            meaning = Meaning(self.model, point, Intervals(PRECISIONS[0]))
            crossed = [(switch, side) for switch, side in lonely if _side(meaning, switch) == side]
            if crossed:
                lonely = [one for one in lonely if one not in crossed]
                yield point

    def look(self, point: Point) -> None:
        """Compare at a point and note the switches on the way."""
        self.seen.append(self.compare(point, snap=False))

    def compare(self, point: Point, *, snap: bool) -> _Seen:
        for bits in PRECISIONS:
            met: dict[Switch, int] = {}
            last = bits == PRECISIONS[-1]
            meaning = Meaning(self.model, point, Intervals(bits, snap=snap or last), met)
            seen = self.compare_at(meaning, point)
            if seen.status is not _Status.UNSETTLED:
                break
        if not snap:
            self.remember(met, point)
        return seen

    def remember(self, met: dict[Switch, int], point: Point) -> None:
        for switch, sign in met.items():
            before, where = self.switches.get(switch, (0, point))
            self.switches[switch] = (before | sign, where)

    def compare_at(self, meaning: Meaning, point: Point) -> _Seen:
        """Compare at one precision."""
        try:
            truth = self.side(meaning, self.asked.truth, point)
            answer = self.side(meaning, self.answer, point)
        except UnsettledError:
            return _Seen(_Status.UNSETTLED)
        if truth is None or answer is None:
            return _Seen(
                _MISSING[answer is None, truth is None], self.example(point, answer, truth)
            )
        answer = self.fitted(answer, truth)
        worst = [self.cell(a, t) for a, t in zip(answer.cells, truth.cells, strict=True)]
        if _Status.DIFFERENT in worst:
            at = worst.index(_Status.DIFFERENT)
            return _Seen(_Status.DIFFERENT, self.example(point, answer, truth, at))
        return _Seen(_Status.UNSETTLED if _Status.UNSETTLED in worst else _Status.EQUAL)

    def side(self, meaning: Meaning, tree: Tree, point: Point) -> Array | None:
        try:
            return meaning.over(tree, self.asked.ranges(self.model, point))
        except UndefinedError:
            return None

    def fitted(self, answer: Array, truth: Array) -> Array:
        """The answer in the truth's shape; raises ShapeError where it has another."""
        if answer.shape == truth.shape:
            return answer
        if is_zero(self.answer):
            return Array(truth.shape, answer.cells * len(truth.cells))
        flat = (
            len(answer.cells) == len(truth.cells)
            and max(map(len, (answer.shape, truth.shape))) == 2
        )
        free = self.asked.policy.any_orientation or self.entries_stand_for_a_row()
        if flat and 1 in (*answer.shape, *truth.shape) and free:
            return Array(truth.shape, answer.cells)
        raise ShapeError(f"this is {named(answer.shape)}; {named(truth.shape)} is asked")

    def entries_stand_for_a_row(self) -> bool:
        """Whether one side is written entry by entry, where a scalar's derivative is a row."""
        letters = {letter for letter, _ in self.asked.free}
        sides = [bool(letters & unbound(side)) for side in (self.answer, self.asked.truth)]
        return self.model.layout == "jacobian" and len(letters) == 1 and sum(sides) == 1

    def cell(self, answer: Interval, truth: Interval) -> _Status:
        gap = answer - truth
        size = gap.magnitude
        apart = size > EXACT and size - 1 >= gap.error
        if apart and self.asked.policy.tolerance:
            allowed = Intervals(gap.bits).number(self.asked.policy.tolerance)
            apart = not (abs(gap) - allowed).value[0]
            if not apart:
                return _Status.EQUAL
        if apart:
            return _Status.DIFFERENT
        scale = max(answer.magnitude, truth.magnitude, _FLOOR)
        return _Status.EQUAL if gap.error <= scale - _AGREEING_BITS else _Status.UNSETTLED

    def example(
        self, point: Point, answer: Array | None, truth: Array | None, at: int = 0
    ) -> Counterexample:
        shape = truth.shape if truth is not None else ()
        index = tuple(n + 1 for n in list(places(shape))[at])
        shown = [
            side.cells[at].shown() if side is not None else "undefined" for side in (answer, truth)
        ]
        return Counterexample(described(self.model, point), index, *shown)

    # --- the outcome --------------------------------------------------------------------------

    def different(self, seen: _Seen) -> Judgement:
        return Judgement(Outcome.DIFFERENT, "", seen.counterexample, len(self.seen), passes=False)

    def settle(self, at_switches: Sequence[_Seen]) -> Judgement:
        """The outcome once no generic point differs."""
        equal, points = self.count(_Status.EQUAL), len(self.seen)
        lone = [
            s for s in self.seen if s.status in (_Status.ANSWER_UNDEFINED, _Status.TRUTH_UNDEFINED)
        ]
        if equal < (_ENOUGH if points > 1 else 1):
            return self.too_few(lone, points)
        if lone:
            reason = (
                "they are equal where both are defined, but one is undefined where the other isn't"
            )
            passes = None if self.asked.policy.domains else True
            return Judgement(Outcome.WHERE_DEFINED, reason, lone[0].counterexample, points, passes)
        off = [s for s in at_switches if s.status in (_Status.DIFFERENT, _Status.ANSWER_UNDEFINED)]
        if off:
            reason = "they differ only where an expression switches"
            passes = not self.asked.policy.at_switches
            return Judgement(
                Outcome.ALMOST_EVERYWHERE, reason, off[0].counterexample, points, passes
            )
        return Judgement(Outcome.EQUAL, "", None, points, passes=True)

    def too_few(self, lone: Sequence[_Seen], points: int) -> Judgement:
        if lone and len(lone) == points and {s.status for s in lone} == {_Status.ANSWER_UNDEFINED}:
            reason = "this is undefined at every point that was tried"
            return Judgement(
                Outcome.DIFFERENT, reason, lone[0].counterexample, points, passes=False
            )
        return Judgement(Outcome.UNDECIDED, "too few points where both are defined", None, points)


def is_zero(tree: Tree) -> bool:
    """Whether this is a plain 0, perhaps transposed: it stands for zeros of any shape."""
    return tree == Number(Fraction(0)) or (isinstance(tree, Transpose) and is_zero(tree.operand))


_MISSING = {
    (True, True): _Status.BOTH_UNDEFINED,
    (True, False): _Status.ANSWER_UNDEFINED,
    (False, True): _Status.TRUTH_UNDEFINED,
}


def _side(meaning: Meaning, switch: Switch) -> int:
    """1 above a switch, 2 below it, 0 where that can't be told."""
    try:
        sign = switch.gap(meaning).sign()
    except (ArithmeticError, ValueError):
        return 0
    return {1: 1, -1: 2, 0: 0}[sign]


def described(model: Model, point: Point) -> tuple[tuple[str, str], ...]:
    """A point in decimals, for people: the drawn symbols and the sizes that matter."""
    shown = []
    for symbol in model.symbols:
        if symbol.name in point.values:
            cells = [f"{float(v):.6g}" for v in point.values[symbol.name]]
            shown.append((symbol.name, cells[0] if not symbol.shape else f"[{', '.join(cells)}]"))
    return (*((name, str(size)) for name, size in point.sizes.items()), *shown)
