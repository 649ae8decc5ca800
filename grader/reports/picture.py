"""Pictures of curves, for a person who reads what is said of them; matplotlib is an extra."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from grader.reports.text import plain
from grader.results import QuestionResult

MAX_CURVES = 64  # a picture of more shows nothing


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def curves_of(question: QuestionResult) -> dict[str, Sequence[float]]:
    """The curves of a question's checks, by `<series> <column>`."""
    return {name: c for verdict in question.verdicts for name, c in verdict.curves.items()}


def picture(title: str, curves: Mapping[str, Sequence[float]]) -> bytes:
    """A PNG: losses in one panel, accuracies in another; a colour for each series, training dashed.

    The same curves give the same bytes.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    measures = sorted({_measure(name) for name in curves}, reverse=True)
    colours = {series: f"C{k % 10}" for k, series in enumerate(dict.fromkeys(map(_series, curves)))}
    figure = Figure(figsize=(6.4 * len(measures), 4.2), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(plain(title), parse_math=False)
    for number, measure in enumerate(measures, 1):
        axes = figure.add_subplot(1, len(measures), number)
        axes.set(xlabel="epoch", ylabel=measure)
        shown = [name for name in curves if _measure(name) == measure][:MAX_CURVES]
        for name in shown:
            axes.plot(
                range(1, len(curves[name]) + 1),
                curves[name],
                "--" if _column(name).startswith("train") else "-",
                color=colours[_series(name)],
                linewidth=1.2,
                label=plain(name).lstrip("_")[:60],
            )
        for text in axes.legend(fontsize="x-small").get_texts():
            text.set_parse_math(False)
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=110, metadata={"Software": None})
    return written.getvalue()


def _series(name: str) -> str:
    return name.rsplit(" ", 1)[0]


def _column(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _measure(name: str) -> str:
    """What an axis shows: `loss` of `a train_loss`."""
    return _column(name).rsplit("_", 1)[-1]
