"""A test file as it is written: what comes along with it, what it imports, which tests it has."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import numpy as np

Content = str | np.ndarray  # a text, or bytes as an array


def read_files(folder: Path, file: str, along: Sequence[str]) -> dict[str, Content]:
    """Return a test file, its `conftest.py` files and what comes along, by path; none outside."""
    if any(map(_leads_out, (file, *along))):
        return {}
    path = PurePosixPath(file)
    found = [folder / name for name in (path, *(p / "conftest.py" for p in path.parents))]
    found += [match for pattern in along for match in sorted(folder.glob(pattern))]
    files = filter(Path.is_file, found)
    return {f.relative_to(folder).as_posix(): _content(f.read_bytes()) for f in files}


def imported_by(tree: ast.Module) -> list[str]:
    """Return the modules that a file imports, by their first names."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module.partition(".")[0])
    return list(dict.fromkeys(found))


def declared_tests(body: Sequence[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Name the functions and methods that pytest takes for tests."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name.startswith("test"):
                yield prefix + node.name
        elif isinstance(node, ast.ClassDef) and (node.name.startswith("Test") or _is_case(node)):
            yield from declared_tests(node.body, f"{prefix}{node.name}::")


def _is_case(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("TestCase") for base in node.bases)


def _leads_out(path: str) -> bool:
    return PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts


def _content(data: bytes) -> Content:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return np.frombuffer(data, np.uint8)
