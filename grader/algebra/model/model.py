r"""What a question declares: its symbols, how they depend on one another, its functions.

    Model(
        symbols=(
            Symbol("o", ("M",)),
            Symbol("y", ("M",), "onehot"),
            Symbol("p", ("M",), definition="softmax(o)"),
            Symbol("L", definition=r"-\\sum_k y_k \\log p_k"),
        ),
        indices={"i": "M", "j": "M", "k": "M"},
    )

Sizes are named, and are instantiated at small, pairwise distinct numbers, so that a wrong axis
can't pass for the right one. A symbol with a `definition` is derived; the others are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from grader.algebra.model.symbols import Function, Symbol
from grader.algebra.notation import BUILT_IN, NotationError, Vocabulary, read, spelling
from grader.algebra.tree import Derivative, Entry, Equation, Name, Tree, unbound
from grader.declaration import misfits

_AXIS = r"([A-Za-z]\w*?)(?:([+-])(\d+))?"
POSITIVE_PART = r"(\cdot)^+"
_SMALL_SIZES = (3, 2, 4, 5, 7, 6)
_OTHER_SIZES = (2, 4, 3, 7, 5, 6)


@dataclass(frozen=True, eq=False)
class Model:
    """All that a question declares, checked and read once.

    `indices` maps index letters to the sizes they run over; `sizes` fixes sizes that are given,
    and any other letters that stand for a fixed whole number. Where letters may be any of several
    numbers, such as two different indices, `sizes` lists them: `{"i": (1, 3, 2), "j": (2, 1, 3)}`
    is i = 1 and j = 2, then i = 3 and j = 1, then i = 2 and j = 3.
    `layout` is 'gradient' (a scalar's derivative has the shape of what it is taken by) or
    'jacobian' (a scalar's derivative by a column is a row). Raises NotationError or ValueError
    for declarations that can't be read.
    """

    symbols: tuple[Symbol, ...] = ()
    functions: tuple[Function, ...] = ()
    indices: Mapping[str, str | int] = field(default_factory=dict)
    sizes: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict)
    layout: str = "gradient"
    vocabulary: Vocabulary = field(init=False, repr=False)
    by_name: Mapping[str, Symbol] = field(init=False, repr=False)
    definitions: Mapping[str, Tree] = field(init=False, repr=False)
    bodies: Mapping[str, Tree] = field(init=False, repr=False)
    upstream: Mapping[str, frozenset[str]] = field(init=False, repr=False)
    chances: Mapping[str, Tree] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for problem in misfits(self):
            raise ValueError(f"Model: {problem}")
        put = object.__setattr__
        _check_axes(self)
        _check_sizes(self)
        put(self, "by_name", MappingProxyType({symbol.name: symbol for symbol in self.symbols}))
        put(self, "vocabulary", _vocabulary(self))
        put(
            self, "definitions", {s.name: self._definition(s) for s in self.symbols if s.definition}
        )
        put(
            self,
            "bodies",
            {f.name: self._body(f) for f in self.functions if f.definition not in BUILT_IN},
        )
        put(self, "upstream", _upstream(self))
        put(self, "chances", {s.name: self._chance(s) for s in self.symbols if " " in s.domain})

    def to_dict(self) -> dict[str, Any]:
        """The declarations as JSON values; what is left at its default is left out."""
        return {
            "symbols": [_options(symbol) for symbol in self.symbols],
            "functions": [_options(function) for function in self.functions],
            "indices": dict(self.indices),
            "sizes": dict(self.sizes),
            "layout": self.layout,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Model:
        """The model whose declarations `to_dict` gave; raises TypeError for anything else."""
        symbols = tuple(Symbol(**_tuples(symbol)) for symbol in data["symbols"])
        functions = tuple(Function(**_tuples(function)) for function in data["functions"])
        sizes = _tuples(data.get("sizes", {}))
        return cls(**{**data, "symbols": symbols, "functions": functions, "sizes": sizes})

    def read(self, text: str) -> Tree:
        """An answer's tree; raises NotationError."""
        return read(text, self.vocabulary)

    def handed_out(self) -> Model:
        """The model as a student has it."""
        symbols = tuple(replace(s, definition="") if s.hidden else s for s in self.symbols)
        return replace(self, symbols=symbols)

    @property
    def unknown(self) -> frozenset[str]:
        """The symbols that nothing can be said of here: hidden ones, and what hangs on them."""
        missing = {s.name for s in self.symbols if s.hidden and not s.definition}
        hanging = {name for name, needs in self.upstream.items() if needs & missing}
        return frozenset(missing | hanging)

    def _definition(self, symbol: Symbol) -> Tree:
        tree = self._declared(symbol.definition, self.vocabulary, symbol.name)
        if not isinstance(tree, Equation):
            return tree
        left = tree.members[0]
        if len(tree.members) != 2 or not isinstance(left, Entry) or left.base != Name(symbol.name):
            raise ValueError(
                f"{symbol.name}: a definition is an expression, or name_i = expression"
            )
        return tree

    def _chance(self, symbol: Symbol) -> Tree:
        """The chance of a one, of `bernoulli p`."""
        return self._declared(symbol.domain.partition(" ")[2], self.vocabulary, symbol.name)

    def _body(self, function: Function) -> Tree:
        own = {name: name for name in function.parameters}
        words = _with_names(self.vocabulary, own)
        return self._declared(function.definition, words, function.name)

    @staticmethod
    def _declared(text: str, vocabulary: Vocabulary, name: str) -> Tree:
        try:
            return read(text, vocabulary)
        except NotationError as error:
            raise NotationError(
                f"in the definition of {name}: {error.message}", text, error.position
            ) from None

    def size_names(self) -> tuple[str, ...]:
        """The named sizes, in the order in which they are first met."""
        axes = [axis for symbol in self.symbols for axis in symbol.shape]
        every = (*axes, *self.indices.values(), *self.sizes)
        named = [axis for axis in every if isinstance(axis, str)]
        names = [re.sub(r"[+-]\d+$", "", axis) for axis in named]
        return tuple(dict.fromkeys(names))

    @property
    def turns(self) -> int:
        """How many numbers the sizes have that are fixed at several, one after another."""
        return max((len(n) for n in self.sizes.values() if isinstance(n, tuple)), default=1)

    @property
    def taken(self) -> frozenset[int]:
        """Every number at which a size is fixed."""
        turns = map(self.fixed, range(self.turns))
        return frozenset(number for turn in turns for number in turn.values())

    def fixed(self, turn: int = 0) -> dict[str, int]:
        """The sizes that are fixed, each at one of its numbers."""
        return {
            name: numbers[turn % len(numbers)] if isinstance(numbers, tuple) else numbers
            for name, numbers in self.sizes.items()
        }

    def instance(self, second: bool = False, turn: int = 0) -> dict[str, int]:
        """Sizes as numbers, pairwise distinct; `second` gives another choice of them."""
        free = [n for n in (_OTHER_SIZES if second else _SMALL_SIZES) if n not in self.taken]
        names = [name for name in self.size_names() if name not in self.sizes]
        if len(names) > len(free):
            raise ValueError(f"{len(names)} named sizes; at most {len(free)} can be told apart")
        return {**self.fixed(turn), **dict(zip(names, free, strict=False))}

    def extent(self, axis: str | int, sizes: Mapping[str, int]) -> int:
        """An axis as a number: `M`, `M+1` or 4."""
        if isinstance(axis, int):
            return axis
        match = re.fullmatch(_AXIS, axis)
        if match is None:
            raise ValueError(f"{axis!r}: a size is a name, perhaps plus or minus a number")
        name, sign, more = match.groups()
        return sizes[name] + int(f"{sign or '+'}{more or 0}")


def _check_axes(model: Model) -> None:
    """Raise ValueError for an axis that is no size."""
    for axis in (*(axis for s in model.symbols for axis in s.shape), *model.indices.values()):
        if isinstance(axis, str) and not re.fullmatch(_AXIS, axis):
            raise ValueError(f"{axis!r}: a size is a name, perhaps plus or minus a number")


def _check_sizes(model: Model) -> None:
    """Raise ValueError where sizes list different counts of numbers."""
    counts = {len(numbers) for numbers in model.sizes.values() if isinstance(numbers, tuple)}
    if len(counts) > 1 or 0 in counts:
        raise ValueError("Model: sizes: list as many numbers for each name as for the others")


def _options(declared: Symbol | Function) -> dict[str, Any]:
    """The options that a declaration sets."""
    values = {option: getattr(declared, option.name) for option in fields(declared)}
    return {option.name: value for option, value in values.items() if value != option.default}


def _tuples(options: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that they were."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}


def _with_names(words: Vocabulary, own: Mapping[str, str]) -> Vocabulary:
    return replace(words, names={**words.names, **own}, bases=words.bases | set(own))


def _vocabulary(model: Model) -> Vocabulary:
    """Every declared spelling; those of derivatives are read with the rest already known."""
    names: dict[str, str] = {}
    calls: dict[str, set[str]] = {}
    late: list[tuple[str, str]] = []
    for symbol in model.symbols:
        for text in (symbol.name, *symbol.aliases):
            if text.startswith("\\frac") or "/" in text:
                late.append((text, symbol.name))
                continue
            written, arguments = spelling(text)
            powered = bool(re.fullmatch(r"\^\d", arguments))
            _claim(names, written.full_key + arguments * powered, symbol.name)
            if arguments and not powered:
                calls.setdefault(symbol.name, set()).add(arguments)
    for size in model.size_names():
        names.setdefault(size, size)
    for key, name in _usual_spellings(model):
        names.setdefault(key, name)
    functions = _function_spellings(model)
    words = Vocabulary(
        names=names,
        ranks={symbol.name: len(symbol.shape) for symbol in model.symbols},
        shapes={symbol.name: symbol.shape for symbol in model.symbols},
        functions=functions,
        indices=frozenset(model.indices),
        samples=_by_one_index(model, names),
        calls={name: frozenset(found) for name, found in calls.items()},
        bases=frozenset(_base(key) for key in names),
        derived=frozenset(symbol.name for symbol in model.symbols if symbol.definition),
        sizes=model.size_names(),
        hot=_one_hot(model),
    )
    return _with_derivatives(words, late)


def _one_hot(model: Model) -> str:
    """The one vector that is one-hot; "" where there are none or several."""
    found = [s.name for s in model.symbols if s.domain == "onehot" and len(s.shape) == 1]
    return found[0] if len(found) == 1 else ""


def _function_spellings(model: Model) -> dict[str, str]:
    r"""Each function by the word, the word with its subscript or the raised sign it is known by."""
    found: dict[str, str] = {}
    for function in model.functions:
        for text in (function.name, *function.aliases):
            if text == POSITIVE_PART:
                found["^+"] = function.name
                continue
            written, _ = spelling(text)
            found[written.full_key] = function.name
            found.setdefault(written.base, function.name)
    return found


def _by_one_index(model: Model, names: Mapping[str, str]) -> frozenset[str]:
    """Matrices that one index is enough for: rows, and samples written `x^{(i)}`."""
    rows = {symbol.name for symbol in model.symbols if symbol.shape[:1] == (1,)}
    return frozenset(rows | {name for key, name in names.items() if "^(·)" in key})


def _claim(names: dict[str, str], key: str, name: str) -> None:
    if names.setdefault(key, name) != name:
        raise ValueError(f"{key!r} is declared twice, for {names[key]} and for {name}")


def _base(key: str) -> str:
    return re.sub(r"['^_].*", "", key.split(" ")[-1])


_WORDS = {"lambda": ("lam", "lambd", "lmbda", "reg"), "epsilon": ("eps",), "theta": ("th",)}


def _usual_spellings(model: Model) -> Iterator[tuple[str, str]]:
    """`W2` may be written `W_2` and `W^{(2)}`, `yhat` as a y with a hat, where none is taken."""
    arrays = {symbol.name for symbol in model.symbols if symbol.shape}
    for symbol in model.symbols:
        numbered = re.fullmatch(r"([A-Za-z]+)(\d+)", symbol.name)
        if numbered:
            letter, digits = numbered.groups()
            yield f"{letter}^({digits})", symbol.name
            if letter not in arrays:
                yield f"{letter}_{digits}", symbol.name
        yield from ((word, symbol.name) for word in _WORDS.get(symbol.name, ()))
        hatted = re.fullmatch(r"(\w+?)(hat|bar|tilde)", symbol.name)
        if hatted:
            yield f"{hatted[2]} {hatted[1]}", symbol.name
            yield f"{hatted[1]}_{hatted[2]}", symbol.name


def _with_derivatives(words: Vocabulary, late: list[tuple[str, str]]) -> Vocabulary:
    found: dict[Derivative, str] = {}
    for text, name in late:
        tree = read(text, words)
        if not isinstance(tree, Derivative):
            raise ValueError(f"{name}: the spelling {text!r} is no name and no derivative")
        found[tree] = name
    return replace(words, derivatives=found)


def _upstream(model: Model) -> dict[str, frozenset[str]]:
    """All that each derived symbol hangs on, itself included; raises ValueError for a circle."""
    below = {
        name: unbound(tree.members[1] if isinstance(tree, Equation) else tree)
        & model.by_name.keys()
        for name, tree in model.definitions.items()
    }
    found: dict[str, frozenset[str]] = {}
    waiting = dict(below)
    while ready := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in ready:
            del waiting[name]
            more = (found.get(need, frozenset()) for need in below[name])
            found[name] = frozenset({name, *below[name]}).union(*more)
    if waiting:
        raise ValueError(
            f"these definitions need each other: {', '.join(sorted(waiting))}: "
            "take the definition away from one"
        )
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """One instance of a model: sizes, and exact values of the drawn symbols, row by row."""

    sizes: Mapping[str, int]
    values: Mapping[str, tuple[Fraction, ...]]
