"""What all checks of code have: a driver, and inputs for its arguments."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from grader.assignment import Check
from grader.numerics.inputs import Inputs
from grader.results import Kind, Verdict

if TYPE_CHECKING:
    from grader.checks.code.trial import Trial


@dataclass(frozen=True)
class CodeCheck(Check, ABC):
    """A check that runs a driver over the student's module.

    The driver's first argument is the module, by its name; the others are what `inputs` draws.
    `inputs` is None only where recorded cases stand in for it, in a student's bundle.
    """

    kind: ClassVar[Kind] = "code"

    driver: Callable[..., Any]
    inputs: Inputs | None

    @property
    def drawn(self) -> Inputs:
        """The inputs, where cases are generated."""
        if self.inputs is None:
            raise ValueError(f"{self.place}: {self.name} generates cases and needs inputs")
        return self.inputs

    @property
    def drivers(self) -> list[str]:
        """The names of the drivers that it runs."""
        return [self.driver.__name__]

    @property
    def modules(self) -> list[str]:
        """The modules handed in that its drivers take, by name."""
        return [module_of(self.driver)]

    @abstractmethod
    def judge(self, trial: Trial) -> Verdict:
        """Look at a student's module."""

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`."""
        return super().problems(modules) + driver_problems(self.driver, self.inputs, modules)


def module_of(driver: Callable[..., Any]) -> str:
    """The module that a driver exercises: its first argument."""
    return next(iter(inspect.signature(driver).parameters))


def driver_problems(
    driver: Callable[..., Any], inputs: Inputs | None, modules: Sequence[str]
) -> list[str]:
    """Whether a driver takes a module that is handed in, and then just what the inputs draw."""
    first, *rest = inspect.signature(driver).parameters
    found = []
    if first not in modules:
        found.append(
            f"driver {driver.__name__}: its first argument is {first!r}, "
            f"which must name a file handed in ({', '.join(modules)})"
        )
    if inputs is not None and set(rest) != set(inputs.fields):
        found.append(
            f"driver {driver.__name__} takes {', '.join(rest) or 'nothing'}, "
            f"but its inputs are {', '.join(inputs.fields)}"
        )
    return found
