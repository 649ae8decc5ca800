r"""What a question declares: its symbols, how they depend on one another, its functions.

    Model(
        symbols=(
            Symbol("o", ("M",)),
            Symbol("y", ("M",), "onehot"),
            Symbol("p", ("M",), given="softmax(o)"),
            Symbol("L", given=r"-\\sum_k y_k \\log p_k"),
        ),
        indices={"i": "M", "j": "M", "k": "M"},
    )

Sizes are named, and are instantiated at small, pairwise distinct numbers, so that a wrong axis
can't pass for the right one. A symbol with `given` is derived; the others are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType

from grader.algebra.notation import read
from grader.algebra.tokens import NotationError
from grader.algebra.tree import Chain, Derivative, Entry, Name, Tree, unbound
from grader.algebra.vocabulary import BUILT_IN, Vocabulary, spelling

_DOMAIN_WORDS = "real positive nonzero unit integer natural binary onehot simplex"
DOMAINS = frozenset(_DOMAIN_WORDS.split())
_AXIS = r"([A-Za-z]\w*?)(?:([+-])(\d+))?"
_SMALL_SIZES = (3, 2, 4, 5, 7, 6)
_OTHER_SIZES = (2, 4, 3, 7, 5, 6)


@dataclass(frozen=True, slots=True)
class Symbol:
    r"""A declared quantity.

    `shape` is () for a number, (n,) for a column, (n, m) for a matrix; sizes are names or
    numbers. `domain` is one of DOMAINS, or `bernoulli p` for a random 0/1 mask. `spelled` lists
    further spellings: `\\hat{y}`, `W^{(2)}`, `L(w)`, `x^{(\\cdot)}` (the label is the first
    index), `\\frac{\\partial l}{\\partial p}` (this name is an opaque derivative). `given` is the
    definition, or `p_i = …` entry by entry. `start` is the first index of each axis where it
    isn't 1. The definition of a `hidden` symbol is an answer: students may name it, and aren't
    given it. Raises ValueError for a name or domain that doesn't make sense.
    """

    name: str
    shape: tuple[str | int, ...] = ()
    domain: str = "real"
    spelled: tuple[str, ...] = ()
    given: str = ""
    start: tuple[int, ...] = ()
    hidden: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z]+\d*", self.name):
            raise ValueError(f"{self.name!r}: a symbol's name is letters, then perhaps digits")
        if self.domain.split()[0] not in DOMAINS | {"bernoulli"}:
            raise ValueError(
                f"{self.name}: the domain {self.domain!r} is none of {sorted(DOMAINS)}"
            )

    @property
    def starts(self) -> tuple[int, ...]:
        """The first index of each axis."""
        return self.start or (1,) * len(self.shape)


@dataclass(frozen=True, slots=True)
class Function:
    """A declared function: `means` is its body in its parameters, or a built-in function's name."""

    name: str
    means: str
    parameters: tuple[str, ...] = ("x",)
    spelled: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Model:
    """All that a question declares, checked and read once.

    `indices` maps index letters to the sizes they run over; `sizes` fixes sizes that are given.
    `layout` is 'gradient' (a scalar's derivative has the shape of what it is taken by) or
    'jacobian' (a scalar's derivative by a column is a row). Raises NotationError or ValueError
    for declarations that can't be read.
    """

    symbols: tuple[Symbol, ...] = ()
    functions: tuple[Function, ...] = ()
    indices: Mapping[str, str | int] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    layout: str = "gradient"
    vocabulary: Vocabulary = field(init=False, repr=False)
    by_name: Mapping[str, Symbol] = field(init=False, repr=False)
    definitions: Mapping[str, Tree] = field(init=False, repr=False)
    bodies: Mapping[str, Tree] = field(init=False, repr=False)
    upstream: Mapping[str, frozenset[str]] = field(init=False, repr=False)
    chances: Mapping[str, Tree] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "by_name", MappingProxyType({symbol.name: symbol for symbol in self.symbols}))
        put(self, "vocabulary", _vocabulary(self))
        put(self, "definitions", {s.name: self._definition(s) for s in self.symbols if s.given})
        put(
            self,
            "bodies",
            {f.name: self._body(f) for f in self.functions if f.means not in BUILT_IN},
        )
        put(self, "upstream", _upstream(self))
        put(self, "chances", {s.name: self._chance(s) for s in self.symbols if " " in s.domain})

    def read(self, text: str) -> Tree:
        """An answer's tree; raises NotationError."""
        return read(text, self.vocabulary)

    def _definition(self, symbol: Symbol) -> Tree:
        tree = self._declared(symbol.given, self.vocabulary, symbol.name)
        if not isinstance(tree, Chain):
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
        return self._declared(function.means, words, function.name)

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
        named = [axis for axis in (*axes, *self.indices.values()) if isinstance(axis, str)]
        names = [re.sub(r"[+-]\d+$", "", axis) for axis in named]
        return tuple(dict.fromkeys(names))

    def instance(self, second: bool = False) -> dict[str, int]:
        """Sizes as numbers, pairwise distinct; `second` gives another choice of them."""
        taken = set(self.sizes.values())
        free = [n for n in (_OTHER_SIZES if second else _SMALL_SIZES) if n not in taken]
        names = [name for name in self.size_names() if name not in self.sizes]
        if len(names) > len(free):
            raise ValueError(f"{len(names)} named sizes; at most {len(free)} can be told apart")
        return {**self.sizes, **dict(zip(names, free, strict=False))}

    def extent(self, axis: str | int, sizes: Mapping[str, int]) -> int:
        """An axis as a number: `M`, `M+1` or 4."""
        if isinstance(axis, int):
            return axis
        match = re.fullmatch(_AXIS, axis)
        if match is None:
            raise ValueError(f"{axis!r}: a size is a name, perhaps plus or minus a number")
        name, sign, more = match.groups()
        return sizes[name] + int(f"{sign or '+'}{more or 0}")


