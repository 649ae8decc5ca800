"""Which file of a submission stands for which that the assignment names, and what is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.errors import UngradableError

NOTEBOOK = ".ipynb"
MAX_DEPTH = 4

# Letters and digits that look like Latin ones, of https://www.unicode.org/Public/security/latest/
# confusables.txt those on keyboards: Cyrillic, Greek, and the digits 0 and 1.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝѵкмтвнοανρυικτη01|",
    "aeopcyxijshdqwvkmtbhoavpuiktnoll",
)


class Names:
    """The names that an assignment asks for, matched against those of a submission, once each.

    A file that is handed in `alone` may have any name.
    """

    def __init__(self, where: str, wanted: Sequence[str], *, alone: bool) -> None:
        self._where = where
        self._alone = (where if where in wanted else wanted[0]) if alone else None
        self._wanted = {name: name for name in wanted}
        for name in wanted:
            if name.endswith(".py"):
                self._wanted.setdefault(str(PurePosixPath(name).with_suffix(NOTEBOOK)), name)
        self._alike = {skeleton(name): name for name in self._wanted}
        self._taken: dict[str, str] = {}

    def of(self, path: str) -> str | None:
        """The name that a file stands for, or None if it isn't asked for.

        Raises UngradableError for a second one, an unsafe path, or a name that looks alike.
        """
        if self._alone:
            return self._alone
        parts = PurePosixPath(path.replace("\\", "/")).parts
        if path.startswith(("/", "\\")) or ".." in parts or "\0" in path or path[1:2] == ":":
            raise UngradableError(f"{self._where}: {path!r} is not a path inside the submission")
        if not parts or len(parts) > MAX_DEPTH or any(p.startswith((".", "__")) for p in parts):
            return None
        meant = self._wanted.get(parts[-1])
        if meant is None:
            self._refuse_lookalike(parts[-1])
        elif meant in self._taken:
            self._refuse_second(self._taken[meant], parts[-1])
        else:
            self._taken[meant] = parts[-1]
        return meant

    def _refuse_lookalike(self, name: str) -> None:
        meant = self._alike.get(skeleton(name))
        if meant:
            raise UngradableError(
                f"{self._where}: {name!r} looks like {meant} but isn't: rename or remove it"
            )

    def _refuse_second(self, first: str, second: str) -> None:
        both = f"{first} is there twice" if first == second else f"{first} and {second} are there"
        raise UngradableError(f"{self._where}: {both}: hand in one")


def skeleton(name: str) -> str:
    """What a name looks like: no case, no marks, no invisible characters, Latin letters.

    After Unicode Technical Standard 39, section 4, 'skeleton'.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    visible = "".join(c for c in folded if unicodedata.category(c)[0] not in "CMZ")
    return visible.translate(_LOOKS_LIKE).strip(".")
