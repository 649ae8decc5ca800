"""Fixtures: banks of cases with the reference's outputs, pickled, a list for each check."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.assignment import Question
from grader.errors import AssignmentError
from grader.mistakes import blamed
from grader.numerics.data import parts, same
from grader.numerics.inputs import Case
from grader.numerics.safe_pickle import load_arrays
from grader.numerics.tolerance import SINGLE, difference
from grader.oracles import Recorded, Reference
from grader.protocol import Check, Recording

SEED = 1
HERE = Path()

Bank = dict[str, list[Recorded]]


def keys(question: Question) -> list[str]:
    """Return the names of a question's checks in a bank."""
    return [f"{question.id}/{index}" for index in range(len(question.checks))]


def build(
    questions: Iterable[Question], reference: Reference, *, seed: int = SEED, folder: Path = HERE
) -> Bank:
    """Run the reference on the cases that checks record in the assignment's own fixtures.

    Args:
        questions: all that record cases.
        reference: the instructor's oracle.
        seed: starts the generated cases.
        folder: the assignment's, for messages.

    """
    pairs = ((question, question.checks) for question in questions)
    return _built(pairs, lambda recording: recording.cases, reference, seed, folder)


def build_for_handout(
    questions: Iterable[tuple[Question, Sequence[Check]]],
    reference: Reference,
    *,
    seed: int,
    folder: Path = HERE,
) -> Bank:
    """Run the reference on the cases that stand in for it in a student's handout.

    Args:
        questions: as students are given them, each with the originals of its checks.
        reference: the instructor's oracle.
        seed: starts the generated cases.
        folder: the assignment's, for messages.

    """
    return _built(questions, lambda recording: recording.in_handout, reference, seed, folder)


def require_repeatable(
    questions: Iterable[Question], reference: Reference, *, folder: Path = HERE
) -> None:
    """Raise AssignmentError if the reference returns something else when it is run again."""
    for question in questions:
        for check in question.checks:
            recording = check.needs.recording
            if recording:
                with blamed(folder, question, check):
                    first, again = (recording.record(reference, 1, SEED) for _ in range(2))
                    if any(_drifted(*pair) for pair in zip(first, again, strict=True)):
                        raise AssignmentError(
                            "the reference returns something else when it is run again: "
                            "take its random numbers from the inputs or from np.random"
                        )


def _built(
    questions: Iterable[tuple[Question, Sequence[Check]]],
    count: Callable[[Recording], int],
    reference: Reference,
    seed: int,
    folder: Path,
) -> Bank:
    bank = {}
    for question, checks in questions:
        for name, check in zip(keys(question), checks, strict=True):
            recording = check.needs.recording
            if recording and count(recording):
                with blamed(folder, question, check):
                    bank[name] = recording.record(reference, count(recording), seed)
    return bank


def dump(bank: Bank) -> bytes:
    """Return the bank as a pickle of plain containers and arrays."""
    data = {
        name: [
            {
                "inputs": recorded.case.values,
                "sizes": recorded.case.sizes,
                "seed": recorded.case.seed,
                "outputs": dict(recorded.values),
                "noise": dict(recorded.noise),
                "precision": recorded.precision,
            }
            for recorded in entries
        ]
        for name, entries in bank.items()
    }
    file = io.BytesIO()
    pickle.dump(data, file, protocol=4)
    return file.getvalue()


def read(path: Path) -> Bank:
    """Read a bank through the restricted unpickler; an absent file is an empty bank."""
    if not path.exists():
        return {}
    try:
        return {
            name: [_recorded(entry) for entry in data] for name, data in load_arrays(path).items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = " ".join(str(error).removeprefix(f"{path}: ").split())
        raise AssignmentError(
            f"{path}: damaged ({reason}): run `grader fixtures {path.parent} --write`"
        ) from None


def _recorded(entry: dict[str, Any]) -> Recorded:
    case = Case(entry["inputs"], entry["sizes"], entry["seed"])
    return Recorded(case, entry["outputs"], entry["noise"], entry.get("precision", SINGLE))


def drift(stored: Bank, built: Bank) -> list[str]:
    """Return where stored fixtures are not what the reference returns now, a sentence each."""
    found = [f"{name}: not recorded" for name in built if name not in stored]
    found += [f"{name}: recorded for no check" for name in stored if name not in built]
    for name in built.keys() & stored.keys():
        for number, (old, new) in enumerate(zip(stored[name], built[name], strict=False)):
            found += [f"{name}, case {number}: {text}" for text in _drifted(old, new)]
        if len(stored[name]) != len(built[name]):
            found.append(f"{name}: {len(stored[name])} cases recorded, not {len(built[name])}")
    return sorted(found)


def _drifted(old: Recorded, new: Recorded) -> list[str]:
    if not same(old.case.values, new.case.values):
        return ["the inputs are generated differently now"]
    if set(old.values) != set(new.values):
        return [f"the driver now returns {', '.join(new.values)}"]
    return [
        f"the reference now returns a different {name}"
        for name, value in new.values.items()
        if _differs(name, old.values[name], value)
    ]


def _differs(name: str, old: Any, new: Any) -> bool:
    return any(
        part.wrong
        or np.shape(part.yours) != np.shape(part.expected)
        or difference(name, np.asarray(part.yours), np.asarray(part.expected)) is not None
        for part in parts(new, old)
    )
