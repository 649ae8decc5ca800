"""The judge on the corpus, with its proofs, and beside it SymPy's `simplify` and `.equals`.

    python tests/bench/bench_equality.py [seconds for each pair]
    python tests/bench/bench_equality.py ours

Each pair that SymPy can be asked at all (scalars, no switches in its way) is turned into an
expression by `plain_sympy`, so SymPy gets the best input there is; each question has its own time
limit, in a process that is killed when it passes. The ratio of the times is what counts.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "algebra"))

from algebra_corpus import DIFFERENT, EQUAL, MODELS, Pair, pairs

from grader.algebra import compare, question
from grader.algebra.proving.prover import Prover


class Run(NamedTuple):
    """What a method said of a pair (None: no word in time) and how long it took."""

    said: bool | None
    seconds: float


def ours(pair: Pair) -> Run:
    """The judge's word."""
    model = MODELS[pair.model]
    start = time.process_time()
    asked = question(model, pair.truth, pair.free)
    found = compare(model.read(pair.answer), asked, model)
    return Run(found.passes, time.process_time() - start)


def sympys(method: str, pair: Pair, limit: float, pool: multiprocessing.pool.Pool) -> Run:
    """SymPy's word, or None where it has none in time."""
    start = time.perf_counter()
    try:
        said = pool.apply_async(ask_sympy, (method, pair)).get(limit)
    except multiprocessing.TimeoutError:
        return Run(None, limit)
    return Run(said, time.perf_counter() - start)


def ask_sympy(method: str, pair: Pair) -> bool | None:
    """Whether SymPy finds all entries of the difference zero."""
    import sympy
    from plain_sympy import differences

    model = MODELS[pair.model]
    try:
        gaps = differences(model.read(pair.answer), question(model, pair.truth, pair.free), model)
    except (ArithmeticError, ValueError, TypeError):
        return None
    if method == "simplify":
        return all(sympy.simplify(gap) == 0 for gap in gaps)
    told = [gap.equals(sympy.Integer(0)) for gap in gaps]
    return None if None in told else all(told)


def proofs() -> list[str]:
    """How many equal pairs of each model are proved, and what a proof costs beside judging."""
    prover, lines = Prover(), []
    for name in MODELS:
        told = [pair for pair in pairs(EQUAL) if pair.model == name]
        times, proved = [], 0
        for pair in told:
            model, start = MODELS[name], time.perf_counter()
            asked = question(model, pair.truth, pair.free)
            proved += prover.prove(model.read(pair.answer), asked, model).proof is not None
            times.append(time.perf_counter() - start)
        lines.append(
            f"{'proofs':10} {name:10} {proved} of {len(told)}   "
            f"median {statistics.median(times) * 1e3:.1f} ms   total {sum(times):.1f} s"
        )
    prover.close()
    return lines


def report(name: str, runs: list[tuple[bool, Run]]) -> str:
    """One line of the table."""
    wrong = [truth for truth, run in runs if run.said is not None and run.said != truth]
    silent = sum(run.said is None for _, run in runs)
    times = [run.seconds for _, run in runs]
    return (
        f"{name:10} rejects equal {sum(wrong):3}   accepts different {len(wrong) - sum(wrong):3}   "
        f"no answer {silent:3}   median {statistics.median(times) * 1e3:7.1f} ms   "
        f"95 % within {sorted(times)[int(0.95 * len(times))] * 1e3:.0f} ms   "
        f"total {sum(times):7.1f} s"
    )


def main() -> None:
    """Print the table."""
    alone = sys.argv[1:] == ["ours"]
    limit = float(sys.argv[1]) if len(sys.argv) > 1 and not alone else 2.0
    corpus = [(True, pair) for pair in pairs(EQUAL)] + [(False, pair) for pair in pairs(DIFFERENT)]
    mine = [(truth, ours(pair)) for truth, pair in corpus]
    lines = [report("ours", mine), *proofs()]
    for method in () if alone else ("simplify", "equals"):
        runs = []
        pool = multiprocessing.Pool(1)
        for truth, pair in corpus:
            run = sympys(method, pair, limit, pool)
            if run.said is None and run.seconds >= limit:
                pool.terminate()
                pool = multiprocessing.Pool(1)
            runs.append((truth, run))
        pool.terminate()
        lines.append(report(method, runs))
        slower = sum(run.seconds for _, run in runs) / sum(run.seconds for _, run in mine)
        lines.append(f"{'':10} {slower:.1f} times the time of ours")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
