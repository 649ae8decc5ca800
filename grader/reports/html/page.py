"""A page: a template, its style and script, and the policy that lets nothing else act.

Everything in a template is escaped, and freed of control characters. Style and script are in the
page itself, so that it can be sent to a student as it is; the policy names their digests, and
refuses every other style, script and request.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.reports.html.arrays import as_code, entries, table
from grader.reports.html.formulas import mathml
from grader.reports.text import MARKS, plain

WORDS = {"passed": "right", "failed": "wrong", "partial": "partly right", "pending": "needs review"}
CLASSES = {"passed": "s-earn", "failed": "s-lost", "partial": "s-lost", "pending": "s-pend"}


def render(name: str, scripts: Sequence[str], **values: Any) -> str:
    """Return the page of the template `<name>.html`, with the style `<name>.css`."""
    style = "".join(map(_source, ("base.css", f"{name}.css", "media.css")))
    texts = [_source(script) for script in scripts]
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src {_digest(style)}",
            f"script-src {' '.join(map(_digest, texts))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
    return (
        _environment()
        .get_template(f"{name}.html")
        .render(policy=policy, style=_trusted(style), scripts=map(_trusted, texts), **values)
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {
        "points": points,
        "mathml": mathml,
        "table": table,
        "entries": entries,
        "as_code": as_code,
        "quoted": lambda text: quote(text, safe=""),
    }
    environment.globals |= {"MARKS": MARKS, "WORDS": WORDS, "CLASSES": CLASSES}
    return environment


def points(number: float) -> str:
    """Return points to two decimals at most: `2`, `1.5`, `0.67`."""
    return f"{round(number, 2) + 0.0:g}" if abs(number) < 1e5 else f"{number:.0f}"


def _shown(value: object) -> object:
    """What a template shows of a value: a text without control characters."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@functools.cache
def _source(file: str) -> str:
    loader, environment = _environment().loader, _environment()
    assert loader is not None  # noqa: S101 - it is set above
    return loader.get_source(environment, file)[0]


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _trusted(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - a style or a script of this package
