"""The seam: a driver is run over a module, and what comes back is an outcome.

`Runner` has two implementations that a check can't tell apart: `LocalModule` for code we trust
(the reference), and `StudentProcess` for code we don't.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from grader.sandbox.child import bounds, wire

Values = Mapping[str, Any]

SLACK = 1 << 16  # bytes of a reply, for alignment
MOST_DROPPED = 10**6  # a count that is only claimed


@dataclass(frozen=True)
class Call:
    """One driver, run at one or more points.

    With a `direction`, each of the `steps` moves the inputs it names to input + step × direction.
    `outputs` names those to send back, None is all. `bounds` gives the number of entries of
    each output that the reference returns (`Returned.bounds`): outputs of other names are
    dropped, and one that is far larger is an exception. `seed` starts the global generators,
    `echo` asks for the inputs as the driver left them. An exception of a class in the driver's
    attribute `raises` comes back as the output `raised`.
    """

    driver: str
    inputs: Values
    direction: Values = field(default_factory=dict)
    steps: Sequence[float] = (0.0,)
    outputs: Sequence[str] | None = None
    seed: int = 0
    echo: bool = False
    bounds: Mapping[str, int] | None = None

    @property
    def reply_bytes(self) -> int:
        """The most that the arrays of one reply may take, if the outputs have bounds."""
        if self.bounds is None:
            return wire.MAX_TOTAL
        expected = sum(map(bounds.allowed, self.bounds.values()))
        echoed = sum(bounds.entries(value) + 1 for value in self.inputs.values())
        return min(wire.MAX_TOTAL, wire.LARGEST_ENTRY * (expected + echoed) + SLACK)

    def as_data(self) -> dict[str, Any]:
        """The call as the worker takes it. Its seed isn't the one that generated the case."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**fields, "seed": generator_seed(self.seed)}


def generator_seed(seed: int) -> int:
    """Return what the global generators start from in a call with this seed."""
    hashed = hashlib.sha256(f"numpy's generator {seed}".encode()).digest()
    return int.from_bytes(hashed[:4], "little")


@dataclass(frozen=True)
class Returned:
    """The driver came back: its outputs, and its inputs as they were afterwards, if asked for.

    `dropped` counts the outputs that the reference doesn't return; `dropped_names` has a few.
    """

    values: dict[str, Any]
    inputs_after: dict[str, Any] | None = None
    dropped: int = 0
    dropped_names: tuple[str, ...] = ()

    @property
    def bounds(self) -> dict[str, int]:
        """The number of entries of each output: the `bounds` for another module's call."""
        return {name: bounds.entries(value) for name, value in self.values.items()}

    @property
    def note(self) -> str:
        """A sentence on what was dropped; empty if nothing was."""
        if not self.dropped:
            return ""
        names = ", ".join(self.dropped_names) + (", …" if self.dropped > bounds.NAMED else "")
        outputs = (
            "1 extra output was" if self.dropped == 1 else f"{self.dropped:,} extra outputs were"
        )
        return f"{outputs} dropped ({names})"


@dataclass(frozen=True)
class Raised:
    """Loading or the driver raised; `lines` are (file, line) from the outermost call inwards."""

    kind: str
    message: str
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Stopped:
    """The process has ended, and the question with it: why, in words for the student."""

    reason: str


@dataclass(frozen=True)
class LoadFailure:
    """Why a file can't be loaded. Equal for every question that needs the file: say it once."""

    file: str
    cause: Raised | Stopped


@dataclass(frozen=True)
class CellFailure:
    """A cell of a notebook that failed; the others were run all the same."""

    notebook: str
    cell: int
    cause: Raised


Outcome = Returned | Raised | Stopped


class Runner(Protocol):
    """Runs drivers over one module."""

    def run(self, *calls: Call) -> list[Outcome]:
        """One outcome for each step of each call. Never raises for what the module does."""
        ...


def outcome(reply: Any, call: Call | None = None) -> Outcome:
    """The worker's reply as an outcome; raises ProtocolError for a forged one."""
    match reply:
        case ["returned", dict(values), dict() | None as after, [int(dropped), list(names)]] if (
            call
        ):
            return _within_bounds(Returned(values, after, dropped, tuple(map(str, names))), call)
        case ["raised", str(kind), str(message), list(lines)]:
            return Raised(kind, message, tuple(_line(place) for place in lines))
        case _:
            raise wire.ProtocolError("a reply of no known kind")


def _within_bounds(returned: Returned, call: Call) -> Returned | Raised:
    """The same rules as in the worker, for a process that may not have kept them."""
    values, after = returned.values, returned.inputs_after
    if not all(isinstance(name, str) for name in values):
        raise wire.ProtocolError("an output without a name")
    if call.echo:
        if after is None or after.keys() != call.inputs.keys():
            raise wire.ProtocolError("the inputs that come back are not those that were sent")
        after = {name: bounds.cut(value, call.inputs[name]) for name, value in after.items()}
    if call.bounds is None:
        return replace(returned, inputs_after=after)
    extra, names = bounds.dropped(values, call.bounds)
    values = {name: value for name, value in values.items() if name in call.bounds}
    try:
        for name, value in values.items():
            bounds.require_size(name, value, call.bounds[name])
    except bounds.OutputTooLarge as error:
        return Raised(type(error).__name__, str(error))
    total = min(max(returned.dropped, 0) + extra, MOST_DROPPED)
    known = tuple(name[:100] for name in [*returned.dropped_names, *names][: bounds.NAMED])
    return Returned(values, after, total, known)


def cell_failures(reply: Any) -> list[CellFailure] | None:
    """The failures that a module's loading reports; None if the reply isn't of that kind."""
    match reply:
        case ["loaded", list(failures)]:
            return [_cell_failure(failure) for failure in failures]
        case _:
            return None


def _cell_failure(failure: Any) -> CellFailure:
    match failure:
        case [str(notebook), int(cell), *fault]:
            cause = outcome(["raised", *fault])
            if isinstance(cause, Raised):
                return CellFailure(notebook, cell, cause)
    raise wire.ProtocolError("a bad report of a cell")


def _line(place: Any) -> tuple[str, int]:
    match place:
        case [str(file), int(number)]:
            return file, number
        case _:
            raise wire.ProtocolError("a bad place in a traceback")
