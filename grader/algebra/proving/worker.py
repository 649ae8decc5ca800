"""The process that proves: a task in a line of JSON comes in, an answer in a line goes out.

Trees and declarations travel as data; no text of a student's is parsed here. Run as a module.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

from grader.algebra.judging.outcome import Policy
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.proving.proof import prove
from grader.algebra.proving.task import Proof
from grader.algebra.tree.serialise import from_json

_MEMORY = 2**30


def solve(task: dict[str, Any]) -> Proof | None:
    """What is proved of a task."""
    free = tuple((letter, size) for letter, size in task["free"])
    policy = Policy(any_orientation=task["any_orientation"])
    asked = Question(from_json(task["truth"]), free, policy)
    return prove(from_json(task["answer"]), asked, Model.from_dict(task["model"]))


def main() -> None:
    """Prove until the input ends."""
    _limit_memory()
    for line in sys.stdin:
        try:
            found = solve(json.loads(line))
        except Exception:  # whatever a task brings about, it isn't proved
            found = None
        reply = None if found is None else {"sizes": found.sizes, "regions": found.regions}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has none, macOS refuses
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
