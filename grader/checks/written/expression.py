"""Expression: a formula or a derivation, judged on the declared model and not against a string."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from typing_extensions import override

from grader.algebra import (
    Budget,
    DerivationJudgement,
    Equation,
    Judgement,
    Outcome,
    Question,
    Tree,
    hints,
    judge_derivation,
    notation,
    prove_derivation,
    show,
)
from grader.algebra.errors import ShapeError
from grader.algebra.judging.evidence import evidence
from grader.algebra.judging.operations import worked_out
from grader.algebra.judging.pointwise import is_zero
from grader.algebra.judging.question import is_constant, shape_of
from grader.algebra.judging.restating import restates
from grader.algebra.judging.steps import counted_beside, counted_steps, leads_to
from grader.algebra.notation import Readings, as_condition, readings
from grader.algebra.tree import (
    Derivative,
    Entry,
    Indicator,
    Name,
    Negative,
    Number,
    Power,
    Product,
    unbound,
    walk,
)
from grader.checks.written.base import KEY_ELSEWHERE
from grader.checks.written.contradictions import Beside
from grader.checks.written.formulas import (
    further_condition,
    is_inequality,
    without_bound,
    without_end,
    words,
)
from grader.checks.written.keyed import Keyed
from grader.checks.written.wording import (
    counterexample_of,
    difference_of,
    failure_of,
    reading_of,
)
from grader.context import Context
from grader.results import Reading, Verdict
from grader.submission.answers import Answer

UNCLEAR_STEPS = "the end is right, but it isn't clear that what stands beside it leads there"
SEVERAL_CONDITIONS = "it isn't clear which of several conditions is the answer"


@dataclass(frozen=True)
class _Look:
    """One reading of an answer, how it is shown, and what judging the answer may cost."""

    read: notation.Reading
    reading: Reading
    seed: int
    budget: Budget

    @property
    def beside(self) -> tuple[Tree, ...]:
        """The equations beside the answer."""
        return tuple(other.tree for other in (*self.read.steps, *self.read.claims))


@dataclass(frozen=True)
class Expression(Keyed):
    r"""A formula, in any right form.

    `asked` is the key in the same notation as answers, best as what is asked: `dL/do_j` is
    worked out from the model and can't be mistyped; limits (`\lim_{x \to 0} f(x)`) and
    expectations (`E[(y - R x w)^2]`) are worked out too. `free` are its free indices.
    Where the key is a condition, `[w + b >= 0]`, an answer needs no brackets.
    An answer may be a derivation `a = b = c`: each step is judged. A wrong step, or fewer than
    `steps` that change something, leave `end_share` of the points where the end is right; too few
    leave nothing of an end that is `printed` in the question. A proof
    goes `through` symbols or functions: both sides of an identity, `exp` where it is shown by
    the exponential.

    The end works out what is asked: derivatives, limits, means and functions with primes may
    stand in it only where the answer is to be given `in_terms_of` them: `dL/do`, `f'`. `without`
    are names and functions that it may not use, such as `J` or `tanh`, and `∂` for any derivative.
    `also` are other keys that are as right, where conventions differ, as on layout; in an answer's
    steps they stand for what is asked. `near_misses` are pairs (formula, hint).

    `at_switches`: values on a kink itself must be right. `domains`: the answer must be defined
    where the truth is. `any_orientation`: a row passes for a column. `proof`: SymPy is asked to
    prove what agrees, as far as a fixed amount of work goes.
    """

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        """Right if a plausible reading is right; wrong only if all are, and nothing is unread."""
        written, budget = self.written(answer), Budget()
        asked, letters = self.asked_forms, self.free_letters
        found = readings(written.text, self.vocabulary, asked, letters, written.macros, budget)
        verdicts: list[Verdict] = []
        for read in found.readings:
            shown = reading_of(read.tree, written.place)
            look = _Look(read, shown, context.seed, budget)
            try:
                verdict = self._look_at(look)
            except ValueError as error:  # nothing says what an index runs over
                verdict = self.pend(str(error), reading=shown)
            if verdict.earned == 1:
                return self._right(verdict, look, found)
            verdicts.append(verdict)
            if _lacks_steps(verdict):
                break  # another reading of the same products would have other steps
        return self._not_right(verdicts, found, look)

    def _further_conditions(self, found: Readings) -> list[Tree]:
        """What follows the answer in a row of conditions, if one is asked."""
        if not self._is_condition or not any(is_inequality(read.tree) for read in found.readings):
            return []
        return [c for read in found.readings if (c := further_condition(read.tree))]

    @property
    def _is_condition(self) -> bool:
        """Whether a condition is asked."""
        return self.has_key and isinstance(self.question.truth, Indicator)

    def _right(self, verdict: Verdict, look: _Look, found: Readings) -> Verdict:
        """A right reading: accepted, unless something beside it speaks against it."""
        if found.blocked:
            return self.pend(found.blocked, reading=verdict.reading)
        further = map(Indicator, self._further_conditions(found))
        if not all(self._judged(condition, look).passes for condition in further):
            return self.pend(SEVERAL_CONDITIONS, reading=verdict.reading)
        for claim in look.read.claims:
            if self._contradicts(claim, look) or (
                (claim.rival or claim.free)
                and self._beside(look).rivals(claim.tree, self.question_of(claim))
            ):
                why = f"another value is given too: {show(claim.tree)}"
                return self.pend(why, reading=verdict.reading)
        for step in look.read.steps:
            if self._contradicts(step, look):
                return self.pend(f"this is wrong: {show(step.tree)}", reading=verdict.reading)
        return verdict

    def _contradicts(self, step: notation.Reading, look: _Look) -> bool:
        """Whether an equation beside the answer is wrong, beyond doubt."""
        return self._beside(look).contradicts(step.tree, self.question_of(step))

    def _beside(self, look: _Look) -> Beside:
        return Beside(self.model, self.end_of(look.read.tree), look.seed, look.budget)

    def _not_right(self, verdicts: Sequence[Verdict], found: Readings, last: _Look) -> Verdict:
        """No reading is right: wrong if all are wrong, and nothing was left unread."""
        best = max(verdicts, key=lambda v: v.earned)
        doubtful = next((v for v in verdicts if v.pending), None)
        if doubtful is not None:
            return doubtful
        if found.blocked or found.unread:
            reason = found.blocked or notation.message(found.unread)
            return self.pend(reason, reading=best.reading)
        if self._further_conditions(found):
            return self.pend(SEVERAL_CONDITIONS, reading=best.reading)
        for step in last.read.steps:
            if step.given and self._contradicts(step, last):
                why = f"this doesn't hold for the question's names: {show(step.tree)}"
                return self.pend(why, reading=best.reading)
        return best

    def _look_at(self, look: _Look) -> Verdict:
        """Judge one reading."""
        tree = look.read.tree
        if not self.has_key:
            return self._look_without_key(tree, look)
        if is_inequality(tree) and self._is_condition:
            tree = Indicator(as_condition(tree))
        elif is_inequality(tree):
            tree = without_bound(tree)
            if is_inequality(tree):
                return self.pend("this is an inequality, not a formula", reading=look.reading)
        found = self._unfit(tree, look) or self._verdict_of(tree, self._judged(tree, look), look)
        if found.failure and self._right_before_numbers(tree, look):
            reason = "the formula is right, but numbers are put in after"
            return self.pend(reason, reading=look.reading)
        if found.failure and self._right_if_rounded(tree, look):
            return self.pend("it is right only as a rounded number", reading=look.reading)
        return found

    def _right_if_rounded(self, tree: Tree, look: _Look) -> bool:
        """Whether a lone decimal is what is asked, rounded: of e the 2.72."""
        number = tree.operand if isinstance(tree, Negative) else tree
        if not isinstance(number, Number) or not number.places:
            return False
        near = Equation((self.question.truth, tree), ("≈",))
        return bool(self._judged(near, look).passes)

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
        named = [name for name in self.without if name in words(self.end_of(tree))]
        if named:
            summary = f"work it out: answer without {', '.join(named)}"
            return self.lose(summary, reading=look.reading)
        return None

    def _judged(self, tree: Tree, look: _Look) -> DerivationJudgement:
        """The answer compared with the key, or with the other right one that it comes nearest."""
        asked = self.question_of(look.read)
        asked = replace(asked, given=asked.given | self._explained(asked.truth, look))
        best = self._compared(tree, asked, look)
        if best.end and best.end.outcome in (Outcome.DIFFERENT, Outcome.WRONG_SHAPE):
            for other in self.others:
                found = self._compared(self.with_key(other, tree), other, look)
                best = min(best, found, key=_distance)
        return best

    def _explained(self, truth: Tree, look: _Look) -> frozenset[Tree]:
        """The functions with primes of which the answer itself says rightly what they are."""
        found: frozenset[Tree] = frozenset()
        for step in look.read.steps:
            work = worked_out(step.tree, truth)
            found |= work if work and self._beside(look).holds(step.tree) else frozenset()
        return found

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
        reading, value = look.reading, self.end_of(tree)
        try:
            shape = shape_of(value, self.question, self.model)
        except ShapeError as error:
            return self.lose(str(error), reading=reading)
        except (ArithmeticError, ValueError) as error:
            return self.pend(f"its value can't be worked out: {error}", reading=reading)
        if self.shape is not None and not (self.fits(shape, tuple(self.shape)) or is_zero(value)):
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

    def _agrees(self, tree: Tree, look: _Look) -> str:
        """What a wrong end agrees with."""
        value, seed = self.end_of(tree), look.seed
        found = hints(value, self.question, self.model, self.misses, seed=seed, budget=look.budget)
        return "; ".join(found)

    def _verdict_of(self, tree: Tree, judged: DerivationJudgement, look: _Look) -> Verdict:
        last = judged.end
        assert last is not None  # noqa: S101 - there is a key
        reading = replace(look.reading, end_right=last.passes)
        if last.passes and _named_otherwise(judged, self.question.truth):
            reason = f"the end is right, but here it is called {show(judged.steps[0].left)}"
            return self.pend(reason, reading=reading)
        if judged.first_wrong is not None:
            hint = "" if last.passes else self._agrees(tree, look)
            share = self.end_share if last.passes else 0.0
            return self._wrong_step(judged, reading, hint, share)
        if last.passes is False:
            constant = is_constant(self.question.truth, self.model)
            found = None if constant else counterexample_of(last)
            reading = replace(reading, counterexample=found)
            return self.lose(
                failure_of(difference_of(last), self._agrees(tree, look)), reading=reading
            )
        if last.passes and (few := self._too_few_steps(tree, look, reading)):
            return few
        if judged.passes:
            return self.earn(reading=reading, remarks=(evidence(judged),))
        doubt = last if last.passes is None else _doubtful(judged)
        return self.pend(f"{doubt.outcome.value}: {doubt.reason}", reading=reading)

    def _from_what_is_asked(self, tree: Tree) -> Tree:
        """A derivation with what is asked at its left: the field's name says it already."""
        members = tree.members if isinstance(tree, Equation) else (tree,)
        relations = tree.relations if isinstance(tree, Equation) else ()
        if restates(members[0], self.question, self.model):
            return tree
        return Equation((self.question.truth, *members), ("=", *relations))

    def _too_few_steps(self, tree: Tree, look: _Look, reading: Reading) -> Verdict | None:
        """What a right end is worth with too few steps; None where there are enough.

        Equations beside it count as steps where they clearly lead to it, or else a person decides.
        """
        model = self.model
        shown = counted_steps(self._from_what_is_asked(tree), model)
        leading = [stated for stated in look.beside if leads_to(stated, tree, model)]
        missing = self.steps - shown - sum(counted_beside(stated, model) for stated in leading)
        if missing <= 0:
            return None
        others = [stated for stated in look.beside if stated not in leading]
        if sum(counted_beside(stated, model) for stated in others) >= missing:
            return self.pend(UNCLEAR_STEPS, reading=reading)
        more = "step that changes" if missing == 1 else "steps that change"
        asked = f"{self.steps} are asked, and each equality in 'A = B = C' is one"
        summary = f"the end is right; show {missing} more {more} something ({asked})"
        share = 0.0 if self.printed else self.end_share
        return self.lose(summary, share=share, reading=reading)

    def _wrong_step(
        self, judged: DerivationJudgement, reading: Reading, hint: str = "", share: float = 0.0
    ) -> Verdict:
        assert judged.first_wrong is not None  # noqa: S101 - the callers have looked
        step = judged.steps[judged.first_wrong]
        found = counterexample_of(step.judgement)
        reading = replace(reading, wrong_step=judged.first_wrong, counterexample=found)
        right_end = "the end is right, but " if share else ""
        summary = f"{right_end}step {judged.first_wrong + 1} is wrong: "
        summary += f"{show(step.left)} = {show(step.right)}"
        if found is None:
            summary += f": {step.judgement.reason or step.judgement.outcome.value}"
        return self.lose(failure_of(summary, hint), share=share, reading=reading)


