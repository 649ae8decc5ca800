"""What many tests need: a fork server, the first homework, and small homeworks made on the spot."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from grader import fixtures, grading, loading
from grader.results import QuestionResult, Results
from grader.sandbox.host.server import ForkServer
from grader.submission import Submission

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def at_the_repository_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Assignments are found by name under `reference/`."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    """One fork server for all tests of a worker."""
    with ForkServer() as started:
        yield started


@pytest.fixture(scope="session")
def reference() -> Callable[[str], loading.AssignmentFolder]:
    """Any of the homeworks under `reference/`, loaded once."""
    return functools.cache(lambda name: loading.load(ROOT / "reference" / name))


@pytest.fixture(scope="session")
def cmu(reference: Callable[[str], loading.AssignmentFolder]) -> loading.AssignmentFolder:
    """The first homework."""
    return reference("cmu10417_hw1")


@pytest.fixture
def grade_cmu(cmu: loading.AssignmentFolder, server: ForkServer) -> Callable[..., Results]:
    """Grade a module's text, or a sample's, against the first homework."""

    def grade(source: str, **options: object) -> Results:
        return grading.grade(cmu, Submission("mlp", {"mlp.py": source}), server=server, **options)

    return grade


class Course:
    """A small homework in a folder of its own, and how to grade a module against it."""

    def __init__(self, folder: Path, server: ForkServer) -> None:
        self.folder, self._server = folder, server
        self.write("inputs.py", "")
        self.write("properties.py", "")

    def write(self, name: str, text: str) -> None:
        """Write one of the author's files."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(dedent(text), encoding="utf-8")

    def question(self, checks: str, **question: object) -> None:
        """Declare one question with these checks, as Python."""
        options = {"points": 8, **question}
        self.write(
            "assignment.py",
            f"""\
            from grader import *
            from . import drivers, inputs, properties
            homework = Assignment("A test", ["mlp.py"], [
                Question("1", "One", checks=[{checks}], **{options!r}),
            ], limits=Limits(call_seconds=1.0))
            """,
        )

    def load(self) -> loading.AssignmentFolder:
        """Load it again, as it is now."""
        return loading.load(self.folder)

    def grade(self, source: str, **options: object) -> Results:
        """Grade a module's text."""
        loaded = self.load()
        bank = fixtures.build(loaded.assignment.questions, loaded.reference, seed=1)
        (self.folder / loading.FIXTURES).write_bytes(fixtures.dump(bank))
        submission = Submission("mlp", {"mlp.py": dedent(source)})
        return grading.grade(loaded, submission, server=self._server, **options)

    def first(self, source: str, **options: object) -> QuestionResult:
        """Grade a module's text; the result of the first question."""
        return self.grade(source, **options).questions[0]


@pytest.fixture
def course(tmp_path: Path, server: ForkServer) -> Course:
    """An author's folder to fill."""
    return Course(tmp_path / "reference" / "small", server)
