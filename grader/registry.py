"""The kinds of checks by name: those of this package, and those of others.

Another package registers its kinds under the entry point group `grader.checks`:

    [project.entry-points."grader.checks"]
    Regex = "their_package.regex:Regex"
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

import grader
from grader.declaration import AUTHORS
from grader.errors import AssignmentError
from grader.protocol import Check

GROUP = "grader.checks"


@lru_cache(maxsize=1)
def _registered() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def kind(name: str) -> type[Check]:
    """Return the kind of check of a name; raises AssignmentError for an unknown one."""
    if name in dir(grader):
        found = getattr(grader, name)
    elif name in _registered():
        found = _load(_registered()[name])
    else:
        raise AssignmentError(f"no kind of check is called {name!r}: is its package installed?")
    if not (isinstance(found, type) and issubclass(found, Check)):
        raise AssignmentError(f"{name} is not a kind of check")
    return found


def why_unknown(check: Check) -> str:
    """Return why a check's kind can't be used, or nothing."""
    name = type(check).__name__
    try:
        if kind(name) is type(check):
            return ""
    except AssignmentError:
        pass
    module = type(check).__module__
    if module.startswith(AUTHORS):
        module = "its_package"
    return (
        f"the kind of check {name} is not registered: its package needs the entry point "
        f'{name} = "{module}:{name}" in the group "{GROUP}"'
    )


def versions(checks: Iterable[Check]) -> dict[str, str]:
    """Return the distributions, but for this one, that the kinds of these checks are of."""
    entries = [_registered().get(type(check).__name__) for check in checks]
    found = [entry.dist for entry in entries if entry and entry.dist]
    return {distribution.name: distribution.version for distribution in found}


def packages() -> set[str]:
    """Return the names of the packages whose classes a handout may name."""
    return {"grader"} | {entry.module.partition(".")[0] for entry in _registered().values()}


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except Exception as error:
        raise AssignmentError(
            f"the kind of check {entry.name} can't be imported from {entry.value}: {error}"
        ) from error
