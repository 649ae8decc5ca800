"""The files of answers that students fill in, in Markdown and LaTeX: every question and field."""

from __future__ import annotations

from collections.abc import Sequence

from grader.assignment import Question
from grader.checks.written import WrittenCheck

_TEX_HEAD = r"""\documentclass{article}
\usepackage{amsmath,amssymb}
\newenvironment{soln}[1]{\par\medskip\noindent\textbf{Answer to #1.}\par}{\par\medskip}
\newcommand{\answer}[1]{\par\noindent\texttt{\detokenize{#1}}:\ }
\begin{document}
"""


def markdown(title: str, questions: Sequence[Question]) -> str:
    """answers.md, ready to be filled."""
    parts = [f"# {title}\n\nFormulas: $LaTeX$, or as you would type them: p_i*(delta_ij - p_j).\n"]
    for question in _written(questions):
        text = f"{question.text.strip()}\n\n" if question.text else ""
        fields = "\n\n".join(f"{name}:" for name in _fields(question))
        parts.append(f"## {question.id} {question.title}\n\n{text}{fields}\n")
    return "\n".join(parts)


def latex(title: str, questions: Sequence[Question]) -> str:
    """answers.tex, ready to be filled; it compiles as it is.

    What is asked stands in comments: it may hold signs that LaTeX can't set.
    """
    parts = [f"{_TEX_HEAD}\\section*{{{title}}}\n"]
    for question in _written(questions):
        text = "".join(f"% {line}".rstrip() + "\n" for line in question.text.strip().splitlines())
        fields = "\n\n".join(rf"\answer{{{name}}}" for name in _fields(question))
        parts.append(
            f"\\subsection*{{{question.id} {question.title}}}\n{text}"
            f"\\begin{{soln}}{{{question.id}}}\n{fields}\n\\end{{soln}}\n"
        )
    return "\n".join([*parts, "\\end{document}\n"])


def _written(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.kind != "code"]


def _fields(question: Question) -> list[str]:
    return [n for c in question.checks if isinstance(c, WrittenCheck) for n in c.fields]
