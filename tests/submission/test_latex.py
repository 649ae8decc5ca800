"""LaTeX answer sheets: the handed-out one, and documents of the students' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import foldered

from grader.submission import Sheet, read, read_answers, written_answers

WANTED = {"1a": ["x"], "1b": ["x"], "2": ["dp", "dL"], "3.1": ["x"]}
TITLES = {"1a": "Overfitting", "2": "Gradients of the loss"}


def fields(text, wanted=WANTED):
    answers = read_answers("hw.tex", text, wanted, TITLES)
    found = {
        question: {field: written.text for field, written in answer.fields.items()}
        for question, answer in answers.by_question.items()
    }
    return {question: texts for question, texts in found.items() if texts}, answers


def document(body, preamble=""):
    return f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"


@pytest.mark.parametrize(
    "heading",
    [r"\section{Question 2}", r"\section*{Problem 2: Gradients}", r"\section{2. Gradients}",
     r"\section{Gradients of the Loss}", r"\subsection*{\textbf{Problem 2}}", r"\question[2]",
     r"\section[Two]{Problem 2}", r"\begin{problem}{2}", r"\begin{exercise}[2]",
     r"\paragraph{Question 2.}", r"\item[2.]"],
)  # fmt: skip
def test_a_question_is_named_as_the_document_names_it(heading):
    found, _ = fields(document(f"{heading}\ndp: $1$\n\ndL: $2$\n\\section*{{Notes}}\nx"))
    assert found == {"2": {"dp": "$1$", "dL": "$2$"}}


def test_parts_lie_within_their_problem():
    body = r"""
\section*{Problem 1}
\subsection*{(a)} first
\subsection*{(b)} second
\section*{Problem 3}
\subsection*{3.1 A title} third
"""
    assert fields(document(body))[0] == {
        "1a": {"x": "first"},
        "1b": {"x": "second"},
        "3.1": {"x": "third"},
    }


def test_numbers_count_as_the_document_prints_them():
    body = r"""
\section{Learning}
\subsection{About the first} skipped
\begin{questions}
\question Statement
\begin{parts}
\part one
\part two
\end{parts}
\end{questions}
"""
    wanted = {"1.1": ["x"], "1.1.1a": ["x"], "1.1.1b": ["x"]}
    found, _ = fields(document(body), wanted)
    assert found["1.1.1a"]["x"] == "one"
    assert found["1.1.1b"]["x"] == "two"


def test_the_class_exam_numbers_questions_and_parts():
    body = r"""\begin{questions}
\question Overfitting?
\begin{parts}
\part What \begin{solution} first \end{solution}
\part Why \begin{solution} second \end{solution}
\end{parts}
\question Gradients
\begin{solution}
dp: 1
\end{solution}
\end{questions}"""
    assert fields(document(body))[0] == {
        "1a": {"x": "first"},
        "1b": {"x": "second"},
        "2": {"dp": "1"},
    }


@pytest.mark.parametrize("box", ["soln", "solution", "answer", "solution*"])
def test_only_what_is_in_boxes_counts_if_there_are_any(box):
    body = f"\\section{{Question 1(a)}} Is $x$ it?\n\\begin{{{box}}} yes \\end{{{box}}}\nmore"
    assert fields(document(body))[0] == {"1a": {"x": "yes"}}


def test_boxes_without_a_name_belong_to_their_heading():
    body = "\\section{Problem 2}\n\\begin{soln}{}\ndp: 1\n\\end{soln}\nWhat is dL?\n" \
           "\\begin{soln}[height=3cm]\ndL: 2\n\\end{soln}"  # fmt: skip
    assert fields(document(body))[0] == {"2": {"dp": "1", "dL": "2"}}


def test_a_box_with_a_name_needs_no_heading():
    assert fields(r"\begin{soln}{1a} yes \end{soln} \begin{soln}[1b] no \end{soln}")[0] == {
        "1a": {"x": "yes"},
        "1b": {"x": "no"},
    }


def test_a_box_of_an_unknown_question_is_said():
    _, answers = fields(document(r"\begin{soln}{77} yes \end{soln}"))
    assert [str(note) for note in answers.notes] == ["hw.tex: line 4: there is no question '77'"]


def test_comments_and_the_preamble_are_no_answers():
    body = "\\section{Question 1a}\n% \\section{Question 1b}\n50\\% of it % not this"
    preamble = r"\newcommand{\q}{\section{Question 1b} no}"
    assert fields(document(body, preamble))[0] == {"1a": {"x": r"50\% of it"}}


def test_the_documents_macros_come_along():
    preamble = r"""\newcommand{\R}{\mathbb{R}}
