"""Expression: a formula or a derivation, judged on the declared model and not against a string."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from typing_extensions import Self, override

from grader.algebra import (
    Budget,
    DerivationJudgement,
    Equation,
    Judgement,
    Model,
    NearMiss,
    NotationError,
    Outcome,
    Policy,
    Question,
    Tree,
    end_of,
    hints,
    judge_derivation,
    latex,
    notation,
    prove_derivation,
    question,
    show,
)
from grader.algebra.errors import ShapeError
from grader.algebra.judging.evidence import evidence
from grader.algebra.judging.operations import is_operator, same_work
from grader.algebra.judging.pointwise import is_zero
from grader.algebra.judging.question import is_constant, shape_of
from grader.algebra.judging.steps import counted_steps
from grader.algebra.notation import Readings, Vocabulary, as_condition, readings
from grader.algebra.proving.keys import derived_key_latex
from grader.algebra.tree import Derivative, Entry, Indicator, Name, rewrite, unbound, walk
from grader.checks.written.base import KEY_ELSEWHERE, WrittenCheck, key
from grader.checks.written.formulas import argument_of, end, is_inequality, without_end, words
from grader.context import Context
from grader.results import Counterexample, Diagnosis, Failure, Formula, Reading, Verdict
from grader.submission.answers import Answer


@dataclass(frozen=True)
class _Look:
    """One reading of an answer, how it is shown, and what judging the answer may cost."""

    read: notation.Reading
    reading: Reading
    seed: int
    budget: Budget

    @property
    def stated(self) -> tuple[Tree, ...]:
        """The answer, and the equations beside it."""
        beside = (*self.read.steps, *self.read.claims)
        return (self.read.tree, *(other.tree for other in beside))


@dataclass(frozen=True)
class Expression(WrittenCheck):
    r"""A formula, in any right form.

    `asked` is the key in the same notation as answers, best as what is asked: `dL/do_j` is
    worked out from the model and can't be mistyped; limits (`\lim_{x \to 0} f(x)`) and
    expectations (`E[(y - R x w)^2]`) are worked out too. `free` are its free indices.
    Where the key is a condition, `[w + b >= 0]`, an answer needs no brackets.
    An answer may be a derivation `a = b = c`: each step is judged. A wrong step, or fewer than
    `steps` that change something, leave `end_share` of the points where the end is right. A proof
    goes `through` symbols or functions: both sides of an identity, `exp` where it is shown by
    the exponential.

    The end works out what is asked: derivatives, limits, means and functions with primes may
    stand in it only where the answer is to be given `in_terms_of` them: `dL/do`, `f'`. `without`
    are names and functions that it may not use, such as `J` or `tanh`, and `∂` for any derivative.
    `also` are other keys that are as right, where conventions differ, as on layout; in an answer's
    steps they stand for what is asked. `near_misses` are pairs (formula, hint).

    `at_switches`: values on a kink itself must be right. `domains`: the answer must be defined
    where the truth is. `any_orientation`: a row passes for a column. `proof`: SymPy is asked to
    prove what agrees, within a time limit.
    """

    model: Model = field(default_factory=Model)
    asked: str | None = key(default=None)
    free: str = ""
    shape: Sequence[int] | None = field(default=None, kw_only=True)
    also: Sequence[str] | None = key(default=(), kw_only=True)
    near_misses: Sequence[tuple[str, str]] | None = key(default=(), kw_only=True)
    without: Sequence[str] = field(default=(), kw_only=True)
    steps: int = field(default=0, kw_only=True)
    through: Sequence[str] = field(default=(), kw_only=True)
    in_terms_of: Sequence[str] = field(default=(), kw_only=True)
    end_share: float = field(default=0.5, kw_only=True)
    at_switches: bool = field(default=False, kw_only=True)
    domains: bool = field(default=True, kw_only=True)
    any_orientation: bool = field(default=False, kw_only=True)
    proof: bool = field(default=True, kw_only=True)

    @property
    def policy(self) -> Policy:
        """What the question lets pass."""
        return Policy(self.at_switches, self.domains, self.any_orientation)

    @cached_property
    def question(self) -> Question:
        """The key and the free indices; without a key, the free indices alone."""
        return self._question(self.asked or "0")

    @cached_property
    def others(self) -> list[Question]:
        """The question with each of the other right answers as its key."""
        return [self._question(text) for text in self.also or ()]

    def _question(self, truth: str) -> Question:
        return question(self.model, truth, self.free, self.policy, self.in_terms_of)

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
    def derived_keys(self) -> Iterator[str]:
        yield _written_out(self.asked or "", self.question, self.model)
        for text, asked in zip(self.also or (), self.others, strict=True):
            yield _written_out(text, asked, self.model)

    @override
    def without_key(self) -> Self:  # in place of the key its shape, where there is but one
        shape = None if self.also else shape_of(self.question.truth, self.question, self.model)
        ranges = {**self.model.indices, **dict(self.question.free)}  # some are known by the key
        model = replace(self.model.handed_out(), indices=ranges)
        return replace(self, model=model, asked=None, also=None, near_misses=None, shape=shape)

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        """Right if a plausible reading is right; wrong only if all are, and nothing is unread."""
        written, budget = self.written(answer), Budget()
        found = readings(written.text, self._vocabulary, self._asked_forms, self._free_letters)
        verdicts: list[Verdict] = []
        for read in found.readings:
            shown = _reading(read.tree, written.place)
            look = _Look(read, shown, context.seed, budget)
            verdict = self._look_at(look)
            if verdict.earned == 1:
                return self._right(verdict, look, found)
            verdicts.append(verdict)
        return self._not_right(verdicts, found)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The model's words, and what a function is taken of where nothing is said."""
        return replace(self.model.vocabulary, argument=argument_of(self.question.truth))

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

    def _right(self, verdict: Verdict, look: _Look, found: Readings) -> Verdict:
        """A right reading: accepted, unless something beside it speaks against it."""
        if found.blocked:
            return self.pend(found.blocked, reading=verdict.reading)
        for claim in look.read.claims:
            if self._contradicts(claim, look):
                why = f"another value is given too: {show(claim.tree)}"
                return self.pend(why, reading=verdict.reading)
        for step in look.read.steps:
            if self._contradicts(step, look):
                return self.pend(f"this is wrong: {show(step.tree)}", reading=verdict.reading)
        return verdict

    def _contradicts(self, step: notation.Reading, look: _Look) -> bool:
        """Whether an equation beside the answer is wrong, beyond doubt; `… = 0` is to be solved."""
        if is_zero(end(step.tree)):
            return False
        asked = self._question_of(step)
        judged = judge_derivation(
            step.tree, None, self.model, free=asked, seed=look.seed, budget=look.budget
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

    def _look_at(self, look: _Look) -> Verdict:
        """Judge one reading."""
        tree = look.read.tree
        if not self.has_key:
            return self._look_without_key(tree, look)
        if is_inequality(tree):
            if not isinstance(self.question.truth, Indicator):
                return self.pend("this is an inequality, not a formula", reading=look.reading)
            tree = Indicator(as_condition(tree))
        found = self._unfit(tree, look) or self._verdict_of(tree, self._judged(tree, look), look)
        if found.failure and self._right_before_numbers(tree, look):
            reason = "the formula is right, but numbers are put in after"
            return self.pend(reason, reading=look.reading)
        return found

    def _right_before_numbers(self, tree: Tree, look: _Look) -> bool:
        """Whether it is a right derivation, but for an end in which there are only numbers."""
        formula = tree
        while isinstance(formula, Equation) and not unbound(formula.members[-1]):
            formula = without_end(formula)
        if formula is tree or self.rounded:
            return False
        return bool(self._judged(formula, look).passes)

    def _unfit(self, tree: Tree, look: _Look) -> Verdict | None:
        """Why an answer isn't of the kind that is asked, whatever its value."""
        lacking = [name for name in self.through if name not in words(tree)]
        if lacking:
            return self.pend(f"{lacking[0]} doesn't occur in it", reading=look.reading)
        named = [name for name in self.without if name in words(self._end(tree))]
        if named:
            summary = f"work it out: answer without {', '.join(named)}"
            return self.lose(summary, reading=look.reading)
        return None

    def _judged(self, tree: Tree, look: _Look) -> DerivationJudgement:
        """The answer compared with the key, or with the other right one that it comes nearest."""
        best = self._compared(tree, self._question_of(look.read), look)
        if best.end and best.end.outcome in (Outcome.DIFFERENT, Outcome.WRONG_SHAPE):
            for other in self.others:
                found = self._compared(self._with(other, tree), other, look)
                best = min(best, found, key=_distance)
        return best

    def _question_of(self, read: notation.Reading) -> Question:
        """The question; of an entry, where entries were given and an array is asked."""
        policy = replace(self.policy, any_orientation=self.any_orientation or read.flat)
        if read.truth == self.question.truth:
            return replace(self.question, policy=policy)
        found = question(self.model, read.truth, read.free, policy, self.in_terms_of)
        slopes = read.antiderivative and {n for n in walk(read.tree) if is_operator(n)}
        return replace(found, given=self.question.given | set(map(same_work, slopes or ())))

    def _with(self, other: Question, tree: Tree) -> Tree:
        """The answer with another key in place of what is asked."""
        asked = self.question.truth
        return rewrite(tree, lambda node: other.truth if node == asked else node)

    def _compared(self, tree: Tree, asked: Question, look: _Look) -> DerivationJudgement:
        found = judge_derivation(
            tree, asked, self.model, rounded=self.rounded, seed=look.seed, budget=look.budget
        )
        if found.passes and self.proof and not self.rounded:
            return prove_derivation(found, tree, asked, self.model)
        return found

    rounded = False  # whether decimals count as rounded

    def _look_without_key(self, tree: Tree, look: _Look) -> Verdict:
        """What can be said of an answer where its key isn't known: its shape, its own steps."""
        reading, value = look.reading, self._end(tree)
        try:
            shape = shape_of(value, self.question, self.model)
        except ShapeError as error:
            return self.lose(str(error), reading=reading)
        except (ArithmeticError, ValueError) as error:
            return self.pend(f"its value can't be worked out: {error}", reading=reading)
        if self.shape is not None and not (self._fits(shape, tuple(self.shape)) or is_zero(value)):
            summary = f"the shape is {shape}, expected {tuple(self.shape)}"
            return self.lose(summary, reading=reading)
        judged = judge_derivation(
            tree, None, self.model, free=self.question, rounded=self.rounded, seed=look.seed,
            budget=look.budget,
        )  # fmt: skip
        if judged.first_wrong is not None:
            return self._wrong_step(judged, reading)
        known = [] if self.shape is None else ["the shape is right"]
        known += ["the steps are consistent"] if judged.steps and judged.passes else []
        return self.pend("; ".join([*known, KEY_ELSEWHERE]), reading=reading)

    def _fits(self, shape: Sequence[int], asked: Sequence[int]) -> bool:
        """Whether a shape may be what is asked; entry by entry, a row looks like a column."""
        if self.any_orientation or self.model.layout == "jacobian":
            return [n for n in shape if n > 1] == [n for n in asked if n > 1]
        return shape == asked

    def _end(self, tree: Tree) -> Tree:
        return end_of(tree, self.question, self.model)

    def _agrees(self, tree: Tree, look: _Look) -> str:
        """What a wrong end agrees with."""
        value, seed = self._end(tree), look.seed
        found = hints(value, self.question, self.model, self.misses, seed=seed, budget=look.budget)
        return "; ".join(found)

    def _verdict_of(self, tree: Tree, judged: DerivationJudgement, look: _Look) -> Verdict:
        last = judged.end
        assert last is not None  # noqa: S101 - there is a key
        reading = replace(look.reading, end_right=last.passes)
        if judged.first_wrong is not None:
            hint = "" if last.passes else self._agrees(tree, look)
            share = self.end_share if last.passes else 0.0
            return self._wrong_step(judged, reading, hint, share)
        if last.passes is False:
            constant = is_constant(self.question.truth, self.model)
            found = None if constant else _counterexample(last)
            reading = replace(reading, counterexample=found)
            return self.lose(_failure(_differs(last), self._agrees(tree, look)), reading=reading)
        missing = self.steps - sum(counted_steps(stated, self.model) for stated in look.stated)
        if missing > 0 and last.passes:
            return self._too_few_steps(missing, reading)
        if judged.passes:
            return self.earn(reading=reading, remarks=(evidence(judged),))
        doubt = last if last.passes is None else _doubtful(judged)
        return self.pend(f"{doubt.outcome.value}: {doubt.reason}", reading=reading)

    def _too_few_steps(self, missing: int, reading: Reading) -> Verdict:
        steps = "step" if missing == 1 else "steps"
        summary = f"the end is right; show {missing} more {steps} that change something"
        return self.lose(summary, share=self.end_share, reading=reading)

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


def _written_out(text: str, asked: Question, model: Model) -> str:
    """A key, and what it comes to in LaTeX."""
    try:
        return f"{text} = {derived_key_latex(asked, model)}"
    except (ArithmeticError, ValueError) as error:
        return f"{text}: it can't be written out: {error}"


def _distance(judged: DerivationJudgement) -> int:
    """0 for a right end, 1 for one that may be or is of the right shape, 2 for another shape."""
    last = judged.end
    assert last is not None  # noqa: S101 - there is a key
    return 0 if last.passes else 2 if last.outcome is Outcome.WRONG_SHAPE else 1


def _doubtful(judged: DerivationJudgement) -> Judgement:
    return next(step.judgement for step in judged.steps if step.judgement.passes is None)


def _reading(tree: Tree, place: str) -> Reading:
    if not isinstance(tree, Equation):
        return Reading((Formula(show(tree), latex(tree)),), source=place)
    steps = tuple(Formula(show(member), latex(member)) for member in tree.members)
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
