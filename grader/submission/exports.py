r"""Exports of course platforms: which files are whose.

Gradescope: folders, and a `submission_metadata.yml` that says whose each is.
Canvas: files `smithanna_12345_67890_mlp.py`, with `_LATE` after the name of a late one.
Moodle: folders or files `Anna Smith_12345_assignsubmission_file_…`.
GitHub Classroom: clones in folders `hw1-anna`, `hw1-ben`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path, PurePosixPath

from grader.submission.identity import Identity, Location
from grader.submission.text import TextError, decode, shown, without_surrogates

GRADESCOPE = "submission_metadata.yml"
MAX_METADATA = 256 << 20  # bytes: the results of all submissions are in it too

_CANVAS = re.compile(r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)", re.DOTALL)
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL
)
_AGAIN = re.compile(r"-\d+(?=\.[^.]*$)")  # Canvas counts a student's attempts: mlp-2.py


@dataclass(frozen=True)
class Export:
    """The submissions of an export, and the platform that it is from."""

    platform: str
    locations: tuple[Location, ...]


def export_at(folder: Path, wanted: Sequence[str]) -> Export | None:
    """Return the export in a folder; None if it is none that is known here."""
    if (folder / GRADESCOPE).is_file():
        return Export("Gradescope", tuple(_gradescope(folder)))
    children = [child for child in sorted(folder.iterdir()) if not child.name.startswith(".")]
    for platform, pattern in (("Moodle", _MOODLE), ("Canvas", _CANVAS)):
        matches = [(child, pattern.fullmatch(child.name)) for child in children]
        if children and all(found for _, found in matches):
            pairs = [(child, found) for child, found in matches if found]
            return Export(platform, tuple(_by_student(pairs, wanted)))
    prefix = _classroom_prefix(children)
    if prefix:
        return Export("GitHub Classroom", tuple(_clone(child, prefix) for child in children))
    return None


def _by_student(
    pairs: Iterable[tuple[Path, re.Match[str]]], wanted: Sequence[str]
) -> Iterable[Location]:
    """One location for each student, with all the files that begin with the same name and id."""
    groups: dict[tuple[str, str], list[tuple[Path, re.Match[str]]]] = {}
    for path, found in pairs:
        groups.setdefault((found["name"], found["id"]), []).append((path, found))
    for (name, student), group in groups.items():
        paths = {_inside(path, found): path for path, found in group}
        late = any("late" in found.re.groupindex and found["late"] for _, found in group)
        who = Identity(without_surrogates(name), student)
        yield Location(f"{name}_{student}", _without_attempts(paths, wanted), (who,), late=late)


def _inside(path: Path, found: re.Match[str]) -> str:
    """The name of a file inside its submission; a folder that is all of it has none."""
    if found["file"] or not path.is_dir():
        return found["file"] or path.name
    return "" if "assignsubmission_file" in path.name else "onlinetext"


def _without_attempts(paths: dict[str, Path], wanted: Sequence[str]) -> dict[str, Path]:
    """The names as the student gave them: `mlp.py` for `mlp-2.py`, where `mlp.py` is asked."""
    asked = {PurePosixPath(name).stem for name in wanted}
    attempts = {
        found[0]
        for name in paths
        if (found := _AGAIN.search(name)) and PurePosixPath(_AGAIN.sub("", name)).stem in asked
    }
    plain = {}
    for name, path in paths.items():
        found = _AGAIN.search(name)
        own = _AGAIN.sub("", name) if found and found[0] in attempts else name
        plain[name if own in paths else own] = path
    return plain


def _classroom_prefix(children: Sequence[Path]) -> str:
    """What the names of clones have in common, up to a hyphen; nothing if they aren't clones."""
    if len(children) < 2 or not all((child / ".git").exists() for child in children):
        return ""
    first, *_, last = sorted(child.name for child in children)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    prefix, hyphen, _ = "".join(letter for letter, _ in alike).rpartition("-")
    return prefix + hyphen


def _clone(folder: Path, prefix: str) -> Location:
    return Location(folder.name, {"": folder}, (Identity(id=folder.name.removeprefix(prefix)),))


def _gradescope(folder: Path) -> Iterable[Location]:
    with (folder / GRADESCOPE).open("rb") as file:
        known = read_metadata(_text(file.read(MAX_METADATA)))
    for child in sorted(folder.iterdir()):
        if child.name.startswith(".") or child.name == GRADESCOPE:
            continue
        found = known.get(child.name) or known.get(child.stem) or _Metadata()
        members = tuple(Identity(**member) for member in found.members)
        yield Location(child.name, {"": child}, members, found.submitted)


def _text(data: bytes) -> str:
    try:
        return decode(data)
    except TextError:
        return data.decode("utf-8", "replace").replace("\0", "\ufffd")


@dataclass
class _Metadata:
    """What is said of one submission."""

    members: list[dict[str, str]] = field(default_factory=list)
    submitted: str = ""


def read_metadata(text: str) -> dict[str, _Metadata]:
    """Read whose each submission is, by its folder.

    Only what stands at the top is read, by its indentation, whatever the rest may be: results,
    and the output of students' programs.
    """
    found: dict[str, _Metadata] = {}
    current, section = _Metadata(), ""
    for line in text.splitlines():
        body = line.lstrip(" ")
        indent, begins = len(line) - len(body), body.startswith("- ")
        name, _, value = body.removeprefix("- ").partition(":" if indent == 0 else ": ")
        if indent == 0 and body.endswith(":") and not begins:
            current = found[_scalar(name)] = _Metadata()
            section = ""
        elif indent == 2 and not begins:
            section = body.partition(": ")[0].rstrip(": ")
            if section == ":created_at":
                current.submitted = _scalar(value)
        elif section == ":submitters" and (indent, begins) in ((2, True), (4, False)):
            if begins:
                current.members.append({})
            key = {":name": "name", ":sid": "id", ":email": "email"}.get(name)
            if key and current.members:
                current.members[-1][key] = _scalar(value)
    return found


def _scalar(value: str) -> str:
    """A YAML value on one line, without its quotes."""
    text = value.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].replace("''", "'")
    elif len(text) > 1 and text[0] == text[-1] == '"':
        text = _ESCAPE.sub(_unescaped, text[1:-1])
    return shown(without_surrogates("" if text in ("null", "~") else text))


_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return {"n": " ", "t": " ", "e": ""}.get(code, code)
