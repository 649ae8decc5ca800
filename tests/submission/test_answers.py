"""Answer files: Markdown, LaTeX and notebooks give the same answers, and mishaps are named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import notebook

from grader.submission import Sheet, Written, read_answers, written_answers

WANTED = {"1a": ["choice"], "2": ["dp", "dL"], "2.1": ["value"], "10": ["text"]}

MARKDOWN = r"""# My answers

## 1a Which?

overfitting, since the gap grows

## Question 2: Gradients
dp: $p_i(\delta_{ij} - p_j)$

- **dL** = $$p_j
  - y_j$$

### 2.1
| value | 0.690 |

## Notes
nothing to do with a question

## 10
Two lines
of text
"""
LATEX = r"""\documentclass{article}
\begin{document}
\begin{soln}{1a} overfitting, since the gap grows \end{soln} % not this
\begin{soln}{2}
\answer{dp} $p_i(\delta_{ij} - p_j)$
\answer{dL} \[p_j
  - y_j\]
\end{soln}
\begin{soln}{2.1}
value = 0.690
\end{soln}
\begin{soln}{10}
Two lines % and a comment
of text
\end{soln}
\end{document}
"""
BOX = r"\begin{soln}{2}"
NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "code", "source": ["## 1a\n", "not an answer"]},
            *({"cell_type": "markdown", "source": part} for part in MARKDOWN.split("\n\n")),
        ]
    }
)


@pytest.mark.parametrize(
    ("name", "text"),
    [("answers.md", MARKDOWN), ("answers.tex", LATEX), ("answers.ipynb", NOTEBOOK)],
)
def test_each_kind_of_file_gives_the_same_answers(name, text):
    answers = read_answers(name, text, WANTED)
    assert answers.problems == ()
    fields = {
        question: {name: written.formulas for name, written in answer.fields.items()}
        for question, answer in answers.by_question.items()
    }
    assert fields["1a"]["choice"] == ("overfitting, since the gap grows",)
    assert fields["2"]["dp"] == (r"p_i(\delta_{ij} - p_j)",)
    assert fields["2"]["dL"] == ("p_j\n  - y_j",)
    assert [text.strip() for text in fields["2.1"]["value"]] == ["0.690"]
    assert [line.strip() for line in fields["10"]["text"][0].splitlines()] == [
        "Two lines",
        "of text",
    ]


def fields(text, name="answers.md", wanted=WANTED, **options):
    """The texts of an answer sheet's fields by question, and its notes."""
    answers = read_answers(name, text, wanted, **options)
    found = {
        question: {field: written.text for field, written in answer.fields.items()}
        for question, answer in answers.by_question.items()
    }
    return found, [str(note) for note in answers.notes]


def test_an_unknown_question_is_said():
    assert fields("## 7\nx")[1] == ["answers.md: line 1: there is no question '7'"]


def test_two_answers_to_a_question_need_review():
    answers = read_answers("answers.md", "## 1a\nx\n## 1a\ny", WANTED)
    answer = answers.by_question["1a"]
    assert (
        answer.problem
        == "answers.md, line 3: choice is answered twice: here and at answers.md, line 1"
    )
    assert not answer.fields


def test_a_question_in_two_places_is_one_answer():
    assert fields("## 2\ndp: 1\n## 1a\nx\n## 2\ndL: 2")[0]["2"] == {"dp": "1", "dL": "2"}
    assert fields("## 1a\n\n## 1a\ny")[0]["1a"] == {"choice": "y"}


def test_a_field_given_twice_needs_review():
    answers = read_answers("answers.md", "## 2\ndp: 1\ndp: 2", WANTED)
    assert "line 3: dp is answered twice" in answers.by_question["2"].problem


def test_an_empty_field_is_not_there():
    assert fields("## 2\ndp:\n\ndL: 3")[0] == {"2": {"dL": "3"}}


