"""What a check of formulas is asked: its model, its keys, and the question that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from typing_extensions import Self, override

from grader.algebra import (
    Model,
    NearMiss,
    NotationError,
    Policy,
    Question,
    Tree,
    notation,
    question,
)
from grader.algebra import end_of as last_of
from grader.algebra.judging.operations import is_operator, same_work
from grader.algebra.judging.question import shape_of
from grader.algebra.notation import Vocabulary
from grader.algebra.tree import Derivative, Entry, Equation, Name, rewrite, unbound, walk
from grader.checks.written.base import WrittenCheck, key
from grader.checks.written.formulas import argument_of
from grader.checks.written.wording import written_out


@dataclass(frozen=True)
class Keyed(WrittenCheck):
    """A check whose key is a formula on a declared model; `Expression` says what each option is."""

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
    printed: bool = field(default=False, kw_only=True)
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
        yield written_out(self.asked or "", self.question, self.model)
        for text, asked in zip(self.also or (), self.others, strict=True):
            yield written_out(text, asked, self.model)

    @override
    def without_key(self) -> Self:  # in place of the key its shape, where there is but one
        shape = None if self.also else shape_of(self.question.truth, self.question, self.model)
        ranges = {**self.model.indices, **dict(self.question.free)}  # some are known by the key
        model = replace(self.model.handed_out(), indices=ranges)
        return replace(self, model=model, asked=None, also=None, near_misses=None, shape=shape)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The model's words, and what a function is taken of where nothing is said."""
        return replace(self.model.vocabulary, argument=argument_of(self.question.truth))

    @cached_property
    def asked_forms(self) -> tuple[Tree, ...]:
        """What is asked, its definition if that is a derivative, and the other keys."""
        truth = self.question.truth
        named = truth.base if isinstance(truth, Entry) else truth
        definition = self.model.definitions.get(named.name) if isinstance(named, Name) else None
        forms = [truth, *([definition] if isinstance(definition, Derivative) else [])]
        return (*forms, *(other.truth for other in self.others))

    @cached_property
    def free_letters(self) -> str:
        """The free indices of the question, in one text."""
        return "".join(letter for letter, _ in self.question.free)

    def question_of(self, read: notation.Reading) -> Question:
        """The question; of an entry, where entries were given and an array is asked.

        Where entries are asked, a row of them is right too, unless its left side names the array:
        then the shape counts, but for the layout in which a derivative is a row.
        """
        whole = len(read.free) == 1 and read.free not in unbound(read.tree)  # an array for entries
        named = isinstance(read.tree, Equation) and self.model.layout != "jacobian"
        either = self.any_orientation or read.flat or (whole and not named)
        policy = replace(self.policy, any_orientation=either)
        if read.truth == self.question.truth:
            return replace(self.question, policy=policy)
        found = question(self.model, read.truth, read.free, policy, self.in_terms_of)
        slopes = read.antiderivative and {n for n in walk(read.tree) if is_operator(n)}
        return replace(found, given=self.question.given | set(map(same_work, slopes or ())))

    def with_key(self, other: Question, tree: Tree) -> Tree:
        """The answer with another key in place of what is asked."""
        asked = self.question.truth
        return rewrite(tree, lambda node: other.truth if node == asked else node)

    def fits(self, shape: Sequence[int], asked: Sequence[int]) -> bool:
        """Whether a shape may be what is asked; entry by entry, a row looks like a column."""
        if self.any_orientation or self.model.layout == "jacobian":
            return [n for n in shape if n > 1] == [n for n in asked if n > 1]
        return shape == asked

    def end_of(self, tree: Tree) -> Tree:
        """Return what an answer ends with."""
        return last_of(tree, self.question, self.model)
