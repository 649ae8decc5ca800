"""What a student's code prints or raises can't act where it is shown."""

import io

import pytest
from rich.console import Console

from grader.reports.gradescope import gradescope
from grader.reports.terminal import show
from grader.reports.text import plain
from grader.results import Failure, QuestionResult, Results, Verdict

HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07 \x9b2J[bold]x[/bold] <script>\u202eevil\u2066 \r\x08\x00\u200b"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x07", "link"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]0;never ended", ""),
        ("\x1bP+q544e\x1b\\after", "+q544eafter"),
        ("\x9b31mred", "31mred"),
        ("a\rb\x08c\x00d\x7f", "abcd"),
        ("\u202eabc\u2066\u200b\ufeff", "abc"),
        ("\ud800", ""),
        ("[red]kept[/red] <b>kept</b>", "[red]kept[/red] <b>kept</b>"),
        ("tabs\tand\nlines", "tabs\tand\nlines"),
        ("<f at 0x7f00deadbeef>", "<f at 0x…>"),
    ],
)
def test_control_sequences_are_taken_out_and_markup_is_only_text(text, shown):
    assert plain(text) == shown


@pytest.fixture
def results():
    verdict = Verdict("check", "failed", 0.0, failure=Failure(HOSTILE))
    question = QuestionResult("1", "One", "code", 4, (verdict,), output=HOSTILE)
    return Results("A test", "mlp", (question,), seed=0, problem=HOSTILE)


def test_the_terminal_shows_it_as_text(results):
    screen = io.StringIO()
    show(results, Console(file=screen, highlight=False, width=200), "again")
    text = screen.getvalue()
    assert "[bold]x[/bold] <script>evil" in text
    assert not set("\x1b\x9b\x07\x08\r\x00\u202e\u2066\u200b") & set(text)


def test_the_report_is_declared_as_text_and_has_no_controls(results):
    report = gradescope(results)
    assert '"output_format":"text"' in report.replace(" ", "")
    for code in ("u001b", "u0007", "u0000", "\u202e", "\x9b"):
        assert code not in report


def test_a_surrogate_in_a_message_does_not_stop_the_report(results):
    verdict = Verdict("check", "failed", 0.0, failure=Failure("\ud800 odd"))
    question = QuestionResult("1", "One", "code", 4, (verdict,), output="\udcff")
    assert "odd" in gradescope(Results("A test", "mlp", (question,), seed=0))
