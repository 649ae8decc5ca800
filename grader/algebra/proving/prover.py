"""Proofs from a long-lived process that can be killed, each remembered by its normal form.

A proof is a bonus: SymPy never refuses an answer, and what it can't prove in time stays what it
was by points.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import cache
from typing import Any

from grader.algebra.judging.derivation import DerivationJudgement, Step, end_of
from grader.algebra.judging.form import Former
from grader.algebra.judging.outcome import Judgement, Outcome
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.proving.task import Proof, task_of
from grader.algebra.tree import Tree

SECONDS = 5.0  # for one proof; for a derivation no proof begins after it
_MAX_REMEMBERED = 10_000


class Prover:
    """One process, started with the first proof and again after each that took too long."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._known: dict[Any, Proof | None] = {}
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()

    def prove(self, answer: Tree, asked: Question, model: Model) -> Proof | None:
        """The proof of an equality, or None; equal forms of an answer are proved once."""
        former = Former(model)
        declared = json.dumps(model.to_dict(), sort_keys=True)
        key = (former.form(answer), former.form(asked.truth), asked.free, asked.policy, declared)
        if key not in self._known:
            if len(self._known) >= _MAX_REMEMBERED:
                self._known.clear()
            self._known[key] = self._asked(json.dumps(task_of(answer, asked, model)))
        return self._known[key]

    def _asked(self, task: str) -> Proof | None:
        try:
            process = self._running()
            assert process.stdin is not None  # noqa: S101 - it was opened with a pipe
            process.stdin.write(task + "\n")
            process.stdin.flush()
            reply = json.loads(self._replies.get(timeout=self.seconds))
        except (OSError, queue.Empty, ValueError):
            self.close()
            return None
        return None if reply is None else Proof(tuple(reply["sizes"]), reply["regions"])

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._replies = queue.Queue()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.algebra.proving.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            reading = threading.Thread(
                target=_pass_on, args=(self._process, self._replies), daemon=True
            )
            reading.start()
        return self._process

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]  # both were opened
            self._process = None


def _pass_on(process: subprocess.Popen[str], replies: queue.Queue[str]) -> None:
    """Put every line that a process writes into a queue; an empty one at its end."""
    with contextlib.suppress(OSError, ValueError):  # the pipe may be closed meanwhile
        for line in process.stdout or ():
            replies.put(line)
    replies.put("")


@cache
def shared() -> Prover:
    """The one prover of this process."""
    prover = Prover()
    atexit.register(prover.close)
    return prover


def prove(
    judgement: Judgement, answer: Tree, asked: Question, model: Model, prover: Prover | None = None
) -> Judgement:
    """The judgement, with a proof where it says that the two are equal and SymPy finds one."""
    if judgement.outcome not in (Outcome.EQUAL, Outcome.ALMOST_EVERYWHERE):
        return judgement
    found = (prover or shared()).prove(answer, asked, model)
    return replace(judgement, proof=str(found) if found is not None else "")


def prove_derivation(
    judged: DerivationJudgement, answer: Tree, asked: Question | None, model: Model,
    prover: Prover | None = None,
) -> DerivationJudgement:  # fmt: skip
    """The judgement of a derivation, with the proofs of its steps and of its end."""
    free = asked.free if asked is not None else ()
    end, until = judged.end, time.monotonic() + SECONDS
    if end is not None and asked is not None:
        end = prove(end, end_of(answer, asked, model), asked, model, prover)

    def proved(step: Step) -> Step:
        if time.monotonic() > until:
            return step
        against = Question(step.left, free)
        return replace(step, judgement=prove(step.judgement, step.right, against, model, prover))

    return replace(judged, steps=tuple(map(proved, judged.steps)), end=end)
