"""A fresh interpreter for students' code: its environment, its path, what it loads first."""

from __future__ import annotations

import contextlib
import os
import site
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ENVIRONMENT = {
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",  # what is printed is read as UTF-8, whatever a Windows code page says
    # one thread each: BLAS on two cores is slower at a homework's sizes, and not repeatable
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # each thread would reserve 64 MiB of the address space that is limited: mallopt(3)
    "MALLOC_ARENA_MAX": "2",
}
KEPT = ("SYSTEMROOT",)  # without it Windows has neither sockets nor random numbers
PRELOAD = ("numpy", "numpy.linalg", "numpy.random", "collections", "dataclasses", "typing")
# Read from standard input, so that the command line, which anyone may see, names no folder.
PROGRAM = """\
import sys
sys.path[:] = {path!a}
from grader.sandbox.child.{module} import main
main(*{arguments!a})
"""


def launch(descriptors: Sequence[int] = (), output: int | None = None) -> subprocess.Popen[bytes]:
    """Start an interpreter that waits for its program; `output` is as `subprocess` takes it."""
    executable = None
    if sys.platform == "win32":  # a virtual environment's starts this one, whose pid is needed
        executable = sys._base_executable
    return subprocess.Popen(
        [sys.executable, "-s", "-"],  # not -I, which would ignore PYTHONHASHSEED
        executable=executable,
        env=ENVIRONMENT | {name: os.environ[name] for name in KEPT if name in os.environ},
        cwd=Path(sys.executable).anchor,
        pass_fds=descriptors,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
    )


def feed(process: subprocess.Popen[bytes], module: str, *arguments: Any) -> None:
    """Have it call `main` of one of our modules with plain values."""
    path = [str(Path(__file__).resolve().parents[3]), *libraries()]
    program = PROGRAM.format(path=path, module=module, arguments=arguments)
    assert process.stdin is not None  # noqa: S101 - it was asked for
    # one that has ended already is found out by its silence
    with contextlib.suppress(OSError), process.stdin as standard_input:
        standard_input.write(program.encode())


def libraries() -> list[str]:
    """The folders on this process's path that hold Python's library and what was installed.

    Not those that an editable installation or PYTHONPATH adds: a course's own files lie there.
    """
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    known = {sysconfig.get_path(name) for name in names}
    known |= {*site.getsitepackages([sys.prefix, sys.base_prefix]), site.getusersitepackages()}
    known |= {str(Path(path) / "lib-dynload") for path in known}
    known.add(str(Path(sys.base_prefix) / "DLLs"))  # Windows' lib-dynload
    same = {os.path.normcase(path) for path in known}  # Windows: lib on the path, Lib elsewhere
    found = [path for path in sys.path if os.path.normcase(path) in same and Path(path).is_dir()]
    return list(dict.fromkeys(found))
