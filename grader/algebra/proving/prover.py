"""Proofs from a long-lived process that can be killed, each remembered by its normal form.

A proof is a bonus: SymPy never refuses an answer, and what it can't prove stays what it was by
points. What ends a proof is a count of work, not the time, which a busy machine takes more of.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from grader.algebra.errors import TooHardError
from grader.algebra.judging.derivation import DerivationJudgement, end_of
from grader.algebra.judging.form import Former
from grader.algebra.judging.outcome import Judgement, Outcome
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model
from grader.algebra.proving.choices import size_choices, sizes_shown
from grader.algebra.proving.task import Proof, task_of
from grader.algebra.tree import Tree

SECONDS = 60.0  # of waiting for what counts its own work, and ends long before
_MAX_PROOFS = 12  # of a derivation
_MAX_REMEMBERED = 10_000


class Found(NamedTuple):
    """The proof of an equality, if there is one; or whether that took too much work."""

    proof: Proof | None
    spent: bool = False


class Prover:
    """One process, started with the first proof and again after it died."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._known: dict[Any, Found] = {}
        self._process: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()

    def prove(self, answer: Tree, asked: Question, model: Model) -> Found:
        """Look for the proof of an equality; equal forms of an answer are proved once."""
        try:
            sizes = sizes_shown(size_choices(answer, asked, model), answer, asked, model)
        except TooHardError:
            return Found(None)
        former = Former(model)
        declared = json.dumps([model.to_dict(), sizes], sort_keys=True)
        key = (former.form(answer), former.form(asked.truth), asked.free, asked.policy, declared)
        if key not in self._known:
            if len(self._known) >= _MAX_REMEMBERED:
                self._known.clear()
            self._known[key] = self._asked(json.dumps(task_of(answer, asked, model)))
        return self._known[key]

    def _asked(self, task: str) -> Found:
        try:
            process = self._running()
            assert process.stdin is not None  # noqa: S101 - it was opened with a pipe
            process.stdin.write(task + "\n")
            process.stdin.flush()
            reply = json.loads(self._replies.get(timeout=self.seconds))
        except (OSError, queue.Empty, ValueError):
            self.close()
            return Found(None, spent=True)
        proof = reply["proof"]
        found = None if proof is None else Proof(tuple(proof["sizes"]), proof["regions"])
        return Found(found, reply["spent"])

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._replies = queue.Queue()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.algebra.proving.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                env={**os.environ, "PYTHONHASHSEED": "0"},  # the same order of sets, each time
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
    return _proved(judgement, answer, asked, model, prover or shared())[0]


def _proved(
    judgement: Judgement, answer: Tree, asked: Question, model: Model, prover: Prover
) -> tuple[Judgement, bool]:
    """The judgement, and whether its proof took too much work."""
    if judgement.outcome not in (Outcome.EQUAL, Outcome.ALMOST_EVERYWHERE):
        return judgement, False
    found = prover.prove(answer, asked, model)
    return replace(judgement, proof=str(found.proof or "")), found.spent


def prove_derivation(
    judged: DerivationJudgement, answer: Tree, asked: Question | None, model: Model,
    prover: Prover | None = None,
) -> DerivationJudgement:  # fmt: skip
    """The judgement of a derivation, with the proofs of its steps and of its end.

    Only the first steps are proved, and none after one that takes too much work.
    """
    free, prover = asked.free if asked is not None else (), prover or shared()
    end, spent, steps = judged.end, False, list(judged.steps)
    if end is not None and asked is not None:
        end, spent = _proved(end, end_of(answer, asked, model), asked, model, prover)
    for n, step in enumerate(steps[:_MAX_PROOFS]):
        if spent:
            break
        against = Question(step.left, free)
        found, spent = _proved(step.judgement, step.right, against, model, prover)
        steps[n] = replace(step, judgement=found)
    return replace(judged, steps=tuple(steps), end=end)
