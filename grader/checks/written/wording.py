"""A judgement as results carry it: the reading, the failure, the counterexample."""

from __future__ import annotations

from grader.algebra import Equation, Judgement, Model, Outcome, Question, Tree, latex, show
from grader.results import Counterexample, Diagnosis, Failure, Formula, Reading


def written_out(text: str, asked: Question, model: Model) -> str:
    """Return a key, and what it comes to in LaTeX."""
    from grader.algebra.proving.keys import derived_key_latex  # only now: it loads SymPy

    try:
        return f"{text} = {derived_key_latex(asked, model)}"
    except (ArithmeticError, ValueError) as error:
        return f"{text}: it can't be written out: {error}"


def reading_of(tree: Tree, place: str) -> Reading:
    """Return how a tree was read, step by step."""
    if not isinstance(tree, Equation):
        return Reading((Formula(show(tree), latex(tree)),), source=place)
    steps = tuple(Formula(show(member), latex(member)) for member in tree.members)
    return Reading(steps, tuple(tree.relations), source=place)


def difference_of(judged: Judgement) -> str:
    """Return what is wrong with the end of an answer."""
    if judged.outcome is Outcome.DIFFERENT:
        return "this is not equal to the requested quantity"
    return judged.reason or judged.outcome.value


def failure_of(summary: str, hint: str) -> Failure:
    """Return a failure with a hint that was worked out, if there is one."""
    return Failure(summary, diagnosis=Diagnosis("near_miss", hint) if hint else None)


def counterexample_of(judged: Judgement) -> Counterexample | None:
    """Where two sides differ; a judgement's `truth` is the left side of a step, or the key."""
    found = judged.counterexample
    if found is None:
        return None
    return Counterexample(found.point, found.index, left=found.truth, right=found.answer)
