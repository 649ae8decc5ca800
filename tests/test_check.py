"""`grader check` for students: reproducing a failure, watching for changes, showing readings."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.commands.watching import submissions_as_saved

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "submissions" / "cmu10417_hw1"


def check(capsys, sample, *options):
    main(["check", "cmu10417_hw1", str(SAMPLES / sample), *options])
    return capsys.readouterr().out


def run(script, folder):
    """Run a script where the grader can't be imported."""
    hidden = "import sys; sys.modules['grader'] = None\n"
    return subprocess.run(
        [sys.executable, "-c", hidden + script],
        cwd=folder, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_reproduction_gives_the_wrong_value_without_the_grader(capsys):
    question = ("--question", "5.1.2a")
    shown = check(capsys, "wrong_bias_mean", *question)
    script = check(capsys, "wrong_bias_mean", *question, "--reproduce")
    wrong, right = "-31.57", "-63.14"
    assert wrong in shown
    assert right in shown
    printed = run(script, SAMPLES / "wrong_bias_mean")
    assert wrong in printed
    of_calls = re.search(r"a\.getb\(\) = (\[\[-?\d+\.\d{4})", shown)  # a program of calls
    assert of_calls
    assert of_calls[1] in printed
    assert right not in script + printed


def test_reproduction_draws_the_same_random_numbers(capsys, course):
    course.write("mlp.py", "import numpy as np\ndef f(x): return x + np.random.uniform()\n")
    course.write("drivers.py", "def f(mlp, x): return {'y': mlp.f(x)}\n")
    course.write("inputs.py", "from grader import *\nxs = Inputs(x=reals('n'))\n")
    course.question("Agreement(drivers.f, inputs.xs)")
    student = course.folder / "student"
    course.write("student/mlp.py", "import numpy as np\ndef f(x): return x - np.random.uniform()\n")
    arguments = ["check", str(course.folder), str(student)]
    main(arguments)
    shown = capsys.readouterr().out
    main([*arguments, "--reproduce"])
    printed = run(capsys.readouterr().out, student)
    drawn = shown.partition("yours:")[2].partition("[")[2].partition("]")[0]
    assert drawn.strip()[:6] in printed


def test_reproduction_says_what_can_not_be_pasted(capsys, course):
    course.write("big.py", "def f(x): return x\n")
    course.write("hello.py", "print('Hello')\n")
    course.write(
        "drivers.py",
        """\
        def f(big, x): return {'y': big.f(x)}
        def greeting(hello, name): return {'text': hello.run([name]).output}
        """,
    )
    course.write(
        "inputs.py",
        "from grader import *\nf = Inputs(x=reals(30, 30))\nname = Inputs(name=one_of('Ada'))\n",
    )
    course.write(
        "assignment.py",
        """\
        from grader import *
        from . import drivers, inputs
        homework = Assignment("A test", ["big.py", "hello.py"], scripts=["hello.py"], questions=[
            Question("1", "One", 1, [Agreement(drivers.f, inputs.f)]),
            Question("2", "Two", 1, [Agreement(drivers.greeting, inputs.name)]),
        ])
        """,
    )
    course.write("student/big.py", "def f(x): return -x\n")
    course.write("student/hello.py", "print('Bye')\n")
    main(["check", str(course.folder), str(course.folder / "student"), "--reproduce"])
    script = capsys.readouterr().out
    assert "# its arguments are too large to paste: an array of shape (30, 30)" in script
    assert "name = 'Ada'\n# hello.py runs as a program in greeting:" in script
    assert run(script, course.folder / "student") == ""


def test_reading_shows_steps_and_the_wrong_one(capsys):
    printed = check(capsys, "published", "--question", "3.1", "--reading")
    steps = [" ".join(line.split()) for line in printed.splitlines()]
    assert "~ dL_db answers.md, line 61" in steps
    assert "= ∂(sum_{k=1}^{M} (y_k * log(p_k)))/∂b2_j ← this step is wrong" in steps
    assert "= p_j - y_j" in steps
    assert "not read:" in printed


def test_watch_leaves_out_what_is_no_change(cmu, tmp_path, monkeypatch, capsys):
    def saved():
        (tmp_path / "notes.log").touch()
        yield "no part of the submission"
        (tmp_path / "mlp.py").write_text("x = 2")
        yield "a change"
        (tmp_path / "mlp.py").write_text("x = 2")
        yield "the same text"
        (tmp_path / "mlp.py").unlink()
        yield "nothing is left to check"

    watchfiles = pytest.importorskip("watchfiles")
    monkeypatch.setattr(watchfiles, "watch", lambda *folders, **options: saved())
    (tmp_path / "mlp.py").write_text("x = 1")
    texts = [submission.files["mlp.py"] for submission in submissions_as_saved(cmu, tmp_path)]
    assert texts == ["x = 1", "x = 2"]
    assert "none of mlp.py" in capsys.readouterr().err


@pytest.fixture
def watched(tmp_path):
    """A process that watches a wrong submission, and its folder."""
    shutil.copy(SAMPLES / "wrong_bias_mean" / "mlp.py", tmp_path)
    command = ["check", "cmu10417_hw1", str(tmp_path), "--question", "5.1.2a", "--watch"]
    with subprocess.Popen(
        [sys.executable, "-m", "grader", *command],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=heeding_interrupts,
    ) as process:  # fmt: skip
        yield process, tmp_path
        process.kill()


def heeding_interrupts():
    """Be interrupted by Ctrl-C also where the tests run in the background, and aren't."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(process, words):
    """Read lines up to one that has these words."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent by another call")
def test_watch_shows_what_changes_when_a_file_is_saved(watched):
    process, folder = watched
    assert "db is wrong" in until(process, "points earned")
    shutil.copy(SAMPLES / "correct" / "mlp.py", folder)
    changes = until(process, "points earned")
    assert "5.1.2a LinearMap: 1.6667 → 5 of 5 points" in changes
    assert "db" not in changes
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
