"""Loose files in a folder of submissions: which are a submission, and why others aren't."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from grader.submission.files.gathering import ARCHIVES
from grader.submission.files.selection import NOTEBOOK, SOURCE
from grader.submission.reading import LATEX, is_answer_file
from grader.submission.text import shown
from grader.submission.tree import SHEETS

ALWAYS = (SOURCE, NOTEBOOK, LATEX, *ARCHIVES)  # a submission, whatever is asked
CLOSED = (".rar", ".7z", ".gz", ".bz2", ".xz")
NAMED = 5  # files that are named for a reason


def is_whole(path: Path) -> bool:
    """Whether a folder, an archive or a file is a submission whatever the assignment asks for."""
    return path.is_dir() or path.name.lower().endswith(ALWAYS)


def sorted_out(
    children: Sequence[Path], wanted: Sequence[str]
) -> tuple[list[Path], dict[str, list[str]]]:
    """Return the submissions among a folder's children, and the other files by why they are none.

    Answer sheets, and papers for a person, are submissions where answers are asked for.
    """
    whole = {_stem(child) for child in children if is_whole(child)}
    found, skipped = [], dict[str, list[str]]()
    for child in children:
        why = "" if is_whole(child) else _why_none(child, wanted, whole)
        if why:
            skipped.setdefault(why, []).append(child.name)
        else:
            found.append(child)
    return found, skipped


def lines(skipped: dict[str, list[str]]) -> Iterator[str]:
    """Yield a line for each reason, which names the files."""
    for why, names in skipped.items():
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield f"not graded: {', '.join(map(shown, names[:NAMED]))}{more}: {why}"


def _why_none(file: Path, wanted: Sequence[str], whole: set[str]) -> str:
    """Why a loose file isn't a submission; nothing where it is one."""
    if file.name.lower().endswith(CLOSED):
        return "this kind of archive can't be opened; make a .zip of its files"
    answers = any(name in SHEETS for name in wanted)
    if not (answers and is_answer_file(file.name)):
        return f"a submission is a folder, a .zip or a file such as {wanted[0]}"
    if _stem(file) in whole:
        return "another submission has this name; put a student's files into one folder"
    return ""


def _stem(path: Path) -> str:
    """A folder's name, or a file's without its ending."""
    if path.is_dir():
        return path.name
    ending = next((e for e in ARCHIVES if path.name.lower().endswith(e)), "")
    return path.name[: -len(ending)] if ending else PurePosixPath(path.name).stem
