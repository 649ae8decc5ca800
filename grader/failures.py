"""What a student needs to find a mistake: the call that shows it, what differs, what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Diagnosis:
    """What the wrong numbers have in common: a stable code, its parameters, and a sentence."""

    code: str
    sentence: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """An output that differs: both arrays, which entries differ, and the entry furthest off.

    All arrays have the shape of `expected`; `wrong` is boolean. `path` is where the array lies
    within the output, such as `['a'][2]`.
    """

    output: str
    yours: np.ndarray
    expected: np.ndarray
    wrong: np.ndarray
    entry: tuple[int, ...]
    path: str = ""

    @property
    def name(self) -> str:
        """The output, and where in it."""
        return self.output + self.path

    @property
    def count(self) -> int:
        """The number of entries that differ."""
        return int(np.count_nonzero(self.wrong))


@dataclass(frozen=True)
class DataDifference:
    """A part of an output that differs and isn't numbers: a text, or what a container holds."""

    output: str
    path: str
    yours: Any
    expected: Any

    @property
    def name(self) -> str:
        """The output, and where in it."""
        return self.output + self.path


@dataclass(frozen=True)
class Place:
    """A line of a student's file."""

    file: str
    line: int


@dataclass(frozen=True)
class Failure:
    """What a student needs to find a mistake.

    `summary` names the fault in one line. `driver` and `arguments` are the smallest call that
    shows it, or `code` is what to paste to see it. `telling` is a larger call, shown beside it,
    on which a diagnosis is true that the smallest can't show. `places` are lines of the
    student's files, for exceptions. `ended` says that the student's process is gone and nothing
    more can be run; `absent` that nothing was submitted; `loading` that the student's files
    could not be loaded at all; `malformed` that its values mean nothing
    yet: an exception, a wrong shape, the other layout of batches; `ours` that it is no fault of
    the student's, but of the machine that grades.
    `sizes` are the arguments' named sizes; `shapes` are the submitted and the expected shape of
    an output, where these differ; `seed` starts numpy's generator before the call. `data` is what
    differs where it isn't numbers. `outputs` are what the student returned, where nothing can be
    said of a single one.
    """

    summary: str
    driver: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    difference: Difference | None = None
    diagnosis: Diagnosis | None = None
    telling: Failure | None = None
    hint: str = ""
    places: tuple[Place, ...] = ()
    ended: bool = False
    absent: bool = False
    loading: bool = False
    malformed: bool = False
    ours: bool = False
    code: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    shapes: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    seed: int | None = None
    data: DataDifference | None = None
    outputs: Mapping[str, Any] = field(default_factory=dict)
