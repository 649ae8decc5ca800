"""grader starter: write the student handout."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader import starter
from grader.loading import load


def run(options: argparse.Namespace) -> int:
    """Write the handout into a new folder."""
    written = starter.write(load(options.assignment), Path(options.out))
    print(f"{options.out}: {len(written)} files")
    return 0
