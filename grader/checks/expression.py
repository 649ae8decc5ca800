"""Expression: a formula or a derivation, judged on the declared model and not against a string."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from grader.algebra import (
    Chain,
    ChainJudgement,
    Judgement,
    Model,
    NearMiss,
    NotationError,
    Outcome,
    Policy,
    Question,
    Tree,
    hints,
    judge_chain,
    prove,
    question,
    show,
)
from grader.algebra.arrays import ShapeError
from grader.algebra.brackets import as_condition
from grader.algebra.notation import read_statements
from grader.algebra.numeric import shape_of
from grader.algebra.tree import Indicator
from grader.answers import Answer
from grader.checks.written import WrittenCheck, key
from grader.results import Verdict


@dataclass(frozen=True)
class Expression(WrittenCheck):
    r"""A formula, in any right form.

    `asked` is the key in the same notation as answers, best as what is asked: `dL/do_j` is
    worked out from the model and can't be mistyped; limits (`\lim_{x \to 0} f(x)`) and
    expectations (`E[(y - R x w)^2]`) are worked out too. `free` are its free indices.
    Where the key is a condition, `[w + b >= 0]`, an answer needs no brackets.
    An answer may be a chain `a = b = c`: each step is judged, and a wrong one leaves `end_share`
    of the marks where the end is right. At least `steps` equalities are wanted.

    `near_misses` are pairs (formula, hint). `at_switches`: values on a kink itself must be right.
    `domains`: the answer must be defined where the truth is. `any_orientation`: a row passes for
    a column. `proof`: SymPy is asked to prove equality on top, within a time limit.
    """

    model: Model = field(default_factory=Model)
    asked: str | None = key(default=None)
    free: str = ""
    shape: Sequence[int] | None = field(default=None, kw_only=True)
    near_misses: Sequence[tuple[str, str]] | None = key(default=(), kw_only=True)
    steps: int = field(default=0, kw_only=True)
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
    def misses(self) -> list[NearMiss]:
        """The near misses, read."""
        return [NearMiss(self.model.read(text), hint) for text, hint in self.near_misses or ()]

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`: a key or a near miss that can't be read."""
        found = super().problems(modules)
        try:
            shape_of(self.question.truth, self.question, self.model)
            _ = self.misses
        except (ArithmeticError, ValueError) as error:
            found.append(f"its key: {error}")
        return found

    def without_key(self) -> Expression:
        """The check as a student has it: in place of the key its shape and its indices' ranges."""
        shape = shape_of(self.question.truth, self.question, self.model)
        model = replace(
            self.model,
            symbols=tuple(symbol for symbol in self.model.symbols if not symbol.hidden),
            indices={**self.model.indices, **dict(self.question.free)},
        )
        return replace(self, asked=None, near_misses=None, shape=shape, model=model)

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        tree, note = self.read(answer)
        missing = self.steps - (len(tree.members) - 1 if isinstance(tree, Chain) else 0)
        if missing > 0:
            return self.lost(f"a derivation is asked: show {missing} more step(s)", note)
        if not self.has_key:
            return self._look_without_key(tree, note, seed)
        if _is_inequality(tree):
            if not isinstance(self.question.truth, Indicator):
                return self.doubted(f"{note}\nthis is an inequality; a formula is asked")
            tree = Indicator(as_condition(tree))
        judged = judge_chain(tree, self.question, self.model, rounded=self.rounded, seed=seed)
        return self._verdict_of(tree, judged, note, seed)

    rounded = False  # whether decimals count as rounded

    def read(self, answer: Answer) -> tuple[Tree, str]:
        """The one formula or chain that is written, and how it was read."""
        text = _joined(self.written(answer).formulas)
        statements = read_statements(text, self.model.vocabulary)
        if len(statements) != 1:
            raise NotationError(
                f"there are {len(statements)} formulas here: write one, or a chain a = b = c", text
            )
        return statements[0], f"read as: {show(statements[0])}"

    def _look_without_key(self, tree: Tree, note: str, seed: int) -> Verdict:
        """What can be said of an answer where its key isn't known: its shape, its own steps."""
        end = tree.members[-1] if isinstance(tree, Chain) else tree
        try:
            shape = shape_of(end, self.question, self.model)
        except ShapeError as error:
            return self.lost(str(error), note)
        except ArithmeticError as error:
            return self.doubted(f"{note}\n{error}")
        if self.shape is not None and shape != tuple(self.shape) and not self.any_orientation:
            return self.lost(f"its shape is {shape}, and {tuple(self.shape)} is asked", note)
        judged = judge_chain(tree, None, self.model, free=self.question, seed=seed)
        if judged.first_wrong is not None:
            return self.lost(_wrong_step(judged), note)
        return self.doubted(f"{note}\nits shape is what is asked; your instructor has the key")

    def _verdict_of(self, tree: Tree, judged: ChainJudgement, note: str, seed: int) -> Verdict:
        end = judged.end
        assert end is not None  # noqa: S101 - there is a key
        if judged.passes:
            proved = prove(end, _end_of(tree), self.question, self.model) if self.proof else end
            return self.earned(note + ("\nproved" if proved.proved else ""))
        if judged.first_wrong is not None:
            share = self.end_share if end.passes else 0.0
            told = "the end is right, but " if end.passes else ""
            return self.lost(told + _wrong_step(judged), note, share=share)
        if end.passes is False:
            agrees = hints(_end_of(tree), self.question, self.model, self.misses, seed=seed)
            return self.lost(_differs(end), note, "; ".join(agrees))
        doubt = end if end.passes is None else _doubtful(judged)
        return self.doubted(f"{note}\n{doubt.outcome.value}: {doubt.reason}")


