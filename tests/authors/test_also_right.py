"""`grader fixtures` grades every right solution under many seeds, and names what loses a point."""

import pytest

from grader.cli import main


@pytest.fixture
def small(course):
    course.write("drivers.py", "def mean(mlp, x): return {'mean': mlp.mean(x)}\n")
    course.write("inputs.py", "from grader import Inputs, reals\nmean = Inputs(x=reals('n'))\n")
    course.write("mlp.py", "def mean(x): return x.mean()\n")
    course.question("Agreement(drivers.mean, inputs.mean)")
    course.write("also_right/by_hand/code/mlp.py", "def mean(x): return sum(x) / len(x)\n")
    return course


def test_every_right_solution_is_graded_under_every_seed(small, capsys):
    assert main(["fixtures", str(small.folder), "--seeds", "3"]) == 0
    assert "the reference and 1 in also_right/ pass its own checks under 3 seeds" in (
        capsys.readouterr().out
    )


def test_a_solution_that_loses_a_point_is_named_with_its_seeds(small, capsys):
    small.write(
        "also_right/sometimes/mlp.py",
        "def mean(x): return sum(x) / max(len(x), 1 + (x.sum() > 9))\n",
    )
    small.write("also_right/never/mlp.py", "def mean(x): return x.max() + 1\n")
    assert main(["fixtures", str(small.folder), "--seeds", "3"]) == 2
    never, sometimes = capsys.readouterr().err.strip().splitlines()
    assert "question '1': agreement: also_right/never fails: mean is wrong" in never
    assert never.endswith("(under 3 of 3 seeds: 0, 1, 2)")
    assert "also_right/sometimes fails: mean is wrong" in sometimes


def test_a_folder_without_a_solution_is_a_mistake(small, capsys):
    small.write("also_right/empty/notes.txt", "nothing here")
    assert main(["fixtures", str(small.folder)]) == 2
    assert "also_right/empty" in capsys.readouterr().err
    assert main(["fixtures", str(small.folder), "--seeds", "0"]) == 2
    assert "--seeds: write a number from 1 up" in capsys.readouterr().err


def test_the_reference_has_the_support_modules(small, capsys):
    small.write("lib/helpers.py", "def mean(x): return sum(x) / len(x)\n")
    small.write("mlp.py", "from lib.helpers import mean\n")
    declared = (small.folder / "assignment.py").read_text()
    small.write("assignment.py", declared.replace("limits=", "support=['lib/'], limits="))
    assert main(["fixtures", str(small.folder)]) == 0
    assert "pass its own checks" in capsys.readouterr().out


@pytest.mark.parametrize("other", ["", "import helper\n"])
def test_what_the_reference_prints_is_on_no_page(small, capfd, tmp_path, other):
    loud = "print('LOUD')\ndef mean(x):\n    print('LOUD')\n    return x.mean()\n"
    small.write("mlp.py", f"{other}{loud}")
    if other:
        small.write("helper.py", "print('LOUD')\n")
        declared = (small.folder / "assignment.py").read_text()
        small.write("assignment.py", declared.replace("limits=", "support=['helper.py'], limits="))
    small.write("submission/mlp.py", "def mean(x): return x.mean()\n")
    where = [str(small.folder), str(small.folder / "submission")]
    assert main(["fixtures", str(small.folder)]) == 0
    assert main(["check", *where]) == 0
    assert main(["grade", *where, "--out", str(tmp_path / "out")]) == 0
    assert "LOUD" not in capfd.readouterr().out