\newcommand*\norm[1]{\left\lVert #1 \right\rVert}
\DeclareMathOperator{\softmax}{softmax}
\def\grad#1{\nabla_{#1}}
\usepackage{amsmath}"""
    _, answers = fields(document(r"\section{Question 1a} $\R$", preamble))
    macros = answers.by_question["1a"].fields["x"].macros.splitlines()
    assert macros == preamble.splitlines()[:-1]


def test_environments_are_formulas():
    body = "\\section{Question 1a}\n\\begin{align*}\n a &= b \\\\ &= c\n\\end{align*}"
    _, answers = fields(document(body))
    assert answers.by_question["1a"].fields["x"].formulas == ("a &= b \\\\ &= c",)


def test_a_heading_within_an_answer_ends_nothing():
    body = "\\section{Question 1a}\nfirst\n\\subsection{Proof}\nsecond\n\\section{Thanks}\nnone"
    assert "second" in fields(document(body))[0]["1a"]["x"]
    assert "none" not in fields(document(body))[0]["1a"]["x"]


PIECES = st.sampled_from(
    ["\\section{", "\\subsection*{", "}", "2", "(a)", "\\begin{soln}", "\\end{soln}", "{2}", "[",
     "]", "\\question", "\\part", "\\item[", "\n", " dp: ", "$", "%", "\\", "\\begin{problem}", "x",
     "\\newcommand{\\a}", "{"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_any_document_is_read_without_failing(pieces):
    for question, texts in fields("".join(pieces))[0].items():
        assert question in WANTED
        assert set(texts) <= set(WANTED[question])


def test_included_files_are_read_at_their_place():
    main = document("\\section{Question 1a}\n\\input{parts/one}\n\\include{two.tex}\n\\input{gone}")
    included = {"hw/parts/one.tex": "first\n\\input{two}", "hw/two.tex": "second"}
    included["two.tex"] = "third"
    answers = written_answers([Sheet("hw/main.tex", main, included=included)], WANTED)
    text = answers.by_question["1a"].fields["x"].text
    assert text.split() == ["first", "third", "second", "\\input{gone}"]
    headings = {"hw/q.tex": "\\section{Question 1b}\nyes"}
    sheet = Sheet("hw/main.tex", document("\\input{q}"), included=headings)
    assert written_answers([sheet], WANTED).by_question["1b"].place == "hw/q.tex, line 1"


def test_files_that_include_each_other_end():
    included = {"a.tex": "\\input{b}\n" * 50, "b.tex": "\\input{a}\n" * 50}
    sheet = Sheet("main.tex", document("\\input{a}\n" * 50), included=included)
    assert not written_answers([sheet], WANTED).by_question


def test_a_document_of_several_files_is_one_sheet(tmp_path):
    foldered(
        tmp_path / "s",
        [
            ("main.tex", document("\\section{Question 1a}\n\\input{q1}")),
            ("q1.tex", "yes"),
            ("README.md", "# 2\ndp: 1"),
        ],
    )
    submission = read(tmp_path / "s", [], ["answers.md", "answers.tex"])
    assert [(sheet.name, sheet.asked) for sheet in submission.sheets] == [("main.tex", False)]
    answers = written_answers(submission.sheets, WANTED)
    assert answers.by_question["1a"].fields["x"].text == "yes"