def _with_names(words: Vocabulary, own: Mapping[str, str]) -> Vocabulary:
    return replace(words, names={**words.names, **own}, bases=words.bases | set(own))


def _vocabulary(model: Model) -> Vocabulary:
    """Every declared spelling; those of derivatives are read with the rest already known."""
    names: dict[str, str] = {}
    calls: dict[str, set[str]] = {}
    late: list[tuple[str, str]] = []
    for symbol in model.symbols:
        for text in (symbol.name, *symbol.spelled):
            if text.startswith("\\frac") or "/" in text:
                late.append((text, symbol.name))
                continue
            written, arguments = spelling(text)
            _claim(names, written.full_key, symbol.name)
            if arguments:
                calls.setdefault(symbol.name, set()).add(arguments)
    for size in model.size_names():
        names.setdefault(size, size)
    for key, name in _usual_spellings(model):
        names.setdefault(key, name)
    functions = {
        spelling(text)[0].base: f.name for f in model.functions for text in (f.name, *f.spelled)
    }
    words = Vocabulary(
        names=names,
        ranks={symbol.name: len(symbol.shape) for symbol in model.symbols},
        functions=functions,
        indices=frozenset(model.indices),
        samples=_by_one_index(model, names),
        calls={name: frozenset(found) for name, found in calls.items()},
        bases=frozenset(_base(key) for key in names),
    )
    return _with_derivatives(words, late)


def _by_one_index(model: Model, names: Mapping[str, str]) -> frozenset[str]:
    """Matrices that one index is enough for: rows, and samples written `x^{(i)}`."""
    rows = {symbol.name for symbol in model.symbols if symbol.shape[:1] == (1,)}
    return frozenset(rows | {name for key, name in names.items() if "^(·)" in key})


def _claim(names: dict[str, str], key: str, name: str) -> None:
    if names.setdefault(key, name) != name:
        raise ValueError(f"{key!r} is declared twice, for {names[key]} and for {name}")


def _base(key: str) -> str:
    return re.sub(r"['^_].*", "", key.split(" ")[-1])


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
        name: unbound(tree.members[1] if isinstance(tree, Chain) else tree) & model.by_name.keys()
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
        raise ValueError(f"these definitions go round in a circle: {', '.join(sorted(waiting))}")
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """One instance of a model: sizes, and exact values of the drawn symbols, row by row."""

    sizes: Mapping[str, int]
    values: Mapping[str, tuple[Fraction, ...]]
