"""What all checks of code have: a driver, and inputs for its arguments."""

from __future__ import annotations

import inspect
from abc import ABC
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import FunctionType
from typing import Any, ClassVar

from typing_extensions import Self, override

from grader.numerics.freedom import NONE, Freedoms
from grader.numerics.inputs import Inputs
from grader.oracles import record
from grader.protocol import Check, Needs, Recording
from grader.results import Failure, Verdict


@dataclass(frozen=True)
class CodeCheck(Check, ABC):
    """A check that runs a driver over the student's module.

    Args:
        driver: a function whose first argument is the module, by its name; the others are what
            `inputs` generates. It returns a dict of plain data.
        inputs: None only where recorded cases stand in for it, in a student's handout.

    """

    kind: ClassVar[str] = "code"
    recorded_in_handout: ClassVar[int] = 0  # cases that stand in for the reference there

    driver: Callable[..., Any]
    inputs: Inputs | None

    @property
    def generated(self) -> Inputs:
        """The inputs, where cases are generated."""
        if self.inputs is None:
            raise ValueError(f"{self.place}: {self.name} generates cases and needs inputs")
        return self.inputs

    @property
    def freedoms(self) -> Freedoms:
        """What its outputs are right up to."""
        return NONE

    @property
    @override
    def needs(self) -> Needs:
        return Needs(drivers=(self.driver,), recording=self._recording())

    @override
    def for_students(self) -> Self | None:
        return replace(self, inputs=None) if self.recorded_in_handout else self

    def _recording(self, cases: int = 0) -> Recording | None:
        if self.inputs is None:
            return None
        record_ = partial(record, self.driver.__name__, self.inputs, self.freedoms)
        return Recording(record_, cases, self.recorded_in_handout)

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules) + driver_problems(self.driver, self.inputs, modules)
        return found if self.inputs else [*found, "inputs: write what its cases are made of"]

    def found(self, failure: Failure | None, cases: int = 0, **details: Any) -> Verdict:
        """Return all of the weight, or none of it where there is a failure."""
        if failure:
            return self.lose(failure, cases=cases, **details)
        return self.earn(cases=cases, **details)


def driver_problems(
    driver: Callable[..., Any], inputs: Inputs | None, modules: Sequence[str]
) -> list[str]:
    """Return whether a driver takes a submitted module, and then just what the inputs generate."""
    problem = _unusable(driver)
    if problem:
        return [problem]
    first, *rest = inspect.signature(driver).parameters
    found = []
    if first not in modules:
        found.append(
            f"the driver {driver.__name__} takes {first} first: "
            f"write the name of a submitted file, {' or '.join(modules)}"
        )
    if inputs is not None and set(rest) != set(inputs.names):
        found.append(
            f"the driver {driver.__name__} takes {', '.join([first, *rest])}: "
            f"write {', '.join([first, *inputs.names])}, as its inputs are"
        )
    return found


def _is_exception(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Exception)


def _unusable(driver: Callable[..., Any]) -> str:
    """Why a driver can't travel to the student's process, if it can't."""
    name = getattr(driver, "__name__", type(driver).__name__)
    if name == "<lambda>":
        return "the driver is a lambda: define it in drivers.py, with def and a name"
    if not isinstance(driver, FunctionType) or hasattr(driver, "__wrapped__"):
        return f"the driver {name} is not a plain function: define it in drivers.py, with def"
    if driver.__qualname__ != name:
        return f"the driver {name} is inside another definition: define it at the top of drivers.py"
    known = {"raises": getattr(driver, "raises", ())}
    kinds = known["raises"] if isinstance(known["raises"], tuple) else (known["raises"],)
    if {**known, **vars(driver)} != known or not all(map(_is_exception, kinds)):
        return (
            f"the driver {name} has attributes: write only {name}.raises = ValueError, or a tuple"
        )
    if not driver.__code__.co_argcount:
        return f"the driver {name} takes no module: its first argument must name a submitted file"
    return ""
