"""The sizes for which an equality is proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.algebra.errors import TooHardError
from grader.algebra.judging.question import Question
from grader.algebra.judging.sizes import is_value, largest_literal, size_roles
from grader.algebra.model.model import Model
from grader.algebra.model.reach import reach
from grader.algebra.tree import Tree

_SMALLEST = 2
_MAX_LITERAL = 6
_LARGE = (1009, 2003, 3001, 4001, 5003, 6007, 7001, 8009)  # for sizes that are numbers alone


def size_choices(answer: Tree, asked: Question, model: Model) -> list[dict[str, int]]:
    """Pairwise distinct sizes above every literal index; two choices where a size is a value.

    Raises TooHardError where a literal index needs sizes that are too large.
    """
    return list(_choices(answer, asked, model))


def sizes_shown(
    choices: Sequence[dict[str, int]], answer: Tree, asked: Question, model: Model
) -> tuple[dict[str, int], ...]:
    """Of each choice, the sizes that matter and aren't fixed."""
    met = reach(model, [answer, asked.truth])
    axes, numbers = size_roles(model, met, [size for _, size in asked.free])
    kept = {*axes, *numbers}
    shown = ({n: choice[n] for n in choice if n in kept} for choice in choices)
    return tuple(dict(items) for items in dict.fromkeys(tuple(s.items()) for s in shown))


def _choices(answer: Tree, asked: Question, model: Model) -> Iterator[dict[str, int]]:
    met = reach(model, [answer, asked.truth])
    axes, numbers = size_roles(model, met, [size for _, size in asked.free])
    literal = largest_literal(met)
    if axes and literal > _MAX_LITERAL:
        raise TooHardError("an index beyond the sizes of a proof")
    first = max(_SMALLEST, literal + 1) if literal else _SMALLEST
    twice = numbers or any(is_value(name, met) for name in axes)
    for shift in range(2 if twice else 1):
        large = dict(zip(numbers, _LARGE[shift:], strict=False))
        free = (n for n in range(first + shift, first + shift + 40) if n not in model.taken)
        chosen = dict(zip(axes, free, strict=False))
        for turn in range(model.turns):
            yield {**model.instance(turn=turn), **chosen, **large, **model.fixed(turn)}
