"""How much of the corpus is read, read right, and how fast, beside two other readers.

    python tests/bench/bench_notation.py

latex2sympy2_extended and math-verify are compared where they are installed; they are told nothing
of a question's symbols. A right answer is *read right* if it comes out equal to the first right
one to the same question: for these by value at random numbers, for ours by the check itself.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "notation"))

import corpus_models
import formulas
import test_corpus

from grader.algebra import question
from grader.algebra.notation import readings

EVERY = 6  # questions are compared, the rest is only read


def ours(entry: formulas.Entry) -> Any:
    model = corpus_models.model(entry.model)
    asked = question(model, entry.asked, entry.free).truth
    start = time.process_time()
    found = readings(entry.text, model.vocabulary, [asked], entry.free)
    TIMES.append(time.process_time() - start)
    return found.readings or None


def math_verify(entry: formulas.Entry) -> Any:
    from math_verify import parse

    found = next(iter(parse(entry.text, parsing_timeout=None)), None)
    return None if isinstance(found, str) else found


def latex2sympy(entry: formulas.Entry) -> Any:
    from latex2sympy2_extended import latex2sympy as parse

    return parse(entry.text.strip().strip("$"))


TIMES: list[float] = []
Reader = Callable[[formulas.Entry], Any]


def read_by(reader: Reader, entry: formulas.Entry) -> Any:
    with suppress(Exception):
        return reader(entry)
    return None


def equal(one: Any, other: Any) -> bool:
    """Whether two of SymPy's expressions, or the ends of two equations, have one value."""
    one, other = (getattr(side, "rhs", side) for side in (one, other))
    symbols = sorted(one.free_symbols | other.free_symbols, key=str)
    for seed in range(3):
        numbers = random.Random(seed)  # noqa: S311 - numbers to compare at, no secrets
        at = {symbol: numbers.uniform(0.1, 0.9) for symbol in symbols}
        if abs(complex((one - other).evalf(subs=at))) > 1e-9:
            return False
    return True


def read_right(reader: Reader, entries: list[formulas.Entry]) -> float:
    """The share of right answers that come out equal to the first one to their question."""
    found = []
    for _, group in list(questions(entries))[::EVERY]:
        first, *others = group
        for entry in others:
            if reader is ours:
                found.append(test_corpus.judged(entry).outcome == "accepted")
                continue
            same = False
            with suppress(Exception):
                same = equal(read_by(reader, first), read_by(reader, entry))
            found.append(same)
    return sum(found) / len(found)


def questions(entries: list[formulas.Entry]) -> Iterator[tuple[Any, list[formulas.Entry]]]:
    """The right answers by question."""
    for key, group in groupby(entries, key=lambda e: (e.model, e.free, e.asked)):
        yield key, list(group)


def main() -> None:
    entries = [entry for entry in formulas.entries() if entry.right]
    base = 0.0
    for name, reader in (
        ("ours", ours), ("math_verify", math_verify), ("latex2sympy2_extended", latex2sympy),
    ):  # fmt: skip
        if reader is not ours and not find_spec(name):
            print(f"{name} isn't installed")
            continue
        start = time.process_time()
        read = sum(read_by(reader, e) is not None for e in entries) / len(entries)
        seconds = time.process_time() - start
        base = base or seconds
        right = read_right(reader, entries)
        print(
            f"{name}: {read:.1%} read, {right:.1%} read right, {seconds / base:.0f} times as long"
        )
    times = sorted(TIMES[: len(entries)])
    print(f"ours: median {statistics.median(times) * 1e3:.2f} ms,", end=" ")
    print(f"95 % within {times[int(0.95 * len(times))] * 1e3:.2f} ms")


if __name__ == "__main__":
    main()
