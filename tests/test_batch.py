"""A class is graded by several processes; what is done stays done, whatever happens to the run."""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from grader import batch
from grader.batch import Graded, Here, Order
from grader.cli import main
from grader.gradebook import FILE, Gradebook
from grader.serialized import restore
from grader.submission import Location

sys.path.insert(0, str(Path(__file__).parent / "authors"))
from small import write

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return 3 * x\n"
ENDLESS = "def double(x):\n    while True:\n        pass\n"
LIMITS = "Limits(call_seconds=1)"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A small homework, and a class of six."""
    write(tmp_path / "hw")
    for number, text in enumerate([RIGHT, WRONG, RIGHT, "def (", RIGHT, WRONG]):
        folder = tmp_path / "class" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "mlp.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def graded(*options, out="out"):
    return main(["grade", "hw", "class", "--out", out, "--seed", "1", *options])


def rows(folder):
    """All that a gradebook says, but for times."""
    with Gradebook(folder / FILE) as book:
        return [(g.submission, g.earned, g.pending, g.questions) for g in book.gradings()]


def without_times(folder):
    return {
        path.parent.name: [
            line
            for line in path.read_text().splitlines()
            if "time" not in line and '"graded"' not in line
        ]
        for path in sorted(folder.glob("*/results.json"))
    }


def test_processes_give_what_one_gives(course):
    assert graded("--jobs", "1", out="one") == graded("--jobs", "2", out="two") == 0
    assert rows(course / "one") == rows(course / "two")
    assert [earned for _, earned, *_ in rows(course / "one")] == [4, 0, 4, 0, 4, 0]
    assert without_times(course / "one") == without_times(course / "two")


def test_second_run_grades_only_what_changed(course, capsys):
    graded("--jobs", "1")
    (course / "class" / "s1" / "mlp.py").write_text(RIGHT)
    capsys.readouterr()
    graded("--jobs", "1")
    assert "1 submission graded" in (printed := capsys.readouterr().out)
    assert "5 unchanged" in printed
    with Gradebook(course / "out" / FILE) as book:
        assert [grading.earned for grading in book.history("s1")] == [0, 4]
        assert [results.earned for results in book.results()] == [4, 4, 4, 0, 4, 0]


@pytest.mark.parametrize(("pattern", "count"), [([], 6), (["s[13]"], 2)])
def test_regrade_grades_all_or_those_of_a_name(course, capsys, pattern, count):
    graded("--jobs", "1")
    capsys.readouterr()
    graded("--jobs", "1", "--regrade", *pattern)
    assert f"{count} submission{'s' * (count != 1)} graded" in capsys.readouterr().out


def test_a_changed_assignment_is_graded_again(course, capsys):
    graded("--jobs", "1")
    (course / "hw" / "mlp.py").write_text("def double(x):\n    return 3.0 * x\n")
    (course / "hw" / "drivers.py").write_text(
        "def double(mlp, x):\n    return {'y': mlp.double(x)}\n"
    )
    graded("--jobs", "1")
    assert [earned for _, earned, *_ in rows(course / "out")] == [0, 4, 0, 0, 0, 4]


def test_a_submission_that_comes_back_is_known(course, capsys):
    graded("--jobs", "1")
    (course / "class" / "s0" / "mlp.py").write_text(WRONG)
    graded("--jobs", "1")
    (course / "class" / "s0" / "mlp.py").write_text(RIGHT)
    graded("--jobs", "1")
    with Gradebook(course / "out" / FILE) as book:
        assert [grading.earned for grading in book.history("s0")] == [4, 0, 4]


def test_a_missing_results_file_is_written_again(course):
    graded("--jobs", "1")
    shutil.rmtree(course / "out" / "s2")
    graded("--jobs", "1")
    assert (course / "out" / "s2" / "results.json").exists()


def test_a_damaged_gradebook_is_one_line(course, capsys):
    (course / "out").mkdir()
    (course / "out" / FILE).write_bytes(b"no database" * 100)
    assert graded() == 2
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .endswith("gradebook.sqlite: file is not a database")
    )


def test_a_gradebook_of_a_newer_grader_is_left_alone(course, capsys):
    (course / "out").mkdir()
    with contextlib.closing(sqlite3.connect(course / "out" / FILE)) as made:
        made.execute("PRAGMA user_version = 99")
    assert graded() == 2
    assert "written by a newer grader" in capsys.readouterr().err


def in_order(*names):
    return [Location(name, {"": Path(name)}) for name in names]


class Fragile(Here):
    """An executor whose worker dies whenever it is given one of these."""

    deadly = frozenset({"bad"})

    def __init__(self):
        self._broken = False

    def submit(self, fn, order, location, known):
        if self._broken:
            raise BrokenProcessPool("a worker died")
        if location.name in self.deadly:
            self._broken = True
            return super().submit(lambda: (_ for _ in ()).throw(BrokenProcessPool("a worker died")))
        return super().submit(lambda: Graded(location, location.name))


def test_one_that_kills_its_worker_costs_only_itself(course):
    order = Order("hw", 1, 6)
    found = [*batch.run(Fragile, 2, order, in_order(*"abc", "bad", *"defgh"))]
    assert sorted(one.location.name for one in found) == ["a", "b", "bad", *"cdefgh"]
    (died,) = [restore(one.data) for one in found if one.data]
    assert died.submission == "bad"
    assert "died, which is not your fault" in died.problem
    assert died.pending == died.points


def run_in_the_background(*arguments):
    command = [sys.executable, "-m", "grader", "grade", "hw", "class", *arguments, "--seed", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def children_of(pid):
    found, queue = set(), [pid]
    while queue:
        parent = queue.pop()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            child = int(stat.parent.name)
            if int(fields[1]) == parent and child not in found:
                found.add(child)
                queue.append(child)
    return found


def alive(pids):
    return {
        pid
        for pid in pids
        if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
    }


def killed_and_resumed(course, moments):
    """Kill runs at these moments; then let one finish."""
    undisturbed = course / "undisturbed"
    graded("--jobs", "2", out=str(undisturbed))
    began = set()
    for seconds in moments:
        run = run_in_the_background("--out", "out", "--jobs", "2")
        time.sleep(seconds)
        began |= children_of(run.pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert graded("--jobs", "2") == 0
    assert rows(course / "out") == rows(undisturbed)
    assert without_times(course / "out") == without_times(undisturbed)
    end = time.monotonic() + 10
    while alive(began) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(began)


@pytest.mark.end_to_end
def test_a_killed_run_loses_nothing_and_leaves_no_process(course):
    killed_and_resumed(course, [0.8, 1.6])


@pytest.mark.slow
def test_a_run_killed_at_twenty_moments_ends_like_an_undisturbed_one(course):
    killed_and_resumed(course, [0.2 * number for number in range(20)])
