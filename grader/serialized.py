"""Results as bytes, and back: what a worker sends, and what a gradebook keeps."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Mapping
from typing import Any

import msgpack
import numpy as np

from grader import results as declared
from grader.results import Results

TAG = "$"  # marks what MessagePack has no type for
INT64 = 2**63
_ANY_TEXT = "surrogatepass"  # a student's text may hold half a character
_CLASSES = {
    name: kind
    for name, kind in vars(declared).items()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}


def dump(results: Results) -> bytes:
    """Return results as bytes. Values of no plain type are kept as their text."""
    return zlib.compress(msgpack.packb(_written(results), unicode_errors=_ANY_TEXT), 1)


def restore(data: bytes) -> Results:
    """Return the results that `dump` wrote; raises ValueError if the bytes are none."""
    try:
        unpacked = msgpack.unpackb(
            zlib.decompress(data), unicode_errors=_ANY_TEXT, strict_map_key=False
        )
        found = _read(unpacked)
    except (zlib.error, msgpack.UnpackException, KeyError, TypeError) as error:
        raise ValueError(f"these bytes are no results: {error}") from error
    if not isinstance(found, Results):
        raise ValueError("these bytes are no results")
    return found


def _written(value: Any) -> Any:
    if value is None or isinstance(value, (bool, float, str, bytes)):
        return value
    if isinstance(value, int):
        return value if -INT64 <= value < INT64 else {TAG: "int", "text": hex(value)}
    if isinstance(value, (np.ndarray, np.generic)) and not value.dtype.hasobject:
        array = np.asarray(value)
        parts = {"dtype": array.dtype.str, "shape": list(array.shape), "data": array.tobytes()}
        return {TAG: "array" if isinstance(value, np.ndarray) else "scalar", **parts}
    if isinstance(value, complex):
        return {TAG: "complex", "parts": [value.real, value.imag]}
    if isinstance(value, list):
        return [_written(part) for part in value]
    if isinstance(value, (tuple, set, frozenset)):
        ordered = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value
        return {TAG: type(value).__name__, "parts": [_written(part) for part in ordered]}
    if isinstance(value, Mapping):
        return {TAG: "dict", "parts": [[_written(k), _written(v)] for k, v in value.items()]}
    if type(value).__name__ in _CLASSES and dataclasses.is_dataclass(value):
        filled = {
            entry.name: _written(getattr(value, entry.name))
            for entry in dataclasses.fields(value)
            if not _is_default(getattr(value, entry.name), entry.default)
        }
        return {TAG: type(value).__name__, "fields": filled}
    return repr(value)


def _is_default(value: Any, default: Any) -> bool:
    return (
        type(value) is type(default)
        and isinstance(value, (str, int, float, tuple))
        and bool(value == default)
    )


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return [_read(part) for part in value]
    if not isinstance(value, dict):
        return value
    tag = value[TAG]
    if tag == "int":
        return int(value["text"], 16)
    if tag in ("array", "scalar"):
        array = np.frombuffer(value["data"], value["dtype"]).reshape(value["shape"]).copy()
        return array if tag == "array" else array[()]
    if tag == "complex":
        return complex(*value["parts"])
    if tag == "dict":
        return {_read(k): _read(v) for k, v in value["parts"]}
    if tag in ("tuple", "set", "frozenset"):
        container = {"tuple": tuple, "set": set, "frozenset": frozenset}[tag]
        return container(_read(part) for part in value["parts"])
    return _CLASSES[tag](**{name: _read(part) for name, part in value["fields"].items()})
