"""The process that proves: a task in a line of JSON comes in, an answer in a line goes out.

Trees and declarations travel as data; no text of a student's is parsed here. Run as a module.

A proof may take so many calls of Python functions, and not so many seconds: the same task has the
same answer on a busy machine too. Calls are counted in a fork of this process as it was before its
first task, where what came before has no part in their number. But counting takes longer than most
proofs. So a hasty fork, which works on all tasks and counts nothing, has each first, for so short a
time that no machine can make too many calls in it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeAlias

import sympy
from sympy.core.cache import clear_cache
from sympy.core.random import seed

from grader.algebra.judging.outcome import Policy
from grader.algebra.judging.question import Question, question
from grader.algebra.model.model import Model
from grader.algebra.model.symbols import Symbol
from grader.algebra.proving.proof import prove
from grader.algebra.proving.task import Proof, task_of
from grader.algebra.tree.serialise import from_json

CALLS = 4_000_000
_UNCOUNTED = 0.3  # seconds of CPU: no machine makes 13 million calls of SymPy's in a second
_CPU_SECONDS = 60  # of a fork, for what takes long without a call
_MEMORY = 2**30

Task: TypeAlias = "dict[str, Any]"
Reply: TypeAlias = "dict[str, Any]"


class Spent(BaseException):
    """A proof took too many calls."""


def solve(task: Task) -> Proof | None:
    """What is proved of a task."""
    free = tuple((letter, size) for letter, size in task["free"])
    policy = Policy(any_orientation=task["any_orientation"])
    asked = Question(from_json(task["truth"]), free, policy)
    return prove(from_json(task["answer"]), asked, Model.from_dict(task["model"]))


def counted(task: Task, calls: int = CALLS) -> Reply:
    """What is proved of a task in so many calls of functions."""
    sys.settrace(_counter(calls))
    try:
        return _reply(solve(task))
    except Spent:
        return {"proof": None, "spent": True}
    except Exception:  # whatever a task brings about, it isn't proved
        return _reply(None)
    finally:
        sys.settrace(None)


def _counter(calls: int) -> Callable[[FrameType, str, object], None]:
    """What Python calls with each call of a function; it raises Spent after so many."""
    left = calls

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Spent

    return count


def _hasty(task: Task) -> Reply:
    """What is proved of a task; the process dies where that takes long or much memory."""
    signal.setitimer(signal.ITIMER_PROF, _UNCOUNTED)
    try:
        return _reply(solve(task))
    except MemoryError:
        os._exit(1)
    except Exception:  # as above
        return _reply(None)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _reply(proof: Proof | None) -> Reply:
    found = None if proof is None else {"sizes": proof.sizes, "regions": proof.regions}
    return {"proof": found, "spent": False}


class Fork:
    """A copy of this process, at work on one task after another until it dies."""

    def __init__(self, work: Callable[[Task], Reply]) -> None:
        (tasks, ours), (theirs, replies) = os.pipe(), os.pipe()
        self._child = os.fork()
        if not self._child:
            os.close(ours)
            os.close(theirs)
            _limit()
            _serve(work, tasks, replies)
            os._exit(0)
        os.close(tasks)
        os.close(replies)
        self._tasks = os.fdopen(ours, "w")
        self._replies = os.fdopen(theirs)

    def ask(self, line: str) -> str:
        """Its reply in a line, or nothing where it died."""
        self._tasks.write(line)
        self._tasks.flush()
        return self._replies.readline()

    def end(self) -> None:
        """Wait until it has ended."""
        self._tasks.close()
        self._replies.close()
        os.waitpid(self._child, 0)


def _serve(work: Callable[[Task], Reply], tasks: int, replies: int) -> None:
    with os.fdopen(tasks) as lines, os.fdopen(replies, "w") as out:
        for line in lines:
            out.write(json.dumps(work(json.loads(line))) + "\n")
            out.flush()


def _limit() -> None:
    """Limit what this process may take, where the system does."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # macOS refuses
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))


def _warm_up() -> None:
    """Have SymPy load and arrange what it does at its first use; start its random numbers."""
    model = Model((Symbol("x"), Symbol("y")))
    for truth, answer in (
        (r"\frac{|x^2 y - y|}{\sqrt{x^2+1}}", r"\frac{|y||x+1||x-1|}{\sqrt{1+x^2}}"),
        (r"\lim_{x \to \infty} \tanh(x) e^{y}", r"e^{y} \log e"),
    ):
        solve(task_of(model.read(answer), question(model, truth), model))
    sympy.factor(sympy.Symbol("x") ** 2 - 1)
    random.seed(0)
    seed(0)


def main() -> None:
    """Prove until the input ends."""
    gc.disable()  # what is collected may call functions, at any time
    _warm_up()
    hasty: Fork | None = None
    for line in sys.stdin:
        if not hasattr(os, "fork"):
            clear_cache()
            found = json.dumps(counted(json.loads(line))) + "\n"
        else:
            hasty = hasty or Fork(_hasty)
            found = hasty.ask(line)
            if not found:
                hasty.end()
                hasty, patient = None, Fork(counted)
                found = patient.ask(line) or json.dumps({"proof": None, "spent": True}) + "\n"
                patient.end()
        sys.stdout.write(found)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