@dataclass(frozen=True)
class Derivation(Expression):
    """An expression whose way there is asked too: at least one step before the end."""

    steps: int = field(default=2, kw_only=True)


def _joined(formulas: Sequence[str]) -> str:
    """One text: a formula that begins with `=` goes on from the one before it."""
    text = formulas[0]
    for formula in formulas[1:]:
        goes_on = formula.lstrip("& ").startswith(("=", "\\approx"))
        text += (" " if goes_on else " ; ") + formula
    return text


def _is_inequality(tree: Tree) -> bool:
    """Whether a chain states an order: `w + b >= 0` is a condition, not a value."""
    return isinstance(tree, Chain) and not {"=", "≈"}.issuperset(tree.relations)


def _end_of(tree: Tree) -> Tree:
    return tree.members[-1] if isinstance(tree, Chain) else tree


def _doubtful(judged: ChainJudgement) -> Judgement:
    return next(step.judgement for step in judged.steps if step.judgement.passes is None)


def _wrong_step(judged: ChainJudgement) -> str:
    assert judged.first_wrong is not None  # noqa: S101 - the callers have looked
    step = judged.steps[judged.first_wrong]
    return (
        f"step {judged.first_wrong + 1} is wrong: {show(step.left)} = {show(step.right)}\n"
        + _numbers(step.judgement, "the left side", "the right side")
    )


def _differs(judged: Judgement) -> str:
    if judged.outcome is Outcome.DIFFERENT:
        return "it differs from what is asked\n" + _numbers(judged, "what is asked", "yours")
    return judged.reason or judged.outcome.value


def _numbers(judged: Judgement, truth: str, answer: str) -> str:
    """The counterexample: where, and both values."""
    found = judged.counterexample
    if found is None:
        return judged.reason or judged.outcome.value
    entry = f" at entry {found.index}" if found.index else ""
    where = ", ".join(f"{name} = {value}" for name, value in found.point)
    at = f"with {where}\n" if where else ""
    return f"{at}{truth}{entry} is {found.truth}, {answer} {found.answer}"
