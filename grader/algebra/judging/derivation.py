"""A derivation `a = b = c`, judged equality by equality.

The first wrong step is named even where the last line is right, and the end must be what was
asked. Written decimals stand for a rounded number: half a unit of their last place where they
are rounded from something exact, five units where they were carried from other decimals or are
still to be worked with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from grader.algebra.budget import Budget
from grader.algebra.judging.equality import compare, judge
from grader.algebra.judging.layouts import is_sum_of_paths, is_the_rule, layouts, slopes
from grader.algebra.judging.outcome import Judgement, Outcome, Policy
from grader.algebra.judging.question import Question
from grader.algebra.judging.restating import restates
from grader.algebra.model.model import Model
from grader.algebra.tree import (
    Equation,
    Matrix,
    Name,
    Negative,
    Number,
    Transpose,
    Tree,
    unbound,
    walk,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One equality of a derivation: both sides, and how they compare."""

    left: Tree
    right: Tree
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class DerivationJudgement:
    """The steps, the place of the first wrong one (from 0), and how the end compares."""

    steps: tuple[Step, ...]
    first_wrong: int | None
    end: Judgement | None

    @property
    def passes(self) -> bool | None:
        """Every step and the end; None where it needs review."""
        verdicts = [step.judgement.passes for step in self.steps]
        verdicts += [self.end.passes] if self.end is not None else []
        return False if False in verdicts else None if None in verdicts else True


def judge_derivation(
    answer: Tree, asked: Question | None, model: Model, *, free: Question | None = None,
    rounded: bool = False, seed: int = 0, budget: Budget | None = None,
) -> DerivationJudgement:  # fmt: skip
    """Judge each step of a derivation, and its end against what is asked, if that is known.

    Without a truth (a student's own check), `free` may give the free indices. With `rounded`,
    decimals in an equation count as rounded also after `=`.
    """
    budget = budget or Budget()
    given = asked or free or Question(Number(Fraction(0)))
    if not isinstance(answer, Equation):
        end = judge(answer, asked, model, seed=seed, budget=budget) if asked else None
        return DerivationJudgement((), None, end)
    steps: list[Step] = []
    before = answer.members[0]
    for right, relation in zip(answer.members[1:], answer.relations, strict=True):
        judged = _step(before, right, relation, given, model, rounded, seed, budget)
        rule = judged.passes is None and is_the_rule(right)
        rule = rule or (not judged.passes and is_sum_of_paths(right))
        rule = rule and right is not answer.members[-1]  # what only says the rule is passed over
        if not rule and not (_is_approximation(answer) and not judged.passes):
            steps.append(Step(before, right, judged))
            before = right
    wrong = [n for n, step in enumerate(steps) if step.judgement.passes is False]
    end = _end(answer, asked, model, rounded, seed, budget)
    return DerivationJudgement(tuple(steps), wrong[0] if wrong else None, end)


def _is_approximation(answer: Equation) -> bool:
    """Whether an answer is `f'(x) ≈ (f(x + h) - f(x))/h`, of which the end alone can be judged."""
    return answer.relations == ("≈",) and not any(map(_places, answer.members))


def _step(
    left: Tree, right: Tree, relation: str, given: Question, model: Model, rounded: bool,
    seed: int, budget: Budget,
) -> Judgement:  # fmt: skip
    if relation not in ("=", "≈"):
        return Judgement(Outcome.UNDECIDED, f"a step with {relation} isn't an equality")
    if model.unknown & (unbound(left) | unbound(right)):
        return Judgement(Outcome.UNDECIDED, "this names what isn't known here")
    policy = replace(given.policy, tolerance=Fraction(0))
    if relation == "≈" or rounded:
        policy = replace(policy, tolerance=_tolerance(left, right))
    judged = compare(right, Question(left, given.free, policy), model, seed=seed, budget=budget)
    if judged.outcome is Outcome.WRONG_SHAPE and (slopes(left, model) or slopes(right, model)):
        loose = replace(given, policy=policy)
        if found := _in_a_layout(left, right, loose, model, seed, budget):
            return found
        reason = f"the order of a chain rule's factors is a matter of layout; here {judged.reason}"
        return Judgement(Outcome.UNDECIDED, reason)
    if judged.passes is False and isinstance(left, Name) and left in set(walk(right)):
        reason = "as an equality this is wrong; to give a name a new value, write :="
        return Judgement(Outcome.UNDECIDED, reason)
    return judged


def _in_a_layout(
    left: Tree, right: Tree, given: Question, model: Model, seed: int, budget: Budget
) -> Judgement | None:
    """A step that is right with the factors of a chain rule in some order; None for another."""
    pairs = [(left, other) for other in layouts(right, model)]
    pairs += [(other, right) for other in layouts(left, model)]
    for one, other in pairs:
        found = compare(other, replace(given, truth=one), model, seed=seed, budget=budget)
        if found.passes:
            return found
    return None


def _tolerance(left: Tree, right: Tree) -> Fraction:
    """What the decimals of a result allow: half a unit, or five where such decimals went in."""
    before, after = _places(left), _places(right)
    if not before and not after:
        return Fraction(0)
    carried = 0 < after <= before or (after > 0 and not _is_result(right))
    return Fraction(5, 10**after) if carried else Fraction(1, 2 * 10 ** (after or before))


def _is_result(tree: Tree) -> bool:
    """Whether there is nothing more to work out: a number, or an array of them."""
    return all(isinstance(node, Number | Negative | Matrix | Transpose) for node in walk(tree))


def _places(tree: Tree) -> int:
    return max((node.places for node in walk(tree) if isinstance(node, Number)), default=0)


def end_of(answer: Tree, asked: Question, model: Model) -> Tree:
    """What an answer comes to: the last member that is said to be equal, before any inequality.

    What is asked itself doesn't count: students close with `… = dL/dx`.
    """
    if not isinstance(answer, Equation):
        return answer
    unequal = [n for n, relation in enumerate(answer.relations) if relation not in ("=", "≈")]
    first, *rest = answer.members[: unequal[0] + 1] if unequal else answer.members
    while rest and restates(rest[-1], asked, model):
        rest.pop()
    return rest[-1] if rest else first


def _end(
    answer: Equation, asked: Question | None, model: Model, rounded: bool, seed: int,
    budget: Budget,
) -> Judgement | None:  # fmt: skip
    if asked is None:
        return None
    last = end_of(answer, asked, model)
    near = "≈" in answer.relations or rounded
    policy: Policy = asked.policy
    if not near or policy.tolerance:
        return judge(last, asked, model, seed=seed, budget=budget)
    policy = replace(policy, tolerance=_tolerance(Number(Fraction(0)), last))
    found = judge(last, replace(asked, policy=policy), model, seed=seed, budget=budget)
    if not found.passes or _is_result(last) or rounded:
        return found
    exact = judge(last, asked, model, seed=seed, budget=budget)
    if exact.passes:
        return exact
    reason = "it is right only as far as its decimals were rounded"
    return Judgement(Outcome.UNDECIDED, reason)
