"""Pickles that hold arrays and plain containers, and nothing that could act."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np

# What pickles of arrays name, in numpy 1 and 2, in every protocol. Nothing here runs code.
_ALLOWED = {
    ("_codecs", "encode"),
    ("builtins", "complex"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    *(
        (f"numpy.{core}.{module}", name)
        for core in ("core", "_core")
        for module, name in (
            ("multiarray", "_reconstruct"),
            ("multiarray", "scalar"),
            ("numeric", "_frombuffer"),
        )
    ),
}


class _ArraysOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which is not an array")
        if module.startswith("numpy.") and not hasattr(np, "_core"):
            module = module.replace("numpy._core", "numpy.core")
        elif module.startswith("numpy.core"):
            module = module.replace("numpy.core", "numpy._core")
        return super().find_class(module, name)


def load_arrays(path: str | Path) -> Any:
    """Read a pickle of arrays, numbers, strings, and containers of them.

    Raises ValueError, naming the file, for anything else; nothing in it is ever run.
    """
    with Path(path).open("rb") as file:
        try:
            value = _ArraysOnly(file, encoding="latin1").load()  # Python 2's arrays too
        except Exception as error:  # a damaged pickle raises anything at all
            raise ValueError(f"{path}: not a pickle of arrays: {error}") from None
    _refuse_objects(value, str(path))
    return value


def _refuse_objects(value: Any, path: str) -> None:
    if isinstance(value, np.ndarray) and value.dtype.hasobject:
        raise ValueError(f"{path}: an array of Python objects")
    for part in value.values() if isinstance(value, dict) else value if _is_list(value) else ():
        _refuse_objects(part, path)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))
