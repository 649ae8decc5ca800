"""PyTest: do a course's own tests pass? For courses that have a test file already."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from typing_extensions import override

from grader.checks.code import pytest_driver
from grader.checks.code.pytest_file import Content, declared_tests, imported_by, read_files
from grader.context import Context, failure_of
from grader.declaration import declared_in
from grader.protocol import Check, Needs
from grader.results import Failure, Item, State, Verdict
from grader.sandbox.host.runner import Call, Returned

CAUTION = "these tests ran inside the student's process, where code made to cheat can reach them"
STATES: Mapping[str, State] = {"skipped": "pending", "passed": "passed"}
NOT_INSTALLED = re.compile(r"ModuleNotFoundError: No module named '(\w+)")
TEXT_LINES = 30  # of what pytest says, that are shown


@dataclass(frozen=True)
class PyTest(Check):
    """The tests of a file pass: plain pytest, with fixtures and parameters, or unittest.

    pytest runs them in the student's process, where they import what was submitted. A test that
    is skipped needs review. Expected values in a test file, and the outcome itself, are in the
    reach of code that is made to cheat: where that matters, use the other checks.

    Args:
        file: a test file by its path in the assignment's folder. The `conftest.py` files beside
            it and above come along.
        weights: what some tests count, by name: `test_loss` or `TestLayer::test_forward`. All
            others count 1.
        along: what else comes along, by path or pattern: helpers and data, `tests/data/*.npy`.
        contents: the files, by path; by default they are read from the assignment's folder.

    Example:
        >>> PyTest("tests/test_hw.py", weights={"test_gradient": 3})

    """

    kind: ClassVar[str] = "code"

    file: str
    weights: Mapping[str, float] = field(default_factory=dict)
    along: Sequence[str] = field(default=(), kw_only=True)
    contents: Mapping[str, Content] = field(default_factory=dict, kw_only=True)

    def __post_init__(self) -> None:
        if not self.contents:
            contents = read_files(declared_in(), self.file, self.along)
            object.__setattr__(self, "contents", contents)

    @property
    @override
    def needs(self) -> Needs:
        source = Path(pytest_driver.__file__).read_text(encoding="utf-8")
        return Needs(modules=tuple(self._imported), sources=(source,))

    @override
    def problems(self, modules: Sequence[str]) -> list[str]:
        found = super().problems(modules)
        for pattern in (self.file, *self.along):
            if not any(PurePosixPath(name).match(pattern) for name in self.contents):
                return [*found, f"there is no {pattern} in the assignment's folder"]
        try:
            _ = self._tree
        except SyntaxError as error:
            return [*found, f"{self.file}:{error.lineno}: {error.msg}"]
        if importlib.util.find_spec("pytest") is None:
            found.append("pytest isn't installed: pip install 'homework-grader[pytest]'")
        if not set(self._imported) & set(modules):
            found.append(f"{self.file} imports none of the submitted files: {', '.join(modules)}")
        unknown = [name for name in self.weights if name not in self._declared]
        if unknown:
            known = ", ".join(self._declared)
            found.append(f"weights: no test is named {', '.join(unknown)} (there are: {known})")
        if any(weight < 0 for weight in self.weights.values()):
            found.append("weights: write numbers from 0 up")
        return found

    @override
    def judge(self, context: Context) -> Verdict:
        listed = self._run(context, self.file, collect=True)
        if isinstance(listed, Failure):
            missing = self._not_installed(listed.summary)
            return self.pend(missing) if missing else self.lose(listed)
        if listed.broken:
            broken = self._failed(listed.broken)
            return self._verdict_on(dict.fromkeys(self._declared, broken))
        names = dict.fromkeys(map(_function, listed.outcomes))
        if not names:
            return self.pend(f"pytest finds no test in {self.file}", caution=CAUTION)
        return self._verdict_on({name: self._tested(context, name) for name in names})

    def _failed(self, text: str) -> _Test:
        """A test that fails; what the grader's environment lacks is not the student's fault."""
        missing = self._not_installed(text)
        return _Test("pending", missing) if missing else _Test("failed", text)

    def _not_installed(self, text: str) -> str:
        """What the tests import that is not installed here, in a sentence, or nothing."""
        found = NOT_INSTALLED.search(text)
        ours = found and found[1] in ("pytest", *self._imported)
        return f"{found[1]} is not installed here" if found and ours else ""

    def _verdict_on(self, tests: Mapping[str, _Test]) -> Verdict:
        total = sum(map(self._weight, tests)) or 1.0
        shares = {
            state: sum(self._weight(name) for name, test in tests.items() if test.state == state)
            for state in ("passed", "pending")
        }
        items = tuple(Item(_line(name, test), test.state) for name, test in tests.items())
        details: dict[str, Any] = {"items": items, "caution": CAUTION}
        failed = [test for test in tests.values() if test.state == "failed"]
        pending = shares["pending"] / total
        if failed:
            text = "\n".join(failed[0].text.split("\n")[:TEXT_LINES])
            fail = "fails" if len(failed) == 1 else "fail"
            summary = f"{len(failed)} of {len(tests)} tests {fail}"
            return replace(
                self.lose(summary, shares["passed"] / total, remarks=(text,), **details),
                pending=pending,
            )
        if pending:
            skipped = self.pend("a test could not be decided", pending, **details)
            return replace(skipped, earned=shares["passed"] / total)
        return self.earn(cases=len(tests), **details)

    def _weight(self, name: str) -> float:
        return self.weights.get(name, 1.0)

    def _tested(self, context: Context, name: str) -> _Test:
        """Run one test function, with all its parameters."""
        seen = self._run(context, f"{self.file}::{name}")
        if isinstance(seen, Failure):
            return _Test("failed", seen.summary)
        for outcome in ("failed", "skipped", "passed"):
            for found, text in seen.outcomes.values():
                if found == outcome:
                    return self._failed(text) if outcome == "failed" else _Test(STATES[found], text)
        return _Test("pending", seen.broken or "pytest itself failed")

    def _run(self, context: Context, selected: str, *, collect: bool = False) -> _Report | Failure:
        inputs = {"files": dict(self.contents), "selected": selected, "collect": collect}
        outcome = context.student.run(Call("observe_tests", inputs, seed=context.seed))[0]
        if not isinstance(outcome, Returned):
            return failure_of(outcome, context.files)
        return _report(outcome.values)

    @cached_property
    def _tree(self) -> ast.Module:
        return ast.parse(str(self.contents.get(self.file, "")), self.file)

    @cached_property
    def _imported(self) -> list[str]:
        return imported_by(self._tree)

    @cached_property
    def _declared(self) -> list[str]:
        """The tests in the text: they count even where none can be collected."""
        return list(dict.fromkeys(declared_tests(self._tree.body)))


@dataclass(frozen=True)
class _Test:
    """One test function: its state, and what pytest says about it."""

    state: State
    text: str = ""


@dataclass(frozen=True)
class _Report:
    """What was observed: (outcome, text) of each test by its name, and what broke the file."""

    outcomes: Mapping[str, tuple[str, str]]
    broken: str


def _report(values: Mapping[str, Any]) -> _Report:
    """Read what came back, whatever it is."""
    lists = [values.get(name) for name in ("names", "outcomes", "texts")]
    names, outcomes, texts = ([*map(str, x)] if isinstance(x, list) else [] for x in lists)
    pairs = zip(outcomes, texts, strict=False)
    return _Report(dict(zip(names, pairs, strict=False)), str(values.get("broken", "")))


def _function(name: str) -> str:
    """The name in the file of a test's function, without its parameters."""
    return name.partition("::")[2].partition("[")[0]


def _line(name: str, test: _Test) -> str:
    """A test in one line: the last that pytest says begins with E, if anything was wrong."""
    lines = [line for line in test.text.split("\n") if line.startswith("E ")]
    why = lines[0][1:].strip() if lines else test.text.partition("\n")[0]
    return f"{name}: {why}" if why else name
