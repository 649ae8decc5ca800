"""Who submitted: students as an export names them, and the files that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Identity:
    """A student as a course platform knows them; what it doesn't say is empty."""

    name: str = ""
    id: str = ""
    email: str = ""


@dataclass(frozen=True)
class Location:
    """Where a submission is: its files, and whose it is.

    `name` is its own in the whole batch. `paths` are folders, archives and files, by the name
    that each has inside the submission; a folder or an archive that is the whole submission has
    none. A group has several `members`. `submitted` is the time in ISO format, `late` whether the
    platform says so.
    """

    name: str
    paths: Mapping[str, Path]
    members: tuple[Identity, ...] = ()
    submitted: str = ""
    late: bool = False
