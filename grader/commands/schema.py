"""grader schema: print the JSON schema of results.json."""

from __future__ import annotations

import argparse
import json

from grader.reports.gradescope import Report


def run(options: argparse.Namespace) -> int:
    """Print it."""
    del options
    print(json.dumps(Report.model_json_schema(), indent=2))
    return 0