@pytest.mark.parametrize(
    "opening",
    ["dp: 1", "dp = 1", "**dp**: 1", "**dp:** 1", "- dp: 1", "- **dp** = 1", "`dp`: 1", "$dp$: 1",
     "| dp | 1 |", "* dp : 1", "\\answer{dp} 1", "\\answer{dp}: 1", "\\item dp: 1",
     "\\textbf{dp}: 1", "\\item[dp] : 1"],
)  # fmt: skip
def test_a_field_may_be_opened_in_many_ways(opening):
    assert fields(f"## 2\n{opening}\ndL: 2")[0]["2"] == {"dp": "1", "dL": "2"}


@pytest.mark.parametrize(
    "heading",
    ["# 2", "## 2 Gradients", "### Question 2: Gradients", "## Problem 2.", "## **2**", "## Q2",
     "## Exercise 2)", "**Question 2**", "__Problem 2:__", "## (2) Gradients", "## Gradients ##",
     "## Solution to Problem 2", "## 7. gradients"],
)  # fmt: skip
def test_a_heading_may_name_a_question_in_many_ways(heading):
    titles = {"1a": "Which?", "2": "Gradients"}
    assert fields(f"{heading}\ndp: 1", titles=titles)[0] == {"2": {"dp": "1"}}


def test_parts_are_named_within_their_problem():
    wanted = {"2a": ["x"], "2b": ["x"], "3.1": ["x"]}
    text = "# Problem 2\n## (a)\nfirst\n## Part b\nsecond\n# Problem 3\n## 1\nthird"
    found = {"2a": {"x": "first"}, "2b": {"x": "second"}, "3.1": {"x": "third"}}
    assert fields(text, wanted=wanted) == (found, [])


PARTS = {"1a": ["why"], "1d": ["slope"], "1e": ["left", "right"]}


@pytest.mark.parametrize(
    "text",
    [
        "## 1\n## (a)\nx\n## (d)\ny",
        "## 1\n## Part d\ny\n## a)\nx",
        "## 1a\nx\n## d.\ny",
        "**1a.** x\n**1d.**\ny",
        "__1(a)__: x\n\n**(1d)** y",
    ],
)
def test_a_part_may_be_named_beside_its_number_or_in_bold(text):
    found, notes = fields(text, wanted=PARTS)
    texts = {question: [t.strip() for t in its.values()] for question, its in found.items()}
    assert texts == {"1a": ["x"], "1d": ["y"]}
    assert notes == []


@pytest.mark.parametrize("line", ["**1d** gives it", "**(d)** y", "**1.5** y", "(d) y", "- (d) y"])
def test_what_may_be_a_part_of_an_answer_is_no_heading(line):
    assert fields(f"## 1a\nx\n{line}", wanted=PARTS)[0] == {"1a": {"why": f"x\n{line}"}}


def test_an_answered_part_is_not_begun_again_in_bold():
    found, _ = fields("## 1d\nx\n## 1e\nleft: 3\n**1d.** gives it\nright: 2", wanted=PARTS)
    assert found == {"1d": {"slope": "x"}, "1e": {"left": "3\n**1d.** gives it", "right": "2"}}


WRITE = "write '## 1a' above an answer"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "own.md",
            "# 1. Written\n- (a) Show that\n- (d) Give\n(e) Give",
            f"(found: '1. Written', '(a) Show that', '(d) Give', '(e) Give'); {WRITE}",
        ),
        ("answers.md", "# HW\n## (d)\nx", f"(found: 'HW', '(d)'); {WRITE}"),
        ("answers.md", "x = 1", f"; {WRITE}"),
        ("a.md", "# i\n" * 9, f"(found: 'i', 'i', 'i', 'i' and 5 more); {WRITE}"),
        (
            "answers.tex",
            "\\begin{document}\n\\section*{Problem (d)}\nx\n\\end{document}",
            "(found: 'Problem (d)'); write '\\section{1a}' above an answer",
        ),
    ],
)
def test_a_sheet_that_names_no_question_is_said_with_its_headings(name, text, message):
    answers = written_answers([Sheet(name, text, name != "own.md")], PARTS)
    (note,) = map(str, answers.notes)
    begun = f"{name}: no heading names a question"
    assert note == (f"{begun}{message}" if message[0] == ";" else f"{begun} {message}")


