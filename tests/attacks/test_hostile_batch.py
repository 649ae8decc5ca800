"""A batch of one submission of each hostile kind beside an honest one, as one command.

The honest one's points are whole, memory stays bounded, and every results.json is small and
strict JSON.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import hostile
import pytest

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
]

ROOT = Path(__file__).parents[2]
MOST_MB = 1024  # of the grader and its judges together
LARGEST = 1 << 20  # bytes of a results.json


def grader(*arguments, cwd):
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )


def resident(pid: int) -> int:
    """The resident memory of the grader and of its judges, its forks, in MB."""
    own, found = command_line(pid), 0
    for one in (pid, *children(pid)):
        if command_line(one) == own:
            status = read(f"/proc/{one}/status")
            found += int((re.search(r"VmRSS:\s+(\d+)", status) or [0, 0])[1])
    return found >> 10


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in read(task).split()]


def command_line(pid: int) -> str:
    return read(f"/proc/{pid}/cmdline")


def read(path) -> str:
    try:
        return Path(path).read_text()
    except OSError:  # it has ended
        return ""


def not_strict(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The batch's results by name, what the command printed, and its peak of memory."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in hostile.FILES.items():
        (folder / "hw").mkdir(exist_ok=True)
        (folder / "hw" / name).write_text(text)
    names = hostile.write(folder / "in")
    recorded = grader("fixtures", "hw", cwd=folder)
    assert recorded.communicate()[1] == ""
    command = ("grade", "hw", "in", "--out", "out", "--require-confinement", "process-only")
    running, peak = grader(*command, cwd=folder), 0
    while running.poll() is None:
        peak = max(peak, resident(running.pid))
        time.sleep(0.02)
    out, err = running.communicate()
    alone = grader(*command[:2], "in/honest", *command[3:5], *command[5:], cwd=folder)
    del out
    return folder, names, (running.returncode, err), peak, alone.communicate()


def test_the_honest_one_has_its_points_and_no_other_changes_them(graded):
    folder = graded[0]
    honest = json.loads((folder / "out" / "honest" / "results.json").read_text())
    scores = {test["number"]: test for test in honest["tests"] if "number" in test}
    assert [scores[n]["score"] for n in ("1", "2")] == [4, 4]
    assert honest["score"] >= 11
    linked = json.loads((folder / "out" / "linked" / "results.json").read_text())
    assert linked["tests"] == honest["tests"]


def test_every_submission_has_small_strict_results(graded):
    folder, names, _, _, _ = graded
    found = {path.parent.name: path for path in (folder / "out").glob("*/results.json")}
    assert {*names, "honest", "linked"} <= found.keys()
    assert len(found) == len(names) + 3
    for name, path in found.items():
        assert path.stat().st_size < LARGEST, name
        text = path.read_bytes().decode("utf-8", "strict")
        json.loads(text, parse_constant=not_strict)
        assert "could not be judged" not in text, name  # no check came to its limit


def test_each_is_bounded_and_nothing_of_ours_leaks(graded):
    code, err = graded[2]
    assert code in (0, 3)
    assert "Traceback" not in err


def test_memory_stays_bounded(graded):
    assert 20 < graded[3] < MOST_MB


def test_a_results_folder_that_cannot_be_written_is_noticed_before_anything_is_graded(graded):
    folder = graded[0]
    (folder / "occupied").write_text("a file")
    refused = grader("grade", "hw", "in", "--out", "occupied/results", cwd=folder)
    out, err = refused.communicate()
    assert (refused.returncode, out, err.count("\n")) == (2, "", 1)
    assert "--out occupied/results: results can't be written" in err
