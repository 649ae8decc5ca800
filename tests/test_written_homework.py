"""A written homework end to end: graded, checked by a student, given out."""

import json
import shutil
import subprocess
import sys
import time

import pytest

from grader import Numbers, Question
from grader.answersheet import latex, markdown
from grader.cli import main

ASSIGNMENT = r"""
from grader import *
network = Model(
    symbols=(Symbol("o", ("M",)), Symbol("y", ("M",), "onehot"),
             Symbol("p", ("M",), definition="softmax(o)"),
             Symbol("L", definition=r"-\sum_k y_k \log p_k")),
    indices={"i": "M", "j": "M", "k": "M"},
)
homework = Assignment("Written", [], [
    Question("1", "Gradients", points=4, text="Differentiate the loss.", checks=[
        Expression("dp_do", network, "dp_i/do_j", "ij"),
        Derivation("dL_do", network, "dL/do_j", "j"),
    ]),
    Question("2a", "A number", points=1, checks=[Numbers("value", asked="tanh(0.848)")]),
    Question("2b", "Over or under?", points=1, checks=[
        Choice("fit", ["overfitting", "underfitting"], "overfitting", public_key=True),
        Review("why", "names the gap", weight=0),
    ]),
    Question("3", "In words", points=2, checks=[Review("text", "rubric: SECRET WORD")]),
    Question("4", "Hidden", points=1, visibility="hidden",
             checks=[Numbers("hidden_value", asked="42")]),
])
"""
RIGHT = r"""
## 1
dp_do: $p_i(\delta_{ij} - p_j)$

dL_do: $\sum_k y_k (p_j - \delta_{jk}) = p_j \sum_k y_k - y_j = p_j - y_j$
## 2a
0.690
## 2b
fit: overfitting
why: the gap between them grows
## 3
Many words.
## 4
42
"""
PAYLOADS = [
    "__import__('os').system('touch {mark}')",
    "().__class__.__bases__[0].__subclasses__()",
    "exec(\"open('{mark}', 'w')\")",
    r"$\input{/etc/passwd}$",
    "lambda: open('{mark}', 'w')",
    "9**9**9**9",
    "factorial(10**7)",
    "(" * 10_000,
    "{" * 10_000,
    "x" * 1_000_000,
    "\u202ep_i",
    "\u0440_i*(delta_ij - p_j)",  # a Cyrillic letter
    "p_i.__class__",
    "{0.__class__}",
    "%s%n",
]


