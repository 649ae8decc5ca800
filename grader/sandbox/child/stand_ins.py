"""What stands in for what can't be had: some modules raise when used, plots are swallowed."""

from __future__ import annotations

import dis
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType, FunctionType
from typing import Any

# By their first names, or longer where the rest of a package is no matter of display.
DISPLAY = """
    IPython altair bokeh cycler google.colab graphviz holoviews hvplot ipywidgets matplotlib
    mpl_toolkits mplcursors plotly plotnine pydot pygal pylab seaborn tensorboardX visdom
    wandb
"""
PROGRESS = ["alive_progress", "fastprogress", "progressbar", "tqdm"]

UNARY = ["neg", "pos", "abs", "invert", "round", "trunc", "floor", "ceil"]
BINARY = """
    add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor
"""
ORDER = ["lt", "le", "gt", "ge"]
LIMITS = (0.0, 1.0)  # of an axis on which nothing was drawn


def swallowed(name: str) -> bool:
    """Whether a module only shows something."""
    return any(
        name == known or name.startswith(f"{known}.") for known in (*DISPLAY.split(), *PROGRESS)
    )


class Names:
    """What `from module import names` takes its names from; `__all__` is for a star."""

    def __init__(self, name: Callable[[str], Any], used: list[str]) -> None:
        self._name, self.__all__ = name, used

    def __getattr__(self, name: str) -> Any:
        return self._name(name)


class NotInstalled(ImportError):
    """A module that the assignment allows isn't installed where it is graded."""


IsAnnotation = Callable[[FrameType, str], bool]


class Missing:
    """A module or name that raises when it is used, an ImportError of the given kind.

    To be named in an annotation is no use: `is_annotation` says whether a frame is evaluating one
    that has an attribute of this name, or any attribute if it is empty.
    """

    def __init__(
        self, name: str, why: str, is_annotation: IsAnnotation, kind: type[ImportError]
    ) -> None:
        vars(self).update(_name=name, _why=why, _is_annotation=is_annotation, _kind=kind)

    def __repr__(self) -> str:
        return f"<{self._name}, which can't be imported>"

    def __getattr__(self, attribute: str) -> Any:
        if _is_special(attribute) and attribute != "__version__":
            raise AttributeError(attribute)  # asked by Python or a library, not by the student
        if self._is_annotation(sys._getframe(1), attribute):
            return Missing(f"{self._name}.{attribute}", self._why, self._is_annotation, self._kind)
        raise self._error(f"{self._name}.{attribute}")

    def _annotate(self, _other: Any) -> Any:
        """`Tensor | None` and `Tensor["n"]` in an annotation."""
        if self._is_annotation(sys._getframe(1), ""):
            return self
        raise self._error(self._name)

    def _error(self, used: str) -> ImportError:
        kind: type[ImportError] = self._kind
        return kind(f"{self._why} and uses {used} here", name=self._name)

    def _use(self, *_arguments: Any, **_options: Any) -> Any:
        raise self._error(self._name)


