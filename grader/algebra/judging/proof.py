"""An agreement upgraded to a proof by SymPy, in a process that can be killed.

A proof is a bonus: SymPy never rejects, and what it can't do in time stays what it was. Run as a
module, this is that process: declarations and trees come in as JSON, one word goes out.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from dataclasses import replace

from grader.algebra.judging.outcome import Judgement, Outcome
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.tree import Tree
from grader.algebra.tree.serialise import from_json, to_json

_MEMORY = 2**30


def prove(
    judgement: Judgement, answer: Tree, asked: Question, model: Model, *, seconds: float = 10
) -> Judgement:
    """The judgement, marked `proved` where SymPy reduces every difference to zero in time."""
    if judgement.outcome is not Outcome.EQUAL:
        return judgement
    task = {
        "model": model.to_dict(), "answer": to_json(answer), "truth": to_json(asked.truth),
        "free": asked.free, "seconds": seconds,
    }  # fmt: skip
    try:
        done = subprocess.run(
            [sys.executable, "-m", "grader.algebra.judging.proof"],
            input=json.dumps(task), capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return judgement
    return replace(judgement, proved=done.stdout.strip() == "proved")


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has none, macOS refuses
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Read a task, print `proved` or `open`."""
    _limit_memory()
    import sympy

    from grader.algebra.judging.to_sympy import differences

    task = json.load(sys.stdin)
    asked = Question(
        from_json(task["truth"]), tuple((letter, size) for letter, size in task["free"])
    )
    model = Model.from_dict(task["model"])
    try:
        gaps = differences(from_json(task["answer"]), asked, model)
        proved = all(sympy.simplify(gap) == 0 for gap in gaps)
    except (ArithmeticError, ValueError, TypeError, MemoryError):
        proved = False
    sys.stdout.write("proved\n" if proved else "open\n")


if __name__ == "__main__":
    main()
