"""Experiment: learning curves that are complete and possible, and true claims about them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, ClassVar

from typing_extensions import Self, override

from grader.algebra import NotationError
from grader.checks.written.base import WrittenCheck
from grader.checks.written.claims import Claim
from grader.checks.written.curves import ENDINGS, Curve, Curves, CurvesError, read_curves
from grader.checks.written.replay import Replay
from grader.context import Context
from grader.protocol import Needs
from grader.results import Failure, Item, Verdict
from grader.submission.answers import Answer

COLUMNS = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")


@dataclass(frozen=True)
class _Part:
    """An item, and the setting that it is about: None is all of them."""

    item: Item
    setting: str | None = None
    unread: bool = False


def _settled(part: _Part, confirmed: set[str], settings: set[str]) -> Item:
    """The item as it counts: what is right earns only if its curves are confirmed."""
    about = settings if part.setting is None else {part.setting}
    if part.item.state == "passed" and not about <= confirmed:
        return replace(part.item, state="pending")
    return part.item


@dataclass(frozen=True)
class Experiment(WrittenCheck):
    """The learning curves in `<field>.csv` (or `.json`), and claims about them.

    A table can be invented, so that a setting that is complete and possible, and a claim that is
    true of the curves, are pending, and earn only where a `Replay` confirms the curves they are
    about. What is incomplete, impossible or false is lost. Curves that can't be read, or hardly
    come from runs, need review: two settings alike to the last digit, or (with `cross_entropy`)
    a loss below what the accuracy allows: a sample that isn't classified right has a probability
    of at most 1/2, and so adds log 2 to the sum. (Not of training, where one of the two may be a
    mean over the epoch.)

    Args:
        field: the name of the table, without its ending.
        settings: names with what they stand for, or how many the student chooses and names.
        epochs: how many each setting has.
        columns: of the table, beside `setting` and `epoch`.
        claims: what the student states about the curves.
        cross_entropy: whether losses are cross-entropies, which bounds them from below.
        replays: settings that are run again.

    """

    kind: ClassVar[str] = "experiment"

    settings: dict[str, str] | int = 1
    epochs: int = 1
    columns: Sequence[str] = COLUMNS
    claims: Sequence[Claim] = ()
    cross_entropy: bool = field(default=False, kw_only=True)
    replays: Sequence[Replay] = field(default=(), kw_only=True)

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
        return Needs(
            drivers=tuple(replay.driver for replay in self.replays),
            fields=self.fields,
            files=self.files,
            sheets=sheets,
            asks=self.asks,
        )

    @override
    def for_students(self) -> Self | None:
        return replace(self, replays=())  # they run on the author's data

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
        if all(context.files[name].strip() in ("", self.header.strip()) for name in present):
            return self.lose(Failure(f"{present[0]} has no rows", absent=not answer.fields))
        if len(present) > 1:
            return self.pend(f"there are both {' and '.join(present)}: submit one")
        try:
            curves = read_curves(present[0], context.files[present[0]], self.columns)
        except CurvesError as error:
            return self.pend(str(error))
        parts = [*self._of_settings(curves), *self._of_claims(answer, curves)]
        doubts = [Item(line, "pending") for line in self._doubts(curves)]
        confirmed, reasons = self._confirmed(curves, context)
        items = tuple(_settled(part, confirmed, set(curves.values)) for part in parts)
        details: dict[str, Any] = {
            "items": (*items, *doubts),
            "curves": _as_drawn(curves, self.columns),
            "remarks": reasons,
        }
        states = Counter(item.state for item in items)
        if doubts or any(part.unread for part in parts):
            unread = [part.item.text for part in parts if part.unread]
            return self.pend((*unread, *(item.text for item in doubts))[0], **details)
        if states["failed"]:
            wrong = next(item.text for item in items if item.state == "failed")
            details["failure"] = Failure(wrong, hint=self.hint)
        if states["pending"]:
            details["reason"] = "a table alone does not show that its curves come from runs"
        total = len(items)
        return self._verdict(
            earned=states["passed"] / total, pending=states["pending"] / total, **details
        )

    def _confirmed(self, curves: Curves, context: Context) -> tuple[set[str], tuple[str, ...]]:
        """The settings that a replay confirms; and why others that were replayed are not."""
        found, reasons = set(), []
        for replay in self.replays:
            name = curves.named(replay.setting)
            if name is not None:
                doubt = replay.doubt(curves.values[name], context)
                if doubt:
                    reasons.append(f"{name!r}: {doubt}")
                else:
                    found.add(name)
        return found, tuple(reasons)

    def _of_settings(self, curves: Curves) -> Iterator[_Part]:
        if isinstance(self.settings, int):
            wanted: Sequence[str | int] = range(self.settings)
        else:
            wanted = list(self.settings)
        for setting in wanted:
            name = curves.named(setting)
            if name is None:
                asked = f"{setting!r}" if isinstance(setting, str) else f"a setting {setting + 1}"
                yield _Part(Item(f"there is no curve of {asked}", "failed"))
                continue
            fault = self._incomplete(curves.epochs[name]) or self._impossible(curves, name)
            if fault:
                yield _Part(Item(f"{name!r}: {fault}", "failed"))
            else:
                told = f"{name!r}: {len(curves.epochs[name])} epochs"
                yield _Part(Item(told, "passed"), name)

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

    def _of_claims(self, answer: Answer, curves: Curves) -> Iterator[_Part]:
        for claim in self.claims:
            said = answer.fields.get(claim.field)
            if said is None:
                yield _Part(Item(f"{claim.field}: not submitted", "failed"))
                continue
            try:
                fault = claim.wrong(said, curves)
            except NotationError as error:
                unread = f"{said.place}: {claim.field} can't be read: {error}"
                yield _Part(Item(unread, "pending"), unread=True)
            else:
                text = f"{claim.field}: {fault}" if fault else claim.field
                about = curves.named(claim.setting) if hasattr(claim, "setting") else None
                yield _Part(Item(text, "failed" if fault else "passed"), about)

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
