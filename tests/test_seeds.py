"""The course's secret seed: made once, the same for all submissions, in no handout."""

import json
import re

import pytest

from grader.cli import main

DRIVERS = "def double(mlp, x):\n    return {'y': mlp.double(x)}\n"
INPUTS = "from grader import Inputs, reals\ndouble = Inputs(x=reals('n'))\n"
DOUBLE = "def double(x): return 2 * x\n"


@pytest.fixture
def graded(course, tmp_path):
    """Grade a module with more options; the report."""
    course.write("drivers.py", DRIVERS)
    course.write("inputs.py", INPUTS)
    course.write("mlp.py", DOUBLE)
    course.write("starter/mlp.py", "")
    course.question("Agreement(drivers.double, inputs.double)")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mlp.py").write_text(DOUBLE)

    def run(*options):
        folder, out = str(course.folder), str(tmp_path / "out")
        assert main(["grade", folder, str(tmp_path / "in"), "--out", out, *options]) == 0
        return json.loads((tmp_path / "out" / "in" / "results.json").read_text())

    return run


def seed_file(course):
    return course.folder.parent / ".seed"


def test_grading_uses_the_secret_seed_of_the_course(graded, course):
    first, second = graded(), graded()
    secret = int(seed_file(course).read_text())
    assert first["extra_data"]["seed"] == second["extra_data"]["seed"] == secret
    assert secret > 2**32  # not one to be guessed; fails by chance once in 10^9 courses
    assert seed_file(course).stat().st_mode & 0o077 == 0


def test_seed_option_overrides_the_secret_seed(graded, course):
    assert graded("--seed", "7")["extra_data"]["seed"] == 7
    assert not seed_file(course).exists()


def test_handout_holds_no_secret_seed(graded, course, tmp_path):
    graded()
    assert main(["starter", str(course.folder), "-o", str(tmp_path / "handout")]) == 0
    secret = seed_file(course).read_text().strip()
    for path in (tmp_path / "handout").rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes().decode("latin-1")


def test_damaged_seed_is_one_line(graded, course, tmp_path, capsys):
    seed_file(course).write_text("not a number")
    folder, out = str(course.folder), str(tmp_path / "out")
    assert main(["grade", folder, str(tmp_path / "in"), "--out", out]) == 2
    assert re.fullmatch(r"grader: .*no secret seed .*pass --seed NUMBER\n", capsys.readouterr().err)
