"""Every mistake of an author's is answered with one line: file, line, what to write instead.

`mistakes.txt` has them, each with its message, or the beginning of it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from small import FILES, QUESTION, declared, write

from grader import loading
from grader.cli import main
from grader.errors import AssignmentError, UsageError

CORPUS = Path(__file__).with_name("mistakes.txt")
COMMANDS = {
    "load": ("fixtures", "hw"),
    "fixtures": ("fixtures", "hw"),
    "starter": ("starter", "hw", "-o", "out"),
    "grade": ("grade", "hw", "submission", "--out", "out"),
    "check": ("check", "hw", "submission"),
}


@dataclass
class Mistake:
    """What is wrong with the small homework, the command that must notice, and its message."""

    name: str
    command: str
    parts: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    message: str = ""


def corpus() -> Iterator[Mistake]:
    """Read the corpus: an entry begins with `##`, a file's text is indented."""
    for entry in CORPUS.read_text(encoding="utf-8").removeprefix("## ").split("\n\n## "):
        head, *lines = entry.rstrip("\n").split("\n")
        name, command = re.fullmatch(r"(\w+) \((\w+)\)", head).groups()
        found, file = Mistake(name, command), ""
        for line in lines:
            key, _, rest = line.partition(": ")
            if key == "file":
                file, found.files[rest] = rest, b""
            elif line.startswith("=>"):
                found.message = line.removeprefix("=>").strip()
            elif key == "without":
                found.without.append(rest)
            elif line.startswith("    ") or not line:
                text = f"{line.removeprefix('    ')}\n".encode()
                found.files[file] += text.replace(rb"\x00", b"\0").replace(rb"\xe9", b"\xe9")
            else:
                found.parts[key] = rest
        yield found


MISTAKES = list(corpus())


def made(mistake: Mistake, folder: Path) -> None:
    """Write the homework with its mistake, and a right submission."""
    write(folder / "hw", {"assignment.py": declared(**mistake.parts), **mistake.files})
    for name in mistake.without:
        (folder / "hw" / name).unlink()
    (folder / "submission").mkdir()
    (folder / "submission" / "mlp.py").write_text(FILES["mlp.py"])


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_one_line_that_says_what_to_write(mistake, tmp_path, monkeypatch, capsys):
    made(mistake, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(COMMANDS[mistake.command]) == 2
    told = capsys.readouterr().err.splitlines()
    (line,) = (line for line in told if not line.startswith(("confinement: ", "submission: ")))
    same = str.startswith if mistake.message.endswith("…") else str.__eq__
    assert same(line, f"grader: {mistake.message}".removesuffix("…"))
    assert not (tmp_path / "out").is_dir() or not any((tmp_path / "out").iterdir())


def test_there_are_many_mistakes_and_each_message_names_a_file():
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 130
    for mistake in MISTAKES:
        assert re.match(r"hw/(starter|\w+\.(py|pkl)(:\d+)?): ", mistake.message), mistake
        assert not re.search("Traceback|/tmp|0x|assignment_hw", mistake.message), mistake


def test_the_small_homework_itself_has_no_mistake(tmp_path, monkeypatch):
    made(Mistake("none", "fixtures"), tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in ("fixtures", "check", "starter"):
        assert main(COMMANDS[command]) == 0


@pytest.mark.parametrize("name", ["exits", "recursion", "property_exits", "driver_exits"])
def test_no_traceback_leaves_the_command_itself(name, tmp_path):
    mistake = next(mistake for mistake in MISTAKES if mistake.name == name)
    made(mistake, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "grader", *COMMANDS[mistake.command]],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"grader: {mistake.message}\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hw/assignment.py", "no assignment 'hw/assignment.py': not a folder with"),
        ("nothing", "no assignment 'nothing': not a folder with an assignment.py"),
        ("empty", "no assignment 'empty': not a folder with an assignment.py"),
    ],
)
def test_what_is_no_assignment_is_said(name, words, tmp_path, monkeypatch, capsys):
    made(Mistake("none", "fixtures"), tmp_path)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["fixtures", name]) == 2
    assert words in capsys.readouterr().err


def test_an_unknown_assignment_lists_those_that_there_are():
    with pytest.raises(UsageError, match=r"there are: .*cmu10417_hw1"):
        loading.find("nothing_here")


def test_all_mistakes_of_a_declaration_are_said_at_once(tmp_path):
    question = 'Question("1", "One", "4", [Agreement(drivers.double, inputs.xs)]), ' + QUESTION
    check = "Agreement(drivers.double, inputs.xs, weight=-1, hint=3)"
    write(tmp_path / "hw", {"assignment.py": declared(check, question)})
    with pytest.raises(AssignmentError) as caught:
        loading.load(tmp_path / "hw")
    assert str(caught.value).count("\n") == 2


def test_a_folder_with_dots_and_blanks_loads(tmp_path):
    assert loading.load(write(tmp_path / "hw 1.2 (new)")).assignment.title == "Small"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(tmp_path, monkeypatch, capsys):
    made(Mistake("none", "fixtures"), tmp_path)
    (tmp_path / "hw" / "inputs.py").chmod(0)
    monkeypatch.chdir(tmp_path)
    assert main(["fixtures", "hw"]) == 2
    assert capsys.readouterr().err == "grader: hw/inputs.py: Permission denied\n"
