"""grader review: a sheet of what needs review, equal answers once; and what a person decided."""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
from pathlib import Path

from grader import reviewsheet
from grader.errors import UsageError
from grader.files import write_atomically
from grader.gradebook import FILE, Gradebook
from grader.lateness import EVERYONE, Deadline, checked
from grader.reports.gradescope import gradescope
from grader.review import Override, apply, groups

SHEET = "review"


def run(options: argparse.Namespace) -> int:
    """Return 1 if anything still needs review."""
    folder = Path(options.folder)
    with Gradebook(folder / FILE) as book:
        found = groups(book.results())
        now = dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds")
        decisions = []
        if options.apply:
            decisions = reviewsheet.read(_text(Path(options.apply)), found, at=now)
        overrides = [_override(options, book, now)] if options.override else []
        if options.deadline:
            book.add_decisions(deadlines=[_deadline(options, book, now)])
        if decisions or overrides:
            book.add_decisions(decisions, overrides)
            changed = _rewrite(book, folder)
            print(f"{len(decisions) + len(overrides)} decisions; they hold for {changed}")
            print(f"`grader report {folder}` draws its pages again")
        decided = {decision.subject: decision for decision in book.decisions()}
        waiting = [group for group in found if group.subject.id not in decided]
        if not (options.apply or options.override or options.deadline):
            sheet = _new(folder, options.out)
            text = reviewsheet.write(found if options.all else waiting, decided)
            write_atomically(sheet, "\ufeff" + text)  # by this mark spreadsheets know UTF-8
            print(f"{sheet}: fill in points, name and reason; then --apply it")
    places = sum(len(group.submissions) for group in waiting)
    print(f"{len(waiting)} different answers need review, in {places} places")
    return 1 if waiting else 0


def _new(folder: Path, asked: str | None) -> Path:
    """A file that isn't there: what a person filled in is never overwritten."""
    if asked is None:
        names = itertools.chain([SHEET], (f"{SHEET}-{number}" for number in itertools.count(2)))
        return next(p for p in (folder / f"{name}.csv" for name in names) if not p.exists())
    if Path(asked).exists():
        raise UsageError(f"{asked} is there already: choose another name")
    return Path(asked)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: save it as CSV in UTF-8") from None


def _override(options: argparse.Namespace, book: Gradebook, now: str) -> Override:
    name, question, points = options.override
    graded = {grading.submission: grading for grading in book.gradings()}
    if name not in graded:
        raise UsageError(f"no submission is called {name!r}")
    known = graded[name].questions
    if question not in known:
        raise UsageError(f"no question {question!r} (there are {', '.join(known)})")
    value, most = reviewsheet.number(points), known[question][2]
    if not 0 <= value <= most:
        raise UsageError(f"{points} points: write 0 to {most:g}")
    return Override(name, question, value, *_signature(options, "--override"), now)


def _deadline(options: argparse.Namespace, book: Gradebook, now: str) -> Deadline:
    student, due = options.deadline
    known = {EVERYONE}
    for entry in book.students():
        known |= {entry.name, *(n for m in entry.members for n in (m.name, m.id, m.email) if n)}
    if student not in known:
        raise UsageError(f"no student is known as {student!r} here (or write {EVERYONE})")
    return Deadline(student, checked(due), *_signature(options, "--deadline"), now)


def _signature(options: argparse.Namespace, option: str) -> tuple[str, str]:
    if not (options.name.strip() and options.reason.strip()):
        raise UsageError(f"{option} needs --name and --reason")
    return options.name, options.reason


def _rewrite(book: Gradebook, folder: Path) -> str:
    """Write results.json where a decision holds; return for how many submissions."""
    decisions, overrides, changed = book.decisions(), book.overrides(), 0
    for results in book.results():
        reviewed = apply(results, decisions, overrides)
        if reviewed is not results:
            write_atomically(folder / results.submission / "results.json", gradescope(reviewed))
            changed += 1
    return f"{changed} submission{'' if changed == 1 else 's'}"
