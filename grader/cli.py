"""The command line: arguments and exit codes, nothing else.

Exit codes: 0 success (for `check`: full points), 1 points are lost or pending, 2 usage or a
mistake in the assignment, 3 something could not be graded.
"""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Sequence

from grader import distribution
from grader.errors import GraderError

ASSIGNMENT = "a folder, or the name of one under reference/"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the process's exit code."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a code page of Windows may have no ✓
    # only now: --help should answer at once
    command = importlib.import_module(f"grader.commands.{options.command}")
    try:
        return int(command.run(options))
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        return error.exit_code
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
    check.add_argument("assignment", nargs="?", default=".", help=f"{ASSIGNMENT} (default: here)")
    check.add_argument("path", nargs="?", default=".", help="your file or folder (default: here)")
    _add_run(check)
    check.add_argument("--seed", type=int, default=0, help="the same seed, the same result")

    grade = commands.add_parser("grade", help="grade a submission, or a folder of them")
    grade.add_argument("assignment", help=ASSIGNMENT)
    grade.add_argument("path", help="a submission, or a folder whose children are submissions")
    grade.add_argument("--out", required=True, metavar="DIR", help="where results go")
    grade.add_argument(
        "--one", action="store_true", help="the folder is one submission, whatever is in it"
    )
    grade.add_argument(
        "--jobs", type=_positive, metavar="N", help="processes that grade (default: the cores)"
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
    _add_run(grade)
    grade.add_argument(
        "--seed", type=int, help="the same seed, the same result (default: the course's secret one)"
    )

    fixtures = commands.add_parser("fixtures", help="build or verify the pickled fixtures")
    fixtures.add_argument("assignment", help=ASSIGNMENT)
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

    starter = commands.add_parser("starter", help="create the student handout")
    starter.add_argument("assignment", help=ASSIGNMENT)
    starter.add_argument("-o", "--out", required=True, metavar="DIR", help="a new folder")
    starter.add_argument(
        "--notebook", action="store_true", help="the skeletons and the questions as a notebook"
    )
    return parser


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
