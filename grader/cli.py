"""The command line: arguments and exit codes, nothing else.

Exit codes: 0 success (for `check`: full points), 1 points are lost or pending, 2 usage or a
mistake in the assignment, 3 something could not be graded.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader import distribution
from grader.errors import GraderError

ASSIGNMENT = "a folder, or the name of one under reference/"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the process's exit code."""
    parser = _parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may follow
        import argcomplete

        argcomplete.autocomplete(parser)
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a code page of Windows may have no ✓
    # only now: --help should answer at once
    command = importlib.import_module(f"grader.commands.{options.command}")
    try:
        code = int(command.run(options))
        sys.stdout.flush()
        return code
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read what we print has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # 128 + SIGPIPE
    except OSError as error:
        print(f"grader: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("grader: stopped", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="grader", description="Grade numerical and deep-learning homework."
    )
    parser.add_argument("--version", action="version", version=f"grader {distribution.version()}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check your own work on the public questions")
    _add_assignment(check, nargs="?", default=".", help=f"{ASSIGNMENT} (default: here)")
    check.add_argument("path", nargs="?", default=".", help="your file or folder (default: here)")
    _add_run(check)
    _add_ci(check)
    check.add_argument("--seed", type=int, default=0, help="the same seed, the same result")
    show = check.add_mutually_exclusive_group()
    show.add_argument(
        "--watch", action="store_true", help="check again on saving; show changes (extra: watch)"
    )
    show.add_argument(
        "--reproduce", action="store_true", help="print the failing calls as plain Python"
    )
    show.add_argument(
        "--reading", action="store_true", help="show how your written answers were read"
    )

    grade = commands.add_parser("grade", help="grade a submission, or a folder of them")
    _add_assignment(grade)
    grade.add_argument("path", help="a submission, or a folder whose children are submissions")
    grade.add_argument("--out", required=True, metavar="DIR", help="where results go")
    grade.add_argument(
        "--one", action="store_true", help="the folder is one submission, whatever is in it"
    )
    grade.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes that grade (default: the cores)"
    )
    grade.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="grade on a Dask cluster: its scheduler (extra: cluster)",
    )
    grade.add_argument(
        "--regrade",
        nargs="?",
        const="*",
        metavar="PATTERN",
        help="grade again what hasn't changed: all, or the submissions of these names",
    )
    grade.add_argument(
        "--require-confinement",
        choices=("strong", "partial", "process-only"),
        default="strong",
        help="minimum sandbox level (default: strong)",
    )
    grade.add_argument(
        "--plots", action="store_true", help="draw learning curves as PNG (extra: plots)"
    )
    grade.add_argument(
        "--no-report", dest="report", action="store_false", help="draw no pages (extra: report)"
    )
    _add_run(grade)
    grade.add_argument(
        "--seed", type=int, help="the same seed, the same result (default: the course's secret one)"
    )

    report = commands.add_parser("report", help="draw the pages of a class (extra: report)")
    report.add_argument("folder", metavar="DIR", help="what `grade --out` wrote")
    report.add_argument(
        "--students", action="store_true", help="for each submission, a page for the student too"
    )
    report.add_argument(
        "--after-due", action="store_true", help="those pages, with what students see after it"
    )

    fixtures = commands.add_parser("fixtures", help="build or verify the pickled fixtures")
    _add_assignment(fixtures)
    fixtures.add_argument("--write", action="store_true", help="re-record them")
    fixtures.add_argument(
        "--seeds",
        type=int,
        default=1,
        metavar="N",
        help="grade the reference and also_right/ under N seeds",
    )
    fixtures.add_argument(
        "--keys", action="store_true", help="print the derived keys in LaTeX, and what is proved"
    )

    _add_audit(commands.add_parser("audit", help="find what the checks let pass"))
    _add_gradebook(commands.add_parser("gradebook", help="show or export the points of a class"))
    _add_gradescope(commands.add_parser("gradescope", help="make the zip to upload"))
    _add_review(commands.add_parser("review", help="decide what needs review, equal answers once"))

    _add_similarity(commands.add_parser("similarity", help="find pairs of submissions to look at"))

    starter = commands.add_parser("starter", help="create the student handout")
    _add_assignment(starter)
    starter.add_argument("-o", "--out", required=True, metavar="DIR", help="a new folder")
    starter.add_argument(
        "--notebook", action="store_true", help="the skeletons and the questions as a notebook"
    )

    new = commands.add_parser("new", help="write a course repository to begin from")
    new.add_argument("folder", metavar="DIR", help="a new folder")

    explain = commands.add_parser("explain", help="print what is checked, as Markdown")
    _add_assignment(explain)
    explain.add_argument(
        "--students", action="store_true", help="without keys and hidden questions"
    )

    commands.add_parser("schema", help="print the JSON schema of results.json")
    return parser


