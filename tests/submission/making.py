"""Submissions to read: folders, archives and notebooks of (name, content) pairs."""

import io
import json
import tarfile
import zipfile

import pytest

from grader.errors import UngradableError
from grader.submission import read

SOURCE = "def f(x): return x\n"
WANTED = ["mlp.py"]


def zipped(path, members):
    """A zip of (name or ZipInfo, content) pairs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def tarred(path, members):
    """A tar of (name or TarInfo, content) pairs, compressed unless its name says otherwise."""
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            data = content if isinstance(content, bytes) else content.encode()
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def foldered(path, members):
    """A folder of (name, content) pairs."""
    path.mkdir(exist_ok=True)
    for name, content in members:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (path / name).write_bytes(data)
    return path


WAYS = [
    (zipped, "s.zip"),
    (tarred, "s.tar.gz"),
    (tarred, "s.tgz"),
    (tarred, "s.tar"),
    (foldered, "s"),
]
every_way = pytest.mark.parametrize(("make", "name"), WAYS, ids=[name for _, name in WAYS])


def notebook(*cells, kind="code"):
    """A notebook's text: cells of one kind, or (kind, text) pairs."""
    pairs = [cell if isinstance(cell, tuple) else (kind, cell) for cell in cells]
    written = [{"cell_type": kind, "source": source} for kind, source in pairs]
    return json.dumps({"cells": written, "nbformat": 4})


def refusal(path, wanted=WANTED):
    """The one line with which a submission is refused."""
    with pytest.raises(UngradableError) as caught:
        read(path, wanted)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 500
    return message


def notes(submission):
    """A submission's notes, as lines."""
    return [str(note) for note in submission.notes]