class Quiet:
    """A plot, an axis, a display: every attribute and call is another one, and does nothing.

    It has no value: where a number is needed it raises TypeError. `depth` bounds how far its
    parts have parts, so that a walk through them ends.
    """

    __array_ufunc__ = None  # numpy leaves arithmetic with it to us

    def __init__(self, name: str = "plot", *_arguments: Any, depth: int = 4, **_options: Any):
        vars(self).update(_name=str(name), _depth=depth)

    def __repr__(self) -> str:
        return f"<{self._name}, not shown>"

    def __getattr__(self, attribute: str) -> Any:
        if _is_special(attribute):
            raise AttributeError(attribute)
        name = f"{vars(self).get('_name', 'plot')}.{attribute}"
        return Quiet(name, depth=vars(self).get("_depth", 0))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Draw nothing; return what is unpacked or decorated afterwards."""
        last = self._name.rpartition(".")[2]
        if last in RESULTS:
            with suppress(Exception):  # arguments that only matplotlib understands
                return RESULTS[last](self._name, *arguments, **options)
        if len(arguments) == 1 and isinstance(arguments[0], (FunctionType, type)) and not options:
            return arguments[0]  # a decorator
        if self._name.partition(".")[0] in PROGRESS:
            return _bar(last, arguments)
        return Quiet(self._name, depth=self._depth)

    def __iter__(self) -> Iterator[Any]:
        count = _targets(sys._getframe(1))
        if count is None:
            count = 1 if self._depth else 0
        return iter([Quiet(self._name, depth=self._depth - 1) for _ in range(count)])

    def __getitem__(self, _key: Any) -> Any:
        return Quiet(self._name, depth=self._depth)

    def __setitem__(self, _key: Any, _value: Any) -> None:
        """Nothing is kept."""

    def __delitem__(self, _key: Any) -> None:
        """Nothing was kept."""

    def __next__(self) -> Any:
        raise StopIteration

    def __len__(self) -> int:
        return 1

    def __bool__(self) -> bool:
        return False  # `while plt.fignum_exists(1)` ends

    def __contains__(self, _item: Any) -> bool:
        return False

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_exception: object) -> None:
        """The exception, if any, goes on."""

    def __format__(self, _how: str) -> str:
        return repr(self)

    def __mro_entries__(self, _bases: Any) -> tuple[type, ...]:
        return (Quiet,)

    def __instancecheck__(self, _value: Any) -> bool:
        return False

    def __subclasscheck__(self, _kind: Any) -> bool:
        return False

    def _itself(self, *_arguments: Any) -> Any:
        return self

    def _no_order(self, _other: Any) -> bool:
        return False

    def _no_value(self, *_arguments: Any, **_options: Any) -> Any:
        raise TypeError(f"{self._name} has no value here: nothing is drawn while grading")


class _Bar(Quiet):
    """A progress bar around what it iterates over."""

    def __init__(self, iterable: Any) -> None:
        super().__init__("tqdm.bar", depth=0)
        vars(self)["iterable"] = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)

    def __call__(self, *arguments: Any, **_options: Any) -> Any:
        """Count on, or go around another iterable."""
        return _bar("bar", arguments) if arguments else self


def _bar(name: str, arguments: tuple[Any, ...]) -> Any:
    if name.endswith("range"):  # tqdm.trange
        return _Bar(range(*arguments))
    iterables = [a for a in arguments if hasattr(type(a), "__iter__") and not isinstance(a, str)]
    return _Bar(iterables[-1] if iterables else ())  # fastprogress has a parent bar first


def _subplots(name: str, rows: int = 1, columns: int = 1, *_more: Any, **options: Any) -> Any:
    """The axes in the array that matplotlib would return; from pyplot with their figure."""
    import numpy as np

    rows, columns = options.get("nrows", rows), options.get("ncols", columns)
    axes = np.empty((rows, columns), dtype=object)
    for place in np.ndindex(axes.shape):
        axes[place] = Quiet("axes")
    if options.get("squeeze", True):
        axes = axes.squeeze()
    axes = axes if axes.shape else axes.item()
    return (Quiet("figure"), axes) if "figure" not in name else axes


def _histogram(_name: str, x: Any, bins: Any = 10, *_more: Any, **options: Any) -> Any:
    import numpy as np

    counts, edges = np.histogram(x, bins if bins is not None else 10, options.get("range"))
    return counts.astype(float), edges, Quiet("patches")


# The calls whose results are used for more than drawing.
RESULTS: dict[str, Callable[..., Any]] = {
    "subplots": _subplots,
    "hist": _histogram,
    "waitforbuttonpress": lambda *_a, **_o: True,
    "get_fignums": lambda *_a, **_o: [],
    "axis": lambda *_a, **_o: LIMITS + LIMITS,
    **dict.fromkeys(("xlim", "ylim", "get_xlim", "get_ylim"), lambda *_a, **_o: LIMITS),
}


# What IPython adds to the built-in names: exported notebooks use them too.
IPYTHON: dict[str, Callable[..., Any]] = {
    "display": lambda *_a, **_o: None,
    "get_ipython": lambda: Quiet("IPython"),
}


class Enter(io.TextIOBase):
    """Standard input where nobody types anything but the key Enter; `asked`: a line was read."""

    asked = False

    def readable(self) -> bool:
        """There is always another line."""
        return True

    def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]  # bytes in io's stubs
        """An empty line."""
        self.asked = True
        return "\n"

    def read(self, _size: int | None = -1) -> str:
        """Nothing."""
        return ""

    def __iter__(self) -> Any:
        return iter(())


def asked_for_input() -> bool:
    """Whether a line was read since `forget_input`; the student's code may have removed stdin."""
    stdin = getattr(sys, "stdin", None)
    return isinstance(stdin, Enter) and stdin.asked


def forget_input() -> None:
    """Forget what was read, so that only code that calls `input` is blamed for it."""
    if asked_for_input():
        sys.stdin = Enter()


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _targets(frame: FrameType) -> int | None:
    """How many names an assignment unpacks into, if that is what the frame is doing."""
    code, at = frame.f_code.co_code, frame.f_lasti
    operation, argument = dis.opname[code[at]], code[at + 1]
    if operation == "UNPACK_SEQUENCE":
        return argument
    return argument if operation == "UNPACK_EX" else None  # a, b, *rest


def _define(kind: type, names: list[str], method: Any) -> None:
    for name in names:
        setattr(kind, f"__{name}__", method)


ARITHMETIC = [
    *UNARY,
    *BINARY.split(),
    *(f"r{name}" for name in BINARY.split()),
    *(f"i{name}" for name in BINARY.split()),
]
NUMBER = ["int", "float", "complex", "index", "array"]
OTHER_USES = """
    call iter next len bool contains getitem setitem delitem enter exit format mro_entries
    instancecheck subclasscheck setattr delattr
"""

_define(Quiet, ARITHMETIC, Quiet._itself)
_define(Quiet, ORDER, Quiet._no_order)
_define(Quiet, NUMBER, Quiet._no_value)
_define(Missing, [*ARITHMETIC, *ORDER, *NUMBER, *OTHER_USES.split()], Missing._use)
_define(Missing, ["or", "ror", "getitem"], Missing._annotate)
