"""Loops in code that add up or fill an array, as one assignment: `T = sum(… for i in range(n))`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FOR = re.compile(r"for (\w+) in (.+?):\s*(.*)")
_IF = re.compile(r"if (.+?):\s*(.*)")
_STATEMENT = re.compile(r"([A-Za-z]\w*)(?:\[([^\[\]]+)\])?\s*([-+]?)=(?!=)\s*(.+)")
_WHOLE = re.compile(r"range\((?:\w+|len\(\w+\)|\w+\.shape\[\d\])\)")
_ZERO = r"(?:0\.?0*|(?:np\.|numpy\.|torch\.)?zeros(?:_like)?\(.*\))"
_JOINED = re.compile(r"\b(?:and|or|not)\b|[&|~]")


@dataclass
class _Nest:
    """The loops and conditions around one statement, from the outside in."""

    loops: list[tuple[str, str]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    statement: str = ""


def without_loops(code: str) -> str:
    """Code with each loop that adds up or fills an array as one assignment; others are kept."""
    found: list[str] = []
    lines = code.splitlines()
    while lines:
        inside = _block(lines)
        written = _assignment(lines[:inside], found) if _FOR.match(lines[0].strip()) else ""
        found.append(written or lines[0])
        lines = lines[inside if written else 1 :]
    return "\n".join(found)


def _block(lines: Sequence[str]) -> int:
    """How many lines the first one and what is indented under it are."""
    margin = _margin(lines[0])
    after = (n for n, line in enumerate(lines) if n and line.strip() and _margin(line) <= margin)
    return next(after, len(lines))


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _assignment(block: Sequence[str], before: list[str]) -> str:
    """A loop as an assignment; what set its name to zero before is left out. "" if it is none."""
    nest = _nest([line for line in block if line.strip()])
    stated = _STATEMENT.fullmatch(nest.statement) if nest else None
    if nest is None or stated is None or any(map(_JOINED.search, nest.conditions)):
        return ""
    name, places, sign, value = stated.groups()
    if value.startswith(f"{name} + ") and not places:
        sign, value = "+", value[len(name) + 3 :]
    places = [place.strip() for place in places.split(",")] if places else []
    filled = [loop for loop in nest.loops if loop[0] in places]
    summed = [loop for loop in nest.loops if loop[0] not in places]
    whole = len(filled) == len(places) == len(set(places))
    if not whole or not all(_WHOLE.fullmatch(over) for _, over in filled):
        return ""
    at = _zeroed(name, before)
    if (places and sign and at is None) or (summed and not sign) or not (places or sign):
        return ""
    used = " ".join([value, *nest.conditions])
    counted = re.sub(r"\[[^\[\]]*\]", "", used)  # an index as a number counts from 0
    if _occurs(name, used) or any(_occurs(index, counted) for index, _ in filled):
        return ""
    value = " * ".join([f"({value})", *(f"({condition})" for condition in nest.conditions)])
    if summed:
        value = f"sum({value} {' '.join(f'for {index} in {over}' for index, over in summed)})"
    if at is not None:
        del before[at]
    left = f"{name}[{', '.join(places)}]" if places else name
    if at is None:
        return f"{left} {sign}= {value}"
    return f"{left} = -{value}" if sign == "-" else f"{left} = {value}"


def _occurs(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{name}\b", text))


def _nest(block: Sequence[str]) -> _Nest | None:
    """The loops around one statement; None where there are several."""
    nest = _Nest()
    for n, line in enumerate(block):
        text = line.strip()
        if n and _margin(line) <= _margin(block[n - 1]):
            return None
        while text:
            if loop := _FOR.fullmatch(text):
                nest.loops.append((loop[1], loop[2]))
                text = loop[3]
            elif condition := _IF.fullmatch(text):
                nest.conditions.append(condition[1])
                text = condition[2]
            else:
                if nest.statement:
                    return None
                nest.statement, text = text, ""
    return nest


def _zeroed(name: str, before: Sequence[str]) -> int | None:
    """The line that set a name to zero, if none has changed it since."""
    for at in range(len(before) - 1, -1, -1):
        if re.match(rf"\s*{name}\b(?:\[[^\]]*\])?\s*[-+*/]?=(?!=)", before[at]):
            zero = re.fullmatch(rf"\s*{name}\s*=\s*{_ZERO}\s*", before[at])
            return at if zero else None
    return None
