"""A handout ships what it can, refuses what it can't, and is written whole or not at all."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small import FILES, declared, write

from grader.cli import main

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[2]
PROPERTIES = """\
import numpy as np
from . import constants
from .measures import largest

def within(size):
    def holds(inputs, outputs):
        gap = largest(outputs["y"] - constants.FACTOR * inputs["x"])
        return f"y is off by {gap:.3g}" if gap > size else None
    return holds

close = within(1e-4)
unused = within(1.0)
"""
SHIPPED = {
    "assignment.py": declared(
        "Property(drivers.double, inputs.xs, properties.close), "
        "Agreement(drivers.double, inputs.xs)"
    ),
    "properties.py": PROPERTIES,
    "constants.py": "FACTOR = 2.0\nSECRET = 'not needed'\n",
    "measures.py": "import numpy as np\nfrom .constants import FACTOR\n\n"
    "def largest(x):\n    return FACTOR / 2.0 * np.abs(x).max()\n",
}


SUPPORTED = 'Assignment("Small", ["mlp.py"], support=["lib/"], questions=['


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_imports_between_files_and_properties_of_a_named_factory_are_shipped(
    tmp_path, monkeypatch, capsys
):
    write(tmp_path / "hw", SHIPPED)
    monkeypatch.chdir(tmp_path)
    assert main(["starter", "hw", "-o", "new/handout"]) == 0
    assert everything(tmp_path / "new" / "handout") == [
        "README.md",
        "checks",
        "checks/assignment.json",
        "checks/constants.py",
        "checks/drivers.py",
        "checks/fixtures.pkl",
        "checks/inputs.py",
        "checks/measures.py",
        "checks/properties.py",
        "mlp.py",
    ]
    shipped = (tmp_path / "new" / "handout" / "checks" / "properties.py").read_text()
    assert "unused" not in shipped
    assert "SECRET" not in (tmp_path / "new/handout/checks/constants.py").read_text()


@pytest.mark.parametrize(
    ("module", "code", "words"),
    [
        ("def double(x):\n    return x + x\n", 0, "4 of 4 points earned"),
        ("def double(x):\n    return 3 * x\n", 1, "y is off by"),
    ],
)
def test_it_runs_elsewhere_with_the_package_alone(module, code, words, tmp_path):
    write(tmp_path / "hw", SHIPPED)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    command = [sys.executable, "-m", "grader"]
    subprocess.run(
        [*command, "starter", "hw", "-o", "handout"], cwd=tmp_path, env=environment, check=True
    )
    elsewhere = tmp_path / "elsewhere" / "mine"
    shutil.move(tmp_path / "handout", elsewhere)
    shutil.rmtree(tmp_path / "hw")
    (elsewhere / "mlp.py").write_text(module)
    done = subprocess.run(
        [*command, "check"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert words in done.stdout


def test_support_files_lie_where_the_students_code_runs(tmp_path, monkeypatch, capsys):
    helped = "from lib.helpers import twice\n\ndef double(x):\n    return twice(x)\n"
    files = {
        "assignment.py": declared(assignment=SUPPORTED),
        "lib/helpers.py": "def twice(x):\n    return 2 * x\n",
        "starter/mlp.py": "from lib.helpers import twice\n\ndef double(x):\n    pass\n",
        "mlp.py": helped,
    }
    write(tmp_path / "hw", files)
    monkeypatch.chdir(tmp_path)
    assert main(["starter", "hw", "-o", "handout"]) == 0
    page = (tmp_path / "handout" / "README.md").read_text()
    assert "- `mlp.py`\n\nYour code runs beside these files." in page
    assert "changes to them don't count.\n\n- `lib/`\n\nThen" in page
    monkeypatch.chdir(tmp_path / "handout")
    Path("mlp.py").write_text(f"{helped}print(double(2))\n")
    done = subprocess.run([sys.executable, "mlp.py"], capture_output=True, text=True, check=True)
    assert done.stdout == "4\n"
    Path("lib/helpers.py").write_text("def twice(x):\n    return 3 * x\n")
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "4 of 4 points earned" in capsys.readouterr().out


@pytest.fixture
def handout(tmp_path, monkeypatch):
    write(tmp_path / "hw", SHIPPED)
    monkeypatch.chdir(tmp_path)
    assert main(["starter", "hw", "-o", "handout"]) == 0
    monkeypatch.chdir(tmp_path / "handout")
    (tmp_path / "handout" / "mlp.py").write_text(FILES["mlp.py"])
    return tmp_path / "handout"


def test_one_without_its_fixtures_says_so_and_passes_nothing(handout, capsys):
    (handout / "checks" / "fixtures.pkl").unlink()
    capsys.readouterr()
    assert main(["check"]) == 2
    told = capsys.readouterr()
    assert told.err == "grader: checks/fixtures.pkl is missing: unpack the handout again\n"
    assert "✓" not in told.out


def test_one_without_the_cases_of_a_check_does_not_pass_it(handout, capsys):
    (handout / "checks" / "fixtures.pkl").write_bytes(b"\x80\x04}.")
    assert main(["check"]) == 1
    assert "no cases are recorded for this check" in capsys.readouterr().out


def test_one_with_damaged_fixtures_is_refused(handout, capsys):
    (handout / "checks" / "fixtures.pkl").write_bytes(b"\x80\x04")
    assert main(["check"]) == 2
    assert "checks/fixtures.pkl: damaged" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"title": 3}', "[" * 5000])
def test_one_with_a_changed_assignment_is_refused(text, handout, capsys):
    (handout / "checks" / "assignment.json").write_text(text)
    capsys.readouterr()
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("grader: checks/assignment.json: ")
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, OSError(28, "No space left", "x"), SystemExit]
)
@pytest.mark.parametrize("step", ["fixtures.dump", "answersheet.sheets", "load"])
def test_whatever_stops_it_nothing_is_left(step, error, tmp_path, monkeypatch):
    write(tmp_path / "hw", SHIPPED)
    monkeypatch.chdir(tmp_path)
    before = everything(tmp_path)

    def stops(*_arguments):
        raise error

    monkeypatch.setattr(f"grader.starter.{step}", stops)
    with contextlib.suppress(SystemExit):
        assert main(["starter", "hw", "-o", "new/folder/handout"]) != 0
    left = [name for name in everything(tmp_path) if "__pycache__" not in name]
    assert left == [name for name in before if "__pycache__" not in name]


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    write(tmp_path / "hw", SHIPPED)

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))  # the fixtures take more

    done = subprocess.run(
        [sys.executable, "-B", "-m", "grader", "starter", "hw", "-o", "handout"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=full,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert (done.stderr.count("\n"), "File too large" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["hw"]
