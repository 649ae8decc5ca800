"""What SymPy proves of an equality, and for which sizes."""

from __future__ import annotations

from collections.abc import Iterator

from grader.algebra.errors import TooHardError
from grader.algebra.judging.question import Question
from grader.algebra.judging.sizes import is_value, largest_literal, size_roles
from grader.algebra.model.model import Model
from grader.algebra.model.reach import reach
from grader.algebra.proving.regions import Attempt, freed
from grader.algebra.proving.task import Proof
from grader.algebra.tree import Tree

_SMALLEST = 2
_MAX_LITERAL = 6
_LARGE = (1009, 2003, 3001, 4001, 5003, 6007, 7001, 8009)  # for sizes that are numbers alone


def prove(answer: Tree, asked: Question, model: Model) -> Proof | None:
    """The proof of an equality, or None where none is found."""
    regions, proved = 0, []
    for sizes in _choices(answer, asked, model):
        found = _at_sizes(answer, asked, model, sizes)
        if found is None:
            return None
        regions += found
        proved.append({n: size for n, size in sizes.items() if n not in model.sizes})
    used = _used(answer, asked, model)
    kept = ({n: size for n, size in choice.items() if n in used} for choice in proved)
    return Proof(tuple(kept), regions)


def _at_sizes(answer: Tree, asked: Question, model: Model, sizes: dict[str, int]) -> int | None:
    """How many regions the proof has, by the first way that succeeds."""
    short = freed(model, answer, asked.truth, shared=False)
    common = freed(model, answer, asked.truth, shared=True)
    ways = [(short, True), (common, True), (common, False), (model, True), (model, False)]
    for way, opaque in ways:
        attempt = Attempt(answer, asked, way, sizes, opaque)
        try:
            if attempt.holds():
                return attempt.regions
        except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError):
            continue
        except RecursionError:
            continue
    return None


def _used(answer: Tree, asked: Question, model: Model) -> set[str]:
    met = reach(model, [answer, asked.truth])
    axes, numbers = size_roles(model, met, [size for _, size in asked.free])
    return {*axes, *numbers}


def _choices(answer: Tree, asked: Question, model: Model) -> Iterator[dict[str, int]]:
    """Pairwise distinct sizes above every literal index; two choices where a size is a value."""
    met = reach(model, [answer, asked.truth])
    axes, numbers = size_roles(model, met, [size for _, size in asked.free])
    literal = largest_literal(met)
    if axes and literal > _MAX_LITERAL:
        raise TooHardError("an index beyond the sizes of a proof")
    first = max(_SMALLEST, literal + 1) if literal else _SMALLEST
    taken = set(model.sizes.values())
    twice = numbers or any(is_value(name, met) for name in axes)
    for shift in range(2 if twice else 1):
        large = dict(zip(numbers, _LARGE[shift:], strict=False))
        free = (n for n in range(first + shift, first + shift + 40) if n not in taken)
        chosen = dict(zip(axes, free, strict=False))
        yield {**model.instance(), **chosen, **large, **model.sizes}
