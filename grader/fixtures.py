"""Fixtures: banks of cases with the reference's outputs, pickled, a list for each check."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from grader.assignment import Question
from grader.checks.code.base import CodeCheck
from grader.checks.code.fixture import Fixture
from grader.checks.code.training import Training
from grader.checks.code.trial import Recorded, Reference
from grader.errors import AssignmentError
from grader.numerics.inputs import Case, Inputs
from grader.numerics.safe_pickle import load_arrays
from grader.numerics.tolerance import difference

Bank = dict[str, list[Recorded]]


def keys(question: Question) -> list[str]:
    """The names of a question's checks in a bank."""
    return [f"{question.id}/{index}" for index in range(len(question.checks))]


def build(
    questions: Iterable[Question],
    reference: Reference,
    *,
    seed: int,
    kinds: tuple[type[CodeCheck], ...] = (Fixture,),
    cases: int = 0,
) -> Bank:
    """Run the reference on cases, for the checks of some kinds; `cases` overrides their number."""
    bank: Bank = {}
    for question in questions:
        for name, check in zip(keys(question), question.checks, strict=True):
            if isinstance(check, kinds):
                drawn = _draw(check.drawn, _count(check, cases), seed)
                driver = check.driver.__name__
                bank[name] = [_record(reference, driver, case) for case in drawn]
    return bank


def _count(check: CodeCheck, cases: int) -> int:
    if isinstance(check, Training):
        return 1
    return cases or (check.cases if isinstance(check, Fixture) else 1)


def _draw(inputs: Inputs, count: int, seed: int) -> list[Case]:
    """The telling case, then small ones of growing size, in each regime in turn."""
    cases = [inputs.distinct(seed)]
    rng = np.random.default_rng(seed)
    for number in range(1, count):
        sizes = {
            name: int(min(low + number // 2 + rng.integers(2), high))
            for name, (low, high) in inputs.ranges.items()
        }
        regime = inputs.regimes[(number - 1) % len(inputs.regimes)]
        cases.append(inputs.case(sizes, regime, seed + number))
    return cases


def _record(reference: Reference, driver: str, case: Case) -> Recorded:
    expected = reference.expected(driver, case)
    return Recorded(case, expected.values, expected.noise)


def dump(bank: Bank) -> bytes:
    """The bank as a pickle of plain containers and arrays."""
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
    """Where stored fixtures are not what the reference gives now, a sentence each."""
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
        return ["the inputs are drawn otherwise now"]
    if set(old.values) != set(new.values):
        return [f"the driver returns {', '.join(new.values)} now"]
    return [
        f"the reference gives another {name} now"
        for name, value in new.values.items()
        if old.values[name].shape != value.shape or difference(name, old.values[name], value)
    ]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(np.asarray(one[name]), np.asarray(other[name])) for name in one
    )
