"""Which modules a student's file may import: looked up in its text, and again when it runs.

The text is parsed in the student's process, never in the grader's: a file can be written to
crash Python's parser (see the warning at `ast.parse`). This keeps a homework's rules; it is no
wall against an attacker, who finds `os` through numpy. The kernel's layers are the wall.
It imports nothing of ours.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Mapping, Sequence
from typing import Any

OURS = "grader"  # never to be imported, whatever an assignment allows


class Refused(ImportError):
    """An import in a file's text that may not be there, `at` (file, line)."""

    def __init__(self, filename: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.at = filename, line


class Policy:
    """The modules that may be imported, by their first names; None: any but the grader's own."""

    def __init__(self, allowed: Collection[str] | None) -> None:
        self._allowed = None if allowed is None else {*allowed, "__future__"}

    def refusal(self, module: str) -> str | None:
        """Why a module may not be imported, or None if it may."""
        top = module.partition(".")[0]
        if self._allowed is None:
            return f"{top} can't be imported here" if top == OURS else None
        if top in self._allowed:
            return None
        known = ", ".join(sorted(self._allowed - {"__future__"})) or "none"
        return f"{top} can't be imported in this assignment (these can: {known})"

    def first_refused(self, tree: ast.Module) -> tuple[int, str] | None:
        """The first import in a file that is refused: its line, and why."""
        found = [
            (line, reason)
            for node in ast.walk(tree)
            for line, module in _imported(node)
            if (reason := self.refusal(module))
        ]
        return min(found, default=None)

    def builtins(self) -> Mapping[str, Any]:
        """Builtins for a student's module, whose import keeps to the policy as well."""

        def guarded(
            name: str,
            globals: Mapping[str, object] | None = None,  # noqa: A002 - as __import__ calls it
            locals: Mapping[str, object] | None = None,  # noqa: A002 - the same
            fromlist: Sequence[str] = (),
            level: int = 0,
        ) -> Any:
            reason = None if level else self.refusal(name)
            if reason:
                raise ImportError(reason, name=name)
            return builtins.__import__(name, globals, locals, fromlist, level)

        return {**vars(builtins), "__import__": guarded}


def _imported(node: ast.AST) -> list[tuple[int, str]]:
    if isinstance(node, ast.Import):
        return [(node.lineno, alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [(node.lineno, node.module)]
    return []
