"""Expression: a formula or a derivation, judged on the declared model and not against a string."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from typing_extensions import Self, override

from grader.algebra import (
    DerivationJudgement,
    Equation,
    Judgement,
    Model,
    NearMiss,
    Outcome,
    Policy,
    Question,
    Tree,
    end_of,
    hints,
    judge_derivation,
    notation,
    prove,
    question,
    show,
)
from grader.algebra.errors import ShapeError
from grader.algebra.judging.operations import is_operator, same_work
from grader.algebra.judging.pointwise import is_zero
from grader.algebra.judging.question import shape_of
from grader.algebra.notation import NotationError, Readings, Vocabulary, as_condition, readings
from grader.algebra.tree import Apply, Derivative, Entry, Indicator, Name, rewrite, unbound, walk
from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.context import Context
from grader.results import Counterexample, Diagnosis, Failure, Formula, Reading, Verdict
from grader.submission.answers import Answer


@dataclass(frozen=True)
class Expression(WrittenCheck):
    r"""A formula, in any right form.

    `asked` is the key in the same notation as answers, best as what is asked: `dL/do_j` is
    worked out from the model and can't be mistyped; limits (`\lim_{x \to 0} f(x)`) and
    expectations (`E[(y - R x w)^2]`) are worked out too. `free` are its free indices.
    Where the key is a condition, `[w + b >= 0]`, an answer needs no brackets.
    An answer may be a chain `a = b = c`: each step is judged, and a wrong one leaves `end_share`
    of the marks where the end is right. At least `steps` equalities are wanted, and symbols or
    functions that it `mentions`: both sides of an identity to be shown.

    `also` are other keys that are as right, where conventions differ, as on layout; in an answer's
    steps they stand for what is asked. `without` are names and functions that the end may not
    use, such as `J` or `tanh`, and `∂` for any derivative that isn't worked out: a mere name of
    what is asked is no answer. `near_misses` are pairs (formula, hint). `at_switches`: values on
    a kink itself must be right.
    `domains`: the answer must be defined where the truth is. `any_orientation`: a row passes for
    a column. `proof`: SymPy is asked to prove equality on top, within a time limit.
    """

    model: Model = field(default_factory=Model)
    asked: str | None = key(default=None)
    free: str = ""
    shape: Sequence[int] | None = field(default=None, kw_only=True)
    also: Sequence[str] | None = key(default=(), kw_only=True)
    near_misses: Sequence[tuple[str, str]] | None = key(default=(), kw_only=True)
    without: Sequence[str] = field(default=(), kw_only=True)
    steps: int = field(default=0, kw_only=True)
    mentions: Sequence[str] = field(default=(), kw_only=True)
    end_share: float = field(default=0.5, kw_only=True)
    at_switches: bool = field(default=False, kw_only=True)
    domains: bool = field(default=True, kw_only=True)
    any_orientation: bool = field(default=False, kw_only=True)
    proof: bool = field(default=False, kw_only=True)

    @property
    def policy(self) -> Policy:
        """What the question lets pass."""
        return Policy(self.at_switches, self.domains, self.any_orientation)

    @cached_property
    def question(self) -> Question:
        """The key and the free indices; without a key, the free indices alone."""
        return question(self.model, self.asked or "0", self.free, self.policy)

    @cached_property
    def others(self) -> list[Question]:
        """The question with each of the other right answers as its key."""
        return [question(self.model, text, self.free, self.policy) for text in self.also or ()]

    @cached_property
    def misses(self) -> list[NearMiss]:
        """The near misses, read."""
        return [NearMiss(self.model.read(text), hint) for text, hint in self.near_misses or ()]

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        try:
            shape_of(self.question.truth, self.question, self.model)
            _ = self.misses, [shape_of(q.truth, q, self.model) for q in self.others]
        except NotationError as error:
            found.append(f"its key: {error.one_line}")
        except (ArithmeticError, ValueError) as error:
            found.append(f"its key: {error}")
        return found

    @override
    def without_key(self) -> Self:  # in place of the key its shape, where there is but one
        shape = None if self.also else shape_of(self.question.truth, self.question, self.model)
        ranges = {**self.model.indices, **dict(self.question.free)}  # some are known by the key
        model = replace(self.model.handed_out(), indices=ranges)
        return replace(self, model=model, asked=None, also=None, near_misses=None, shape=shape)

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        """Right if a plausible reading is right; wrong only if all are, and nothing is unread."""
        found = self.readings(answer)
        place = self.written(answer).place
        verdicts: list[Verdict] = []
        for reading in found.readings:
            verdict = self._look_at(reading, place, context.seed)
            if verdict.earned == 1:
                return self._right(verdict, reading, found, context.seed)
            verdicts.append(verdict)
        return self._not_right(verdicts, found)

    def readings(self, answer: Answer) -> Readings:
        """Every plausible reading of an answer."""
        text = self.written(answer).text
        return readings(text, self._vocabulary, self._asked_forms, self._free_letters)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The model's words, and what a function is taken of where nothing is said."""
        return replace(self.model.vocabulary, argument=_argument(self.question.truth))

    @cached_property
    def _asked_forms(self) -> tuple[Tree, ...]:
        """What is asked, its definition if that is a derivative, and the other keys."""
        truth = self.question.truth
        named = truth.base if isinstance(truth, Entry) else truth
        definition = self.model.definitions.get(named.name) if isinstance(named, Name) else None
        forms = [truth, *([definition] if isinstance(definition, Derivative) else [])]
        return (*forms, *(other.truth for other in self.others))

    @cached_property
    def _free_letters(self) -> str:
        return "".join(letter for letter, _ in self.question.free)

    def _right(
        self, verdict: Verdict, reading: notation.Reading, found: Readings, seed: int
    ) -> Verdict:
        """A right reading: accepted, unless something beside it speaks against it."""
        if found.blocked:
            return self.pend(found.blocked, reading=verdict.reading)
        for claim in reading.claims:
            if self._contradicts(claim, seed):
                why = f"another value is given too: {show(claim.tree)}"
                return self.pend(why, reading=verdict.reading)
        for step in reading.steps:
            if self._contradicts(step, seed):
                return self.pend(f"this is wrong: {show(step.tree)}", reading=verdict.reading)
        return verdict

    def _contradicts(self, step: notation.Reading, seed: int) -> bool:
        """Whether an equation beside the answer is wrong, beyond doubt; `… = 0` is to be solved."""
        if is_zero(_end(step.tree)):
            return False
        judged = judge_derivation(
            step.tree, None, self.model, free=self._question_of(step), seed=seed
        )
        return any(s.judgement.outcome is Outcome.DIFFERENT for s in judged.steps)

    def _not_right(self, verdicts: Sequence[Verdict], found: Readings) -> Verdict:
        """No reading is right: wrong if all are wrong, and nothing was left unread."""
        best = max(verdicts, key=lambda v: v.earned)
        doubtful = next((v for v in verdicts if v.pending), None)
        if doubtful is not None:
            return doubtful
        if found.blocked or found.unread:
            unread = f"this wasn't understood: {'; '.join(found.unread[:5])}"
            return self.pend(found.blocked or unread, reading=best.reading)
        return best

    def _look_at(self, reading: notation.Reading, place: str, seed: int) -> Verdict:
        """Judge one reading."""
        tree, shown = reading.tree, _reading(reading.tree, place)
        unfit = self._unfit(reading, shown)
        if unfit:
            return unfit
        if not self.has_key:
            return self._look_without_key(tree, shown, seed)
        if _is_inequality(tree):
            if not isinstance(self.question.truth, Indicator):
                return self.pend("this is an inequality, not a formula", reading=shown)
            tree = Indicator(as_condition(tree))
        judged = self._judged(tree, reading, seed)
        found = self._verdict_of(tree, judged, shown, seed)
        if found.failure and self._right_before_numbers(tree, reading, seed):
            return self.pend("the formula is right, but numbers are put in after", reading=shown)
        return found

    def _right_before_numbers(self, tree: Tree, reading: notation.Reading, seed: int) -> bool:
        """Whether it is a right chain, but for an end in which there are only numbers."""
        formula = tree
        while isinstance(formula, Equation) and not unbound(formula.members[-1]):
            formula = _without_end(formula)
        if formula is tree or self.rounded:
            return False
        return bool(self._judged(formula, reading, seed).passes)

    def _unfit(self, answer: notation.Reading, reading: Reading) -> Verdict | None:
        """Why an answer isn't of the kind that is asked, whatever its value."""
        tree = answer.tree
        stated = (tree, *(other.tree for other in (*answer.steps, *answer.claims)))
        missing = self.steps - sum(map(_steps, stated))
        if missing > 0:
            steps = "step" if missing == 1 else "steps"
            return self.lose(f"show the derivation: {missing} more {steps}", reading=reading)
        lacking = [name for name in self.mentions if name not in _words(tree)]
        if lacking:
            return self.pend(f"{lacking[0]} doesn't occur in it", reading=reading)
        named = [name for name in self.without if name in _words(self._end(tree))]
        if named:
            return self.lose(f"work it out: answer without {', '.join(named)}", reading=reading)
        return None

    def _judged(self, tree: Tree, reading: notation.Reading, seed: int) -> DerivationJudgement:
        """The answer compared with the key, or with the other right one that it comes nearest."""
        best = self._compared(tree, self._question_of(reading), seed)
        if best.end and best.end.outcome in (Outcome.DIFFERENT, Outcome.WRONG_SHAPE):
            for other in self.others:
                found = self._compared(self._with(other, tree), other, seed)
                best = min(best, found, key=_distance)
        return best

    def _question_of(self, reading: notation.Reading) -> Question:
        """The question; of an entry, where entries were given and an array is asked."""
        policy = replace(self.policy, any_orientation=self.any_orientation or reading.flat)
        if reading.truth == self.question.truth:
            return replace(self.question, policy=policy)
        found = question(self.model, reading.truth, reading.free, policy)
        slopes = reading.antiderivative and {n for n in walk(reading.tree) if is_operator(n)}
        return replace(found, given=self.question.given | set(map(same_work, slopes or ())))

    def _with(self, other: Question, tree: Tree) -> Tree:
        """The answer with another key in place of what is asked."""
        asked = self.question.truth
        return rewrite(tree, lambda node: other.truth if node == asked else node)

    def _compared(self, tree: Tree, asked: Question, seed: int) -> DerivationJudgement:
        return judge_derivation(tree, asked, self.model, rounded=self.rounded, seed=seed)

    rounded = False  # whether decimals count as rounded

    def _look_without_key(self, tree: Tree, reading: Reading, seed: int) -> Verdict:
        """What can be said of an answer where its key isn't known: its shape, its own steps."""
        end = self._end(tree)
        try:
            shape = shape_of(end, self.question, self.model)
        except ShapeError as error:
            return self.lose(str(error), reading=reading)
        except (ArithmeticError, ValueError) as error:
            return self.pend(f"its value can't be worked out: {error}", reading=reading)
        if self.shape is not None and not (self._fits(shape, tuple(self.shape)) or is_zero(end)):
            summary = f"the shape is {shape}, expected {tuple(self.shape)}"
            return self.lose(summary, reading=reading)
        judged = judge_derivation(
            tree, None, self.model, free=self.question, rounded=self.rounded, seed=seed
        )
        if judged.first_wrong is not None:
            return self._wrong_step(judged, reading)
        shape_known = "" if self.shape is None else "the shape is right; "
        return self.pend(shape_known + KEY_ELSEWHERE, reading=reading)

    def _fits(self, shape: Sequence[int], asked: Sequence[int]) -> bool:
        """Whether a shape may be what is asked; entry by entry, a row looks like a column."""
        if self.any_orientation or self.model.layout == "jacobian":
            return [n for n in shape if n > 1] == [n for n in asked if n > 1]
        return shape == asked

    def _end(self, tree: Tree) -> Tree:
        return end_of(tree, self.question, self.model)

    def _agrees(self, tree: Tree, seed: int) -> str:
        """What a wrong end agrees with."""
        end = self._end(tree)
        return "; ".join(hints(end, self.question, self.model, self.misses, seed=seed))

    def _verdict_of(
        self, tree: Tree, judged: DerivationJudgement, reading: Reading, seed: int
    ) -> Verdict:
        end = judged.end
        assert end is not None  # noqa: S101 - there is a key
        reading = replace(reading, end_right=end.passes)
        if judged.passes:
            proved = self.proof and prove(end, self._end(tree), self.question, self.model).proved
            return self.earn(reading=reading, remarks=("proved",) if proved else ())
        if judged.first_wrong is not None:
            hint = "" if end.passes else self._agrees(tree, seed)
            share = self.end_share if end.passes else 0.0
            return self._wrong_step(judged, reading, hint, share)
        if end.passes is False:
            reading = replace(reading, counterexample=_counterexample(end))
            return self.lose(_failure(_differs(end), self._agrees(tree, seed)), reading=reading)
        doubt = end if end.passes is None else _doubtful(judged)
        return self.pend(f"{doubt.outcome.value}: {doubt.reason}", reading=reading)

    def _wrong_step(
        self, judged: DerivationJudgement, reading: Reading, hint: str = "", share: float = 0.0
    ) -> Verdict:
        assert judged.first_wrong is not None  # noqa: S101 - the callers have looked
        step = judged.steps[judged.first_wrong]
        found = _counterexample(step.judgement)
        reading = replace(reading, wrong_step=judged.first_wrong, counterexample=found)
        right_end = "the end is right, but " if share else ""
        summary = f"{right_end}step {judged.first_wrong + 1} is wrong: "
        summary += f"{show(step.left)} = {show(step.right)}"
        if found is None:
            summary += f": {step.judgement.reason or step.judgement.outcome.value}"
        return self.lose(_failure(summary, hint), share=share, reading=reading)


