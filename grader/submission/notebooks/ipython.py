"""A notebook's cell as Python: magics, shell lines and help do nothing, line numbers stay.

One pass over the characters, whatever they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Cell magics whose cell runs as Python in the notebook's own namespace.
PYTHON_CELLS = ("%%time", "%%capture", "%%prun")
PYTHON_LINE = "%time"  # what follows runs as Python

_NOTED = re.compile(r"[#'\"()\[\]{}]")
_STRING_END = {
    quote: re.compile(rf"[^{quote}\\]*(?:\\.[^{quote}\\]*)*", re.DOTALL) for quote in "'\""
}


def as_python(source: str) -> str:
    """The cell with everything commented out that isn't Python; it has as many lines."""
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and lines[first].startswith("%%"):
        if lines[first].split()[0] not in PYTHON_CELLS:
            return "\n".join(f"# {line}" for line in lines)
        lines[first] = f"# {lines[first]}"
    state, magic = _State(), False
    for number, line in enumerate(lines):
        if magic or (not state.is_open and _is_magic(line)):
            lines[number] = f"# {line}" if magic else _harmless(line)
            magic = line.endswith("\\")  # a shell line that goes on
        state.read(lines[number])
    return "\n".join(lines)


def _is_magic(line: str) -> bool:
    """Whether a line at the start of a statement is IPython's: `%x`, `!x`, `?x`, `x?`, `a = !x`."""
    text = line.strip()
    if text.startswith(("%", "!", "?")):
        return True
    if text.endswith("?") and not any(c in text for c in "#'\""):
        return True
    return _assigned(text) is not None


def _assigned(text: str) -> str | None:
    """The names before `= !shell` or `= %magic`."""
    names, equals, value = text.partition("=")
    if not equals or not value.lstrip().startswith(("!", "%")):
        return None
    parts = names.replace(",", " ").replace(".", " ").split()
    return names.strip() if parts and all(part.isidentifier() for part in parts) else None


def _harmless(line: str) -> str:
    """A statement in place of IPython's: names that it assigns are empty lists, as of no output."""
    text = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    names = _assigned(text)
    command, _, rest = text.partition(" ")
    if command == PYTHON_LINE and rest.strip():
        return indent + rest.strip()
    if names is None:
        return f"{indent}pass  # {text}"
    value = ", ".join(["[]"] * len([name for name in names.split(",") if name.strip()]))
    return f"{indent}{names} = {value}  # {text[len(names) :].lstrip()}"


@dataclass
class _State:
    """Whether the next line goes on: open brackets, a long string, a backslash at the end."""

    brackets: int = 0
    quotes: str = ""
    backslash: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a `%` or `!` at the start of the next line is an operator, or text."""
        return self.brackets > 0 or bool(self.quotes) or self.backslash

    def read(self, line: str) -> None:
        """Take in a line of Python."""
        place = self._end_of_long_string(line, 0) if self.quotes else 0
        while not self.quotes and (found := _NOTED.search(line, place)):
            sign, place = found.group(), found.end()
            if sign == "#":
                self.backslash = False
                return
            if sign in "'\"":
                place = self._string(line, found.start())
            else:
                self.brackets = max(self.brackets + (1 if sign in "([{" else -1), 0)
        self.backslash = not self.quotes and line.endswith("\\")

    def _string(self, line: str, start: int) -> int:
        """Pass over a string that begins there; where it ends."""
        quote = line[start]
        if line.startswith(quote * 3, start):
            self.quotes = quote * 3
            return self._end_of_long_string(line, start + 3)
        inside = _STRING_END[quote].match(line, start + 1)
        return (inside.end() if inside else len(line)) + 1

    def _end_of_long_string(self, line: str, place: int) -> int:
        """Where the open long string ends; it stays open if it doesn't end in this line."""
        while (end := line.find(self.quotes, place)) >= 0:
            before = line[place:end]
            if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
                self.quotes = ""
                return end + 3
            place = end + 1
        return len(line)
