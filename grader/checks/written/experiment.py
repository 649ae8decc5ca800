"""Experiment: learning curves that are complete and possible, and true claims about them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import ClassVar

from typing_extensions import override

from grader.algebra import NotationError
from grader.answers import Answer
from grader.assignment import Needs
from grader.checks.written.base import WrittenCheck
from grader.checks.written.claims import Claim
from grader.checks.written.curves import ENDINGS, Curve, Curves, CurvesError, read_curves
from grader.context import Context
from grader.results import Item, Verdict

COLUMNS = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")


@dataclass(frozen=True)
class Experiment(WrittenCheck):
    """The curves in `<field>.csv` (or `.json`), `epochs` long, for each of the `settings`.

    `settings` are names with what they stand for, or how many the student chooses and names.
    Each setting that is complete and possible, and each of the `claims` that is true of the
    curves, earns its part. Curves that can't be read, or hardly come from runs, are for a person:
    two settings alike to the last digit, or (with `cross_entropy`) a loss below what the accuracy
    allows: a sample that isn't classified right has a probability of at most 1/2, and so adds
    log 2 to the sum. (Not of training, where one of the two may be a mean over the epoch.)
    """

    kind: ClassVar[str] = "experiment"

    settings: dict[str, str] | int = 1
    epochs: int = 1
    columns: Sequence[str] = COLUMNS
    claims: Sequence[Claim] = ()
    cross_entropy: bool = field(default=False, kw_only=True)

    @property
    @override
    def fields(self) -> tuple[str, ...]:
        return tuple(claim.field for claim in self.claims)

    @property
    def files(self) -> tuple[str, ...]:
        """The names that its results table may have."""
        return tuple(self.field + ending for ending in ENDINGS)

    @property
    @override
    def needs(self) -> Needs:
        sheets = ((self.files[0], self.header),)
        return Needs(fields=self.fields, files=self.files, sheets=sheets, asks=self.asks)

    @property
    def _held_out(self) -> list[str]:
        """The sets, but for the training set, that have a loss and an accuracy."""
        parts = [column.removesuffix("_loss") for column in self.columns]
        return [p for p in parts if p != "train" and f"{p}_accuracy" in self.columns]

    @property
    def header(self) -> str:
        """The first line of the CSV."""
        return ",".join(("setting", "epoch", *self.columns)) + "\n"

    @property
    def asks(self) -> str:
        """What must be in the table, for the answer sheet."""
        settings = (
            f"{self.settings} settings that you name"
            if isinstance(self.settings, int)
            else "; ".join(f"{name}: {what}" for name, what in self.settings.items())
        )
        return (
            f"Results table: one row of {self.files[0]} for each setting and each of "
            f"{self.epochs} epochs (columns {self.header.strip()}). Settings: {settings}."
        )

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        if PurePosixPath(self.field).name != self.field or self.field.startswith("."):
            found.append(f"{self.field!r} can't be the name of a file")
        if self.cross_entropy and not self._held_out:
            found.append("cross_entropy needs columns such as test_loss and test_accuracy")
        unknown = {claim.column for claim in self.claims} - set(self.columns)
        found += [f"a claim is of the column {name!r}, which isn't asked" for name in unknown]
        for claim in self.claims:
            setting = getattr(claim, "setting", 0)
            known = range(self.settings) if isinstance(self.settings, int) else self.settings
            if isinstance(setting, str) and setting not in known:
                found.append(f"a claim is of the setting {setting!r}, which isn't asked")
        return found

    @override
    def look(self, answer: Answer, context: Context) -> Verdict:
        present = [name for name in self.files if name in context.files]
        if not present:
            return self.lose(f"{self.files[0]} is missing")
        if len(present) > 1:
            return self.pend(f"there are both {' and '.join(present)}: submit one")
        try:
            curves = read_curves(present[0], context.files[present[0]], self.columns)
        except CurvesError as error:
            return self.pend(str(error))
        items = [*self._of_settings(curves), *self._of_claims(answer, curves)]
        doubts = [Item(line, "pending") for line in self._doubts(curves)]
        drawn = _as_drawn(curves, self.columns)
        waiting = [item.text for item in (*items, *doubts) if item.state == "pending"]
        listed = (*items, *doubts)
        if waiting:
            return self.pend(waiting[0], items=listed, curves=drawn)
        wrong = [item.text for item in items if item.state == "failed"]
        if not wrong:
            return self.earn(items=listed, curves=drawn)
        share = 1 - len(wrong) / len(items)
        return self.lose(wrong[0], share=share, items=listed, curves=drawn)

    def _of_settings(self, curves: Curves) -> Iterator[Item]:
        if isinstance(self.settings, int):
            wanted: Sequence[str | int] = range(self.settings)
        else:
            wanted = list(self.settings)
        for setting in wanted:
            name = curves.named(setting)
            if name is None:
                asked = f"{setting!r}" if isinstance(setting, str) else f"a setting {setting + 1}"
                yield Item(f"there is no curve of {asked}", "failed")
                continue
            fault = self._incomplete(curves.epochs[name]) or self._impossible(curves, name)
            if fault:
                yield Item(f"{name!r}: {fault}", "failed")
            else:
                yield Item(f"{name!r}: {len(curves.epochs[name])} epochs", "passed")

    def _incomplete(self, epochs: tuple[int, ...]) -> str | None:
        """Epochs count from 0 or from 1."""
        first = 0 if 0 in epochs else 1
        missing = sorted(set(range(first, first + self.epochs)) - set(epochs))
        if not missing:
            return None
        some = ", ".join(map(str, missing[:5])) + (", …" if len(missing) > 5 else "")
        return f"{len(missing)} of {self.epochs} epochs are missing: {some}"

    def _impossible(self, curves: Curves, setting: str) -> str | None:
        for column, curve in curves.values[setting].items():
            for epoch, value in zip(curves.epochs[setting], curve, strict=True):
                if "accuracy" in column and not 0 <= value <= 1:
                    return f"{column} is {value:g} in epoch {epoch}: impossible"
                if "loss" in column and value < 0:
                    return f"{column} is {value:g} in epoch {epoch}: it can't be negative"
        return None

    def _of_claims(self, answer: Answer, curves: Curves) -> Iterator[Item]:
        for claim in self.claims:
            said = answer.fields.get(claim.field)
            if said is None:
                yield Item(f"{claim.field}: not submitted", "failed")
                continue
            try:
                fault = claim.wrong(said, curves)
            except NotationError as error:
                yield Item(f"{said.place}: {claim.field} can't be read: {error}", "pending")
            else:
                text = f"{claim.field}: {fault}" if fault else claim.field
                yield Item(text, "failed" if fault else "passed")

    def _doubts(self, curves: Curves) -> Iterator[str]:
        settings = list(curves.values)
        for k, setting in enumerate(settings):
            for other in settings[:k]:
                if curves.values[setting] == curves.values[other] and self.epochs > 1:
                    yield f"{other!r} and {setting!r} are the same curves to the last digit"
        if self.cross_entropy:
            for setting in settings:
                for part in self._held_out:
                    yield from _too_low(setting, part, curves)


def _too_low(setting: str, part: str, curves: Curves) -> Iterator[str]:
    """Where a loss is below what its accuracy allows, with some slack for rounding."""
    slack = 0.02
    columns = curves.values[setting]
    pairs = zip(columns[f"{part}_loss"], columns[f"{part}_accuracy"], strict=True)
    for epoch, (loss, accuracy) in zip(curves.epochs[setting], pairs, strict=True):
        if loss < (1 - accuracy - slack) * math.log(2) * (1 - slack):
            yield (
                f"{setting!r}, epoch {epoch}: a {part}_loss of {loss:g} is too low for a "
                f"{part}_accuracy of {accuracy:g}"
            )
            return


def _as_drawn(curves: Curves, columns: Sequence[str]) -> dict[str, Curve]:
    """What a report draws: finite curves, by setting and column."""
    return {
        f"{setting} {column}": curves.values[setting][column]
        for setting in curves.values
        for column in columns
        if all(map(math.isfinite, curves.values[setting][column]))
    }
