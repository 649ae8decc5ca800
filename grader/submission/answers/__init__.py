"""Written answers: read answer sheets in Markdown, LaTeX and notebooks, question by question."""

from grader.submission.answers.sheets import read_answers, written_answers
from grader.submission.answers.written import Answer, Answers, Written

__all__ = ["Answer", "Answers", "Written", "read_answers", "written_answers"]
