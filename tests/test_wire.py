"""The wire format: plain data comes through unchanged, anything else is refused in time."""

import socket
import struct
import threading
from contextlib import contextmanager

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.child import wire

ARRAYS = st.sampled_from(
    ["?", "i1", "u2", "i4", "i8", "f2", "f4", "f8", "c8", "c16", ">f8"]
).flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0, max_side=4)))
SINGLE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
)
KEYS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
PLAIN = st.recursive(
    SINGLE | ARRAYS | st.sets(KEYS, max_size=3) | st.frozensets(KEYS, max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@contextmanager
def channels():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(5)
        theirs.settimeout(5)
        yield wire.Channel(ours), wire.Channel(theirs)


def receive_from(data):
    with channels() as (ours, theirs):
        ours.stream.sendall(data)
        ours.stream.close()
        return theirs.receive()


def same(one, other):
    if isinstance(other, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and np.array_equal(one, other, equal_nan=other.dtype.kind in "fc")
        )
    if isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in other)
    if isinstance(other, (list, tuple)) and type(one) is type(other):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or one != one)


@settings(deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=3))
def test_plain_data_comes_through_in_order(values):
    with channels() as (ours, theirs):
        for value in values:
            ours.send(value)
        assert all(same(theirs.receive(), value) for value in values)


def test_a_large_array_comes_through_whole_and_writable():
    array = np.random.default_rng(0).standard_normal((1000, 500))
    with channels() as (ours, theirs):
        sender = threading.Thread(target=ours.send, args=[{"a": array, "b": [array[::2].T]}])
        sender.start()
        got = theirs.receive()
        sender.join()
    assert np.array_equal(got["a"], array)
    assert np.array_equal(got["b"][0], array[::2].T)
    got["a"][0, 0] = 5


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1, object()},
        (1, object()),
        np.array([object()]),
        np.array(["text"]),
        np.array([(1, 2.0)], dtype="i4,f8"),
        np.lib.stride_tricks.as_strided(np.zeros(1), shape=(2**40,), strides=(0,)),
        {"deep": [lambda: None]},
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_data_is_refused_and_the_channel_stays_usable(value):
    with channels() as (ours, theirs):
        with pytest.raises(wire.NotPlainData):
            ours.send(value)
        ours.send("next")
        assert theirs.receive() == "next"


def frame(message=b"\xc0", lengths=(), magic=0x67726431, message_length=None, count=None, data=b""):
    head = struct.pack(
        "<III",
        magic,
        len(message) if message_length is None else message_length,
        len(lengths) if count is None else count,
    )
    head += struct.pack(f"<{len(lengths)}Q", *lengths) + message
    return head + bytes(-len(head) % 16) + data


def nested_tuples(depth):
    data = b"\x90"
    for _ in range(depth):
        data = b"\x91\xc9" + struct.pack(">Ib", len(data), 4) + data
    return data


def reference(number, dtype, *shape):
    packed = struct.pack("<I4s", number, dtype) + struct.pack(f"<{len(shape)}Q", *shape)
    return msgpack.packb(msgpack.ExtType(1, packed))


@pytest.mark.parametrize(
    "data",
    [
        frame(magic=1),
        frame(message_length=2**31),
        frame(count=2**31),
        frame(lengths=[2**62]),
        frame(lengths=[2**29, 2**29]),
        frame(message=b"\xc1"),
        frame(message=reference(0, b"<f8", 3), lengths=[16], data=bytes(16)),
        frame(message=reference(1, b"<f8", 2), lengths=[16], data=bytes(16)),
        frame(message=reference(0, b"|O", 2), lengths=[16], data=bytes(16)),
        frame(message=reference(0, b"<f8", 2**61, 2), lengths=[16], data=bytes(16)),
        frame(message=reference(0, b"<f8", *[1] * 33), lengths=[8], data=bytes(16)),
        frame(message=b"\x92" + reference(0, b"<f8", 2) * 2, lengths=[16], data=bytes(16)),
        frame(message=msgpack.packb(msgpack.ExtType(9, b"x"))),
        frame(message=b"\x91" * 5000),
        frame(message=b"\x91" * 100 + b"\xc0"),
        frame(message=b"\x81\xa1a" * 100 + b"\xc0"),
        frame(message=nested_tuples(100)),
        frame(message=nested_tuples(20_000)),
        frame(message=msgpack.packb(msgpack.Timestamp(1, 0))),
        frame(message=msgpack.packb(msgpack.ExtType(5, msgpack.packb([[1]])))),
    ],
)
def test_a_forged_frame_is_a_protocol_error(data):
    with pytest.raises(wire.ProtocolError):
        receive_from(data)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_a_protocol_error_or_the_end(data):
    with pytest.raises((wire.ProtocolError, wire.ChannelClosed)):
        receive_from(data)


def test_sending_to_a_closed_channel_says_so():
    with channels() as (ours, theirs):
        theirs.stream.close()
        with pytest.raises(wire.ChannelClosed):
            ours.send("hello")
