"""Batches in rows where the homework has them in columns: found by experiment, said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.numerics.data import same
from grader.numerics.tolerance import as_numbers
from grader.results import Diagnosis, Failure, Note, QuestionResult

LAYOUT, TURNED = "layout", "turned"  # the second where the direction is not known
CLOSE = 1e-4  # relative
LINES = ("rows", "columns")  # where batches lie that run along axis 0, or along axis 1


@dataclass(frozen=True)
class Turned:
    """A case's arguments with every array of batches transposed."""

    values: Mapping[str, Any]
    names: tuple[str, ...]
    axis: int | None  # along which the homework's batches run; None where it may be either

    @property
    def diagnosis(self) -> Diagnosis:
        """The sentence, once the outputs at these arguments are right but for the layout."""
        names = " and ".join(self.names)
        if self.axis is None:
            return Diagnosis(
                "turned", f"With {names} transposed, this call returns the right numbers."
            )
        yours, ours = LINES[1 - self.axis], LINES[self.axis]
        sentence = (
            f"Your batches lie in {yours}; the homework's lie in {ours}. With "
            f"{names} transposed, this call returns the right numbers."
        )
        return Diagnosis(LAYOUT, sentence, {"yours": yours, "expected": ours})


def turned(values: Mapping[str, Any], sizes: Mapping[str, int]) -> Iterator[Turned]:
    """Yield the arguments in the other layout, for each size that could be the batch's."""
    matrices = {
        name: value
        for name, value in values.items()
        if isinstance(value, np.ndarray) and value.ndim == 2
    }
    axes_of: dict[tuple[str, ...], set[int]] = {}
    for size in sizes.values():
        with_size = {name: value for name, value in matrices.items() if size in value.shape}
        axes = {value.shape.index(size) for value in with_size.values()}
        distinct = list(sizes.values()).count(size) == 1 and size > 1
        if distinct and len(axes) == 1:
            axes_of.setdefault(tuple(with_size), set()).update(axes)
    for names, found in axes_of.items():
        other = {name: np.ascontiguousarray(matrices[name].T) for name in names}
        yield Turned({**values, **other}, names, found.pop() if len(found) == 1 else None)


def right_but_turned(outputs: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether each output is right as it is, or transposed."""
    return all(_right_but_turned(outputs.get(name), right) for name, right in expected.items())


def _right_but_turned(value: Any, right: Any) -> bool:
    yours, wanted = as_numbers(value), as_numbers(right)
    if yours is None or wanted is None:
        return yours is wanted and same(value, right)
    return _same(yours, wanted) or _same(yours.T, wanted)


def _same(yours: np.ndarray, expected: np.ndarray) -> bool:
    if yours.shape != expected.shape and not yours.size == expected.size == 1:
        return False
    gap = np.linalg.norm(np.ravel(yours) - 1.0 * np.ravel(expected))  # booleans too
    return bool(gap <= CLOSE * np.linalg.norm(expected))


def said_once(questions: Sequence[QuestionResult]) -> tuple[tuple[QuestionResult, ...], list[Note]]:
    """Return the questions with the layout explained in the first failure only, and a note.

    Hidden questions stay as they are: the note must not count their checks.

    Later failures are shortened if they have the layout too, or are raised by the same line.
    """
    public = [question for question in questions if question.visibility == "visible"]
    failures = [v.failure for question in public for v in question.verdicts if v.failure]
    known = [failure for failure in failures if _code(failure) == LAYOUT]
    if not known or known[0].diagnosis is None:
        return tuple(questions), []
    lines = {failure.places[-1] for failure in known if failure.places}
    same = [
        failure
        for failure in failures
        if _code(failure) in (LAYOUT, TURNED) or lines.intersection(failure.places[-1:])
    ]
    directions = known[0].diagnosis.parameters
    shorter = {id(f): _short(f, directions["yours"]) for f in same if f is not known[0]}
    return tuple(_shortened(q, shorter) for q in questions), [_note(len(same), **directions)]


def _code(failure: Failure) -> str:
    return failure.diagnosis.code if failure.diagnosis else ""


def _shortened(question: QuestionResult, shorter: Mapping[int, Failure]) -> QuestionResult:
    verdicts = tuple(
        replace(verdict, failure=shorter.get(id(verdict.failure), verdict.failure))
        for verdict in question.verdicts
    )
    return replace(question, verdicts=verdicts)


def _short(failure: Failure, yours: str) -> Failure:
    """A later failure: the line of the file stays, the call and its error are left out."""
    if _code(failure) == TURNED:  # its values are wrong: is it for nothing else?
        return replace(failure, driver="", arguments={}, difference=None)
    return Failure(f"the batches lie in {yours} here too", places=failure.places, malformed=True)


def _note(count: int, yours: str, expected: str) -> Note:
    checks = "1 check fails" if count == 1 else f"{count} checks fail"
    return Note(f"your batches lie in {yours}; the homework's lie in {expected}: {checks} for that")
