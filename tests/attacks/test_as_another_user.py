"""The attacks when the grader isn't root: no user of its own, so Landlock has to hide files."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

NOBODY = 65534
SECONDS = 1200
NEEDED = "import hypothesis, msgpack, mpmath, numpy, pydantic, pytest, rich, sympy, grader"


def as_nobody(folder, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        env={"HOME": folder, "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


@pytest.fixture
def home():
    """A folder that belongs to the other user; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        os.chown(folder, NOBODY, NOBODY)
        yield folder


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user"
)
def test_the_whole_corpus_is_stopped(home):
    try:
        imported = as_nobody(home, "-c", NEEDED)
    except PermissionError:
        pytest.skip(f"another user can't run {sys.executable}")
    if imported.returncode:
        pytest.skip(f"another user can't import what is needed: {imported.stderr[-200:]}")
    corpus = str(Path(__file__).with_name("test_attacks.py"))
    done = as_nobody(
        home, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "everything", corpus
    )
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 70
