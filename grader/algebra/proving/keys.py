"""The keys that questions derive, written out in LaTeX, so that an author can look at them."""

from __future__ import annotations

import sympy

from grader.algebra.budget import Budget
from grader.algebra.errors import TooHardError
from grader.algebra.evaluation.arrays import Array, places
from grader.algebra.evaluation.evaluator import at, evaluate
from grader.algebra.judging.question import Question
from grader.algebra.model.model import Model, Point
from grader.algebra.model.reach import reach
from grader.algebra.proving.kernel_table import DenominatorFound
from grader.algebra.proving.kernels import Kernels
from grader.algebra.proving.limits import in_functions, limit
from grader.algebra.proving.rational import Expr
from grader.algebra.proving.regions import continuous, freed
from grader.algebra.proving.signs import SignNeeded
from grader.algebra.tree import Indicator
from grader.algebra.tree.latex import latex

_MAX_ENTRIES = 4
_MAX_TRIES = 64


def derived_key_latex(asked: Question, model: Model) -> str:
    """The key of a question at its smallest sizes, entry by entry, in what it is derived from.

    Where an expression switches, what decides is taken to be positive, which is written beside it;
    a condition stays as it is. Raises TooHardError or what evaluation raises where a key can't be
    written out.
    """
    if isinstance(asked.truth, Indicator):
        return latex(asked.truth)
    model = freed(model, asked.truth, asked.truth, shared=False)
    sizes = model.instance(second=True)
    names = reach(model, [asked.truth]).names
    drawn = [s for s in model.symbols if s.name in names and not s.definition]
    shapes = {s.name: [model.extent(axis, sizes) for axis in s.shape] for s in drawn}
    values = {s.name: tuple(continuous(s, shapes[s.name])) for s in drawn}
    found, kernels = _evaluated(asked, model, Point(sizes, values))
    written = {
        cell: sympy.Symbol(name + "_" * bool(place) + "".join(str(n + 1) for n in place))
        for name, cells in values.items()
        for place, cell in zip(places(shapes[name]), cells, strict=True)
    }

    def written_out(value: Expr) -> str:
        value = in_functions(kernels, value).subs(written)
        return str(sympy.latex(sympy.factor_terms(sympy.together(value))))

    cells = zip(list(places(found.shape))[:_MAX_ENTRIES], found.cells, strict=False)
    lines = [_line(place, written_out(cell)) for place, cell in cells]
    more = r" \quad \dots" if len(found.cells) > _MAX_ENTRIES else ""
    positive = ", ".join(f"{written_out(factor)} > 0" for factor in kernels.signs)
    where = rf" \quad \text{{where }} {positive}" if positive else ""
    return r", \quad ".join(lines) + more + where


def _evaluated(asked: Question, model: Model, point: Point) -> tuple[Array, Kernels]:
    signs: dict[Expr, int] = {}
    denominators: dict[object, int] = {}
    for _ in range(_MAX_TRIES):
        kernels = Kernels(dict(signs), denominators, limits=limit)
        context = at(model, point, kernels, Budget(seconds=20))
        try:
            return evaluate(context, asked.truth, asked.ranges(model, point)), kernels
        except DenominatorFound:
            continue
        except SignNeeded as needed:
            signs[needed.factor] = 1
    raise TooHardError("a key of this size")


def _line(index: tuple[int, ...], written: str) -> str:
    place = "".join(str(n + 1) for n in index)
    return rf"(\cdot)_{{{place}}} = {written}" if index else written
