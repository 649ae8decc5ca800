"""Sent to the student's process: run tests of a course's file with pytest, and observe them.

It is a text there, after the author's drivers, and imports nothing of ours.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

TEST_TEXT = 4_000  # characters of what pytest says about one test


class TestObserver:
    """A plugin that keeps the outcome of each test, and what pytest says about it."""

    __test__ = False

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.tests: dict[str, list[str]] = {}
        self.broken = ""

    def pytest_configure(self, config: Any) -> None:
        """Keep what pytest says short."""
        config.option.tbstyle = "short"

    def pytest_collectreport(self, report: Any) -> None:
        """Keep why a file can't be collected."""
        if report.failed:
            self.broken = self.broken or report.longreprtext[:TEST_TEXT]

    def pytest_collection_finish(self, session: Any) -> None:
        """Name the tests that there are."""
        self.tests = {item.nodeid: ["not run", ""] for item in session.items}

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep the outcome of a test, or what goes wrong before or after it."""
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "expected"
            self.tests[report.nodeid] = ["skipped", str(reason)[:TEST_TEXT]]
        elif report.failed:
            self.tests[report.nodeid] = ["failed", report.longreprtext[:TEST_TEXT]]
        elif report.when == "call":
            self.tests[report.nodeid] = ["passed", ""]


def observe_tests(
    drivers: Any, files: dict[str, Any], selected: str, collect: bool
) -> dict[str, Any]:
    """Run the selected tests, or only list them: names, outcomes, and what pytest says.

    `files` are texts, or bytes as arrays, by path; `selected` names a file and, after `::`, a test
    of it. The first argument of a driver names a module; this one needs none.
    """
    del drivers
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    import pytest

    root = Path(tempfile.gettempdir(), "tests")
    for path, content in {"pytest.ini": "[pytest]", **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(
            content.encode() if isinstance(content, str) else content.tobytes()
        )
    observer = TestObserver()
    without = (
        "cacheprovider",
        "terminal",
        "faulthandler",
        "threadexception",
        "unraisableexception",
    )
    options = [option for plugin in without for option in ("-p", f"no:{plugin}")]
    options += ["--capture=sys", "--basetemp", f"{root}-temporary", "--log-file", f"{root}.log"]
    options += [
        "--rootdir",
        str(root),
        "-c",
        str(root / "pytest.ini"),
        *(["--collect-only"] if collect else []),
    ]
    place = Path.cwd()
    pytest.main([*options, f"{root}/{selected}"], plugins=[observer])
    os.chdir(place)
    names = list(observer.tests)

    def named(text: str) -> str:
        for folder in (root, os.path.relpath(root), tempfile.gettempdir()):
            text = text.replace(f"{folder}{os.sep}", "")
        return text

    return {
        "names": names,
        "outcomes": [observer.tests[name][0] for name in names],
        "texts": [named(observer.tests[name][1]) for name in names],
        "broken": named(observer.broken),
    }
