"""grader starter: write the student handout."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader import starter
from grader.loading import load


def run(options: argparse.Namespace) -> int:
    """Write the handout into a new folder."""
    folder = Path(options.out)
    written = starter.write(load(options.assignment), folder, notebook=options.notebook)
    print(f"{options.out}: {len(written)} files")
    return 0
