"""Whether an equation that stands beside an answer is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from grader.algebra import (
    Budget,
    DerivationJudgement,
    Model,
    Outcome,
    Question,
    Tree,
    judge_derivation,
    question,
    show,
)
from grader.algebra.judging.pointwise import is_zero
from grader.algebra.judging.question import shape_of
from grader.algebra.tree import Branch, Cases, Entry, Equation, Name, rewrite, unbound
from grader.checks.written.formulas import end

_HOLDS = (Outcome.EQUAL, Outcome.ALMOST_EVERYWHERE, Outcome.WHERE_DEFINED)


@dataclass(frozen=True)
class Beside:
    """The value of an answer, beside which equations stand, and what judging them may cost."""

    model: Model
    value: Tree
    seed: int
    budget: Budget

    def contradicts(self, equation: Tree, asked: Question) -> bool:
        """Whether an equation is wrong, beyond doubt; `… = 0` is to be solved."""
        if is_zero(end(equation)):
            return False
        judged = self._judged(_completed(equation), asked)
        if any(s.judgement.outcome is Outcome.DIFFERENT for s in judged.steps):
            return not self._solved(equation, asked)
        return any(self._transposed(s.left, s.right, asked) for s in judged.steps)

    def rivals(self, claim: Tree, asked: Question) -> bool:
        """Whether a claim gives what is asked another value, or an entry that doesn't exist."""
        wrong = (Outcome.DIFFERENT, Outcome.WRONG_SHAPE)
        return any(s.judgement.outcome in wrong for s in self._judged(claim, asked).steps)

    def holds(self, equation: Tree) -> bool:
        """Whether this is an equation, right for every value of its letters."""
        if not isinstance(equation, Equation):
            return False
        known = {*self.model.by_name, *self.model.size_names()}
        letters = "".join(sorted(n for n in unbound(equation) - known if len(n) == 1))
        try:
            asked = question(self.model, equation.members[0], letters)
        except ValueError:
            return False
        return all(s.judgement.outcome in _HOLDS for s in self._judged(equation, asked).steps)

    def _judged(self, equation: Tree, asked: Question) -> DerivationJudgement:
        return judge_derivation(
            equation, None, self.model, free=asked, seed=self.seed, budget=self.budget
        )

    def _solved(self, equation: Tree, asked: Question) -> bool:
        """Whether the answer solves an equation: of `A x = b` the x."""
        for name in sorted(unbound(equation) & self.model.by_name.keys()):
            judged = self._judged(self._put_in(equation, name), asked)
            if all(s.judgement.outcome in _HOLDS for s in judged.steps):
                return True
        return False

    def _put_in(self, equation: Tree, name: str) -> Tree:
        """The equation with the answer for a name; for its entries, if it is one of them."""
        letters = unbound(self.value)

        def change(node: Tree) -> Tree:
            if isinstance(node, Entry) and node.base == self.value:
                return self.value if letters & set(map(show, node.indices)) else node
            return self.value if node == Name(name) else node

        return rewrite(equation, change)

    def _transposed(self, left: Tree, right: Tree, asked: Question) -> bool:
        """Whether two matrices are said to be equal whose shapes are mirror images."""
        try:
            shapes = [shape_of(side, asked, self.model) for side in (left, right)]
        except (ArithmeticError, ValueError):
            return False
        return shapes[0] == shapes[1][::-1] != shapes[1] and 1 not in shapes[0]


def _completed(equation: Tree) -> Tree:
    """An equation for some cases, `f = 1 if …`, as one for all: elsewhere it says nothing."""
    if not isinstance(equation, Equation):
        return equation
    left, *members = equation.members

    def complete(member: Tree) -> Tree:
        if not isinstance(member, Cases) or member.branches[-1].condition is None:
            return member
        return Cases((*member.branches, Branch(left, None)))

    return Equation((left, *map(complete, members)), equation.relations)
