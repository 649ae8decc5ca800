"""Whether an answer equals the truth everywhere on the declared model.

What this can't settle is `undecided`, and needs review; so does whatever can't be judged.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.algebra.budget import Budget
from grader.algebra.errors import (
    LeftOverError,
    ShapeError,
    TooHardError,
    TwoReadingsError,
    UnboundedError,
)
from grader.algebra.judging.comparison import Comparison
from grader.algebra.judging.outcome import Judgement, Outcome
from grader.algebra.judging.question import Question
from grader.algebra.judging.restating import left_over, restates
from grader.algebra.model.model import Model
from grader.algebra.tree import Equation, Product, ProductKind, Tree, rewrite
from grader.algebra.tree.plain import show


def judge(
    answer: Tree, asked: Question, model: Model, *, seed: int = 0, budget: Budget | None = None
) -> Judgement:
    """Compare an answer with the truth of a question; deterministic for a seed.

    Raises ValueError for an equation, which `judge_derivation` takes.
    """
    if isinstance(answer, Equation):
        raise ValueError("an equation is judged step by step")
    if restates(answer, asked, model):
        return Judgement(
            Outcome.RESTATED, "this names what is asked instead of working it out", passes=False
        )
    found = compare(answer, asked, model, seed=seed, budget=budget)
    left = left_over(answer, asked, model) if found.passes else None
    if left is not None:
        reason = f"it is right, but {show(left)} is left in it: does the question give that?"
        return replace(found, outcome=Outcome.UNDECIDED, reason=reason, passes=None)
    return found


def compare(
    answer: Tree, asked: Question, model: Model, *, seed: int = 0, budget: Budget | None = None
) -> Judgement:
    """Like `judge`, but an answer may name what is asked: a step of a derivation does."""
    judging = _Judging(asked, model, seed, budget or Budget())
    try:
        return judging.in_any_reading(answer)
    except Exception as error:  # whatever an answer brings about costs that answer alone
        return Judgement(Outcome.UNDECIDED, f"could not be judged ({type(error).__name__})")


_UNDOTTED: Mapping[str, ProductKind] = {"*": "⊛", "·": "⊛"}
_READINGS: Sequence[Mapping[str, ProductKind]] = (
    {"*": "⊛"}, _UNDOTTED, {"*": "·"}, {"*": "⊗"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Judging:
    """A question, and what judging an answer to it may cost."""

    asked: Question
    model: Model
    seed: int
    budget: Budget

    def in_any_reading(self, answer: Tree) -> Judgement:
        """The judgement; a product of two columns is tried in each of its readings."""
        try:
            found = self.as_it_stands(answer, self.asked)
        except TwoReadingsError as error:
            if any(self.read_as(kinds, answer).passes is not False for kinds in _READINGS):
                return Judgement(Outcome.UNDECIDED, str(error))
            return Judgement(Outcome.WRONG_SHAPE, str(error), passes=False)
        if found.passes is False and self.read_as(_UNDOTTED, answer).passes:
            reason = "it is right if dots between columns are meant entry by entry: write \\odot"
            return Judgement(Outcome.UNDECIDED, reason)
        return found

    def as_it_stands(self, answer: Tree, asked: Question) -> Judgement:
        """The judgement of one reading; raises TwoReadingsError."""
        rng = random.Random(self.seed)  # noqa: S311 - points, not secrets
        try:
            return Comparison(answer, asked, self.model, rng, self.budget).judgement()
        except LeftOverError as error:
            unknown = error.letter not in self.model.indices  # perhaps a label
            outcome = Outcome.UNDECIDED if unknown else Outcome.WRONG_SHAPE
            return Judgement(outcome, str(error), passes=None if unknown else False)
        except UnboundedError as error:
            return Judgement(Outcome.UNDECIDED, str(error))
        except ShapeError as error:
            return Judgement(Outcome.WRONG_SHAPE, str(error), passes=False)
        except TwoReadingsError:
            raise
        except TooHardError as error:
            return Judgement(Outcome.UNDECIDED, str(error))

    def read_as(self, kinds: Mapping[str, ProductKind], answer: Tree) -> Judgement:
        """The judgement with products of two columns read in one of their ways."""

        def read(node: Tree) -> Tree:
            if isinstance(node, Product) and node.kind in kinds:
                return Product(node.factors, kinds[node.kind])
            return node

        truth, other = rewrite(self.asked.truth, read), rewrite(answer, read)
        if (truth, other) == (self.asked.truth, answer):
            return Judgement(Outcome.DIFFERENT, passes=False)
        return self.as_it_stands(other, replace(self.asked, truth=truth))
