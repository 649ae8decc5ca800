"""Curves of an experiment as handed in: a value for each setting, column and epoch.

CSV has a row for each setting and epoch: `setting,epoch,train_loss,…`. JSON is a list of such
rows as objects, or an object `{setting: {column: [a value for each epoch]}}`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import Any

ENDINGS = (".csv", ".json")
MAX_ROWS = 100_000

Curve = tuple[float, ...]


class CurvesError(ValueError):
    """The file can't be read: one line that says where and why."""


@dataclass(frozen=True)
class Curves:
    """`values[setting][column]` has an entry for each of `epochs[setting]`, which are in order."""

    epochs: Mapping[str, tuple[int, ...]]
    values: Mapping[str, Mapping[str, Curve]]

    def named(self, setting: str | int) -> str | None:
        """A setting as the file spells it, whatever its case; or the one in a place, from 0."""
        names = list(self.values)
        if isinstance(setting, int):
            return names[setting] if setting < len(names) else None
        return next((name for name in names if _plain(name) == _plain(setting)), None)


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
            raise CurvesError(f"{name} has over {MAX_ROWS} rows")
        row = _row(place, cells, columns)
        epochs = rows.setdefault(row.setting, {})
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
    """A column's or a setting's name, however it is spelled."""
    words = re.sub(r"[\s\-_]+", "_", name.strip().lower())
    return re.sub(r"_acc(?=_|$)", "_accuracy", words)


def _row(place: str, cells: Mapping[str, Any], columns: Sequence[str]) -> _Row:
    missing = [c for c in ("setting", "epoch", *columns) if cells.get(c) in (None, "")]
    if missing:
        raise CurvesError(f"{place}: there is no {', '.join(missing)}")
    epoch = _number(place, "epoch", cells["epoch"])
    if epoch != epoch or epoch < 0 or epoch % 1:
        raise CurvesError(f"{place}: epoch {cells['epoch']!r} isn't a whole number")
    values = tuple(_number(place, column, cells[column]) for column in columns)
    return _Row(place, str(cells["setting"]).strip()[:100], int(epoch), values)


def _number(place: str, column: str, cell: object) -> float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _float(cell)
    if isinstance(cell, str):
        percent = cell.strip().endswith("%")
        try:
            value = float(cell.strip().rstrip("%"))
        except ValueError:
            pass
        else:
            return value / 100 if percent else value
    raise CurvesError(f"{place}: {column} is {str(cell)[:40]!r}, which is no number")


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _csv_rows(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    lines = text.splitlines()
    delimiter = max(",;\t", key=(lines[0] if lines else "").count)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        header = [_plain(cell) for cell in next(reader, [])]
        if len(set(header)) < len(header):
            raise CurvesError(f"{name}, line 1: a column is there twice")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"{name}, line {reader.line_num}", dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise CurvesError(f"{name}, line {reader.line_num}: {error}") from None


def _json_rows(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CurvesError(f"{name} isn't JSON: {' '.join(str(error).split())[:100]}") from None
    if isinstance(data, list):
        for number, row in enumerate(data, 1):
            place = f"{name}, row {number}"
            if not isinstance(row, dict):
                raise CurvesError(f"{place} isn't an object with the columns as its names")
            yield place, {_plain(key): cell for key, cell in row.items()}
    elif isinstance(data, dict):
        for setting, curves in data.items():
            yield from _json_curves(f"{name}, {setting[:100]!r}", setting, curves)
    else:
        raise CurvesError(f"{name} is neither a list of rows nor an object of settings")


def _json_curves(place: str, setting: str, curves: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(curves, dict) or not all(isinstance(c, list) for c in curves.values()):
        raise CurvesError(f"{place}: this isn't an object of lists, a value for each epoch")
    named = {_plain(key): values for key, values in curves.items()}
    epochs = named.pop("epoch", None)
    numbers = count(1) if epochs is None else iter(epochs)
    for cells in zip_longest(*named.values()):
        epoch = next(numbers, None)
        at = f"{place}, epoch {str(epoch)[:20]}"
        yield at, {"setting": setting, "epoch": epoch, **dict(zip(named, cells, strict=True))}
