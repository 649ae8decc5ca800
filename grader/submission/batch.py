"""One submission or a folder of them, and a name for each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from grader.errors import UngradableError, UsageError
from grader.submission.files.gathering import ARCHIVES, is_archive
from grader.submission.files.selection import NOTEBOOK, SOURCE
from grader.submission.text import file_name


def children(path: Path, wanted: Sequence[str]) -> list[Path]:
    """The submissions at a path: itself, or each child of a folder that isn't one."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    notebooks = [str(Path(name).with_suffix(NOTEBOOK)) for name in wanted]
    if path.is_file() or any((path / name).is_file() for name in [*wanted, *notebooks]):
        return [path]
    found = [child for child in sorted(path.iterdir()) if not child.name.startswith((".", "_"))]
    endings = (SOURCE, NOTEBOOK, *ARCHIVES)
    found = [c for c in found if c.is_dir() or c.name.lower().endswith(endings)]
    if not found:
        raise UngradableError(f"{path}: no submission in it (a folder, a .zip or {wanted[0]})")
    return found


def names(paths: Sequence[Path]) -> list[str]:
    """A name for each submission: its own, never that of a folder it links to; all different.

    It is without an ending, unless two would then be called the same, and UTF-8.
    """
    own = [file_name(Path(os.path.abspath(path)).name) for path in paths]  # noqa: PTH100 - see above
    short = [_without_ending(name, path) for name, path in zip(own, paths, strict=True)]
    count = Counter(short)
    chosen = [s if count[s] == 1 else name for s, name in zip(short, own, strict=True)]
    return _different(chosen)


def _without_ending(name: str, path: Path) -> str:
    ending = next((e for e in ARCHIVES if name.lower().endswith(e)), Path(name).suffix)
    return name if path.is_dir() and not is_archive(name) else name[: -len(ending) or None]


def _different(found: Sequence[str]) -> list[str]:
    taken: dict[str, None] = {}  # in order
    for name in found:
        candidates = (name, *(f"{name} ({number})" for number in range(2, len(found) + 2)))
        taken[next(candidate for candidate in candidates if candidate not in taken)] = None
    return list(taken)