def test_a_sheet_as_it_is_given_or_of_something_else_is_not_named():
    assert not written_answers([Sheet("answers.md", "# HW\n## 1a\n\n## 1d\n")], PARTS).notes
    assert not written_answers([Sheet("answers.md", "\n")], PARTS).notes
    todo = Sheet("todo.md", "# To do\n- tests\n# 77 things", asked=False)
    assert not written_answers([todo], PARTS).notes
    filled = Sheet("answers.md", "## 1a\nx")
    assert not written_answers([filled, Sheet("own.md", "# 1. Written", asked=False)], PARTS).notes


def test_a_code_fence_ends_no_answer():
    text = "## 2\n```python\n# not a heading\ndp: p*(1-p)\n```\ndL: 2\n~~~\n## 10\n~~~\n## 1a\nx"
    found, notes = fields(text)
    assert found["2"] == {"dp": "p*(1-p)", "dL": "2\n## 10"}
    assert found["1a"] == {"choice": "x"}
    assert notes == []


def test_a_fence_that_is_never_closed_hides_no_answer():
    assert fields("## 1a\n```\nx\n## 2\ndp: 1")[0] == {"1a": {"choice": "```\nx"}, "2": {"dp": "1"}}


def test_a_heading_inside_an_answer_ends_nothing():
    text = "## 10\nbecause\n### 1. First step\nof this\n### Then\nthat\n## 1a\nx"
    assert fields(text)[0] == {
        "10": {"text": "because\n1. First step\nof this\nThen\nthat"},
        "1a": {"choice": "x"},
    }


def test_a_bold_answer_is_no_heading():
    assert fields("## 2.1\n**2**\n## 1a\n**(a)**")[0] == {
        "2.1": {"value": "**2**"},
        "1a": {"choice": "**(a)**"},
    }


def test_comments_are_not_read():
    text = "## 1a\n<!-- write\n## 2\nhere -->x\n## 10\na <!-- never closed"
    assert fields(text)[0] == {"1a": {"choice": "x"}, "10": {"text": "a <!-- never closed"}}


def test_an_answer_goes_under_the_handouts_own_headings():
    cells = [
        ("markdown", "# Homework 1"),
        ("markdown", "## Question 2.1: a number (3 points)\nWhat is $1 + 1$?"),
        ("code", "# 2.1\n1 + 1"),
        ("markdown", "**Your answer:**\n\n$2$"),
        ("markdown", "## Question 10\nExplain."),
        ("markdown", "*Answer:* Because."),
        ("markdown", "## Question 1a\nWhich?\n\n### Solution\nfirst"),
    ]
    answers = read_answers("hw1.ipynb", notebook(*cells), WANTED)
    texts = {q: [w.text for w in a.fields.values()] for q, a in answers.by_question.items()}
    assert texts == {"2.1": ["$2$"], "10": ["Because."], "1a": ["first"]}
    assert answers.by_question["2.1"].fields["value"].place == "hw1.ipynb, cell 4, line 1"


