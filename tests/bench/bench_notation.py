"""How much of the corpus is read, and how fast, beside latex2sympy2_extended and math-verify.

    python tests/bench/bench_notation.py

The others are compared where they are installed; they are told nothing of a question's symbols.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "notation"))

import corpus_models
import formulas

from grader.algebra import question
from grader.algebra.notation import readings


def ours(entry: formulas.Entry) -> bool:
    model = corpus_models.model(entry.model)
    asked = question(model, entry.asked, entry.free).truth
    start = time.process_time()
    found = readings(entry.text, model.vocabulary, [asked], entry.free)
    TIMES.append(time.process_time() - start)
    return bool(found.readings)


def math_verify(entry: formulas.Entry) -> bool:
    from math_verify import parse

    return bool(parse(entry.text, parsing_timeout=None))


def latex2sympy(entry: formulas.Entry) -> bool:
    from latex2sympy2_extended import latex2sympy as parse

    return parse(entry.text.strip().strip("$")) is not None


TIMES: list[float] = []


def share(
    read: Callable[[formulas.Entry], bool], entries: list[formulas.Entry]
) -> tuple[float, float]:
    """The share that is read, and the seconds that took."""
    count, start = 0, time.process_time()
    for entry in entries:
        with suppress(Exception):
            count += read(entry)
    return count / len(entries), time.process_time() - start


def main() -> None:
    entries = [entry for entry in formulas.entries() if entry.right]
    base, seconds = share(ours, entries)
    times = sorted(TIMES)
    print(f"ours: {base:.1%} read, median {statistics.median(times) * 1e3:.2f} ms,", end=" ")
    print(f"95 % within {times[int(0.95 * len(times))] * 1e3:.2f} ms")
    for name, read in (("math-verify", math_verify), ("latex2sympy2_extended", latex2sympy)):
        found, other = share(read, entries)
        print(f"{name}: {found:.1%} read, {other / seconds:.0f} times as long")


if __name__ == "__main__":
    main()
