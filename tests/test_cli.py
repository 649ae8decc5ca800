"""The command line: one clear line for bad input, exit codes, determinism, what is written."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import main

pytestmark = pytest.mark.end_to_end

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "submissions" / "cmu10417_hw1"
CORRECT = SAMPLES / "correct"
CODE = 24  # points that its mlp.py alone earns


def grader(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **{"cwd": ROOT, **options},
    )


def points(sample):
    """What a sample must earn."""
    expected = json.loads((SAMPLES / sample / "expected.json").read_text())["points"]
    return round(sum(p if isinstance(p, float) else p["earned"] for p in expected.values()), 4)


def results(out, name="correct"):
    return json.loads((out / name / "results.json").read_text())


def test_check_exits_0_only_at_full_points(capsys):
    assert main(["check", "cmu10417_hw1", str(CORRECT), "--question", "5.1.2b"]) == 0
    assert (
        main(["check", "cmu10417_hw1", str(SAMPLES / "wrong_leaky"), "--question", "5.1.2b"]) == 1
    )
    printed = capsys.readouterr().out
    for words in ("called:", "with:", "yours:", "expected:", "--question 5.1.2b --seed 0"):
        assert words in printed.replace("--seed 0 --question 5.1.2b", "--question 5.1.2b --seed 0")
    assert "\x1b" not in printed


def test_check_leaves_hidden_questions_out(tmp_path, capsys):
    shutil.copy(SAMPLES / "wrong_shared_parameters" / "mlp.py", tmp_path)
    reference = ROOT / "reference" / "cmu10417_hw1"
    for path in (reference / "construction.py", reference / "answers.md", *reference.glob("*.csv")):
        shutil.copy(path, tmp_path)
    assert main(["check", "cmu10417_hw1", str(tmp_path)]) == 1  # free text is pending
    printed = capsys.readouterr().out
    assert "5.1.6" not in printed
    assert "lost" not in printed.splitlines()[-2]


def test_grade_writes_results_for_each_submission(tmp_path, capsys):
    for name in ("correct", "wrong_leaky"):
        shutil.copytree(SAMPLES / name, tmp_path / "in" / name)
    shutil.copytree(SAMPLES / "own_generator", tmp_path / "in" / "nested" / "deeper")
    shutil.make_archive(str(tmp_path / "in" / "zipped"), "zip", CORRECT)
    shutil.copy(CORRECT / "mlp.py", tmp_path / "in" / "single.py")
    out = tmp_path / "out"
    assert main(["grade", "cmu10417_hw1", str(tmp_path / "in"), "--out", str(out)]) == 0
    scores = {
        path.parent.name: json.loads(path.read_text())["score"] for path in out.rglob("*.json")
    }
    assert scores["correct"] == scores["zipped"] == points("correct")
    assert scores["single"] == CODE
    assert scores["nested"] == points("own_generator")
    assert scores["wrong_leaky"] < CODE


def test_same_seed_gives_same_bytes_except_times(tmp_path):
    texts = []
    for run in ("one", "two"):
        out = tmp_path / run
        for sample in ("wrong_inverted_dropout", "wrong_leaky"):
            done = grader("grade", "cmu10417_hw1", SAMPLES / sample, "--out", out, "--seed", 7)
            assert done.returncode == 0, done.stderr
        texts.append(
            [
                re.sub(r'"(execution_time|graded)": *[^,]+', "", path.read_text())
                for path in sorted(out.rglob("results.json"))
            ]
        )
    assert texts[0] == texts[1]
    assert len(texts[0]) == 2


def test_batch_and_single_results_are_equal(tmp_path):
    for name in ("own_generator", "wrong_leaky"):
        shutil.copytree(SAMPLES / name, tmp_path / "in" / name)
    main(["grade", "cmu10417_hw1", str(tmp_path / "in"), "--out", str(tmp_path / "batch")])
    main(["grade", "cmu10417_hw1", str(SAMPLES / "wrong_leaky"), "--out", str(tmp_path / "alone")])
    batch, alone = (
        results(tmp_path / "batch", "wrong_leaky"),
        results(tmp_path / "alone", "wrong_leaky"),
    )
    assert batch["tests"] == alone["tests"]


def test_unknown_assignment_is_a_usage_error():
    done = grader("grade", "cmu10417_hw2", CORRECT, "--out", "unused")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no assignment 'cmu10417_hw2'" in done.stderr


def test_missing_path_is_a_usage_error(tmp_path):
    done = grader("grade", "cmu10417_hw1", tmp_path / "nothing", "--out", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_empty_folder_cannot_be_graded(tmp_path):
    (tmp_path / "empty").mkdir()
    done = grader("grade", "cmu10417_hw1", tmp_path / "empty", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "no submission in it" in done.stderr


def test_unknown_question_lists_the_known_ones():
    done = grader("check", "cmu10417_hw1", CORRECT, "--question", "9.9")
    assert done.returncode == 2
    assert "no question 9.9 (there are 1.1," in done.stderr


@pytest.mark.parametrize("number", ["0", "-3", "many"])
def test_bad_number_of_examples_is_a_usage_error(number):
    done = grader("check", "cmu10417_hw1", CORRECT, "--examples", number)
    assert done.returncode == 2


def spoilt(folder, fault):
    """A submission that can't be graded."""
    folder.mkdir(parents=True)
    source = (CORRECT / "mlp.py").read_bytes()
    if fault == "two":
        for name in ("a", "b"):
            (folder / name).mkdir()
            (folder / name / "mlp.py").write_bytes(source + name.encode())
    elif fault == "latin-1":
        (folder / "mlp.py").write_bytes(source + "# caf\xe9\n".encode("latin-1"))
    elif fault == "missing":
        (folder / "mlpp.py").write_bytes(source)
    elif fault == "huge":
        (folder / "mlp.py").write_bytes(source + b"#" * (2 << 20))
    elif fault == "link":
        (folder / "mlp.py").symlink_to(CORRECT / "mlp.py")
    return folder


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("two", "a/mlp.py, b/mlp.py could each be mlp.py"),
        ("latin-1", "this is not UTF-8 text"),
        ("missing", "none of mlp.py, construction.py, answers.md"),
        ("huge", "over 1,024 KiB"),
        ("link", "this is not a regular file"),
    ],
)
def test_ungradable_submission_gets_results_and_stops_no_other(tmp_path, fault, words):
    spoilt(tmp_path / "in" / "bad", fault)
    shutil.copytree(CORRECT, tmp_path / "in" / "correct")
    done = grader("grade", "cmu10417_hw1", tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 3
    bad = results(tmp_path / "out", "bad")
    assert bad["score"] == 0
    assert words in bad["output"]
    assert results(tmp_path / "out")["score"] == points("correct")


def test_damaged_zip_is_one_line(tmp_path):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 not really")
    done = grader("check", "cmu10417_hw1", tmp_path / "bad.zip")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "bad.zip" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_folder_without_permission_is_one_line(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    done = grader("check", "cmu10417_hw1", tmp_path / "closed")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_full_disk_is_one_line(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device", "results.json")

    monkeypatch.setattr("grader.commands.grade.write_atomically", full)
    assert main(["grade", "cmu10417_hw1", str(CORRECT), "--out", str(tmp_path)]) == 3


def test_failed_write_leaves_only_the_old_file(tmp_path, monkeypatch):
    from grader import files

    target = tmp_path / "results.json"
    files.write_atomically(target, "old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_atomically(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_grader_error_in_one_submission_stops_no_other(tmp_path, monkeypatch):
    from grader import batch

    for name in ("correct", "own_generator"):
        shutil.copytree(SAMPLES / name, tmp_path / "in" / name)
    right = batch.grade

    def fails_once(homework, submission, *arguments, **options):
        if submission.name == "correct":
            raise RuntimeError("a bug")
        return right(homework, submission, *arguments, **options)

    monkeypatch.setattr(batch, "grade", fails_once)
    arguments = [str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    code = main(["grade", "cmu10417_hw1", *arguments])
    assert code == 3
    assert "the grader failed" in results(tmp_path / "out")["output"]
    assert results(tmp_path / "out", "own_generator")["score"] == points("own_generator")


def test_fixtures_names_outputs_that_changed(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    monkeypatch.chdir(tmp_path)
    assert main(["fixtures", "cmu10417_hw1"]) == 0
    reference = tmp_path / "reference" / "cmu10417_hw1" / "mlp.py"
    text = reference.read_text()
    reference.write_text(text.replace("return self.W @ x + self.b", "return self.W @ x"))
    assert main(["fixtures", "cmu10417_hw1"]) == 2
    printed = capsys.readouterr().err
    changed = "question 5.1.2a/6, case 0: the reference now returns a different out"
    assert f"fixtures.pkl: {changed}" in printed
    assert main(["fixtures", "cmu10417_hw1", "--write"]) == 2  # db is no derivative any more
    assert "the reference's gradient is not the derivative of its out" in capsys.readouterr().err
    reference.write_text(text)
    assert main(["fixtures", "cmu10417_hw1", "--write"]) == 0


def test_a_reader_that_stops_reading_is_no_mistake():
    command = [sys.executable, "-m", "grader", "explain", "cmu10417_hw1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        process.stdout.close()
        assert process.wait() == 141
        assert process.stderr.read() == ""


def test_help_names_every_command():
    printed = grader("--help").stdout
    for command in ("check", "grade", "fixtures", "starter"):
        assert command in printed