@dataclass(frozen=True)
class Derivation(Expression):
    """A formula and its derivation: at least one step before the end."""

    steps: int = field(default=2, kw_only=True)


def _named_otherwise(judged: DerivationJudgement, asked: Tree) -> bool:
    """Whether all that is wrong is the name that a derivation gives its first formula.

    A derivative with respect to another variable than the asked one is no name: it is wrong.
    """
    wrong = [n for n, step in enumerate(judged.steps) if step.judgement.passes is False]
    if wrong != [0]:
        return False
    left = judged.steps[0].left
    left = left.base if isinstance(left, Power) else left  # of a variance
    slopes = {node.by for node in walk(left) if isinstance(node, Derivative)}
    by = {asked.by} if isinstance(asked, Derivative) else set()
    named = all(isinstance(node, Name | Entry | Derivative | Product) for node in walk(left))
    return named and slopes <= by


def _lacks_steps(verdict: Verdict) -> bool:
    """Whether a reading is right, but for the steps that it shows."""
    reading = verdict.reading
    if reading is None or not reading.end_right or reading.wrong_step is not None:
        return False
    return verdict.failure is not None or verdict.reason == UNCLEAR_STEPS


def _distance(judged: DerivationJudgement) -> int:
    """0 for a right end, 1 for one that may be or is of the right shape, 2 for another shape."""
    last = judged.end
    assert last is not None  # noqa: S101 - there is a key
    return 0 if last.passes else 2 if last.outcome is Outcome.WRONG_SHAPE else 1


def _doubtful(judged: DerivationJudgement) -> Judgement:
    return next(step.judgement for step in judged.steps if step.judgement.passes is None)
