"""What reading and judging one answer may cost: one budget, charged by every operation.

Work is counted, so that an answer is judged alike on a busy machine. Two million units take less
than two seconds on an ordinary one; the clock is there for what is not charged for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from grader.algebra.errors import BudgetError

_CLOCK = 5_000  # units of work between two looks at the clock


@dataclass
class Budget:
    """Work, CPU time and the size of one array, shared by all that one answer causes.

    A unit of work is an operation on one entry, half a microsecond or so; `entries` also bounds the
    memory, because only a few arrays exist at a time. Once the budget is spent every further
    charge raises BudgetError, so that nothing goes on after it.
    """

    work: int = 2_000_000
    seconds: float = 8.0
    entries: int = 20_000
    spent: int = field(default=0, init=False)
    _next_look: int = field(default=_CLOCK, init=False)

    @cached_property
    def _end(self) -> float:
        return time.process_time() + self.seconds

    def charge(self, work: int) -> None:
        """Take some work off; raises BudgetError where too little is left."""
        self.spent += work
        if self.spent > self.work:
            raise BudgetError("this takes too long to work out")
        if self.spent >= self._next_look:
            self._next_look = self.spent + _CLOCK
            if time.process_time() > self._end:
                self.spent = self.work + 1
                raise BudgetError("this takes too long to work out")

    def allow(self, entries: int) -> None:
        """Charge an array of so many entries; raises BudgetError where it is too large."""
        if entries > self.entries:
            raise BudgetError(f"an array of {entries:,} entries is too large to work out here")
        self.charge(entries)

    @contextmanager
    def part(self, work: int) -> Iterator[Budget]:
        """A part for what may be left unfinished: where it is used up, the block just ends.

        What it spent is charged to the whole, which raises BudgetError if that is spent too.
        """
        left = self._end - time.process_time()
        part = Budget(min(work, self.work - self.spent), left, self.entries)
        try:
            yield part
        except BudgetError:
            pass
        finally:
            self.charge(min(part.spent, part.work + 1))
