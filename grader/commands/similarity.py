"""grader similarity: pairs of submissions whose code is alike, for the instructor to look at."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader import submission as submissions
from grader.errors import UngradableError
from grader.grading import files_of, read
from grader.loading import AssignmentFolder, load
from grader.reports.text import plain
from grader.similarity import COMMON, Files, Passage, similar

SHOWN = 3  # passages of a pair: the longest


def run(options: argparse.Namespace) -> int:
    """Print the pairs, the closest first; a place to look, never a verdict."""
    assignment = load(options.assignment)
    wanted, others = files_of(assignment)
    found = submissions.find(Path(options.path), wanted + others)
    print(found.message, file=sys.stderr)
    pairs = similar(_code(assignment, found.locations), _given(assignment), most=options.most)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for pair in pairs:
        names = f"{plain(pair.left)} and {plain(pair.right)}"
        console.print(Text(f"{pair.share:4.0%} of the shorter one's code: {names}", style="bold"))
        for passage in sorted(pair.passages, key=_length, reverse=True)[:SHOWN]:
            console.print(Text(f"     {_lines(passage.left)}  and  {_lines(passage.right)}"))
    if pairs:
        console.print(f"{len(pairs)} pairs are closer than the starter explains: look at both")
    else:
        console.print("no two submissions are closer than the starter explains")
    console.print(f"not counted: what over {COMMON} submissions and a tenth of the class share")
    return 0


def _code(
    assignment: AssignmentFolder, locations: tuple[submissions.Location, ...]
) -> Iterator[tuple[str, Files]]:
    for location in locations:
        try:
            tree = read(assignment, location).tree
        except UngradableError:
            continue  # `grader grade` says why
        code = {name: str(f.content) for name, f in tree.items() if not f.author}
        yield location.name, {name: text for name, text in code.items() if name.endswith(".py")}


def _given(assignment: AssignmentFolder) -> Iterator[Files]:
    """What students start from; a notebook counts as its text."""
    for path in sorted((assignment.folder / "starter").rglob("*.py")):
        yield {path.name: path.read_text("utf-8", "replace")}
    for name, data in assignment.support.items():
        yield {name: data.decode("utf-8", "replace")}


def _length(passage: Passage) -> int:
    return passage.left[2] - passage.left[1]


def _lines(place: tuple[str, int, int]) -> str:
    file, first, last = place
    return f"{plain(file)}:{first}" + (f"-{last}" if last > first else "")