def _add_assignment(parser: argparse.ArgumentParser, **options: Any) -> None:
    action = parser.add_argument("assignment", **{"help": ASSIGNMENT, **options})
    action.completer = _assignments  # type: ignore[attr-defined]  # argcomplete looks for it here


def _assignments(**context: Any) -> list[str]:
    """The names that a shell can complete."""
    del context
    return [path.parent.name for path in Path("reference").glob("*/assignment.py")]


def _add_review(review: argparse.ArgumentParser) -> None:
    review.add_argument("folder", help="what `grader grade --out` wrote")
    review.add_argument("-o", "--out", metavar="FILE", help="the sheet to write (a new file)")
    review.add_argument("--all", action="store_true", help="also what is decided already")
    review.add_argument("--apply", metavar="SHEET", help="take what is filled in on a sheet")
    review.add_argument(
        "--override",
        nargs=3,
        metavar=("SUBMISSION", "QUESTION", "POINTS"),
        help="give a submission these points, whatever the checks say (with --name and --reason)",
    )
    review.add_argument(
        "--deadline",
        nargs=2,
        metavar=("STUDENT", "TIME"),
        help="when a student, or `all`, must have submitted (with --name and --reason)",
    )
    review.add_argument("--name", default="", help="who decides")
    review.add_argument("--reason", default="", help="why, for the student")


def _add_ci(check: argparse.ArgumentParser) -> None:
    check.add_argument("--junit", metavar="FILE", help="write JUnit XML")
    check.add_argument("--markdown", metavar="FILE", help="write a summary in Markdown")
    check.add_argument(
        "--github", action="store_true", help="print annotations, and add to the step's summary"
    )
    check.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        help="exit with 0 from this share of the points on (default: 100)",
    )


def _add_audit(audit: argparse.ArgumentParser) -> None:
    _add_assignment(audit)
    audit.add_argument("--wrong", metavar="DIR", help="submissions that must lose points")
    audit.add_argument("--right", metavar="DIR", help="submissions that must lose none")
    audit.add_argument("--examples", type=_positive, default=6, help="inputs for each check")
    audit.add_argument("--seed", type=int, default=0, help="the same seed, the same result")


def _add_similarity(similarity: argparse.ArgumentParser) -> None:
    _add_assignment(similarity)
    similarity.add_argument("path", help="a folder whose children are submissions")
    similarity.add_argument("--most", type=_positive, default=50, metavar="N", help="pairs (50)")


def _add_gradebook(book: argparse.ArgumentParser) -> None:
    book.add_argument("folder", help="what `grader grade --out` wrote")
    book.add_argument("--find", default="", metavar="TEXT", help="only those of this name or id")
    book.add_argument("--history", metavar="SUBMISSION", help="its gradings: what changed, and why")
    book.add_argument("--csv", metavar="FILE", help="write the points to a file")
    book.add_argument(
        "--for",
        dest="platform",
        choices=("canvas", "moodle", "gradescope", "all"),
        default="all",
        help="whose columns the file has",
    )


def _add_gradescope(upload: argparse.ArgumentParser) -> None:
    upload.add_argument("assignment", nargs="?", help=ASSIGNMENT)
    upload.add_argument("-o", "--out", metavar="FILE.zip", help="where the zip goes")
    upload.add_argument(
        "--counts", choices=("last", "best"), default="last", help="whose score counts"
    )
    upload.add_argument(
        "--per-day", type=_positive, default=0, metavar="N", help="grade so many in 24 hours"
    )
    upload.add_argument(
        "--minutes", type=_positive, default=10, help="the time limit set there (default: 10)"
    )
    upload.add_argument(
        "--require-confinement",
        choices=("strong", "partial", "process-only"),
        default="partial",
        help="minimum sandbox level there (default: partial)",
    )
    upload.add_argument("--examples", type=_positive, default=6, help="inputs for each check")
    upload.add_argument("--seed", type=int, help="in place of the course's secret one")
    upload.add_argument("--check", metavar="RESULTS", help="hold a results.json to the contract")
    upload.add_argument("--run", metavar="ROOT", help="what the upload itself does")


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--examples", type=_positive, default=6, help="generated inputs for each check"
    )
    parser.add_argument(
        "--question", action="append", default=[], metavar="ID", help="only this question"
    )


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError("a number from 1 to 100000")
    return number


if __name__ == "__main__":
    sys.exit(main())
