"""The life of an object, as an author declares it: how it is made, and what can be done with it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from grader.numerics.fields import REGIMES, Field

NEW = "new"
FEW = (1, 3)  # the least and the most of a size, unless a life says otherwise


@dataclass(frozen=True)
class Call:
    """A method, the arguments to generate for it, and when it may be called.

    It may be called once one of `after` has happened with nothing of `unless` since. Constants
    are passed by name, or left out where they are the default. `silent`: what it returns is free.
    `keeps`: the object may keep its arguments and change them. A `read` returns a value to look
    at, and nothing else changes.
    """

    method: str
    arguments: Mapping[str, Field]
    constants: Mapping[str, Any]
    name: str
    after: frozenset[str]
    unless: frozenset[str]
    silent: bool = False
    keeps: bool = False
    read: bool = False


def call(
    method: str,
    /,
    *,
    after: str = NEW,
    unless: str = "",
    named: str = "",
    silent: bool = False,
    keeps: bool = False,
    **arguments: Any,
) -> Call:
    """Declare a call; `after` and `unless` hold names of calls, separated by blanks.

    An argument is a field, or a constant. The name of a call is its method, unless `named` tells
    it from another call of the same method. Axes to which a call of `after` gave a size keep it:
    a gradient fits the last batch.
    """
    return Call(
        method,
        {name: value for name, value in arguments.items() if isinstance(value, Field)},
        {name: value for name, value in arguments.items() if not isinstance(value, Field)},
        named or method,
        frozenset(after.split()),
        frozenset(unless.split()),
        silent,
        keeps,
    )


def read(method: str, /, *, after: str = NEW, unless: str = "") -> Call:
    """Declare a getter: called now and then, and on every object at the end."""
    after_, unless_ = frozenset(after.split()), frozenset(unless.split())
    return Call(method, {}, {}, method, after_, unless_, read=True)


def new(**arguments: Field) -> dict[str, Field]:
    """Declare the arguments of the constructor; those with a default are left out now and then."""
    return arguments


class Life:
    """A class, its constructor, and the calls that its objects understand.

    Args:
        of: a class of a module that students submit, such as "mlp.LinearMap", or a class of the
            author's drivers, whose constructor takes the module first.
        constructor: what to generate for its arguments; their order and defaults are those of
            the reference's signature.
        calls: what the objects understand, getters too.
        random: the reads that must be random in a new object.
        free: the reads that may be anything in a new object.
        load: the call by which the reference continues from a student's values of these: it is
            given what the reads of a new object return, in the order of their declaration.
        sizes: the (least, most) of a size, where it isn't from 1 to 3.
        regimes: the distributions of `reals`.

    """

    def __init__(
        self,
        of: str | type,
        constructor: Mapping[str, Field],
        /,
        *calls: Call,
        random: str = "",
        free: str = "",
        load: str = "",
        sizes: Mapping[str, tuple[int, int]] | None = None,
        regimes: tuple[str, ...] = ("normal",),
    ) -> None:
        self.of, self.constructor, self.calls = of, constructor, calls
        self.random, self.free = frozenset(random.split()), frozenset(free.split())
        self.load, self.sizes, self.regimes = load, dict(sizes or {}), regimes

    @property
    def module(self) -> str:
        """The module that it needs: of the class itself, or the first argument of an adapter."""
        if isinstance(self.of, str):
            return self.of.rpartition(".")[0]
        return next(iter(inspect.signature(self.of).parameters))

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.of.rpartition(".")[2] if isinstance(self.of, str) else self.of.__name__

    @property
    def adapter(self) -> str:
        """The name of the class among the author's drivers, if it is one of them."""
        return "" if isinstance(self.of, str) else self.of.__name__

    @property
    def reads(self) -> tuple[Call, ...]:
        """The getters."""
        return tuple(call for call in self.calls if call.read)

    @property
    def state(self) -> tuple[str, ...]:
        """The reads that are looked at in a new object: `load` takes them in this order."""
        return tuple(call.method for call in self.reads if NEW in call.after and self.load)

    def problems(self) -> Iterator[str]:
        """What is inconsistent in the declaration, a sentence each."""
        names = {call.name for call in self.calls} | {NEW}
        for call in self.calls:
            for name in sorted((call.after | call.unless) - names):
                yield f"{call.name} comes after or without {name!r}, which is no call"
        for name in sorted((self.random | self.free) - {call.method for call in self.reads}):
            yield f"{name!r} is random or free, but no read"
        if self.load not in {"", *names}:
            yield f"load: there is no call {self.load!r}"
        if (self.random or self.free) and not self.load:
            yield "new objects are random, so `load` must say how to give the reference theirs"
        for regime in self.regimes:
            if regime not in REGIMES:
                yield f"there is no distribution {regime!r}"


REQUIRED = inspect.Parameter.empty


@dataclass(frozen=True)
class Interface:
    """The reference's signatures: the constructor's arguments in order, and methods' defaults.

    `positional` arguments of the constructor may be passed by position: before the first that
    the life leaves alone.
    """

    constructor: Mapping[str, Any]
    positional: int
    defaults: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, life: Life, made: Callable[..., Any]) -> Interface:
        """Those of the class `made`; raises ValueError where it doesn't fit the declaration."""
        signature = inspect.signature(made).parameters
        offered = {name: p.default for name, p in signature.items()}
        if life.adapter:
            offered.pop(life.module)
        missing = [n for n, default in offered.items() if default is REQUIRED]
        unknown = [n for n in life.constructor if n not in offered]
        unknown += [n for n in missing if n not in life.constructor]
        if unknown:
            raise ValueError(f"{life.name} takes {', '.join(offered)}: see {', '.join(unknown)}")
        defaults = {}
        for call in life.calls:
            method = getattr(made, call.method, None)
            if method is None:
                raise ValueError(f"{life.name} has no method {call.method}")
            parameters = inspect.signature(method).parameters
            defaults[call.method] = {name: p.default for name, p in parameters.items()}
            for name in {*call.arguments, *call.constants} - set(parameters):
                raise ValueError(f"{life.name}.{call.method} has no argument {name}")
        declared = {name: d for name, d in offered.items() if name in life.constructor}
        positional = len([*takewhile(life.constructor.__contains__, offered)])
        return cls(declared, positional, defaults)
