"""The seam: a driver is run over a module, and what comes back is an outcome.

`Runner` has two implementations that a check can't tell apart: `LocalModule`, here, for code
we trust (the reference), and `StudentProcess`, in the file of that name, for code we don't.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Protocol

from grader.sandbox.child import wire, worker

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One driver, run at one or more points.

    With a `direction`, each of the `steps` moves the inputs it names to input + step × direction.
    `outputs` limits what comes back, `seed` starts the global generators, `echo` asks for
    the inputs as the driver left them.
    """

    driver: str
    inputs: Values
    direction: Values = field(default_factory=dict)
    steps: Sequence[float] = (0.0,)
    outputs: Sequence[str] | None = None
    seed: int = 0
    echo: bool = False

    def as_data(self) -> dict[str, Any]:
        """The call as the worker takes it. Its seed isn't the one that the case was drawn from."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        hashed = hashlib.sha256(f"numpy's generator {self.seed}".encode()).digest()
        return {**fields, "seed": int.from_bytes(hashed[:4], "little")}


@dataclass(frozen=True)
class Returned:
    """The driver came back: its outputs, and its inputs as they were afterwards, if asked for."""

    values: dict[str, Any]
    inputs_after: dict[str, Any] | None = None


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


Outcome = Returned | Raised | Stopped


class Runner(Protocol):
    """Runs drivers over one module."""

    def run(self, *calls: Call) -> list[Outcome]:
        """One outcome for each step of each call. Never raises for what the module does."""
        ...


@dataclass(frozen=True)
class LocalModule:
    """Trusted modules by name, run in this process by the very code that runs the student's."""

    drivers: ModuleType
    modules: Mapping[str, ModuleType]

    def run(self, *calls: Call) -> list[Outcome]:
        """As `Runner.run`."""
        return [
            outcome(reply)
            for call in calls
            for reply in worker.observe(
                getattr(self.drivers, call.driver), self.modules, call.as_data(), caught=Exception
            )
        ]


def outcome(reply: Any) -> Outcome:
    """The worker's reply as an outcome; raises ProtocolError for a forged one."""
    match reply:
        case ["returned", dict(values), dict() | None as after]:
            return Returned(values, after)
        case ["raised", str(kind), str(message), list(lines)]:
            return Raised(kind, message, tuple(_line(place) for place in lines))
        case _:
            raise wire.ProtocolError("a reply of no known kind")


def _line(place: Any) -> tuple[str, int]:
    match place:
        case [str(file), int(number)]:
            return file, number
        case _:
            raise wire.ProtocolError("a bad place in a traceback")
