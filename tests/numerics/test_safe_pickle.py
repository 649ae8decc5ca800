"""The restricted unpickler: arrays come through, whatever could act does not."""

import os
import pickle

import numpy as np
import pytest

from grader.numerics.safe_pickle import load_arrays


class Acts:
    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def write(path, value, protocol=4):
    path.write_bytes(pickle.dumps(value, protocol=protocol))
    return path


@pytest.mark.parametrize("protocol", range(6))
def test_arrays_and_containers_come_through_every_protocol(tmp_path, protocol):
    value = {"a": [np.arange(6.0).reshape(2, 3), (1, "x", None)], "b": np.float32(2)}
    loaded = load_arrays(write(tmp_path / "a.pkl", value, protocol))
    assert np.array_equal(loaded["a"][0], value["a"][0])
    assert loaded["a"][1] == (1, "x", None)
    assert loaded["b"] == 2


def test_a_pickle_of_numpy_1_comes_through(tmp_path):
    data = pickle.dumps(np.arange(3), protocol=2).replace(b"numpy._core", b"numpy.core")
    (tmp_path / "old.pkl").write_bytes(data)
    assert np.array_equal(load_arrays(tmp_path / "old.pkl"), np.arange(3))


@pytest.mark.parametrize(
    "value",
    [
        Acts(os.system, "echo got through >&2"),
        Acts(eval, "1 + 1"),
        Acts(getattr, "text", "format"),
        [Acts(print, "got through")],
        np.array([Acts(print, "got through")], dtype=object),
    ],
)
def test_what_could_act_is_refused_and_does_not_act(tmp_path, capfd, value):
    with pytest.raises(ValueError, match=r"a\.pkl"):
        load_arrays(write(tmp_path / "a.pkl", value))
    assert "got through" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("data", [b"", b"not a pickle", b"\x80\x04", b"\x80\x04]\x94(K\x01K"])
def test_a_damaged_file_is_one_clear_error(tmp_path, data):
    (tmp_path / "a.pkl").write_bytes(data)
    with pytest.raises(ValueError, match="not a pickle of arrays"):
        load_arrays(tmp_path / "a.pkl")