def test_a_fence_ends_with_its_cell():
    cells = [("markdown", "## 1a\n```\nx"), ("markdown", "## 2\ndp: 1\n```")]
    assert fields(notebook(*cells), "a.ipynb")[0]["2"] == {"dp": "1\n```"}


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": [{}]}', '{"cells": 3}', "[" * 100_000])
def test_a_broken_notebook_is_one_note(text):
    found, notes = fields(text, "answers.ipynb")
    assert not found
    assert len(notes) == 1
    assert notes[0].startswith("answers.ipynb: this is not a readable notebook")


def test_half_a_character_in_an_answer_is_replaced():
    found, _ = fields(notebook(("markdown", "## 1a\n\ud800x")), "answers.ipynb")
    assert found == {"1a": {"choice": "\ufffdx"}}


def test_a_picture_needs_review():
    for picture in ("![](photo.jpg)", '<img src="a.png">', r"\includegraphics[width=1cm]{a.png}"):
        answer = read_answers("answers.md", f"## 2\ndp: {picture}\n\ndL: 2", WANTED).by_question[
            "2"
        ]
        assert answer.unread == {"dp": "answers.md, line 2: dp is a picture and needs review"}
        assert answer.fields["dL"].text == "2"


def test_an_answer_that_is_too_long_is_cut_and_said():
    answers = read_answers("answers.md", "## 1a\n" + "$x$ " * 250_000, WANTED)
    answer = answers.by_question["1a"]
    assert len(answer.fields["choice"].text) <= 20_000
    assert answer.unread["choice"].endswith("only the first are read")
    assert [str(note) for note in answers.notes] == [
        "answers.md: line 1: choice is over 20,000 characters; only the first are read"
    ]


def test_lines_beyond_the_limit_are_cut_and_said():
    found, notes = fields("## 1a\nx\n" + "\n" * 60_000 + "## 2\ndp: 1")
    assert found == {"1a": {"choice": "x"}}
    assert notes == ["answers.md: over 50,000 lines; only the first are read"]


def test_a_megabyte_of_headings_gives_few_notes():
    answers = read_answers("answers.md", "## 77 x\n" * 130_000, WANTED)
    assert sum(len(str(note)) for note in answers.notes) < 5_000
    assert str(answers.notes[-1]) == "and 49961 more messages like these"


HOSTILE = ["#", "# ", " ", "\t", "$", "\\[", "\\(", "<!--", "`", "```\n", "```a\n", "**", "|", "- ",
           "\\begin{align}", "\\begin{soln}", "\\item[", "\\section{", "{", "%", "![", "dp", "dp ",
           "Question ", "1.", "(", "\\newcommand", "\\newcommand{", "\\",
           "\\answer{", "_", "\\question[2]\n", "## 2\n"]  # fmt: skip


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_repeated_piece_takes_time_in_proportion(name, piece):
    """A quadratic reader would need minutes for one of them."""
    text = piece * (300_000 // len(piece))
    for sheet in (text, f"## 2\ndp: {text}\n", f"\\begin{{soln}}{{2}}\ndp: {text}\\end{{soln}}"):
        answers = read_answers(name, sheet, WANTED)
        for answer in answers.by_question.values():
            for written in answer.fields.values():
                assert isinstance(written.formulas, tuple)
                assert isinstance(written.prose + written.words, str)


@given(st.text(alphabet="#12a. \n:=|$\\{}dpL-*`[]<!>~%Q", max_size=300))
def test_any_text_is_read_without_failing(text):
    for name in ("answers.md", "answers.tex"):
        for answer in read_answers(name, text, WANTED).by_question.values():
            for written in answer.fields.values():
                assert isinstance(written.formulas, tuple)
                assert isinstance(written.words, str)


def test_plain_words_are_without_signs():
    assert Written("**(b)** $x$", "here").words == "(b) x"


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$a$ and $$b$$", ("a", "b")),
        (r"\(a\) or \[b\]", ("a", "b")),
        (r"costs \$5 or $a$", ("a",)),
        (r"two lines \\[2pt] and $a$", ("a",)),
        ("from $5\n\nto $a$", ("a",)),
        (r"\begin{align*}a &= b\end{align*}", ("a &= b",)),
        (r"\begin{alignat}{2}a\end{alignat}", ("a",)),
        (r"\begin{align}a", (r"\begin{align}a",)),
        ("`a*b`", ("a*b",)),
        ("**a**", ("a",)),
        (r"$\newcommand{\R}{\mathbb{R}}$ $\R$", (r"\R",)),
        ("$$ $$ $a$", ("a",)),
        ("", ()),
    ],
)
def test_formulas_are_what_is_between_signs(text, formulas):
    assert Written(text, "here").formulas == formulas


