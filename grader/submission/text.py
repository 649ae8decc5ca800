"""A student's bytes and names as clean text: UTF-8 only, one kind of newline, safe to print."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tokenize
import unicodedata

from grader.submission.limits import MAX_NAME

_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?")


class TextError(ValueError):
    """Bytes that aren't text: one line that says where and why."""


def decode(data: bytes) -> str:
    r"""Text with `\n` for every newline; raises TextError for what isn't UTF-8 text.

    UTF-16 is read where a byte-order mark says so, as Windows editors write it.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TextError(f"line {line}: this is not UTF-8 text; save the file as UTF-8") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise TextError(f"line {line}: there is a null character")
    return _NEWLINES.sub("\n", text)


def decode_python(data: bytes) -> str:
    """The text of a Python file, which may name its encoding; raises TextError."""
    try:
        return decode(data)
    except TextError:
        with contextlib.suppress(SyntaxError, LookupError, UnicodeError):
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
            if encoding != "utf-8":
                return decode(data.decode(encoding).encode())
        raise


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for every half of a character, which no UTF-8 file can hold."""
    return _SURROGATE.sub("\ufffd", text)


def file_name(name: str) -> str:
    """A name from the file system or an archive, with bytes that aren't UTF-8 as %E9."""
    data = os.fsencode(name) if _undecoded(name) else name.encode("utf-8", "replace")
    parts = re.split(rb"([\x80-\xff]+)", data)
    return "".join(_part(part) for part in parts)


def shown(name: str) -> str:
    """A name for a message: without control characters, and not too long."""
    clean = "".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in name)
    return (
        clean if len(clean) <= MAX_NAME else f"{clean[: MAX_NAME // 2]}…{clean[-MAX_NAME // 2 :]}"
    )


def _undecoded(name: str) -> bool:
    """Whether Python stands surrogates for single bytes in it (PEP 383)."""
    return all(0xDC80 <= ord(c) <= 0xDCFF for c in _SURROGATE.findall(name))


def _part(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(f"%{byte:02X}" for byte in data)