@dataclass(frozen=True)
class Derivation(Expression):
    """An expression whose way there is asked too: at least one step before the end."""

    steps: int = field(default=2, kw_only=True)


def _argument(truth: Tree) -> Tree | None:
    """What a function is taken of where nothing is said: as in what is asked."""
    for node in walk(truth):
        if isinstance(node, Apply) and len(node.arguments) == 1:
            return node.arguments[0]
        if isinstance(node, Derivative):
            return node.by
    return None


def _end(tree: Tree) -> Tree:
    return tree.members[-1] if isinstance(tree, Equation) else tree


def _steps(tree: Tree) -> int:
    """How many equalities a chain has; one of a formula with itself is none."""
    if not isinstance(tree, Equation):
        return 0
    return sum(left != right for left, right in pairwise(tree.members))


def _is_inequality(tree: Tree) -> bool:
    """Whether a chain states an order: `w + b >= 0` is a condition, not a value."""
    return isinstance(tree, Equation) and not {"=", "≈"}.issuperset(tree.relations)


def _words(tree: Tree) -> set[str]:
    """The names in a formula, its functions with their primes, ∂ for a derivative left over."""
    nodes = set(walk(tree))
    functions = {node for node in nodes if isinstance(node, Apply)}
    derives = any(isinstance(n, Derivative) for n in nodes) or any(f.order for f in functions)
    names = {node.name for node in nodes if isinstance(node, Name)}
    return names | {f.function + "'" * f.order for f in functions} | ({"∂"} if derives else set())