@pytest.fixture
def written(tmp_path, monkeypatch):
    folder = tmp_path / "reference" / "written"
    folder.mkdir(parents=True)
    (folder / "assignment.py").write_text(ASSIGNMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grade(written, text, name="answers.md"):
    (written / "in").mkdir(exist_ok=True)
    (written / "in" / name).write_text(text)
    code = main(
        ["grade", "written", str(written / "in"), "--out", str(written / "out"), "--seed", "0"]
    )
    report = json.loads((written / "out" / "in" / "results.json").read_text())
    return code, {test["number"]: test for test in report["tests"]}, report


def test_right_answers_earn_and_free_text_is_pending(written):
    code, tests, report = grade(written, RIGHT)
    assert code == 0
    scores = {number: test.get("score") for number, test in tests.items()}
    assert scores == {"1": 4, "2a": 1, "2b": 1, "3": 0, "4": 1}
    assert report["score"] == 7
    assert tests["3"]["tags"] == ["review"]
    assert "status" not in tests["3"]
    assert "2 of 2 points need review" in tests["3"]["output"]
    assert tests["3"]["extra_data"]["checks"][0]["rubric"] == "rubric: SECRET WORD"
    assert "SECRET" not in tests["3"]["output"]
    assert "Needs review: 3 (2 points)" in report["output"]
    assert "read as: p_j - y_j" not in tests["1"]["output"]
    assert "read as: " in tests["1"]["output"]


def test_wrong_answers_lose_points_with_a_reason(written):
    wrong = RIGHT.replace(r"p_i(\delta_{ij} - p_j)", "p_i(1 - p_j)").replace("0.690", "0.731")
    _, tests, _ = grade(written, wrong)
    assert tests["1"]["score"] == 2
    assert "expected at entry" in tests["1"]["output"]
    assert tests["2a"]["score"] == 0


def test_latex_answers_get_the_same_points(written):
    boxes = "\n".join(
        f"\\begin{{soln}}{{{part.split(None, 1)[0]}}}\n{part.split(None, 1)[1]}\\end{{soln}}"
        for part in RIGHT.split("## ")[1:]
    )
    assert grade(written, boxes, "answers.tex")[2]["score"] == 7


def test_missing_repeated_and_unknown_questions_are_reported(written):
    _, tests, report = grade(written, "## 2a\n0.690\n## 2a\n0.7\n## 9\nx\n")
    assert "value is answered twice: here and at answers.md, line 1" in report["output"]
    assert "there is no question '9'" in report["output"]
    assert "Not submitted: 1, 2b, 3." in report["output"]
    assert tests["2a"]["score"] == 0


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_payload_in_an_answer_is_only_text(written, payload):
    mark = written / "acted"
    text = payload.replace("{mark}", str(mark))
    fields = {"1": ["dp_do", "dL_do"], "2a": ["value"], "2b": ["fit", "why"], "3": ["text"]}
    answers = "".join(
        f"## {question}\n" + "".join(f"{name}: {text}\n" for name in names)
        for question, names in fields.items()
    )
    began = time.monotonic()
    code, _, report = grade(written, answers)
    assert time.monotonic() - began < 10
    assert code == (3 if "over 1,024 KiB" in report["output"] else 0)
    assert report["score"] == 0
    assert not mark.exists()


def test_student_sees_the_reading_but_no_key(written, capsys):
    assert main(["starter", "written", "-o", "handout"]) == 0
    everything = b"".join(p.read_bytes() for p in (written / "handout").rglob("*") if p.is_file())
    keys = (b"dp_i/do_j", b"tanh(0.848)", b"SECRET", b"names the gap")
    for secret in (*keys, b"Hidden", b"hidden_value"):
        assert secret not in everything
    assert b"## 1 Gradients\n\nDifferentiate the loss.\n\ndp_do:\n\ndL_do:" in everything
    (written / "handout" / "answers.md").write_text(RIGHT.split("## 4")[0].replace("0.690", "0.7"))
    capsys.readouterr()
    assert main(["check", "handout", "handout"]) == 1
    printed = capsys.readouterr().out
    assert "read as: 0.7" in printed
    assert "your instructor has the key" in printed
    wrong = RIGHT.split("## 4")[0].replace(r"p_j \sum_k y_k - y_j", r"p_j - \sum_k y_k")
    (written / "handout" / "answers.md").write_text(wrong)
    assert main(["check", "handout", "handout"]) == 1
    assert "step 1 is wrong" in capsys.readouterr().out


def test_blank_sheet_is_no_second_answer(written):
    main(["starter", "written", "-o", "handout"])
    shutil.copytree(written / "handout", written / "in")
    assert grade(written, RIGHT)[2]["score"] == 7
    (written / "in" / "answers.tex").write_text("\\begin{soln}{2a}\n0.690\n\\end{soln}")
    assert grade(written, RIGHT)[2]["score"] == 7
    (written / "in" / "answers.tex").write_text("\\begin{soln}{2a}\n0.7\n\\end{soln}")
    _, tests, report = grade(written, RIGHT)
    assert report["score"] == 6
    assert "value is answered twice" in tests["2a"]["output"]


def test_empty_sheets_can_be_read(written):
    main(["starter", "written", "-o", "handout"])
    for name in ("answers.md", "answers.tex"):
        text = (written / "handout" / name).read_text()
        _, tests, report = grade(written, text, name)
        (written / "in" / name).unlink()
        assert report["score"] == 0
        assert "there is no question" not in report["output"]
        assert tests["1"]["output"] == "not submitted"


def test_field_names_are_typeset_verbatim():
    asked = Question("1", "One", points=1, checks=[Numbers("dL_do")], text="Give `dL_do` here.")
    assert r"Give \texttt{\detokenize{dL_do}} here." in latex("A sheet", [asked])
    assert "Give `dL_do` here." in markdown("A sheet", [asked])


def test_assignment_without_code_records_no_fixtures(written, capsys):
    folder = written / "reference" / "written"
    (folder / "answers.md").write_text(RIGHT)
    assert main(["fixtures", "written"]) == 0
    assert "the reference passes its own checks" in capsys.readouterr().out
    assert not (folder / "fixtures.pkl").exists()
    (folder / "answers.md").write_text(RIGHT.replace("0.690", "0.731"))
    assert main(["fixtures", "written"]) == 2


def test_model_answers_that_need_review_are_named_but_for_free_text(written, capsys):
    answers = RIGHT.replace(r"$p_i(\delta_{ij} - p_j)$", "![by hand](scan.png)")
    (written / "reference" / "written" / "answers.md").write_text(answers)
    assert main(["fixtures", "written"]) == 0
    *undecided, last = capsys.readouterr().out.splitlines()
    (line,) = undecided
    assert "assignment.py:11: question '1': dp_do: the model answer needs review: " in line
    assert last.endswith("the reference passes its own checks, but 1 model answer needs review")


def test_sympy_reads_no_answer(written):
    program = (
        "import sys; from grader.cli import main\n"
        "assert main(['grade', 'written', 'in', '--out', 'out']) == 0\n"
        "assert 'sympy' not in sys.modules\n"
    )
    grade(written, RIGHT)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=written, capture_output=True)
