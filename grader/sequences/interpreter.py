"""Runs a program of calls on objects, as plain data. This file runs beside the student's code.

Its text follows the author's drivers in one module: so its names begin alike.
"""

import copy
import json
import math
import sys  # noqa: F401 - for the drivers that follow
import traceback
from collections.abc import Mapping, Sequence
from types import FunctionType, ModuleType
from typing import Any

import numpy as np


class SequenceInterpreter:
    """Objects by name, and what was seen of them.

    `seen` holds what each step returned, under names such as "3:", "3:[0]" and "0:.getW()", and
    the length of a list under "3:#". A result that isn't a read is looked at again before the
    same call is made again, and at the end: "3:changed". A step that raises ends the program:
    "3:raised" says what, "3:part" in which read of a new object, "3:lines" from where. "3:drew"
    says whether a watched step drew random numbers, "after:x1" what an argument is at the end.
    """

    MOST_ENTRIES = 100_000  # of an array that is looked at
    MOST_PARTS = 64  # of a list
    MOST_TEXT = 1000  # characters
    DEEPEST = 3  # lists in lists
    JUST_SEEDED = 624  # the position in its state of a generator that nothing was drawn from

    def __init__(
        self, module: ModuleType, adapters: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        self.seen: dict[str, Any] = {}
        self._module, self._adapters, self._values = module, adapters, values
        self._part = ""  # the read of a new object that is being looked at
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
                if step.get("watched"):
                    position: Any = [*np.random.get_state()][2]
                    self.seen[f"{at}:drew"] = position != self.JUST_SEEDED
            for earlier in self._held.values():
                self._look_again(*earlier)
        except caught as error:
            self._note_exception(at, error)
        for name, value in self._values.items():
            self.seen |= self.flat(f"after:{name}", value)
        return self.seen

    def _take(self, at: int, step: Mapping[str, Any]) -> None:
        self._part = ""
        target, method = step["on"], step["call"]
        args = [self._given(argument) for argument in step.get("args", ())]
        named = {name: self._given(argument) for name, argument in step.get("named", {}).items()}
        np.random.seed(step["seed"])
        if target not in self._objects:
            self._construct(at, step, args, named)
            return
        earlier = self._held.pop((target, method), None)
        if earlier:
            self._look_again(*earlier)
        result = getattr(self._objects[target], method)(*args, **named)
        self.seen |= self.flat(f"{at}:", result)
        if step.get("held"):
            self._held[target, method] = at, result

    def _construct(
        self, at: int, step: Mapping[str, Any], args: list[Any], named: dict[str, Any]
    ) -> None:
        if step.get("passed"):
            made = self._adapters[step["call"]](self._module, *args, **named)
        else:
            made = getattr(self._module, step["call"])(*args, **named)
        self._objects[step["on"]] = made
        for name in step.get("look", ()):
            self._part = f".{name}()"
            self.seen |= self.flat(f"{at}:{self._part}", getattr(made, name)())
        if "adopt" in step:  # the reference, given the values that the student's object has
            getattr(made, step["load"])(*step["adopt"])

    def _given(self, argument: Any) -> Any:
        return self._values[argument["value"]] if isinstance(argument, dict) else argument

    def _look_again(self, at: int, result: Any) -> None:
        for name, value in self.flat(f"{at}:", result).items():
            earlier: Any = self.seen.get(name)
            if not isinstance(value, np.ndarray) or value.tobytes() == earlier.tobytes():
                continue  # the bytes of a small array are compared ten times as fast
            if not np.array_equal(value, earlier, equal_nan=True):
                self.seen[f"{at}:changed"] = True

    @classmethod
    def flat(cls, name: str, value: Any) -> dict[str, Any]:
        """A copy of a value as plain data: of a list or dict its length, and each part."""
        if not isinstance(value, (list, tuple, dict)) or name.count("[") == cls.DEEPEST:
            return {name: cls._plain(value)}
        found: dict[str, Any] = {f"{name}#": len(value)}
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in list(parts)[: cls.MOST_PARTS]:
            found |= cls.flat(f"{name}[{key!r}]", part)
        return found

    @classmethod
    def _plain(cls, value: Any) -> Any:
        if hasattr(value, "detach"):
            value = value.detach().cpu().numpy()
        if isinstance(value, (np.ndarray, np.generic)) and value.size <= cls.MOST_ENTRIES:
            if value.dtype.str in SequencePacking.DTYPES:
                return np.array(value)
            if value.dtype.kind in "iuf":
                return np.array(value, dtype=float)
        if value is None or type(value) in (bool, int, float):
            return value
        if isinstance(value, str):
            return value[: cls.MOST_TEXT]
        return f"a value of type {type(value).__name__}"

    def _note_exception(self, at: int, error: BaseException) -> None:
        try:
            message = f"{type(error).__name__}: {error}"
        except BaseException:  # a hostile __str__
            message = type(error).__name__
        places = traceback.extract_tb(error.__traceback__)[-20:]
        self.seen[f"{at}:raised"] = message[: self.MOST_TEXT]
        self.seen[f"{at}:part"] = self._part
        self.seen[f"{at}:lines"] = "\n".join(f"{p.filename}:{p.lineno}" for p in places)


class SequencePacking:
    """Many small arrays as one of each type, and a text that says what they are.

    Sent one by one, a hundred arrays cost ten times as much as the calls that return them.
    """

    DTYPES = ("<f8", "<f4", "<f2", "<i8", "<i4", "|b1", "<c16")

    @staticmethod
    def pack(values: Mapping[str, Any]) -> dict[str, Any]:
        """Flat values, as `SequenceInterpreter.flat` returns them, as few values."""
        buffers: dict[str, list[np.ndarray]] = {}
        layout: list[list[Any]] = []
        for name, value in values.items():
            if isinstance(value, np.ndarray):
                buffers.setdefault(value.dtype.str, []).append(value.ravel())
                layout.append([name, value.dtype.str, value.shape])
            else:
                layout.append([name, value])
        packed = {dtype: np.concatenate(arrays) for dtype, arrays in buffers.items()}
        return {"layout": json.dumps(layout), **packed}

    @staticmethod
    def alike(packed: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
        """Whether packed values are others to the last digits: the usual case, seen at once."""
        if packed.keys() != right.keys() or packed["layout"] != right["layout"]:
            return False
        for name, wanted in right.items():
            given = packed[name]
            if name == "layout" or given.tobytes() == wanted.tobytes():
                continue
            if given.shape != wanted.shape or wanted.dtype.kind not in "fc":
                return False
            if not (np.abs(given - wanted) <= 1e-9 * np.abs(wanted) + 1e-12).all():
                return False
        return True

    @staticmethod
    def unpack(packed: Mapping[str, Any]) -> dict[str, Any]:
        """The flat values; raises ValueError, KeyError or TypeError for what is none."""
        values: dict[str, Any] = {}
        starts: dict[str, int] = {}
        for name, value, *shape in json.loads(packed["layout"]):
            if shape:
                start = starts.get(value, 0)
                starts[value] = end = start + math.prod(shape[0])
                values[str(name)] = packed[value][start:end].reshape(shape[0]).copy()
            else:
                values[str(name)] = value
        return values

    @staticmethod
    def nested(values: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of which these are the flat values: arrays, and lists of plain values."""
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name.endswith("#"):
                found[name[:-1]] = [values[f"{name[:-1]}[{k}]"] for k in range(value)]
            elif "[" not in name:
                found[name] = value
        return found


class SequenceState:
    """What a module holds outside of objects: on classes, in globals, in default arguments.

    It is put back before each program: what one leaves there can't be seen by the next, and a
    program that fails does so wherever it is run.
    """

    MOST = 1000  # entries of a list, dict or array that is copied

    def __init__(self, module: ModuleType | None) -> None:
        held = list(vars(module).items()) if module else []
        name = getattr(module, "__name__", None)
        classes = [v for _, v in held if isinstance(v, type) and v.__module__ == name]
        self._owners = [(owner, dict(vars(owner))) for owner in (module, *classes) if owner]
        functions = [v for _, names in self._owners for v in names.values()]
        self._data = {
            (index, name): value
            for index, (_, names) in enumerate(self._owners)
            for name, value in names.items()
            if not name.startswith("__") and self._is_small(value)
        }
        self._defaults = [(f, f.__defaults__) for f in functions if self._has_defaults(f)]
        self._kept = copy.deepcopy((self._data, [defaults for _, defaults in self._defaults]))

    def restore(self) -> None:
        """Put everything back; lists, dicts and arrays as copies."""
        data, defaults = copy.deepcopy(self._kept)
        for index, (owner, names) in enumerate(self._owners):
            now = vars(owner)
            for name in [name for name in now if name not in names]:
                delattr(owner, name)
            for name, value in names.items():
                if (index, name) in data:
                    setattr(owner, name, data[index, name])
                elif now.get(name) is not value and not name.startswith("__"):
                    setattr(owner, name, value)
        for (function, _), values in zip(self._defaults, defaults):  # noqa: B905 - the same
            function.__defaults__ = values

    def _has_defaults(self, value: Any) -> bool:
        plain = isinstance(value, FunctionType) and value.__defaults__
        return bool(plain) and any(map(self._is_small, value.__defaults__ or ()))

    def _is_small(self, value: Any) -> bool:
        """A list, dict, set or array of plain values that is cheap to copy."""
        if isinstance(value, np.ndarray):
            return value.size <= self.MOST and not value.dtype.hasobject
        if type(value) not in (list, dict, set) or len(value) > self.MOST:
            return False
        parts = value.values() if isinstance(value, dict) else value
        return all(type(p) in (int, float, str, bool, tuple) or self._is_small(p) for p in parts)
