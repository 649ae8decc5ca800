"""The pages of a class, and a browser to look at them."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from grader.reports.html.writing import write
from grader.results import Results

sys.path.insert(0, str(Path(__file__).parent))

from hostile_class import NAMES, results_of


@pytest.fixture(scope="session")
def a_class() -> list[Results]:
    """Twelve submissions, two of which have hostile names."""
    return [results_of(name, number) for number, name in enumerate(NAMES)]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, a_class: list[Results]) -> Path:
    """The pages of the class."""
    made = tmp_path_factory.mktemp("pages")
    write(made, iter(a_class), students=True)
    return made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the system's, or Playwright's own; skipped where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path)
        except Error as error:
            pytest.skip(f"no Chromium that starts: {error.message.splitlines()[0]}")
        yield browser
        browser.close()
