"""What SymPy proves of an equality, and for which sizes."""

from __future__ import annotations

from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.proving.choices import size_choices, sizes_shown
from grader.algebra.proving.congruence import Congruence
from grader.algebra.proving.kernels import Kernels
from grader.algebra.proving.regions import Attempt, freed
from grader.algebra.proving.task import Proof
from grader.algebra.tree import Tree


def prove(answer: Tree, asked: Question, model: Model) -> Proof | None:
    """The proof of an equality, or None where none is found."""
    regions, choices = 0, size_choices(answer, asked, model)
    for sizes in choices:
        found = _at_sizes(answer, asked, model, sizes)
        if found is None:
            return None
        regions += found
    return Proof(sizes_shown(choices, answer, asked, model), regions)


def _at_sizes(answer: Tree, asked: Question, model: Model, sizes: dict[str, int]) -> int | None:
    """How many regions the proof has, by the first way that succeeds."""
    short = freed(model, answer, asked.truth, shared=False)
    common = freed(model, answer, asked.truth, shared=True)
    ways: list[tuple[Model, type[Kernels], bool]] = [
        (short, Congruence, False), (common, Congruence, False), (model, Congruence, False),
        (short, Kernels, True), (common, Kernels, True), (common, Kernels, False),
        (model, Kernels, True), (model, Kernels, False),
    ]  # fmt: skip
    for way, arithmetic, opaque in ways:
        attempt = Attempt(answer, asked, way, sizes, arithmetic, opaque)
        try:
            if attempt.holds():
                return attempt.regions
        except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            continue
        except RecursionError:
            continue
    return None
