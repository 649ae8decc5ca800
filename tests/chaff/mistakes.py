"""A mistake: a right module of one student's, with passages of its text changed."""

import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIECES = ROOT / "tests" / "sequences" / "wheat"
PLAIN = {kind: f"{kind}/plain" for kind in ("linear", "relu", "loss", "network")}


@dataclass(frozen=True)
class Mistake:
    """What is changed, in whose file, and which of these questions must lose points for it.

    `base` is a piece of a CMU module (`linear/loops`), or a file of a right submission
    (`correct/network.py`) of another homework.
    """

    questions: str
    base: str
    edits: tuple[tuple[str, str], ...]

    def files(self, homework: str) -> dict[str, str]:
        """The files to submit."""
        if self.base.endswith(".py"):
            sample, name = self.base.split("/")
            path = ROOT / "submissions" / homework / sample / name
            beside = {other.name: other.read_text() for other in path.parent.glob("*.py")}
            return {**beside, name: self._changed(path.read_text())}
        own = self.base.split("/")[0]
        chosen = ("prelude", *({**PLAIN, own: self.base} if own in PLAIN else PLAIN).values())
        pieces = [self._piece(name) for name in chosen]
        return {"mlp.py": "\n\n".join(pieces)}

    def _piece(self, name: str) -> str:
        text = _text(name)
        return self._changed(text) if name == self.base else text

    def _changed(self, text: str) -> str:
        for old, new in self.edits:
            assert old in text, (self.base, old)
            text = text.replace(old, new)
        return text


def mistake(questions: str, base: str, *edits: str) -> Mistake:
    """A mistake whose edits are an old passage, the new one, another old one, and so on."""
    assert len(edits) % 2 == 0
    return Mistake(questions, base, tuple(zip(edits[::2], edits[1::2], strict=True)))


@functools.cache
def _text(name: str) -> str:
    return (PIECES / f"{name}.py").read_text()
