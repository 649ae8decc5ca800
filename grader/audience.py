"""Who may see a field of the results: students, or staff alone."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, TypeVar

Audience = Literal["student", "staff"]

Record = TypeVar("Record")


def staff(**options: Any) -> Any:
    """Declare a dataclass field that only staff may see."""
    return dataclasses.field(metadata={"audience": "staff"}, **options)


def for_students(record: Record) -> Record:
    """Return a copy of a dataclass in which the fields for staff hold their defaults."""
    hidden: dict[str, Any] = {
        entry.name: entry.default
        for entry in dataclasses.fields(record)  # type: ignore[arg-type]  # bound to dataclasses
        if entry.metadata.get("audience") == "staff"
    }
    return dataclasses.replace(record, **hidden)  # type: ignore[type-var]  # the same
