"""The installed grader as a wheel: an upload that holds it depends on no index for it.

The format is that of PEP 427 and the binary distribution format of packaging.python.org.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from grader.distribution import NAME, version

PACKAGE = Path(__file__).parents[1]
METADATA = ("METADATA", "entry_points.txt")
LEFT_OUT = {"__pycache__"}
WHEEL = "Wheel-Version: 1.0\nGenerator: homework-grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same bytes


def name() -> str:
    """Return the wheel's file name, by which an installer knows it."""
    return f"{NAME.replace('-', '_')}-{version()}-py3-none-any.whl"


def wheel() -> bytes:
    """Return the wheel of the grader that runs, also where it runs from a checkout."""
    info = f"{NAME.replace('-', '_')}-{version()}.dist-info"
    files = {
        path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and LEFT_OUT.isdisjoint(path.parts)
    }
    for part in METADATA:
        files[f"{info}/{part}"] = (distribution(NAME).read_text(part) or "").encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    record = f"{info}/RECORD"
    lines = [f"{path},{_digest(data)},{len(data)}" for path, data in files.items()]
    files[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    return packed(files)


def packed(files: dict[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """Return a zip of these files, by their paths; the same files make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.external_attr = (0o755 if path in executable else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _digest(data: bytes) -> str:
    encoded = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={encoded.rstrip(b'=').decode()}"
