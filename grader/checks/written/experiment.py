"""Experiment: curves handed in, complete and possible, and what is claimed of them true."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import ClassVar

from grader.algebra import NotationError
from grader.checks.written.base import WrittenCheck
from grader.checks.written.claims import Claim
from grader.checks.written.curves import ENDINGS, Curve, Curves, CurvesError, read_curves
from grader.results import Kind, Status, Verdict
from grader.submission.answers import Answer

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

    kind: ClassVar[Kind] = "experiment"

    settings: dict[str, str] | int = 1
    epochs: int = 1
    columns: Sequence[str] = COLUMNS
    claims: Sequence[Claim] = ()
    cross_entropy: bool = field(default=False, kw_only=True)

    @property
    def fields(self) -> Sequence[str]:
        """As `WrittenCheck.fields`: those of the claims."""
        return tuple(claim.field for claim in self.claims)

    @property
    def files(self) -> Sequence[str]:
        """As `WrittenCheck.files`: one of these."""
        return tuple(self.field + ending for ending in ENDINGS)

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
    def asked_for(self) -> str:
        """What must be in the file, for the students' sheet."""
        settings = (
            f"{self.settings} settings that you name"
            if isinstance(self.settings, int)
            else "; ".join(f"{name}: {what}" for name, what in self.settings.items())
        )
        return (
            f"Curves: a row of {self.files[0]} for each setting and each of {self.epochs} epochs "
            f"(columns {self.header.strip()}). Settings: {settings}."
        )

    def problems(self, modules: Sequence[str]) -> list[str]:
        """As `Check.problems`."""
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

    def look(self, answer: Answer, seed: int) -> Verdict:
        """As `WrittenCheck.look`."""
        del seed  # nothing is drawn
        present = [name for name in self.files if name in answer.files]
        if not present:
            return self.lost(f"there is no {self.files[0]}")
        if len(present) > 1:
            return self.doubted(f"{' and '.join(present)} are there: hand in one")
        try:
            curves = read_curves(present[0], answer.files[present[0]], self.columns)
        except CurvesError as error:
            return self.doubted(str(error))
        parts = [*self._of_settings(curves), *self._of_claims(answer, curves)]
        doubts = list(self._doubts(curves)) + [line for mark, line in parts if mark == "?"]
        share = sum(mark == "✓" for mark, _ in parts) / len(parts)
        status: Status = "passed" if share == 1 else "partial" if share else "failed"
        if doubts:
            status, share = "review", 0.0
        lines = [f"{mark} {line}" for mark, line in parts if mark != "?"]
        note = "\n".join([*lines, *(f"? {line}" for line in doubts)])
        return Verdict(
            self.name, status, share, self.weight, note, curves=_as_drawn(curves, self.columns)
        )

    def _of_settings(self, curves: Curves) -> Iterator[tuple[str, str]]:
        if isinstance(self.settings, int):
            wanted: Sequence[str | int] = range(self.settings)
        else:
            wanted = list(self.settings)
        for setting in wanted:
            name = curves.named(setting)
            if name is None:
                asked = f"{setting!r}" if isinstance(setting, str) else f"a setting {setting + 1}"
                yield "✗", f"there is no curve of {asked}"
                continue
            fault = self._incomplete(curves.epochs[name]) or self._impossible(curves, name)
            told = f"{name!r}: {len(curves.epochs[name])} epochs"
            yield ("✗", f"{name!r}: {fault}") if fault else ("✓", told)

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
                    return f"{column} is {value:g} in epoch {epoch}: it can't be"
                if "loss" in column and value < 0:
                    return f"{column} is {value:g} in epoch {epoch}: it can't be negative"
        return None

    def _of_claims(self, answer: Answer, curves: Curves) -> Iterator[tuple[str, str]]:
        for claim in self.claims:
            said = answer.fields.get(claim.field)
            if said is None:
                yield "✗", f"{claim.field}: nothing is written"
                continue
            try:
                fault = claim.wrong(said, curves)
            except NotationError as error:
                yield "?", f"{said.place}: {claim.field} can't be read: {error}"
            else:
                yield ("✗", f"{claim.field}: {fault}") if fault else ("✓", claim.field)

    def _doubts(self, curves: Curves) -> Iterator[str]:
        settings = list(curves.values)
        for alike in curves.identical() if self.epochs > 1 else ():
            names = " and ".join(map(repr, alike[:2])) + (", and others," if alike[2:] else "")
            yield f"{names} are the same curves to the last digit"
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
