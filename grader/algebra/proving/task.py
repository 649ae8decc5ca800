"""What goes to the process that proves, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.tree import Tree
from grader.algebra.tree.serialise import to_json


@dataclass(frozen=True, slots=True)
class Proof:
    """An equality that holds for these sizes, wherever both sides are defined.

    `sizes` are the choices of sizes that it was proved for; none where no size matters. `regions`
    counts the cases of signs.
    """

    sizes: tuple[dict[str, int], ...]
    regions: int

    def __str__(self) -> str:
        if not any(self.sizes):
            return "proved by SymPy, wherever both sides are defined"
        choices = [", ".join(f"{n} = {size}" for n, size in s.items()) for s in self.sizes]
        where = " and for ".join(choices)
        return f"proved by SymPy for {where}, wherever both sides are defined"


def task_of(answer: Tree, asked: Question, model: Model) -> dict[str, Any]:
    """A task as JSON values."""
    return {
        "model": model.to_dict(), "answer": to_json(answer), "truth": to_json(asked.truth),
        "free": asked.free, "any_orientation": asked.policy.any_orientation,
    }  # fmt: skip
