"""Fixtures: banks of cases with the reference's outputs, pickled, a list for each check."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from grader.assignment import Check, Question, Recording
from grader.errors import AssignmentError
from grader.numerics.inputs import Case
from grader.numerics.safe_pickle import load_arrays
from grader.numerics.tolerance import difference
from grader.oracles import Recorded, Reference

Bank = dict[str, list[Recorded]]


def keys(question: Question) -> list[str]:
    """Return the names of a question's checks in a bank."""
    return [f"{question.id}/{index}" for index in range(len(question.checks))]


def build(questions: Iterable[Question], reference: Reference, *, seed: int) -> Bank:
    """Run the reference on the cases that checks record in the assignment's own fixtures."""
    pairs = ((question, question.checks) for question in questions)
    return {
        name: recording.record(reference, recording.cases, seed)
        for name, recording in _recordings(pairs)
        if recording.cases
    }


def build_for_handout(
    questions: Iterable[tuple[Question, Sequence[Check]]], reference: Reference, *, seed: int
) -> Bank:
    """Run the reference on the cases that stand in for it in a student's handout.

    Args:
        questions: as students are given them, each with the originals of its checks.
        reference: the instructor's oracle.
        seed: starts the generated cases.

    """
    return {
        name: recording.record(reference, recording.in_handout, seed)
        for name, recording in _recordings(questions)
        if recording.in_handout
    }


def _recordings(
    questions: Iterable[tuple[Question, Sequence[Check]]],
) -> Iterator[tuple[str, Recording]]:
    for question, checks in questions:
        for name, check in zip(keys(question), checks, strict=True):
            recording = check.needs.recording
            if recording is not None:
                yield name, recording


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
        raise AssignmentError(f"{path}: not a bank of fixtures: {error}") from None


def _recorded(entry: dict[str, Any]) -> Recorded:
    case = Case(entry["inputs"], entry["sizes"], entry["seed"])
    return Recorded(case, entry["outputs"], entry["noise"])


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
    if not _same(old.case.values, new.case.values):
        return ["the inputs are generated differently now"]
    if set(old.values) != set(new.values):
        return [f"the driver now returns {', '.join(new.values)}"]
    return [
        f"the reference now returns a different {name}"
        for name, value in new.values.items()
        if old.values[name].shape != value.shape or difference(name, old.values[name], value)
    ]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(np.asarray(one[name]), np.asarray(other[name])) for name in one
    )
