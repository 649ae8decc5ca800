"""Failures as plain Python: the smallest calls that show them, to paste and debug.

Nothing of the grader is needed to run it, and no expected output stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from grader.numerics.literal import TooLarge, literal
from grader.reports.text import plain
from grader.results import Failure, Results

LARGEST = 200  # entries of an array to paste
NUMPY = "import numpy as np"
ADAPTER = "from drivers import "  # how a listing of calls begins that needs a function of these


def reproduction(
    results: Results,
    files: Sequence[str],
    source_of: Callable[[Sequence[str]], str],
    scripts: Sequence[str] = (),
) -> str:
    """Return a script that makes each failing call; empty if there is none to make.

    Args:
        results: of one submission.
        files: the modules that students submit, by path.
        source_of: returns the source of some drivers, and of what they need, by their names.
        scripts: those of the files that drivers run as programs.

    """
    failures = [
        (f"{question.id} {question.title}: {verdict.check}", verdict.failure)
        for question in results.questions
        for verdict in question.verdicts
        if verdict.failure and (verdict.failure.driver or verdict.failure.code)
    ]
    if not failures:
        return ""
    needed = dict.fromkeys(name for _, failure in failures for name in _drivers(failure))
    source = source_of([*needed]) if needed else ""
    names = [PurePosixPath(file).stem for file in scripts]
    sections = [[*_header(files, source)]]
    sections += [[f"# {title}", *_calls(failure, source, names)] for title, failure in failures]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _drivers(failure: Failure) -> Iterator[str]:
    if failure.driver:
        yield failure.driver
    yield from (
        line.removeprefix(ADAPTER) for line in failure.code.split("\n") if line.startswith(ADAPTER)
    )


def _header(files: Sequence[str], source: str) -> Iterator[str]:
    folders = sorted({PurePosixPath(file).parent.as_posix() for file in files} - {"."})
    if folders:
        yield "import sys"
    yield NUMPY
    yield from (f"sys.path.insert(0, {folder!r})" for folder in folders)
    if source:
        yield ""
        yield source.replace(f"{NUMPY}\n", "", 1).strip()


def _calls(failure: Failure, source: str, scripts: Sequence[str]) -> Iterator[str]:
    yield from (f"# {line}" for line in plain(failure.summary).split("\n"))
    if failure.code:
        *before, last = failure.code.split("\n")
        if any(" = ...  #" in line for line in before):
            yield "# its arguments are too large to paste"
            return
        yield from (line for line in before if line != NUMPY and not line.startswith(ADAPTER))
        yield last if " = " in last else f"print({last})"
        return
    try:
        values = {name: literal(value, LARGEST) for name, value in failure.arguments.items()}
    except TooLarge as error:
        yield f"# its arguments are too large to paste: {error}"
        return
    signature = source.partition(f"def {failure.driver}(")[2]
    module = signature.replace(")", ",").partition(",")[0].strip()
    if module not in scripts:
        yield f"import {module}"
    yield from (f"{name} = {text}" for name, text in values.items())
    if module in scripts:
        yield f"# {module}.py runs as a program in {failure.driver}: run it as it is done there"
        return
    if failure.seed is not None:
        yield f"np.random.seed({failure.seed})"
    arguments = ", ".join([module, *(f"{name}={name}" for name in values)])
    yield f"print({failure.driver}({arguments}))"
