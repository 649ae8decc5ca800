"""grader new: write a course repository with one small assignment, to begin from."""

from __future__ import annotations

import argparse
import shutil
from importlib import resources
from pathlib import Path

from grader.errors import UsageError

TEMPLATE = resources.files("grader") / "template"
IGNORED = "results/\nreference/.seed\n__pycache__/\n"  # .gitignore
NEXT = """\
{folder}: a course with the assignment logistic. To grade its sample submission:

    cd {folder}
    grader grade logistic submissions/logistic --out results
"""


def run(options: argparse.Namespace) -> int:
    """Write the course into a new or empty folder; raises UsageError for another."""
    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty")
    with resources.as_file(TEMPLATE) as template:
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(template, folder, ignore=unwanted, dirs_exist_ok=True)
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    print(NEXT.format(folder=folder), end="")
    return 0
