"""The files that students fill in: answers in Markdown or LaTeX, and results tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.assignment import Question

_TEX_HEAD = r"""\documentclass{article}
\usepackage{amsmath,amssymb}
\newenvironment{soln}[1]{\par\medskip\noindent\textbf{Answer to #1.}\par}{\par\medskip}
\newcommand{\answer}[1]{\par\noindent\texttt{\detokenize{#1}}:\ }
\begin{document}
"""
_SET = re.compile("[\\n -~\u00a1-\u00ff–—‘’“”…]*")  # what plain LaTeX has letters for
_ESCAPED = {c: f"\\{c}" for c in "&%#_"} | {"^": r"\^{}", "~": r"\~{}"}


def sheets(title: str, questions: Sequence[Question]) -> dict[str, str]:
    """Return every file to be filled in, by name, with its text."""
    files = {}
    if _written(questions):
        files = {
            "answers.md": markdown(title, questions),
            "answers.tex": latex(title, questions),
        }
    return files | {n: t for q in questions for c in q.checks for n, t in c.needs.sheets}


def markdown(title: str, questions: Sequence[Question]) -> str:
    """Return answers.md, ready to be filled in."""
    parts = [f"# {title}\n\nFormulas: $LaTeX$, or as you would type them: p_i*(delta_ij - p_j).\n"]
    return "\n".join([*parts, *map(section, _written(questions))])


def section(question: Question) -> str:
    """Return one question in Markdown, ready to be filled in."""
    text = "".join(f"{paragraph}\n\n" for paragraph in _asked(question))
    fields = "\n\n".join(f"{name}:" for name in question.fields)
    return f"## {question.id} {question.title}\n\n{text}{fields}\n"


def latex(title: str, questions: Sequence[Question]) -> str:
    """Return answers.tex, ready to be filled in; it compiles as it is."""
    parts = [f"{_TEX_HEAD}\\section*{{{_title(title)}}}\n"]
    for question in _written(questions):
        text = "".join(f"{_as_latex(paragraph)}\n\n" for paragraph in _asked(question))
        fields = "\n\n".join(rf"\answer{{{name}}}" for name in question.fields)
        parts.append(
            f"\\subsection*{{{question.id} {_title(question.title)}}}\n{text}"
            f"\\begin{{soln}}{{{question.id}}}\n{fields}\n\\end{{soln}}\n"
        )
    return "\n".join([*parts, "\\end{document}\n"])


def _written(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.is_written]


def _as_latex(text: str) -> str:
    """Prose with $formulas$ and `code`, as LaTeX; a comment, if it has signs LaTeX can't set."""
    if not _SET.fullmatch(text):
        return "\n".join(f"% {line}".rstrip() for line in text.splitlines())
    parts = re.split(r"(\$[^$]*\$|`[^`\n]*`)", text)
    parts[::2] = [re.sub(r"[&%#_^~]", lambda m: _ESCAPED[m[0]], part) for part in parts[::2]]
    code = [rf"\texttt{{\detokenize{{{p[1:-1]}}}}}" if p[0] == "`" else p for p in parts[1::2]]
    parts[1::2] = code
    return "".join(parts)


def _title(text: str) -> str:
    return _as_latex("".join(c for c in text if _SET.fullmatch(c)))


def _asked(question: Question) -> list[str]:
    """What is asked, in paragraphs."""
    return list(filter(None, [question.text.strip(), *(c.needs.asks for c in question.checks)]))
