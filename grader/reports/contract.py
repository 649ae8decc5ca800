"""Gradescope's contract: what a results.json of any autograder must be.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

import json
from typing import Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from grader.reports.gradescope import MAX_BYTES, Format
from grader.results import Visibility


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class _Test(_Strict):
    score: float | None = None
    max_score: float | None = None
    status: Literal["passed", "failed"] | None = None
    name: str | None = None
    name_format: Format | None = None
    number: str | None = None
    output: str | None = None
    output_format: Format | None = None
    tags: list[str] | None = None
    visibility: Visibility | None = None
    extra_data: dict[str, Any] | None = None


class _Entry(_Strict):
    name: str
    value: float | str
    order: Literal["asc", "desc"] | None = None


class _File(_Strict):
    score: float | None = None
    execution_time: float | None = None
    output: str | None = None
    output_format: Format | None = None
    test_output_format: Format | None = None
    test_name_format: Format | None = None
    visibility: Visibility | None = None
    stdout_visibility: Visibility | None = None
    extra_data: dict[str, Any] | None = None
    tests: list[_Test] | None = None
    leaderboard: list[_Entry] | None = None

    @model_validator(mode="after")
    def _has_a_score(self) -> _File:
        if self.score is None and not (self.tests and all(t.score is not None for t in self.tests)):
            raise ValueError("write a score at the top, or one for each test")
        return self


def broken(data: bytes) -> list[str]:
    """Return what is wrong with a results.json, a line each."""
    if len(data) > MAX_BYTES:
        return [f"it has {len(data):,} bytes: other systems take at most {MAX_BYTES:,}"]
    try:
        found = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return [f"it is no strict JSON: {error}"]
    try:
        _File.model_validate(found)
    except ValidationError as error:
        return [_line(problem["loc"], problem["msg"]) for problem in error.errors()]
    return []


def _line(place: tuple[int | str, ...], message: str) -> str:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    text = message.removeprefix("Value error, ")
    return f"{where.lstrip('.')}: {text}" if where else text


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number in JSON")
