"""Choices: where a text can be read in several ways, each way is tried, the likeliest first.

A parser asks `choose` which of several ways to go. It is run again and again, each time with the
script of choices to make; the ways not taken wait, by what they cost, until the budget is spent.
So the parser itself stays a plain recursive one, and knows nothing of searching.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from grader.algebra.notation.text.errors import NotationError

T = TypeVar("T")
MAX_RUNS = 40


@dataclass
class Choices:
    """The script of one run: what to choose, and what was chosen.

    Choices with the same key are made alike. `strict` refuses to choose, as a text of an author's
    must have one reading.
    """

    script: Sequence[int] = ()
    strict: bool = False
    made: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    known: dict[object, int] = field(default_factory=dict)
    variable: str = ""  # of the last integral

    def choose(self, key: object, costs: Sequence[int]) -> int:
        """Which of several ways to go; `costs` says how unlikely each is, 0 the likeliest."""
        if key in self.known:
            return self.known[key]
        at = len(self.made)
        way = self.script[at] if at < len(self.script) else costs.index(min(costs))
        self.made.append((way, tuple(costs)))
        self.known[key] = way
        return way

    @property
    def cost(self) -> int:
        """What the choices made cost in all."""
        return sum(costs[way] for way, costs in self.made)


@dataclass(frozen=True, slots=True)
class Alternative(Generic[T]):
    """One outcome of a parser, and how unlikely it is."""

    value: T
    cost: int


def alternatives(run: Callable[[Choices], T], limit: int = 8) -> list[Alternative[T]]:
    """The distinct outcomes of a parser, the likeliest first.

    Raises the NotationError of the likeliest way if every way ends in one.
    """
    waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    found: dict[T, int] = {}
    refusal: NotationError | None = None
    runs = 0
    while waiting and len(found) < limit and runs < MAX_RUNS:
        _, _, script = heapq.heappop(waiting)
        runs += 1
        choices = Choices(script)
        try:
            outcome = run(choices)
            found.setdefault(outcome, choices.cost)
        except NotationError as error:
            refusal = refusal or error
        _put_off(waiting, choices, len(script))
    if not found and refusal is not None:
        raise refusal
    return [Alternative(value, cost) for value, cost in found.items()]


def _put_off(
    waiting: list[tuple[int, int, tuple[int, ...]]], choices: Choices, scripted: int
) -> None:
    """Add to what waits every way that a run could have gone after its script, but didn't."""
    taken = tuple(way for way, _ in choices.made)
    spent = sum(costs[way] for way, costs in choices.made[:scripted])
    for at in range(scripted, len(choices.made)):
        way, costs = choices.made[at]
        for other in range(len(costs)):
            if other != way:
                script = (*taken[:at], other)
                heapq.heappush(waiting, (spent + costs[other], len(waiting), script))
        spent += costs[way]
