"""The zip to upload: the scripts, the grader, the assignment, and the course's secret seed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from grader.autograder.wheel import name, packed, wheel
from grader.loading import AssignmentFolder
from grader.reports.gradescope import failed

SCRIPTS = ("setup.sh", "run_autograder")
CONFIGURATION = "configuration.json"
REQUIREMENTS = "requirements.txt"  # beside assignment.py: what the reference and students import
LEFT_OUT = {"__pycache__", ".git", ".DS_Store"}
DIED = (
    "The autograder did not finish: it ran out of time or memory, or was stopped. That may be a "
    "loop without end in your code. Your instructor sees this too."
)

Counts = Literal["last", "best"]


@dataclass(frozen=True)
class Configuration:
    """What the upload does: all but the assignment itself.

    `counts` is the submission whose score counts, `per_day` how many are graded in 24 hours
    (0: all), `confinement` the least that students' code must run with.
    """

    assignment: str
    seed: int
    examples: int
    counts: Counts = "last"
    per_day: int = 0
    confinement: str = "partial"


def upload(folder: AssignmentFolder, configuration: Configuration, seconds: int) -> bytes:
    """Return the zip; a run of it ends after so many seconds."""
    files = {
        script: (resources.files("grader.autograder") / script).read_bytes() for script in SCRIPTS
    }
    files[CONFIGURATION] = json.dumps(asdict(configuration), indent=1).encode()
    files["seconds"] = f"{seconds}\n".encode()
    files["failed.json"] = failed(DIED).encode()
    files[f"wheels/{name()}"] = wheel()
    for path in sorted(folder.folder.rglob("*")):
        inside = path.relative_to(folder.folder)
        if path.is_file() and LEFT_OUT.isdisjoint(inside.parts):
            files[f"reference/{configuration.assignment}/{inside.as_posix()}"] = path.read_bytes()
    needed = folder.folder / REQUIREMENTS
    if needed.exists():
        files[REQUIREMENTS] = needed.read_bytes()
    return packed(files, frozenset(SCRIPTS))


def configuration_in(source: Path) -> Configuration:
    """Return the configuration of an upload that is unpacked there."""
    return Configuration(**json.loads((source / CONFIGURATION).read_text("utf-8")))
