"""Where a student's observations aren't the expected ones: the first place, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from grader.numerics.tolerance import as_numbers, difference, same_shape
from grader.results import Difference
from grader.sequences.program import Observed, Program, Step, Value

Kind = Literal["argument", "result", "raises", "structure", "random", "differs", "unsteady"]
Noise = Callable[[], Mapping[str, Any]]

SURELY = (1e-9, 1e-12)  # relative and absolute: far below any tolerance


@dataclass(frozen=True)
class Mismatch:
    """A step, and what is wrong with what was looked at there.

    `path` is the part of the observation: "", "[0]", or ".getW()" of a new object.
    """

    program: Program
    at: int
    kind: Kind
    summary: str
    path: str = ""
    difference: Difference | None = None
    lines: str = ""


def compare(program: Program, seen: Observed, expected: Observed, noise: Noise) -> Mismatch | None:
    """The first thing that is wrong, if any is; noise is asked for only where something differs."""
    changed = _changed_argument(program, seen)
    if changed:
        return changed
    return _Comparison(program, seen, expected, noise).first() or _changed_result(program, seen)


def spoken(step: Step) -> str:
    """A step as one would type it: `a.forward(x1, train=False)`."""
    given = [step.passed] if step.passed else []
    given += [_shown(value) for value in step.args]
    given += [f"{name}={_shown(value)}" for name, value in step.named.items()]
    call = f"{step.method}({', '.join(given)})"
    return f"{step.target} = {call}" if step.constructs else f"{step.target}.{call}"


def _shown(value: Any) -> str:
    return value.name if isinstance(value, Value) else repr(value)


class _Comparison:
    """Observations beside the expected ones, step by step."""

    def __init__(self, program: Program, seen: Observed, expected: Observed, noise: Noise) -> None:
        self.program, self.seen, self.noise = program, seen, noise
        self._earlier: dict[tuple[str, tuple[int, ...]], list[np.ndarray]] = {}
        self._parts: list[list[tuple[str, Any]]] = [[] for _ in program.steps]
        for name, right in expected.items():
            at, _, path = name.partition(":")
            if right is not None and at != "after":
                self._parts[int(at)].append((path, right))

    def first(self) -> Mismatch | None:
        """The first mismatch."""
        ordinary = [at for at, step in enumerate(self.program.steps) if not step.constructs]
        quick = self._all_agree(at for at in ordinary if not self.program.steps[at].silent)
        for at, step in enumerate(self.program.steps):
            if f"{at}:raised" in self.seen:
                return self._raised(at)
            if step.silent or (quick and not step.constructs):
                continue
            for path, right in self._parts[at]:
                found = self._part(at, path, right)
                if found:
                    return found
        return None

    def _all_agree(self, steps: Iterator[int]) -> bool:
        """Whether all of these agree to the last digits: the usual case, looked at in one go."""
        wanted = [(f"{at}:{path}", right) for at in steps for path, right in self._parts[at]]
        return _same_numbers([(self.seen.get(name), right) for name, right in wanted], SURELY)

    def _raised(self, at: int) -> Mismatch:
        what, part, lines = (
            str(self.seen.get(f"{at}:{name}", "")) for name in ("raised", "part", "lines")
        )
        name = self._name(at, part) if part else spoken(self.program.steps[at])
        return Mismatch(self.program, at, "raises", f"{name} raises {what}", part, lines=lines)

    def _part(self, at: int, path: str, right: Any) -> Mismatch | None:
        yours = self.seen.get(f"{at}:{path}")
        found = self._structure(at, path, yours, right)
        if found or path.endswith("#") or as_numbers(right) is None:
            return found
        read = path[1:].partition("()")[0] if self.program.steps[at].constructs else ""
        if read in self.program.random:
            return self._random(at, path, np.asarray(yours))
        if read in self.program.free:
            return None
        return self._differs(at, path, np.asarray(yours), np.asarray(right))

    def _structure(self, at: int, path: str, yours: Any, right: Any) -> Mismatch | None:
        name, numbers, wanted = self._name(at, path), as_numbers(yours), as_numbers(right)
        if path.endswith("#"):
            if yours == right:
                return None
            held = f"{yours} entries" if yours is not None else "no list"
            text = f"{name.rstrip('#')} is {held}, expected a list of {right}"
        elif wanted is None:
            if type(yours) is type(right) and yours == right:
                return None
            text = f"{name} is {_kind(yours)}, expected {right!r}"
        elif numbers is None:
            kind = "a list" if f"{at}:{path}#" in self.seen else _kind(yours)
            text = f"{name} is {kind}, not numbers"
        elif not same_shape(numbers, wanted):
            text = f"{name} has shape {numbers.shape}, expected {wanted.shape}"
        else:
            return None
        return Mismatch(self.program, at, "structure", text, path.rstrip("#"))

    def _random(self, at: int, path: str, yours: np.ndarray) -> Mismatch | None:
        name, others = self._name(at, path), self._earlier.setdefault((path, yours.shape), [])
        if not np.isfinite(yours).all():
            text = f"{name} isn't finite in a new object"
        elif yours.size and (not yours.any() or (yours.size > 1 and np.ptp(yours) == 0)):
            text = f"{name} isn't random in a new object"
        elif any(np.array_equal(yours, other) for other in others):
            text = f"{name} is the same in two new objects: each must draw its own"
        else:
            others.append(yours)
            return None
        return Mismatch(self.program, at, "random", text, path)

    def _differs(self, at: int, path: str, yours: np.ndarray, right: np.ndarray) -> Mismatch | None:
        name = self._name(at, path)
        if not difference(name, yours, right):
            return None
        found = difference(name, yours, right, self.noise()[f"{at}:{path}"])
        if not found:
            return None
        count = f": {found.count} of {right.size} entries differ" if right.size > 1 else ""
        return Mismatch(self.program, at, "differs", f"{name} is wrong{count}", path, found)

    def _name(self, at: int, path: str) -> str:
        step = self.program.steps[at]
        return f"{step.target}{path}" if step.constructs else f"{spoken(step)}{path}"


def _kind(value: Any) -> str:
    return "missing (None)" if value is None else repr(value)


def _changed_argument(program: Program, seen: Observed) -> Mismatch | None:
    """Whether an argument isn't any longer what it was."""
    private = program.private
    pairs = {
        name: (seen.get(f"after:{name}"), value)
        for name, value in program.arguments.items()
        if re.split(r"[\[#]", name)[0] not in private
    }
    if _same_numbers([*pairs.values()]):
        return None
    changed = next(name for name, pair in pairs.items() if not _same_numbers([pair]))
    text = f"your code changed its argument {changed.rstrip('#')}"
    return Mismatch(program, len(program.steps) - 1, "argument", text)


