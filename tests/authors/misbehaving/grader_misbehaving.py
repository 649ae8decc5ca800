"""Checks that fail in every way that a check can."""

import os
import time
from dataclasses import dataclass

from grader import Check, Failure, Verdict

NUMBER = 3


@dataclass(frozen=True)
class Passes(Check):
    """Earns, or loses, a share."""

    share: float = 1.0

    def judge(self, context):
        return self.earn(self.share)


@dataclass(frozen=True)
class Misbehaves(Check):
    """Does what is said, in place of judging."""

    how: str

    def judge(self, context):
        return getattr(self, self.how)()

    def raises(self):
        return {}["nothing"]

    def raises_without_words(self):
        class Silent(Exception):
            def __str__(self):
                raise ValueError

        raise Silent

    def exits(self):
        raise SystemExit(0)

    def recurses(self):
        return self.recurses()

    def ends_the_process(self):
        os._exit(0)

    def loops(self):
        while True:
            pass

    def sleeps(self):
        time.sleep(600)

    def eats_memory(self):
        return [bytearray(1 << 26) for _ in range(1000)]

    def returns_nothing(self):
        return None

    def returns_true(self):
        return True

    def returns_itself(self):
        return self

    def returns_too_much(self):
        return Verdict("x", earned=2.0)

    def returns_nan(self):
        return Verdict("x", earned=float("nan"))

    def returns_numbers_for_text(self):
        return self.lose(Failure(5))

    def returns_functions(self):
        return self.earn(remarks=(lambda: 1,))

    def returns_text_without_end(self):
        return self.lose("x" * (20 << 20))

    def raises_text_without_end(self):
        raise ValueError("x" * (20 << 20))

    def returns_another_weight(self):
        return Verdict("x", weight=1e6, earned=1.0)

    def returns_no_guard(self):
        return Verdict("x", guard=True, earned=1.0)

    def says_half_of_a_character(self):
        return self.lose("\ud800")
