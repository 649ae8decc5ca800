"""Runs a program of calls on objects, as plain data. This file runs beside the student's code.

Its text follows the author's drivers in one module: so it defines a single name.
"""

import traceback
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np


class SequenceInterpreter:
    """Objects by name, and what was seen of them.

    `seen` holds what each step returned, under names such as "3:", "3:[0]" and "0:.getW()", and
    the length of a list under "3:#". A result that isn't a read is looked at again, as "3:later",
    before the same call is made again and at the end. A step that raises ends the program:
    "3:raised" says what, "3:lines" from where.
    """

    MOST_ENTRIES = 200_000  # of an array that is looked at
    MOST_PARTS = 64  # of a list
    MOST_TEXT = 1000  # characters
    DEEPEST = 3  # lists in lists

    def __init__(
        self, module: ModuleType, adapters: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        self.seen: dict[str, Any] = {}
        self._module, self._adapters, self._values = module, adapters, values
        self._objects: dict[str, Any] = {}
        self._held: dict[tuple[str, str], tuple[int, Any]] = {}

    def run(
        self, steps: Sequence[Mapping[str, Any]], caught: type[BaseException]
    ) -> dict[str, Any]:
        """Take every step, or those until one raises."""
        at = 0
        try:
            for at, step in enumerate(steps):
                self._take(at, step)
            for number, result in self._held.values():
                self._note(f"{number}:later", result)
        except caught as error:
            self._note_exception(at, error)
        return self.seen

    def _take(self, at: int, step: Mapping[str, Any]) -> None:
        target, method = step["on"], step["call"]
        args = [self._given(argument) for argument in step["args"]]
        named = {name: self._given(argument) for name, argument in step["named"].items()}
        np.random.seed(step["seed"])
        if target not in self._objects:
            self._construct(at, step, args, named)
            return
        earlier = self._held.pop((target, method), None)
        if earlier:
            self._note(f"{earlier[0]}:later", earlier[1])
        result = getattr(self._objects[target], method)(*args, **named)
        self._note(f"{at}:", result)
        if step["held"]:
            self._held[target, method] = at, result

    def _construct(
        self, at: int, step: Mapping[str, Any], args: list[Any], named: dict[str, Any]
    ) -> None:
        if step["adapter"]:
            made = self._adapters[step["call"]](self._module, *args, **named)
        else:
            made = getattr(self._module, step["call"])(*args, **named)
        self._objects[step["on"]] = made
        for name in step["look"]:
            self._note(f"{at}:.{name}()", getattr(made, name)())
        if "adopt" in step:  # the reference, given the values that the student's object has
            getattr(made, step["load"])(*step["adopt"])

    def _given(self, argument: Any) -> Any:
        return self._values[argument["value"]] if isinstance(argument, dict) else argument

    def _note(self, name: str, value: Any) -> None:
        """Copy a value as plain data: of a list or dict its length, and each part."""
        if not isinstance(value, (list, tuple, dict)) or name.count("[") == self.DEEPEST:
            self.seen[name] = self._plain(value)
            return
        self.seen[f"{name}#"] = len(value)
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in list(parts)[: self.MOST_PARTS]:
            self._note(f"{name}[{key!r}]", part)

    def _plain(self, value: Any) -> Any:
        if hasattr(value, "detach"):
            value = value.detach().cpu().numpy()
        if isinstance(value, (np.ndarray, np.generic)) and value.size <= self.MOST_ENTRIES:
            return np.array(value)
        if value is None or type(value) in (bool, int, float, complex):
            return value
        if isinstance(value, str):
            return value[: self.MOST_TEXT]
        return f"a value of type {type(value).__name__}"

    def _note_exception(self, at: int, error: BaseException) -> None:
        try:
            message = f"{type(error).__name__}: {error}"
        except BaseException:  # a hostile __str__
            message = type(error).__name__
        places = traceback.extract_tb(error.__traceback__)[-20:]
        self.seen[f"{at}:raised"] = message[: self.MOST_TEXT]
        self.seen[f"{at}:lines"] = "\n".join(f"{p.filename}:{p.lineno}" for p in places)
