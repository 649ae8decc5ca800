"""The author's modules as texts, and the part of them that given names reach.

What a student receives, in a handout or beside their code, is only what it needs: a definition
is copied if a wanted name reaches it, through other definitions and relative imports.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

Name = tuple[str, str]  # a module and a name in it


class Unreachable(Exception):
    """A wanted name leads to something that can't be copied; the message says what."""


@dataclass(frozen=True)
class Source:
    """One module's text, parsed."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree; raises SyntaxError."""
        return ast.parse(self.text)

    @cached_property
    def defined(self) -> Mapping[str, list[ast.stmt]]:
        """The statements that define each of its names."""
        found: dict[str, list[ast.stmt]] = {}
        for node in self.tree.body:
            for name in _defines(node):
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def imported(self) -> Mapping[str, tuple[Name, ast.stmt]]:
        """What its relative imports bind: (module, name), where no name is the module itself."""
        found = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                for alias in node.names:
                    if alias.name == "*":
                        raise Unreachable(
                            f"{self.name}.py:{node.lineno} imports *: name what it imports"
                        )
                    target = (node.module, alias.name) if node.module else (alias.name, "")
                    found[alias.asname or alias.name] = (target, node)
        return found

    @lru_cache(maxsize=1024)  # noqa: B019 - a batch asks for the same few of every submission
    def reaches(self, name: str) -> frozenset[Name]:
        """Return what the definitions of a name use, here and in other modules."""
        return frozenset(self._reaches(name))

    def _reaches(self, name: str) -> Iterator[Name]:
        for node in self.defined.get(name, ()):
            attributes = {
                (part.value.id, part.attr)
                for part in ast.walk(node)
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
            }
            for used in {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}:
                if used in self.imported:
                    (module, imported), _ = self.imported[used]
                    names = [imported] if imported else [a for of, a in attributes if of == used]
                    yield from ((module, one) for one in names)
                elif used in self.defined:
                    yield self.name, used

    def keep(self, wanted: set[str], reached: set[Name]) -> str:
        """Return the statements that define wanted names, and the imports that they need."""
        lines = self.text.splitlines(keepends=True)
        kept = []
        for node in self.tree.body:
            relative = isinstance(node, ast.ImportFrom) and node.level > 0
            if relative:
                bound = [t for t, statement in self.imported.values() if statement is node]
                modules = {module for module, _ in reached}
                if any(t in reached or (not t[1] and t[0] in modules) for t in bound):
                    kept.append(node)
            elif isinstance(node, (ast.Import, ast.ImportFrom)) or _defines(node) & wanted:
                kept.append(node)
        return "".join("".join(lines[_first_line(n) : n.end_lineno]) + "\n" for n in kept)


class Sources:
    """The modules of an assignment's folder.

    Args:
        folder: where they stand.
        closed: the names of modules that nothing may be copied from: the reference.

    """

    def __init__(self, folder: Path, closed: frozenset[str] = frozenset()) -> None:
        self.folder, self._closed = folder, closed
        self._read: dict[str, Source | None] = {}

    def get(self, name: str) -> Source | None:
        """Return a module of the folder, or None if there is no such file."""
        if name not in self._read:
            path = self.folder / f"{name}.py"
            text = path.read_text(encoding="utf-8") if path.is_file() else None
            self._read[name] = None if text is None else Source(name, text)
        return self._read[name]

    def reached(self, names: set[Name]) -> set[Name]:
        """Return the names and all that they lead to; raises Unreachable."""
        reached: set[Name] = set()
        todo = set(names)
        while todo:
            module, name = todo.pop()
            source = self._open(module, name)
            reached.add((module, name))
            todo |= source.reaches(name) - reached
        return reached

    def only(self, names: set[Name]) -> dict[str, str]:
        """Return the part of each module that the names reach; raises Unreachable."""
        reached = self.reached(names)
        modules = sorted({module for module, _ in reached})
        return {
            module: self._open(module).keep({n for m, n in reached if m == module}, reached)
            for module in modules
        }

    def _open(self, module: str, name: str = "") -> Source:
        source = self.get(module)
        if module in self._closed:
            raise Unreachable(f"it needs {name} of {module}.py, which students must not see")
        if source is None:
            raise Unreachable(f"it needs {name} of {module}.py: there is no such file")
        return source

    def name_of(self, value: Any, modules: Mapping[str, ModuleType]) -> Name | None:
        """Return the module and the name that a value was defined under, if it has one."""
        for module, loaded in modules.items():
            source = None if module in self._closed else self.get(module)
            for name in source.defined if source else ():
                if getattr(loaded, name, None) is value:
                    return module, name
        return None


def _defines(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {
            name.id
            for target in node.targets
            for name in ast.walk(target)
            if isinstance(name, ast.Name)
        }
    if isinstance(node, (ast.AnnAssign, ast.AugAssign)) and isinstance(node.target, ast.Name):
        return {node.target.id}
    if isinstance(node, (ast.If, ast.Try, ast.With, ast.For)):  # a definition inside one
        inner = (part for part in ast.walk(node) if part is not node and isinstance(part, ast.stmt))
        return set().union(*map(_defines, inner), set())
    return set()


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return int(min([node.lineno, *(decorator.lineno for decorator in decorators)])) - 1
