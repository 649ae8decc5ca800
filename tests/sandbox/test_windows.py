"""A homework is checked and graded where there is no fork, nor anything else of POSIX."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="Windows is played on Linux"),
]

WINDOWS = Path(__file__).with_name("windows.py")
SAMPLE = ["cmu10417_hw1", "submissions/cmu10417_hw1/correct", "--examples", "2"]
HANDED_IN = ("mlp.py", "construction.py", "answers.md")
LEVEL = (
    "your code ran with process-only confinement, which doesn't stop: "
    "reading files that this machine's users can read, the assignment's too; "
    "the network and raw system calls; "
    "writing files, running programs, signals to other processes"
)
QUESTIONS = ("fine", "endless", "exits", "raises", "floods", "crashes")
HOMEWORK = {
    "assignment.py": f"""\
from grader import *
from . import drivers, inputs
homework = Assignment("Odd", ["odd.py"], [
    Question(name, name, 1, [Agreement(getattr(drivers, name), inputs.xs)])
    for name in {QUESTIONS}
], limits=Limits(call_seconds=1.0, output_kb=1))
""",
    "drivers.py": "".join(
        f"def {name}(odd, x):\n    return {{'y': odd.{name}(x)}}\n" for name in QUESTIONS
    ),
    "inputs.py": "from grader import Inputs, reals\nxs = Inputs(x=reals('n'))\n",
    "odd.py": "".join(f"def {name}(x): return x\n" for name in QUESTIONS),
}
SUBMISSION = """\
import ctypes, os
def fine(x): return x
def endless(x):
    print("∂ begun", flush=True)
    while True: pass
def exits(x): os._exit(3)
def raises(x): raise KeyError("a key")
def floods(x):
    while True: print("flood" * 1000)
def crashes(x): ctypes.string_at(0)
"""


def grader(*arguments, **environment):
    return subprocess.run(
        [sys.executable, WINDOWS, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd()), "SYSTEMROOT": "/"} | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_no_point_is_lost_and_what_is_not_stopped_is_shown(tmp_path):
    reference = Path("reference/cmu10417_hw1")
    for path in (*reference.glob("*.csv"), *map(reference.joinpath, HANDED_IN)):
        shutil.copy(path, tmp_path)
    done = grader("check", "cmu10417_hw1", tmp_path, "--examples", "2")
    told = done.stdout.decode()
    assert done.returncode == 1, done.stderr.decode()  # some points wait for a person
    assert "✓" in told
    assert "✗" not in told
    assert LEVEL in told


def test_a_code_page_without_our_marks_is_put_up_with():
    done = grader("check", *SAMPLE, "--question", "5.1.1", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0, done.stderr.decode()


def test_whatever_a_students_code_does_is_explained(tmp_path):
    (tmp_path / "reference").mkdir()
    for name, text in HOMEWORK.items():
        (tmp_path / "reference" / name).write_text(text)
    (tmp_path / "odd.py").write_text(SUBMISSION)
    done = grader("check", tmp_path / "reference", tmp_path / "odd.py")
    told = done.stdout.decode()
    assert done.returncode == 1, done.stderr.decode()
    assert told.count("one call took longer than 1 seconds: an endless loop?") == 2, told
    for words in (
        "∂ begun",
        "the process exited with code 3",
        "KeyError: 'a key'",
        "floodflood",
        "… and more",
        "the process crashed (Windows' status C0000005)",
    ):
        assert words in told, told
    assert len(told) < 20_000


def test_grade_refuses_process_only_unless_it_is_allowed(tmp_path):
    asked = [*SAMPLE, "--question", "5.1.1", "--out", tmp_path]
    refused = grader("grade", *asked)
    assert refused.returncode == 2
    assert "students' code would run with less than strong confinement" in refused.stderr.decode()
    done = grader("grade", *asked, "--require-confinement", "process-only")
    assert done.returncode == 0, done.stderr.decode()
    results = json.loads((tmp_path / "correct" / "results.json").read_text(encoding="utf-8"))
    assert results["extra_data"]["confinement"]["level"] == "process-only"
    assert results["extra_data"]["confinement"]["layers"] == []
