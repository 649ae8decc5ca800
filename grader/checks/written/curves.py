"""Learning curves from a results table: a value for each setting, column and epoch.

CSV has a row for each setting and epoch: `setting,epoch,train_loss,…`. JSON is a list of such
rows as objects, or an object `{setting: {column: [a value for each epoch]}}`.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, zip_longest
from typing import Any

from grader.submission.safe_json import JSONError, load_json
from grader.submission.text import shown

ENDINGS = (".csv", ".json")
MAX_ROWS = 100_000
MAX_SETTINGS = 200
MAX_COLUMNS = 200
MAX_SETTING_NAME = 100  # characters
LARGEST = 1e100  # a value beyond it is infinite: sums and plots of larger ones overflow

Curve = tuple[float, ...]


class CurvesError(ValueError):
    """The file can't be read: one line that says where and why."""


@dataclass(frozen=True)
class Curves:
    """`values[setting][column]` has an entry for each of `epochs[setting]`, which are in order."""

    epochs: Mapping[str, tuple[int, ...]]
    values: Mapping[str, Mapping[str, Curve]]

    def named(self, setting: str | int) -> str | None:
        """A setting by its name in the file, whatever its case; or the n-th one, from 0."""
        if isinstance(setting, int):
            names = list(self.values)
            return names[setting] if setting < len(names) else None
        return self._by_plain_name.get(_plain(setting))

    def identical(self) -> list[list[str]]:
        """The settings that have the same curves to the last digit, in groups of two or more."""
        groups: dict[tuple[Any, ...], list[str]] = {}
        for setting, columns in self.values.items():
            groups.setdefault(tuple(columns.items()), []).append(setting)
        return [settings for settings in groups.values() if len(settings) > 1]

    @cached_property
    def _by_plain_name(self) -> dict[str, str]:
        return {_plain(name): name for name in reversed(list(self.values))}


@dataclass(frozen=True)
class _Row:
    place: str
    setting: str
    epoch: int
    values: tuple[float, ...]


def read_curves(name: str, text: str, columns: Sequence[str]) -> Curves:
    """Read a file's `columns`; accuracies in percent become fractions. Raises CurvesError."""
    found = _json_rows(name, text) if name.endswith(".json") else _csv_rows(name, text)
    rows: dict[str, dict[int, _Row]] = {}
    for number, (place, cells) in enumerate(found):
        if number == MAX_ROWS:
            raise CurvesError(f"{name} has over {MAX_ROWS:,} rows")
        row = _row(place, cells, columns)
        epochs = rows.setdefault(row.setting, {})
        if len(rows) > MAX_SETTINGS:
            raise CurvesError(f"{place}: there are over {MAX_SETTINGS} settings")
        if row.epoch in epochs:
            before = epochs[row.epoch].place
            raise CurvesError(f"{place}: epoch {row.epoch} of {row.setting!r} is at {before} too")
        epochs[row.epoch] = row
    if not rows:
        raise CurvesError(f"{name} has no rows yet")
    in_order = {setting: sorted(epochs) for setting, epochs in rows.items()}
    values = {
        setting: {
            column: tuple(rows[setting][epoch].values[k] for epoch in epochs)
            for k, column in enumerate(columns)
        }
        for setting, epochs in in_order.items()
    }
    return Curves({s: tuple(e) for s, e in in_order.items()}, _as_fractions(values, columns))


def _as_fractions(
    values: dict[str, dict[str, Curve]], columns: Sequence[str]
) -> dict[str, dict[str, Curve]]:
    """A column of accuracies with a value over 1 is in percent, in all settings."""
    percent = {
        column
        for column in columns
        if "accuracy" in column and any(v > 1 for curves in values.values() for v in curves[column])
    }
    return {
        setting: {
            column: tuple(v / 100 for v in curve) if column in percent else curve
            for column, curve in curves.items()
        }
        for setting, curves in values.items()
    }


def _plain(name: str) -> str:
    """The name of a column or a setting without its case, blanks and abbreviations."""
    words = re.sub(r"[\s\-_]+", "_", name[:MAX_SETTING_NAME].strip().lower())
    return re.sub(r"_acc(?=_|$)", "_accuracy", words)


def _row(place: str, cells: Mapping[str, Any], columns: Sequence[str]) -> _Row:
    missing = [c for c in ("setting", "epoch", *columns) if cells.get(c) in (None, "")]
    if missing:
        raise CurvesError(f"{place}: there is no {', '.join(missing)}")
    epoch = _number(place, "epoch", cells["epoch"])
    if not math.isfinite(epoch) or epoch < 0 or epoch % 1:
        raise CurvesError(f"{place}: epoch {_cell(cells['epoch'])!r} isn't a whole number")
    values = tuple(_number(place, column, cells[column]) for column in columns)
    return _Row(place, _cell(cells["setting"], MAX_SETTING_NAME), int(epoch), values)


def _cell(cell: object, length: int = 40) -> str:
    """What a cell holds, for a message or as a name."""
    simple = isinstance(cell, (str, int, float, bool)) or cell is None
    return shown(str(cell).strip()[:length]) if simple else f"a {type(cell).__name__}"


def _number(place: str, column: str, cell: object) -> float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _bounded(float(cell))
    if isinstance(cell, str) and len(cell) < MAX_SETTING_NAME:
        percent = cell.strip().endswith("%")
        try:
            value = _bounded(float(cell.strip().rstrip("%")))
        except ValueError:
            pass
        else:
            return value / 100 if percent else value
    raise CurvesError(f"{place}: {column} is {_cell(cell)!r}, which is no number")


def _bounded(value: float) -> float:
    return math.copysign(math.inf, value) if abs(value) > LARGEST else value


def _csv_rows(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    lines = text.splitlines()
    delimiter = max(",;\t", key=(lines[0] if lines else "").count)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = [_plain(cell) for cell in next(reader, [])]
        if len(header) > MAX_COLUMNS:
            raise CurvesError(f"{name}, line 1: there are over {MAX_COLUMNS} columns")
        if len(set(header)) < len(header):
            raise CurvesError(f"{name}, line 1: a column is there twice")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"{name}, line {reader.line_num}", dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise CurvesError(f"{name}, line {reader.line_num}: {error}") from None


def _json_rows(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        data = load_json(text)
    except JSONError as error:
        raise CurvesError(f"{name} isn't JSON: {error}") from None
    if isinstance(data, list):
        for number, row in enumerate(data, 1):
            place = f"{name}, row {number}"
            if not isinstance(row, dict):
                raise CurvesError(f"{place} isn't an object with the columns as its names")
            yield place, {_plain(key): cell for key, cell in row.items()}
    elif isinstance(data, dict):
        for setting, curves in data.items():
            yield from _json_curves(f"{name}, {_cell(setting)!r}", setting, curves)
    else:
        raise CurvesError(f"{name} is neither a list of rows nor an object of settings")


def _json_curves(place: str, setting: str, curves: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(curves, dict) or not all(isinstance(c, list) for c in curves.values()):
        raise CurvesError(f"{place}: this isn't an object of lists, a value for each epoch")
    if len(curves) > MAX_COLUMNS:
        raise CurvesError(f"{place}: there are over {MAX_COLUMNS} columns")
    named = {_plain(key): values for key, values in curves.items()}
    epochs = named.pop("epoch", None)
    numbers = count(1) if epochs is None else iter(epochs)
    for cells in zip_longest(*named.values()):
        epoch = next(numbers, None)
        at = f"{place}, epoch {_cell(epoch)}"
        yield at, {"setting": setting, "epoch": epoch, **dict(zip(named, cells, strict=True))}
