"""The submitted files as modules: packages, modules beside each other, notebooks cell by cell.

They are found before any library, in the search folders of the tree: its root, and the folder of
each module that the assignment asks for. A folder without `__init__.py` is a namespace package. In
a folder with one, a module that is asked for is imported as a part of its package; others there
may still import it and each other by their own names.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import linecache
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import PurePath
from types import CodeType, ModuleType

from grader.sandbox.child import notebook
from grader.sandbox.child.imports import Imports


@dataclass(frozen=True)
class Text:
    """One Python file of a submission; with `cells` it was a notebook, called `origin`."""

    source: str
    origin: str = ""
    cells: Sequence[tuple[int, str]] = ()


class Tree(importlib.abc.MetaPathFinder):
    """The Python files of a tree that stands in `folder`, by their paths.

    `asked` are the paths of the modules that the assignment asks for. `imports` names what the
    files may import beside each other, None is any. `policed` is False for a trusted tree.
    """

    def __init__(
        self,
        folder: str,
        files: Mapping[str, Text],
        asked: Collection[str] = (),
        imports: Collection[str] | None = None,
        *,
        policed: bool = True,
        cell_seconds: float = 5.0,
    ) -> None:
        self.folder, self.files, self._cell_seconds = folder, files, cell_seconds
        outer = {path.rpartition("/")[0] for path in asked}
        places = {_name(path): _place(path, files) for path in asked}
        self._dotted = {name: dotted for name, (_, dotted) in places.items()}
        packages = sorted(folder for folder in outer if f"{folder}/__init__.py" in files)
        others = sorted({root for root, _ in places.values()} - {""})
        self.roots = ["", *others, *(folder for folder in packages if folder not in others)]
        declared = {_name(path) for path in asked}
        known = {_first(path, root) for root in self.roots for path in files}
        self.own = {n for n in known if n in declared or n not in sys.stdlib_module_names} - {""}
        # Elsewhere in the tree: files that theirs find by changes to sys.path.
        self._elsewhere = {n: p for n, p in _only_files(files).items() if self._is_free(n)}
        self.own |= self._elsewhere.keys()
        self.failures: list[notebook.Failure] = []  # of notebooks' cells
        self._imports = Imports(imports, self.own) if policed else None

    def install(self) -> None:
        """Have Python find these modules first; a library of the same name gives way."""
        sys.meta_path.insert(0, self)
        self.forget()
        if self._imports:
            self._imports.replace_import_module()

    def load(self, name: str) -> ModuleType:
        """Import a module that the assignment asks for, by the name that drivers have for it."""
        return import_module(self._dotted.get(name, name))

    def forget(self) -> None:
        """Have the modules run again when they are next imported."""
        for name in [name for name in sys.modules if name.partition(".")[0] in self.own]:
            del sys.modules[name]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: object = None
    ) -> ModuleSpec | None:
        """Find a submitted module, in the search folders or within its package."""
        if path is None and fullname not in self.own:
            return None
        name = fullname.rpartition(".")[2]
        folders = self.roots if path is None else self._within(path)
        places = [f"{folder}/{name}".lstrip("/") for folder in folders]
        if path is None and fullname in self._elsewhere:
            places.append(self._elsewhere[fullname])
        return next(filter(None, (self._spec(fullname, place) for place in places)), None)

    def _is_free(self, name: str) -> bool:
        """Whether a name is neither that of a file at a root nor of a library."""
        taken = name in self.own or name in sys.stdlib_module_names or not name.isidentifier()
        return not taken and PathFinder.find_spec(name) is None

    def _within(self, path: Iterable[str]) -> list[str]:
        """Folders of the file system as folders of the tree."""
        places = [PurePath(place) for place in path]
        inner = [p.relative_to(self.folder) for p in places if p.is_relative_to(self.folder)]
        return ["/".join(place.parts) for place in inner]

    def _spec(self, fullname: str, path: str) -> ModuleSpec | None:
        for file in (f"{path}/__init__.py", f"{path}.py"):
            if file in self.files:
                place = f"{self.folder}/{file}"
                loader = _Loader(fullname, place, partial(self.run, file))
                return importlib.util.spec_from_file_location(fullname, place, loader=loader)
        if any(file.startswith(f"{path}/") for file in self.files):
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [f"{self.folder}/{path}"]
            return spec
        return None

    def run(self, path: str, module: ModuleType) -> None:
        """Run a file as a module; a notebook that is run as a program is a whole."""
        text = self.files[path]
        if text.cells and module.__name__ != "__main__":
            name, seconds = text.origin or path, self._cell_seconds
            self.failures += notebook.run(name, text.cells, module, self.compile, seconds)
        else:
            exec(self.compile(text.source, path, module), module.__dict__)  # noqa: S102 - the student's file: this is its process

    def compile(self, source: str, filename: str, module: ModuleType) -> CodeType:
        """Compile a text for a module, whose imports will be ours; raises SyntaxError."""
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        if self._imports:
            self._imports.add_file(filename, source)
            module.__dict__["__builtins__"] = self._imports.builtins
        return compile(source, filename, "exec", dont_inherit=True)


class _Loader(SourceFileLoader):
    """Runs a module from its text; its resources are those of its folder."""

    def __init__(self, name: str, path: str, run: Callable[[ModuleType], None]) -> None:
        super().__init__(name, path)
        self._run = run

    def exec_module(self, module: ModuleType) -> None:
        """Run the module. One that ends the program, with success, is whole up to there."""
        try:
            self._run(module)
        except SystemExit as end:
            if end.code:
                raise


def _name(path: str) -> str:
    """The name of the module or package that a path is the file of."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    return parts[-1]


def _only_files(paths: Iterable[str]) -> dict[str, str]:
    """The places, without `.py`, of the files that are the only ones of their name."""
    found: dict[str, list[str]] = {}
    for path in paths:
        place = path.removesuffix(".py").removesuffix("/__init__")
        found.setdefault(_name(path), []).append(place)
    return {name: places[0] for name, places in found.items() if len(places) == 1}


def _place(path: str, files: Collection[str]) -> tuple[str, str]:
    """The folder above a module's outermost package, and the module's name from there."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    start = len(parts) - 1
    while start and f"{'/'.join(parts[:start])}/__init__.py" in files:
        start -= 1
    return "/".join(parts[:start]), ".".join(parts[start:])


def _first(path: str, root: str) -> str:
    """The name to import from a search folder to come to a file; empty if it isn't below it."""
    inner = path.removeprefix(f"{root}/") if root else path
    return inner.partition("/")[0].removesuffix(".py") if inner != path or not root else ""
