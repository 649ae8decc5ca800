"""Which names of files come near to one that the assignment asks for."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

# Letters and digits that look like Latin ones, of https://www.unicode.org/Public/security/latest/
# confusables.txt those on keyboards: Cyrillic, Greek, and the digits 0 and 1.
_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝѵкмтвнοανρυικτη01|",
    "aeopcyxijshdqwvkmtbhoavpuiktnoll",
)
_NO_WORD = re.compile(r"[^a-z0-9]+")
_TESTS = {"test", "tests"}


def skeleton(name: str) -> str:
    """What a name looks like: no case, no accents, no invisible characters, Latin letters.

    After Unicode Technical Standard 39, section 4, 'skeleton'.
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    visible = "".join(c for c in folded if unicodedata.category(c)[0] not in "CMZ")
    return visible.translate(_LOOKS_LIKE).strip(".")


def is_near(name: str, asked: str) -> bool:
    """Whether a file may be the one asked for under another name.

    It looks the same (`MLP.py`), or has more words around the asked ones (`mlp (1).py`,
    `HW3_Smith_final.ipynb` for `hw3.ipynb`).
    """
    stem, asked_stem = PurePosixPath(name).stem, PurePosixPath(asked).stem
    if skeleton(stem) == skeleton(asked_stem):
        return True
    words, wanted = _words(stem), _words(asked_stem)
    places = range(len(words) - len(wanted) + 1)
    around = any(words[k : k + len(wanted)] == wanted for k in places)
    return bool(wanted) and around and _TESTS.isdisjoint(set(words) - set(wanted))


def _words(stem: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", stem).casefold()
    return [word for word in _NO_WORD.split(plain) if word]
