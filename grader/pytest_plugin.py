"""A pytest plugin: with `--grader-assignment`, each check of an assignment is a test.

pytest loads this module in every project where the grader is installed, so nothing else is
imported before the option is given.
"""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

if TYPE_CHECKING:
    from grader.assignment import Question
    from grader.judge import Judged
    from grader.loading import AssignmentFolder
    from grader.results import Verdict
    from grader.sandbox.host.judges import Judges
    from grader.submission import Submission

PLUGIN = "grader-run"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("grader", "checks of homework as tests")
    group.addoption(
        "--grader-assignment",
        metavar="ASSIGNMENT",
        help="check a submission: each check is a test, each question a group of them",
    )
    group.addoption(
        "--grader-submission", metavar="PATH", default=".", help="what to check (default: here)"
    )
    group.addoption(
        "--grader-seed", metavar="SEED", type=int, default=0, help="the same seed, the same result"
    )


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Collect the assignment, unless tests are named."""
    options = early_config.known_args_namespace
    if options.grader_assignment is not None and not options.file_or_dir:
        args.append(str(_declaration(options.grader_assignment)))


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run, if an assignment is given."""
    assignment = config.getoption("grader_assignment")
    if assignment is not None:
        run = _Run(_declaration(assignment), config)
        config.pluginmanager.register(run, PLUGIN)


def _declaration(assignment: str) -> Path:
    """The file that declares an assignment; raises UsageError of pytest."""
    from grader.errors import GraderError
    from grader.loading import find

    try:
        folder = find(assignment)
    except GraderError as error:
        raise pytest.UsageError(str(error)) from None
    files = (folder / name for name in ("assignment.py", "assignment.json"))
    return next(file for file in files if file.is_file()).absolute()


class _Run:
    """One run of pytest over a submission."""

    def __init__(self, declaration: Path, config: pytest.Config) -> None:
        self.declaration, self._config = declaration, config
        self._open = contextlib.ExitStack()

    @cached_property
    def assignment(self) -> AssignmentFolder:
        """The assignment; raises GraderError."""
        from grader.loading import load

        return load(self.declaration.parent)

    @cached_property
    def submission(self) -> Submission:
        """The submission; raises GraderError."""
        from grader.grading import read

        return read(self.assignment, Path(self._config.getoption("grader_submission")))

    def judge(self, question: Question, index: int) -> Judged:
        """Evaluate one check."""
        from grader.grading import evaluated

        seed = self._config.getoption("grader_seed")
        return evaluated(self._judges, self.assignment, self.submission, question, index, seed=seed)

    @cached_property
    def _judges(self) -> Judges:
        from grader.grading import judging

        return self._open.enter_context(judging(self.assignment))

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Take an `assignment.py` for what it is, not for a module with tests."""
        return self._collected(module_path, parent)

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Collect the assignment of a handout."""
        return self._collected(file_path, parent) if file_path.suffix == ".json" else None

    def _collected(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        if path != self.declaration:
            return None
        return _AssignmentFile.from_parent(parent, path=path, run=self)

    def pytest_unconfigure(self) -> None:
        """End the processes."""
        self._open.close()


class _AssignmentFile(pytest.File):
    """The assignment: its public questions."""

    def __init__(self, *, run: _Run, **options: Any) -> None:
        super().__init__(**options)
        self._run = run

    @override
    def collect(self) -> Iterator[pytest.Collector]:
        from grader.errors import GraderError

        try:
            questions, _ = self._run.assignment.assignment.questions, self._run.submission
        except GraderError as error:
            raise self.CollectError(str(error)) from None
        for question in questions:
            if question.visibility == "visible":
                yield _QuestionGroup.from_parent(
                    self, name=question.id, question=question, run=self._run
                )


class _QuestionGroup(pytest.Collector):
    """A question: its checks."""

    def __init__(self, *, question: Question, run: _Run, **options: Any) -> None:
        super().__init__(**options)
        self._question, self._run = question, run

    @override
    def collect(self) -> Iterator[pytest.Item]:
        for index, check in enumerate(self._question.checks):
            yield CheckItem.from_parent(
                self, name=check.name, question=self._question, index=index, run=self._run
            )


class CheckItem(pytest.Item):
    """One check: it passes at full points, is skipped if it needs review, and fails otherwise.

    Its properties say what it earned, for JUnit's report.
    """

    def __init__(self, *, question: Question, index: int, run: _Run, **options: Any) -> None:
        super().__init__(**options)
        self._question, self._index, self._run = question, index, run
        self.extra_keyword_matches.add(question.title)

    @override
    def runtest(self) -> None:
        from grader.reports.student import shown_verdict

        judged = self._run.judge(self._question, self._index)
        verdict = judged.verdict
        self.user_properties += [
            ("question", self._question.id),
            ("earned", verdict.earned),
            ("pending", verdict.pending),
            ("weight", verdict.weight),
        ]
        level = self._run.assignment.assignment.feedback.before
        if judged.output and level not in ("points", "diagnosis"):
            self.add_report_section("call", "stdout", judged.output)
        if verdict.state == "pending":
            reason = shown_verdict(verdict, level).reason
            pytest.skip(f"needs review: {reason}" if reason else "needs review")
        if verdict.state != "passed":
            raise _PointsLost(shown_verdict(verdict, level))

    @override
    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if not isinstance(excinfo.value, _PointsLost):
            return super().repr_failure(excinfo, style)
        from grader.reports.text import verdict_lines

        _, *lines = verdict_lines(excinfo.value.verdict, self._run.assignment.driver_texts)
        return textwrap.dedent("\n".join(lines))  # its name stands above

    @override
    def reportinfo(self) -> tuple[Path, int, str]:
        line = self._question.checks[self._index].place.rpartition(":")[2]
        title = f"{self._question.id} {self._question.title}: {self.name}"
        return self.path, int(line) - 1 if self.path.suffix == ".py" else 0, title


class _PointsLost(Exception):
    """A check that lost points."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.check)
        self.verdict = verdict
