"""On what a passed judgement rests: proofs, and how many points the rest agrees at."""

from __future__ import annotations

from math import floor, isfinite, log10

from grader.algebra.judging.derivation import DerivationJudgement
from grader.algebra.judging.outcome import Judgement

_MAX_DIGITS = 100


def evidence(judged: DerivationJudgement) -> str:
    """What shows that an answer is right, for people."""
    assert judged.end is not None  # noqa: S101 - only what has an end passes
    parts = [_of(judged.end)]
    steps = [step.judgement for step in judged.steps]
    if steps:
        proved = sum(step.proved for step in steps)
        parts.append(f"{proved} of {len(steps)} steps proved, the others agree at random points")
        if proved == len(steps):
            parts[-1] = "its only step is proved" if proved == 1 else f"all {proved} steps proved"
    return "; ".join(parts)


def _of(judgement: Judgement) -> str:
    agreement = f"equal at {judgement.points} random points"
    if isfinite(judgement.bits):
        agreement += f" to {min(_MAX_DIGITS, floor(judgement.bits * log10(2)))} digits"
    if not judgement.proof:
        return agreement
    elsewhere = "at other sizes " if " for " in judgement.proof else ""
    return f"{judgement.proof}; {elsewhere}{agreement}"
