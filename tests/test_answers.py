"""Answer files: Markdown, LaTeX and notebooks give the same answers, and mishaps are named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import Written, read_answers
from grader.errors import UngradableError

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


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## 1a\nx\n## 1a\ny", "answers.md, line 3: question 1a is answered twice"),
        ("## 7\nx", "answers.md, line 1: there is no question '7'"),
    ],
)
def test_a_repeated_or_unknown_question_is_said(text, problem):
    assert any(
        told.startswith(problem) for told in read_answers("answers.md", text, WANTED).problems
    )


def test_an_answer_given_twice_is_neither():
    answers = read_answers("answers.md", "## 1a\nx\n## 1a\ny", WANTED)
    assert "twice" in answers.by_question["1a"].problem
    assert not answers.by_question["1a"].fields


def test_a_field_given_twice_is_said():
    answers = read_answers("answers.md", "## 2\ndp: 1\ndp: 2", WANTED)
    assert "line 3: dp is there twice" in answers.by_question["2"].problem


def test_an_empty_field_is_not_there():
    answers = read_answers("answers.md", "## 2\ndp:\n\ndL: 3", WANTED)
    assert set(answers.by_question["2"].fields) == {"dL"}


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": [{}]}', '{"cells": 3}', "[" * 100_000])
def test_a_broken_notebook_is_one_clear_error(text):
    with pytest.raises(UngradableError, match="isn't a notebook"):
        read_answers("answers.ipynb", text, WANTED)


@given(st.text(alphabet="#12a. \n:=|$\\{}dpL-*`[]", max_size=300))
def test_any_text_is_read_without_failing(text):
    for name in ("answers.md", "answers.tex"):
        for answer in read_answers(name, text, WANTED).by_question.values():
            for written in answer.fields.values():
                assert isinstance(written.formulas, tuple)
                assert isinstance(written.words, str)


def test_a_megabyte_of_text_is_read_at_once_and_capped():
    answers = read_answers("answers.md", "## 1a\n" + "$x$ " * 250_000, WANTED)
    assert len(answers.by_question["1a"].fields["choice"].text) <= 20_000


def test_plain_words_are_without_signs():
    assert Written("**(b)** $x$", "here").words == "(b) x"
