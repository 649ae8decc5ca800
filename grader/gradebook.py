"""The gradebook: a row for each grading in an SQLite file, written as results come in.

A grading is known by the digests of submission and assignment, the grader's version, the seed and
what was asked for. Nothing is ever deleted: a submission points to its newest grading, and the
older ones are its history. Every row is a transaction, so that a run may be killed at any time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import distribution
from grader.errors import UsageError
from grader.lateness import Deadline
from grader.results import Results
from grader.review import Decision, Override, apply
from grader.serialized import dump, restore
from grader.submission.identity import Identity, Location

FILE = "gradebook.sqlite"
VERSION = 1  # of the tables
PATIENCE = 30.0  # seconds to wait for another process that writes

_TABLES = """
CREATE TABLE IF NOT EXISTS gradings (
    id INTEGER PRIMARY KEY,
    submission TEXT NOT NULL,
    submission_digest TEXT NOT NULL,
    assignment_digest TEXT NOT NULL,
    grader TEXT NOT NULL,
    seed TEXT NOT NULL,
    asked TEXT NOT NULL,
    graded TEXT NOT NULL,
    seconds REAL NOT NULL,
    earned REAL NOT NULL,
    pending REAL NOT NULL,
    points REAL NOT NULL,
    questions TEXT NOT NULL,
    problem TEXT NOT NULL,
    erred INTEGER NOT NULL,
    results BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS gradings_of ON gradings (submission);
CREATE TABLE IF NOT EXISTS submissions (
    name TEXT PRIMARY KEY,
    grading INTEGER NOT NULL REFERENCES gradings,
    members TEXT NOT NULL,
    submitted TEXT NOT NULL,
    late INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS decisions (
    subject TEXT NOT NULL,
    share REAL NOT NULL,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS overrides (
    submission TEXT NOT NULL,
    question TEXT NOT NULL,
    points REAL NOT NULL,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS deadlines (
    student TEXT NOT NULL,
    due TEXT NOT NULL,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Key:
    """What decides a grading beside the submission; equal keys give equal results."""

    assignment: str
    seed: int
    asked: str
    grader: str = distribution.version()


@dataclass(frozen=True)
class Grading:
    """One grading of a submission: `questions` has the (earned, pending, points) of each."""

    submission: str
    submission_digest: str
    assignment_digest: str
    grader: str
    seed: str
    asked: str
    graded: str
    earned: float
    pending: float
    points: float
    questions: dict[str, tuple[float, float, float]]
    problem: str


@dataclass(frozen=True)
class Student:
    """A submission in the gradebook, and whose it is; `submitted` is in ISO format."""

    name: str
    members: tuple[Identity, ...]
    submitted: str
    late: bool


class Gradebook:
    """The file `gradebook.sqlite` in a folder of results.

    Raises UsageError if it isn't there (unless `new` makes it), is damaged, or was written by a
    newer grader.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path, self._new = path, not path.exists()
        if self._new and not new:
            raise UsageError(f"there is no {path}: `grader grade … --out {path.parent}` makes it")
        with self._readable():
            self._db = sqlite3.connect(path, timeout=PATIENCE)
            try:
                self._set_up()
            except BaseException:
                self._db.close()
                raise

    def _set_up(self) -> None:
        self._db.execute("PRAGMA synchronous = FULL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise UsageError(f"{self.path} was written by a newer grader: install that")
        with self._db:
            self._db.executescript(f"{_TABLES}PRAGMA user_version = {VERSION};")

    @contextlib.contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{self.path}: {error}") from None

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *exception: object) -> None:
        with self._readable():
            empty = not self._db.execute("SELECT 1 FROM gradings LIMIT 1").fetchone()
        self._db.close()
        if self._new and empty:  # nothing could be graded: leave nothing half made
            self.path.unlink(missing_ok=True)

    def add(self, location: Location, digest: str, key: Key, results: Results) -> None:
        """Add a grading, and make it the submission's newest."""
        questions = {q.id: (q.earned, q.pending, q.points) for q in results.questions}
        row = (
            location.name, digest, key.assignment, key.grader, str(key.seed), key.asked,
            results.graded, results.seconds, results.earned, results.pending, results.points,
            json.dumps(questions), results.problem, int(results.erred), dump(results),
        )  # fmt: skip
        with self._readable(), self._db:
            holes = ", ".join("?" * len(row))
            made = self._db.execute(f"INSERT INTO gradings VALUES (NULL, {holes})", _plain(row))  # noqa: S608 - only ?
            self._point(location, made.lastrowid or 0)

    def keep(self, location: Location, digest: str, key: Key) -> Results:
        """Make a grading that is there already the submission's newest, and return its results."""
        with self._readable(), self._db:
            number = self._known(location.name, key, digest)[0]
            self._point(location, number)
            (data,) = self._db.execute(
                "SELECT results FROM gradings WHERE id = ?", (number,)
            ).fetchone()
        return restore(data)

    def known(self, name: str, key: Key) -> str:
        """The digest of the submission's newest grading with this key; empty if there is none.

        One at which the grader failed doesn't count.
        """
        with self._readable():
            return self._known(name, key)[1]

    def results(self) -> Iterator[Results]:
        """Yield the newest results of every submission, by name."""
        yield from map(restore, self._each("results"))

    def add_decisions(
        self,
        decisions: Sequence[Decision] = (),
        overrides: Sequence[Override] = (),
        deadlines: Sequence[Deadline] = (),
    ) -> None:
        """Add what people decided: all of it, or, if anything fails, none."""
        entered: dict[str, Sequence[Decision | Override | Deadline]] = {
            "decisions": decisions,
            "overrides": overrides,
            "deadlines": deadlines,
        }
        with self._readable(), self._db:
            for table, rows in entered.items():
                for row in map(dataclasses.astuple, rows):
                    holes = ", ".join("?" * len(row))
                    self._db.execute(f"INSERT INTO {table} VALUES ({holes})", _plain(row))  # noqa: S608 - ours

    def decisions(self) -> list[Decision]:
        """Return all decisions on pending answers, the oldest first."""
        with self._readable():
            rows = self._db.execute("SELECT * FROM decisions ORDER BY rowid")
            return [Decision(*row) for row in rows]

    def overrides(self) -> list[Override]:
        """Return all points that people gave a submission, the oldest first."""
        with self._readable():
            rows = self._db.execute("SELECT * FROM overrides ORDER BY rowid")
            return [Override(*row) for row in rows]

    def deadlines(self) -> list[Deadline]:
        """Return all deadlines, the oldest entry first."""
        with self._readable():
            rows = self._db.execute("SELECT * FROM deadlines ORDER BY rowid")
            return [Deadline(*row) for row in rows]

    def reviewed(self) -> Iterator[Results]:
        """Yield the newest results of every submission, with what people decided."""
        decisions, overrides = self.decisions(), self.overrides()
        for results in self.results():
            yield apply(results, decisions, overrides)

    def gradings(self, names: Sequence[str] = ()) -> Iterator[Grading]:
        """Yield the newest grading of every submission, or of those named, by name."""
        with self._readable():
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM submissions JOIN gradings ON grading = id ORDER BY name"  # noqa: S608 - ours
            )
            for row in rows:
                if not names or row[0] in names:
                    yield _grading(row)

    def history(self, name: str) -> list[Grading]:
        """Return all gradings of a submission, the oldest first; raises UsageError if none."""
        with self._readable():
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM gradings WHERE submission = ? ORDER BY id",  # noqa: S608 - ours
                _plain((name,)),
            ).fetchall()
        if not rows:
            raise UsageError(f"{self.path}: no submission is called {name!r}")
        return [_grading(row) for row in rows]

    def students(self) -> Iterator[Student]:
        """Yield every submission and whose it is, by name."""
        with self._readable():
            rows = self._db.execute(
                "SELECT name, members, submitted, late FROM submissions ORDER BY name"
            )
            for name, members, submitted, late in rows:
                people = tuple(Identity(*member) for member in json.loads(members))
                yield Student(name, people, submitted, bool(late))

    def _each(self, column: str) -> Iterator[bytes]:
        with self._readable():
            rows = self._db.execute(
                f"SELECT {column} FROM submissions JOIN gradings ON grading = id ORDER BY name"  # noqa: S608 - ours
            )
            for (value,) in rows:
                yield value

    def _known(self, name: str, key: Key, digest: str = "") -> tuple[int, str]:
        """The newest grading with this key: its number and the submission's digest."""
        found = self._db.execute(
            "SELECT id, submission_digest FROM gradings WHERE submission = ?"
            " AND problem = '' AND NOT erred AND assignment_digest = ?"
            " AND grader = ? AND seed = ? AND asked = ?"
            " AND (? = '' OR submission_digest = ?) ORDER BY id DESC LIMIT 1",
            _plain((name, key.assignment, key.grader, str(key.seed), key.asked, digest, digest)),
        ).fetchone()
        return found or (0, "")

    def _point(self, location: Location, grading: int) -> None:
        members = json.dumps([[one.name, one.id, one.email] for one in location.members])
        self._db.execute(
            "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?, ?, ?)",
            _plain((location.name, grading, members, location.submitted, int(location.late))),
        )


_COLUMNS = (
    "submission, submission_digest, assignment_digest, grader, seed, asked, graded, earned,"
    " pending, points, questions, problem"
)


def _grading(row: Sequence[object]) -> Grading:
    fields = dict(zip(Grading.__dataclass_fields__, row, strict=True))
    questions = json.loads(str(fields["questions"]))
    fields["questions"] = {name: tuple(points) for name, points in questions.items()}
    return Grading(**fields)  # type: ignore[arg-type]  # as the columns say


def _plain(values: Sequence[object]) -> tuple[object, ...]:
    """The values with half characters, which SQLite can't hold, replaced."""
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)