def _distance(judged: DerivationJudgement) -> int:
    """0 for a right end, 1 for one that may be or is of the right shape, 2 for another shape."""
    end = judged.end
    assert end is not None  # noqa: S101 - there is a key
    return 0 if end.passes else 2 if end.outcome is Outcome.WRONG_SHAPE else 1


def _without_end(chain: Equation) -> Tree:
    members, relations = chain.members[:-1], chain.relations[:-1]
    return Equation(members, relations) if relations else members[0]


def _doubtful(judged: DerivationJudgement) -> Judgement:
    return next(step.judgement for step in judged.steps if step.judgement.passes is None)


def _reading(tree: Tree, place: str) -> Reading:
    if not isinstance(tree, Equation):
        return Reading((Formula(show(tree)),), source=place)
    steps = tuple(Formula(show(member)) for member in tree.members)
    return Reading(steps, tuple(tree.relations), source=place)


def _differs(judged: Judgement) -> str:
    if judged.outcome is Outcome.DIFFERENT:
        return "this is not equal to the requested quantity"
    return judged.reason or judged.outcome.value


def _failure(summary: str, hint: str) -> Failure:
    return Failure(summary, diagnosis=Diagnosis("near_miss", hint) if hint else None)


def _counterexample(judged: Judgement) -> Counterexample | None:
    """Where two sides differ; a judgement's `truth` is the left side of a step, or the key."""
    found = judged.counterexample
    if found is None:
        return None
    return Counterexample(found.point, found.index, left=found.truth, right=found.answer)
