"""A derivation `a = b = c`, judged equality by equality.

The first wrong step is named even where the last line is right, and the end must be what was
asked. Written decimals stand for a rounded number: half a unit of their last place where they
are rounded from something exact, five units where they were carried from other decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from grader.algebra.equality import Judgement, Outcome, Policy, Question, compare, judge
from grader.algebra.model import Model
from grader.algebra.tree import Chain, Number, Tree, walk


@dataclass(frozen=True, slots=True)
class Step:
    """One equality of a derivation: both sides, and how they compare."""

    left: Tree
    right: Tree
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class ChainJudgement:
    """The steps, the place of the first wrong one (from 0), and how the end compares."""

    steps: tuple[Step, ...]
    first_wrong: int | None
    end: Judgement | None

    @property
    def passes(self) -> bool | None:
        """Every step and the end; None where a person must decide."""
        verdicts = [step.judgement.passes for step in self.steps]
        verdicts += [self.end.passes] if self.end is not None else []
        return False if False in verdicts else None if None in verdicts else True


def judge_chain(
    answer: Tree, asked: Question | None, model: Model, *, free: Question | None = None,
    rounded: bool = False, seed: int = 0,
) -> ChainJudgement:  # fmt: skip
    """Judge each step of a chain, and its end against what is asked, if that is known.

    Without a truth (a student's own check), `free` may give the free indices. With `rounded`,
    decimals in an equation count as rounded also after `=`.
    """
    given = asked or free or Question(Number(Fraction(0)))
    if not isinstance(answer, Chain):
        return ChainJudgement((), None, judge(answer, asked, model, seed=seed) if asked else None)
    pairs = zip(answer.members, answer.members[1:], answer.relations, strict=False)
    steps = tuple(
        Step(left, right, _step(left, right, relation, given, model, rounded, seed))
        for left, right, relation in pairs
    )
    wrong = [n for n, step in enumerate(steps) if step.judgement.passes is False]
    return ChainJudgement(
        steps, wrong[0] if wrong else None, _end(answer, asked, model, rounded, seed)
    )


def _step(
    left: Tree, right: Tree, relation: str, given: Question, model: Model, rounded: bool, seed: int
) -> Judgement:
    if relation not in ("=", "≈"):
        return Judgement(Outcome.UNDECIDED, f"a step with {relation} isn't an equality")
    policy = replace(given.policy, tolerance=Fraction(0))
    if relation == "≈" or rounded:
        policy = replace(policy, tolerance=_tolerance(left, right))
    return compare(right, Question(left, given.free, policy), model, seed=seed)


def _tolerance(left: Tree, right: Tree) -> Fraction:
    """What the decimals of a result allow: half a unit, or five where such decimals went in."""
    before, after = _places(left), _places(right)
    if not before and not after:
        return Fraction(0)
    carried = 0 < after <= before
    return Fraction(5, 10**after) if carried else Fraction(1, 2 * 10 ** (after or before))


def _places(tree: Tree) -> int:
    return max((node.places for node in walk(tree) if isinstance(node, Number)), default=0)


def _end(
    chain: Chain, asked: Question | None, model: Model, rounded: bool, seed: int
) -> Judgement | None:
    if asked is None:
        return None
    last = chain.members[-1]
    near = "≈" in chain.relations or rounded
    policy: Policy = asked.policy
    if near and not policy.tolerance:
        policy = replace(policy, tolerance=_tolerance(Number(Fraction(0)), last))
    wanted = replace(asked, policy=policy)
    end = judge(last, wanted, model, seed=seed)
    if end.outcome is Outcome.RESTATED:  # it may lead from the result to what is asked
        return judge(chain.members[0], wanted, model, seed=seed)
    return end
