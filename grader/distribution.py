"""The distribution: what this package is called on an index, and the version installed."""

from __future__ import annotations

import importlib.metadata

NAME = "homework-grader"  # `grader` on the public index is another project


def version() -> str:
    """Return the installed version."""
    return importlib.metadata.version(NAME)


def requirement() -> str:
    """Return what to give to pip to get this version, such as `homework-grader==1.0`."""
    return f"{NAME}=={version()}"