def test_prose_is_what_is_outside():
    assert Written("for $i = j$ only", "here").prose.split() == ["for", "only"]
    assert Written("no formula", "here").prose == ""


def test_answers_in_two_sheets_are_put_together():
    sheets = [
        Sheet("a.md", "## 1a\nx\n## 2\ndp: 1"),
        Sheet("b.tex", BOX + "\\answer{dL} 2\\end{soln}"),
    ]
    answers = written_answers(sheets, WANTED)
    assert {q: set(a.fields) for q, a in answers.by_question.items()} == {
        "1a": {"choice"},
        "2": {"dp", "dL"},
    }
    assert not answers.notes


def test_contradicting_sheets_cost_only_their_question():
    sheets = [
        Sheet("a.md", "## 1a\nx\n## 2\ndp: 1"),
        Sheet("b.tex", BOX + "\\answer{dp} 2\\end{soln}"),
    ]
    answers = written_answers(sheets, WANTED)
    assert (
        "dp is answered twice: at a.md, line 4 and b.tex, line 1"
        in answers.by_question["2"].problem
    )
    assert answers.by_question["1a"].fields["choice"].text == "x"


def test_a_blank_sheet_beside_a_filled_one_is_ignored():
    sheets = [
        Sheet("answers.md", "## 1a\n\n## 2\ndp:\n"),
        Sheet("answers.tex", BOX + "dp: 1\\end{soln}"),
    ]
    answers = written_answers(sheets, WANTED)
    assert answers.by_question["2"].fields["dp"].text == "1"


def test_another_document_is_read_and_said():
    answers = written_answers([Sheet("hw.md", "## 1a\nx", asked=False)], WANTED)
    assert answers.by_question["1a"].fields["choice"].text == "x"
    assert [str(note) for note in answers.notes] == ["hw.md: read as the answer sheet"]
    assert not written_answers([Sheet("todo.md", "# 77 things", asked=False)], WANTED).notes


def test_what_the_handout_gives_begins_no_answer():
    handout = Sheet(
        "hw.ipynb", notebook(("markdown", "## 2.1 A number\nWhat is $1 + 1$?\n\nSay it."))
    )
    theirs = Sheet(
        "hw.md", "## 2.1 A number\nWhat is $1 + 1$?\n\nSay it.\n$2$\nSay it.", asked=False
    )
    answers = written_answers([theirs], WANTED, handout=[handout])
    assert answers.by_question["2.1"].fields["value"].text == "$2$\nSay it."
    blank = Sheet("hw.ipynb", handout.text, asked=False)
    assert not written_answers([blank], WANTED, handout=[handout]).by_question


def test_another_document_counts_where_the_sheet_is_blank():
    blank, other = (
        Sheet("answers.md", "## 1a\n\n## 2\ndp:\n"),
        Sheet("hw.md", "## 1a\nx", asked=False),
    )
    answers = written_answers([blank, other], WANTED)
    assert answers.by_question["1a"].fields["choice"].text == "x"
    filled = Sheet("answers.md", "## 1a\ny")
    answers = written_answers([filled, other], WANTED)
    assert answers.by_question["1a"].fields["choice"].text == "y"


def test_a_plot_beside_typed_answers_needs_no_review():
    answers = written_answers([Sheet("a.md", "## 1a\nx")], WANTED, papers=["loss.png"])
    assert set(answers.by_question) == {"1a"}
    answers = written_answers([], WANTED, papers=["photo.jpg"])
    assert {answer.problem for answer in answers.by_question.values()} == {
        "photo.jpg: this needs review"
    }


def test_what_only_a_person_can_read_leaves_no_question_unanswered():
    answers = written_answers([Sheet("a.md", "## 1a\nx")], WANTED, papers=["scan.pdf"])
    assert answers.by_question["1a"].fields["choice"].text == "x"
    assert all(answers.by_question[q].problem == "scan.pdf: this needs review" for q in ("2", "10"))
