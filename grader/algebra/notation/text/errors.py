"""Text that can't be read: why, and where."""

from __future__ import annotations

MAX_MESSAGE = 300


class NotationError(ValueError):
    """Text that can't be read: `message`, `position`, and the line with a caret in `shown`."""

    def __init__(self, message: str, text: str = "", position: int = 0) -> None:
        self.message = message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]}…"
        self.text = text
        self.position = position
        self.shown = _caret(text, position)
        super().__init__(f"{self.message}\n{self.shown}" if self.shown else self.message)

    @property
    def one_line(self) -> str:
        """The message and the text, marked where reading ended."""
        here = f"{self.text[: self.position]}▸{self.text[self.position :]}"
        return " ".join(f"{self.message}, at ▸ in {here!r}".split()) if self.text else self.message


def _caret(text: str, position: int, width: int = 72) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end]
    at = position - start
    left = max(0, at - width // 2)
    line = "".join(c if c.isprintable() else "�" for c in line[left : left + width])
    return f"  {line}\n  {' ' * (at - left)}^" if line else ""
