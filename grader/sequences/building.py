"""From a tape to a program: what is enabled is called, with generated arguments.

A tape is a list of (object, call, dice). What isn't enabled when its turn comes is skipped, and
each entry draws from dice of its own: so leaving out an entry leaves the others as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.numerics.fields import Field, Size, length
from grader.sequences.life import FEW, NEW, REQUIRED, Call, Interface, Life
from grader.sequences.program import Program, Step, Value, mapped

Entry = tuple[int, int, int]  # object, index of the call (or CONSTRUCT), dice
Tape = tuple[Entry, ...]

CONSTRUCT = -1
OBJECTS = 2  # alive at once: what is kept on the class shows
AGAIN = 0.5  # how often an argument is one that was passed before
ALIKE = 0.6  # how often the second object has the sizes of the first
LEFT_OUT = 1 / 2  # how often an argument with a default; a size half as often: it may be large
AS_CONSTRUCTED = 4  # one object in so many isn't loaded at once
NAMES = "ab"


@dataclass(frozen=True)
class Form:
    """How plain the arguments are: shrinking asks for plainer ones."""

    most: int | None = None  # of every size
    simple: bool = False  # small half-integers, where the life allows them
    decimals: int | None = None
    loaded: bool = False  # every object is loaded at once


@dataclass
class Thing:
    """An object of the program: what was done with it, and the sizes that follow."""

    name: str
    sizes: dict[str, int] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    drawn: dict[str, dict[str, int]] = field(default_factory=dict)

    def before(self, call: Call) -> str | None:
        """Which call enables this one, if it may be called now."""
        for past in reversed(self.history):
            if past in call.after:
                return past
            if past in call.unless:
                return None
        return None


class Builder:
    """Interprets a tape, an entry at a time."""

    def __init__(self, life: Life, interface: Interface, seed: int, form: Form = Form()) -> None:
        self.life, self.interface, self.seed, self.form = life, interface, seed, form
        self.things: list[Thing] = []
        self.last: tuple[Thing, Call] | None = None
        self._steps: list[Step] = []
        self._values: dict[str, Any] = {}
        self._known: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        self._lately: dict[str, int] = {}
        self._adopts = False
        self._regime = life.regimes[seed % len(life.regimes)]
        if form.simple and "simple" in life.regimes:
            self._regime = "simple"

    def options(self) -> list[tuple[int, int]]:
        """What may be done now: (object, call)."""
        found = [
            (number, index)
            for number, thing in enumerate(self.things)
            for index, call in enumerate(self.life.calls)
            if thing.before(call)
        ]
        return found + ([(len(self.things), CONSTRUCT)] if len(self.things) < OBJECTS else [])

    def do(self, entry: Entry) -> None:
        """One entry of a tape; nothing happens if it isn't enabled."""
        target, index, dice = entry
        if index == CONSTRUCT:
            if len(self.things) < OBJECTS:
                self._construct(dice)
        elif target < len(self.things) and self.things[target].before(self.life.calls[index]):
            self._call(self.things[target], self.life.calls[index], dice)

    def _generator(self, dice: int) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(dice << 32 | self.seed))

    def finish(self) -> Program:
        """The program, with every read that is enabled at its end."""
        for thing in self.things:
            for call in self.life.reads:
                if thing.before(call):
                    self._call(thing, call, 0, final=True)
        return Program(
            self.life.module,
            tuple(self._steps),
            self._values,
            self.seed,
            self._adopts,
            self.life.random,
            self.life.free,
        )

    def _construct(self, dice: int) -> None:
        rng = self._generator(dice)
        thing = Thing(NAMES[len(self.things)])
        alike = rng.random() < ALIKE  # drawn in any case, so that leaving out changes nothing else
        if self.things and alike:
            thing.sizes = dict(self.things[0].sizes)
        args, named = self._arguments(thing, rng)
        thing.history.append(NEW)
        self.things.append(thing)
        self.last = None
        self._steps.append(
            Step(
                thing.name,
                self.life.name,
                tuple(args),
                named,
                dice,
                look=self.life.state,
                passed=self.life.module if self.life.adapter else "",
                constructs=True,
            )
        )
        if self.life.load and (self.form.loaded or dice % AS_CONSTRUCTED):
            load = next(call for call in self.life.calls if call.name == self.life.load)
            self._call(thing, load, dice)

    def _arguments(
        self, thing: Thing, rng: np.random.Generator
    ) -> tuple[list[Any], dict[str, Any]]:
        """The constructor's: a third by position alone, others partly by name or left out."""
        offered, most = self.interface.constructor, self.interface.positional
        positional = most if rng.random() < 1 / 3 else int(rng.integers(most + 1))
        args: list[Any] = []
        named: dict[str, Any] = {}
        for number, (name, default) in enumerate(offered.items()):
            entry = self.life.constructor[name]
            rarely = LEFT_OUT / 2 if isinstance(entry, Size) else LEFT_OUT
            if number >= positional and default is not REQUIRED and rng.random() < rarely:
                if isinstance(entry, Size) and not entry.computed:
                    thing.sizes |= zip(entry.names, np.atleast_1d(default).tolist(), strict=True)
                continue
            value = self._value(rng, name, entry, thing.sizes)
            if number < positional:
                args.append(value)
            else:
                named[name] = value
        return args, named

    def _call(self, thing: Thing, call: Call, dice: int, *, final: bool = False) -> None:
        args: tuple[Any, ...] = ()
        named: dict[str, Any] = {}
        if call.arguments or call.constants:
            args, named = self._given(thing, call, self._generator(dice))
        if self.life.load and thing.history == [NEW] and call.name != self.life.load:
            self._adopts = True
        thing.history.append(call.name)
        self.last = (thing, call)
        self._steps.append(
            Step(
                thing.name,
                call.method,
                args,
                named,
                dice,
                read=call.read,
                silent=call.silent,
                keeps=call.keeps,
                final=final,
            )
        )

    def _given(
        self, thing: Thing, call: Call, rng: np.random.Generator
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments of a call: generated ones by position, constants by name or left out."""
        sizes = thing.sizes | thing.drawn.get(thing.before(call) or NEW, {})
        args = tuple(
            self._value(rng, name, entry, sizes, keeps=call.keeps)
            for name, entry in call.arguments.items()
        )
        thing.drawn[call.name] = {k: v for k, v in sizes.items() if k not in thing.sizes}
        defaults = self.interface.defaults[call.method]
        named = {
            name: value
            for name, value in call.constants.items()
            if value != defaults[name] or rng.random() >= LEFT_OUT
        }
        return args, named

    def _value(
        self,
        rng: np.random.Generator,
        name: str,
        entry: Field,
        sizes: dict[str, int],
        *,
        keeps: bool = False,
    ) -> Any:
        """An argument: a new value, or one that was passed before; numbers as they are."""
        for size in entry.names:
            if size not in sizes:
                sizes[size] = self._size(rng, size)
        shape = tuple(length(axis, sizes) for axis in entry.axes)
        known = self._known.setdefault((name, shape), [])
        again = rng.random() < AGAIN
        if known and again and not keeps:
            return Value(known[int(rng.integers(len(known)))])
        value = entry.value(rng, sizes, self._regime)
        if not isinstance(value, (np.ndarray, list)):
            return value
        return self._named(name, known, mapped(value, self._plainer), keeps=keeps)

    def _named(self, name: str, known: list[str], value: Any, *, keeps: bool) -> Value:
        count = 1 + sum(other.rstrip("0123456789") == name for other in self._values)
        label = f"{name}{count}"
        self._values[label] = value
        if not keeps:
            known.append(label)
        return Value(label)

    def _plainer(self, array: np.ndarray) -> np.ndarray:
        return array if self.form.decimals is None else np.round(array, self.form.decimals)

    def _size(self, rng: np.random.Generator, axis: str) -> int:
        """A size in its range; often the one that this axis had before."""
        least, most = self.life.sizes.get(axis, FEW)
        if self.form.most is not None:
            most = max(least, min(most, self.form.most))
        drawn = int(rng.integers(least, most + 1))
        if rng.random() < AGAIN:
            drawn = min(self._lately.get(axis, drawn), most)
        self._lately[axis] = drawn
        return drawn


def build(
    life: Life,
    interface: Interface,
    tape: Tape,
    seed: int,
    form: Form = Form(),
) -> Program:
    """The program that a tape gives."""
    builder = Builder(life, interface, seed, form)
    for entry in tape:
        builder.do(entry)
    return builder.finish()
