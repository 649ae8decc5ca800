"""A script of a submission, run as a program: with arguments and standard input, in this process.

A driver whose argument is a program runs it and observes what comes of it:

    def greeting(hello, name):
        run = hello.run([name], stdin="yes")
        return {"output": run.output, "code": run.code, "files": run.files}
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from grader.sandbox.child.bounds import OutputTooLarge
from grader.sandbox.child.faults import described
from grader.sandbox.child.tree import Tree

MAX_FILE = 1 << 20  # bytes of one file that is looked at
MAX_PRINTED = 1 << 20  # bytes

_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w])")


@dataclass(frozen=True)
class Run:
    """What a program did: text it printed, its exit code, what it raised, files it wrote.

    `output` is exact, prompts of `input` included; `lines`, `words` and `numbers` are looser
    views of it. `raised` is the name of the exception that ended it, or empty. `files` are texts
    by their paths, or bytes where they aren't UTF-8; only new and changed ones.
    """

    output: str
    errors: str
    code: int
    raised: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """The output's lines, without white space at their ends and without empty last lines."""
        return [line.rstrip() for line in self.output.rstrip().splitlines()]

    @property
    def words(self) -> list[str]:
        """The output between white space."""
        return self.output.split()

    @property
    def numbers(self) -> list[float]:
        """Every number in the output, to be compared with tolerance: 3 and 4.5 of `3 x 4.50`."""
        return [float(number) for number in _NUMBER.findall(self.output)]


@dataclass(frozen=True)
class Program:
    """A script in a tree, whose folder is where it runs."""

    path: str
    tree: Tree

    @property
    def module(self) -> ModuleType:
        """The script imported: for the functions that it defines."""
        return self.tree.load(PurePosixPath(self.path).stem)

    def run(
        self,
        arguments: Sequence[str] = (),
        stdin: str = "",
        files: Mapping[str, str | bytes] | None = None,
    ) -> Run:
        """Run it as `python path *arguments`; `files` are put there first.

        The modules of the tree run afresh, and what is written is taken away again.
        Raises OutputTooLarge if it prints too much.
        """
        folder = self.tree.folder
        before = _contents(folder)
        printed, complaints = _Kept(), _Kept()
        output, errors = _stream(printed), _stream(complaints)
        _write(folder, files or {})
        given = _contents(folder)
        try:
            with _input(stdin) as text, _instead(self.path, arguments, text, output, errors):
                code, error = self._execute()
            for stream in (output, errors):
                with contextlib.suppress(ValueError, OutputTooLarge):  # closed, or detached
                    stream.flush()
            written = {n: c for n, c in _contents(folder).items() if given.get(n) != c}
        finally:
            _restore(folder, before)
        if printed.full or complaints.full:
            raise OutputTooLarge(f"{self.path} printed more than {MAX_PRINTED:,} bytes")
        raised = "" if error is None else self._reported(error)
        return Run(_text(printed), _text(complaints), code, raised, _readable(written))

    def _reported(self, error: BaseException) -> str:
        """The name of an exception; its line is printed for the student: a driver drops it."""
        kind, message, lines = described(error)
        places = [f"{file}:{line}" for file, line in lines if file in self.tree.files]
        sys.stderr.write(f"{kind}: {message} ({', '.join(places[-1:])})\n")
        return str(kind)

    def _execute(self) -> tuple[int, BaseException | None]:
        self.tree.forget()
        module = ModuleType("__main__")
        module.__file__ = str(Path(self.tree.folder, self.path))
        main, sys.modules["__main__"] = sys.modules["__main__"], module
        try:
            self.tree.run(self.path, module)
        except SystemExit as end:
            return _exit_code(end), None
        except BaseException as error:
            with contextlib.suppress(Exception):  # its own text may raise
                sys.stderr.write("".join(traceback.format_exception_only(type(error), error)))
            return 1, error
        finally:
            sys.modules["__main__"] = main
        return 0, None


def _exit_code(end: SystemExit) -> int:
    if end.code is None:
        return 0
    if isinstance(end.code, int):
        return int(end.code) & 0xFF
    sys.stderr.write(f"{end.code}\n")
    return 1


@contextlib.contextmanager
def _input(stdin: str) -> Iterator[io.TextIOWrapper]:
    """Standard input with this text; also the descriptor 0, where the system lets us."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            file = stack.enter_context(tempfile.TemporaryFile())
            file.write(stdin.encode())
            file.seek(0)
            before = os.dup(0)
            stack.callback(os.close, before)
            os.dup2(file.fileno(), 0)
            stack.callback(os.dup2, before, 0)
        yield _stream(io.BytesIO(stdin.encode()))


@contextlib.contextmanager
def _instead(
    path: str, arguments: Sequence[str], stdin: Any, stdout: Any, stderr: Any
) -> Iterator[None]:
    """Have the standard streams and the command line be a program's."""
    before = sys.argv[:], sys.stdin, sys.stdout, sys.stderr, Path.cwd()
    sys.argv[:] = [path, *map(str, arguments)]
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
    try:
        yield
    finally:
        sys.argv[:], sys.stdin, sys.stdout, sys.stderr, place = before
        os.chdir(place)


def _text(printed: io.BytesIO) -> str:
    return printed.getvalue().decode("utf-8", "replace")


class _Kept(io.BytesIO):
    """Bytes that outlive a program's closing its streams, up to a size."""

    full = False

    def write(self, data: Any) -> int:
        """Take what is printed; raise OutputTooLarge once that is too much."""
        if self.tell() + len(data) > MAX_PRINTED:
            self.full = True
            raise OutputTooLarge("too much is printed")
        return super().write(data)

    def close(self) -> None:
        """Stay open."""


def _stream(kept: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(kept, encoding="utf-8", newline="\n")


def _contents(folder: str) -> dict[str, bytes]:
    """Files and folders by their paths: the first part of a file; a folder's path ends in /."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        inner = Path(place).relative_to(folder)
        found |= {f"{(inner / name).as_posix()}/": b"" for name in folders}
        for name in names:
            with contextlib.suppress(OSError), Path(place, name).open("rb") as file:
                found[(inner / name).as_posix()] = file.read(MAX_FILE)
    return dict(sorted(found.items()))


def _readable(files: Mapping[str, bytes]) -> dict[str, str | bytes]:
    readable: dict[str, str | bytes] = {}
    for name, content in files.items():
        if name.endswith("/"):
            continue
        try:
            readable[name] = content.decode("utf-8")
        except UnicodeDecodeError:
            readable[name] = content
    return readable


def _write(folder: str, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def _restore(folder: str, before: Mapping[str, bytes]) -> None:
    """Take away what is new, and put back what has changed or gone, but for large files."""
    now = _contents(folder)
    for name in sorted(now.keys() - before.keys(), reverse=True):  # what is in a folder first
        path = Path(folder, name)
        with contextlib.suppress(OSError):
            path.rmdir() if name.endswith("/") else path.unlink()
    changed = {name: content for name, content in before.items() if now.get(name) != content}
    _write(folder, {name: c for name, c in changed.items() if len(c) < MAX_FILE})