def agree(one: Observed, other: Observed) -> bool:
    """Whether two runs observed the same, to the last digit."""
    numbers = [name for name, value in one.items() if as_numbers(value) is not None]
    return _same_numbers([(one[name], other.get(name)) for name in numbers])


def _changed_result(program: Program, seen: Observed) -> Mismatch | None:
    """Whether something that was returned isn't any longer what it was."""
    for at, step in enumerate(program.steps):
        if seen.get(f"{at}:changed") is True:
            text = f"what {spoken(step)} returned was changed by a later call"
            return Mismatch(program, len(program.steps) - 1, "result", text)
    return None


def _same_numbers(pairs: list[tuple[Any, Any]], within: tuple[float, float] | None = None) -> bool:
    """Whether all pairs are numbers of the same shapes and values; not-a-number equals itself."""
    flat: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for one, other in pairs:
        first, second = as_numbers(one), as_numbers(other)
        if first is None or second is None or first.shape != second.shape:
            return False
        flat[0].append(first.ravel())
        flat[1].append(second.ravel())
    if not pairs:
        return True
    yours, right = np.concatenate(flat[0]), np.concatenate(flat[1])
    if within is None:
        return bool(np.array_equal(yours, right, equal_nan=True))
    relative, absolute = within
    return bool((np.abs(yours - right) <= relative * np.abs(right) + absolute).all())
