"""The wire format: plain data in frames, between two processes that do not trust each other.

A frame is a fixed header, the lengths of its buffers, a msgpack message and the buffers. An
array stands in the message as (dtype, shape, buffer number); its bytes follow as a buffer.
There is no pickle in either direction, no object dtype, and every size is checked before
anything is allocated for it.

Plain data: None, bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, and
arrays of bool, integers, floats or complex numbers. Numpy's scalars arrive as 0-d arrays. What is
nested more than 64 deep is refused: walking through it would exhaust the receiver's stack.
"""

from __future__ import annotations

import math
import socket
import struct
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

MAX_MESSAGE = 1 << 20
MAX_BUFFERS = 4096
MAX_TOTAL = 1 << 28
MAX_DEPTH = 64  # of lists and dicts within each other
MAX_AXES = 32
LARGEST_ENTRY = 16  # bytes: a complex number
ALIGN = 16  # keeps every array of a frame aligned for numpy

_MAGIC = 0x67726431
_HEADER = struct.Struct("<III")  # magic, length of the message, number of buffers
_REFERENCE = struct.Struct("<I4s")  # an array: number of its buffer, dtype; then its shape
_ARRAY, _COMPLEX, _INTEGER, _TUPLE, _SET, _FROZENSET = range(1, 7)
_CONTAINERS: dict[int, Callable[[Any], Any]] = {_TUPLE: tuple, _SET: set, _FROZENSET: frozenset}
_KINDS = "biufc"
_READ = 1 << 16  # bytes: smaller frames are sent and received in one call


class ProtocolError(Exception):
    """What arrived is not a frame of plain data."""


class ChannelClosed(Exception):
    """The other process has ended or closed the channel."""


class NotPlainData(TypeError):
    """A value that can't be sent, with the reason."""


class Channel:
    """One end of a stream socket, sending and receiving frames."""

    def __init__(self, stream: socket.socket) -> None:
        self.stream = stream
        if stream.family == socket.AF_INET:  # Windows' pairs: a reply must not wait for another's
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._encoder = _Encoder()
        self._pending = b""  # read, but part of the next frame
        self.received = 0  # bytes of arrays

    def send(self, value: Any) -> None:
        """Send one frame; raises NotPlainData, ChannelClosed, or TimeoutError."""
        parts = self._encoder.parts(value)
        try:
            if sum(map(len, parts)) < _READ:
                self.stream.sendall(b"".join(parts))
            else:
                for part in parts:
                    self.stream.sendall(part)
        except ConnectionError:
            raise ChannelClosed from None

    def receive(self, wait: Callable[[], None] = lambda: None, most_bytes: int = MAX_TOTAL) -> Any:
        """The next frame's value; `wait` is called before each read and may raise to give up.

        `most_bytes` limits the arrays of the frame.
        Raises ProtocolError for anything that isn't a frame, ChannelClosed at the end.
        """
        magic, message_length, count = _HEADER.unpack(self._take(_HEADER.size, wait))
        if magic != _MAGIC or message_length > MAX_MESSAGE or count > MAX_BUFFERS:
            raise ProtocolError("a bad frame header")
        rest = 8 * count + message_length
        body = self._take(rest + -(_HEADER.size + rest) % ALIGN, wait)
        lengths = struct.unpack_from(f"<{count}Q", body)
        if sum(lengths) > most_bytes:
            raise ProtocolError(f"a frame of {sum(lengths)} bytes, over the limit of {most_bytes}")
        starts, end = [], 0
        for length in lengths:
            starts.append(end)
            end += length + -length % ALIGN
        self.received += end
        data = self._take(end, wait)
        return _decode(bytes(body[8 * count : rest]), data, list(zip(starts, lengths, strict=True)))

    def _take(self, size: int, wait: Callable[[], None]) -> bytearray:
        """The next `size` bytes: small frames come in one read, large ones into their place."""
        data = bytearray(size)
        while size and len(self._pending) < min(size, _READ):
            wait()
            self._pending += self._received(self.stream.recv, _READ)
        filled = min(size, len(self._pending))
        data[:filled] = self._pending[:filled]
        self._pending = self._pending[filled:]
        view = memoryview(data)
        while filled < size:
            wait()
            filled += self._received(self.stream.recv_into, view[filled:])
        return data

    @staticmethod
    def _received(read: Callable[[Any], Any], into: Any) -> Any:
        try:
            got = read(into)
        except ConnectionError:
            raise ChannelClosed from None
        if not got:
            raise ChannelClosed
        return got


class _Encoder:
    """Turns values into the byte strings of a frame. Kept: a msgpack.Packer is expensive."""

    def __init__(self) -> None:
        self._packer = msgpack.Packer(default=self._extension, strict_types=True, buf_size=4096)
        self._buffers: list[memoryview] = []

    def parts(self, value: Any) -> list[bytes | memoryview]:
        self._buffers = []
        message = self._message(value)
        lengths = [len(buffer) for buffer in self._buffers]
        if len(message) > MAX_MESSAGE or len(lengths) > MAX_BUFFERS:
            raise NotPlainData(f"over {MAX_MESSAGE} bytes of text and lists, or too many arrays")
        if sum(lengths) > MAX_TOTAL:
            raise NotPlainData(f"over {MAX_TOTAL} bytes of arrays")
        header = _HEADER.pack(_MAGIC, len(message), len(lengths))
        head = header + struct.pack(f"<{len(lengths)}Q", *lengths) + message
        parts: list[bytes | memoryview] = [head, _padding(len(head))]
        for buffer in self._buffers:
            parts += [buffer, _padding(len(buffer))]
        return parts

    def _message(self, value: Any) -> bytes:
        try:
            return bytes(self._packer.pack(value))
        except (TypeError, ValueError, RecursionError, OverflowError) as error:
            self._packer.reset()
            raise NotPlainData(str(error)) from None

    def _extension(self, item: Any) -> Any:
        if isinstance(item, (np.ndarray, np.generic)):
            return self._array(np.asarray(item))
        for code, kind in _CONTAINERS.items():
            if type(item) is kind:
                inner = msgpack.packb(list(item), default=self._extension, strict_types=True)
                return msgpack.ExtType(code, inner)
        if type(item) is int:  # of more than 64 bits
            size = item.bit_length() // 8 + 1
            return msgpack.ExtType(_INTEGER, item.to_bytes(size, "little", signed=True))
        if isinstance(item, complex):
            return msgpack.ExtType(_COMPLEX, struct.pack("<dd", item.real, item.imag))
        raise NotPlainData(f"a value of type {type(item).__name__} is not plain data")

    def _array(self, array: np.ndarray) -> msgpack.ExtType:
        if array.dtype.kind not in _KINDS or array.dtype.itemsize > LARGEST_ENTRY:
            raise NotPlainData(f"an array of dtype {array.dtype} is not plain numbers")
        if array.ndim > MAX_AXES:
            raise NotPlainData(f"an array of {array.ndim} axes")
        if array.nbytes > MAX_TOTAL:  # before the copy: a zero-stride view can claim terabytes
            raise NotPlainData(f"an array of {array.nbytes} bytes")
        number = len(self._buffers)
        self._buffers.append(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
        dtype, shape = array.dtype.str.encode(), array.shape
        reference = _REFERENCE.pack(number, dtype) + struct.pack(f"<{len(shape)}Q", *shape)
        return msgpack.ExtType(_ARRAY, reference)


def _padding(length: int) -> bytes:
    return bytes(-length % ALIGN)


def _decode(message: bytes, data: bytearray, spans: list[tuple[int, int]]) -> Any:
    try:
        value = _Decoder(data, spans).value(message)
    except ProtocolError:
        raise
    except Exception as error:  # whatever a forged message makes msgpack or numpy raise
        raise ProtocolError(f"{type(error).__name__}: {error}"[:200]) from None
    _require_shallow(value, MAX_DEPTH)
    return value


class _Decoder:
    """Reads the message of one frame, whose buffers lie in `data`."""

    def __init__(self, data: bytearray, spans: list[tuple[int, int]]) -> None:
        self._data, self._spans = data, spans
        self._unused, self._depth = set(range(len(spans))), 0

    def value(self, message: bytes) -> Any:
        return msgpack.unpackb(
            message, ext_hook=self._extension, max_ext_len=MAX_MESSAGE, strict_map_key=False
        )

    def _extension(self, code: int, payload: bytes) -> Any:
        if code == _ARRAY:
            return self._array(payload)
        if code == _COMPLEX:
            return complex(*struct.unpack("<dd", payload))
        if code == _INTEGER:
            return int.from_bytes(payload, "little", signed=True)
        if code not in _CONTAINERS or self._depth == MAX_DEPTH:
            raise ProtocolError(f"an unknown extension {code}, or too many within each other")
        self._depth += 1
        items = self.value(payload)
        self._depth -= 1
        return _CONTAINERS[code](items)

    def _array(self, payload: bytes) -> np.ndarray:
        number, dtype = _REFERENCE.unpack_from(payload)
        rank = (len(payload) - _REFERENCE.size) // 8
        shape = struct.unpack_from(f"<{rank}Q", payload, _REFERENCE.size)
        self._unused.remove(number)  # an array's bytes belong to it alone
        text = dtype.rstrip(b"\0").decode("ascii")
        return _array(text, shape, self._data, *self._spans[number])


def _require_shallow(value: Any, depth: int) -> None:
    """Refuse what would exhaust the stack of whoever walks through it, and what isn't plain."""
    if isinstance(value, msgpack.Timestamp):  # msgpack makes these by itself
        raise ProtocolError("a time is not plain data")
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        if not depth:
            raise ProtocolError(f"containers nested more than {MAX_DEPTH} deep")
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            _require_shallow(item, depth - 1)


def _array(
    text: str, shape: tuple[int, ...], data: bytearray, start: int, length: int
) -> np.ndarray:
    dtype = np.dtype(text)
    if dtype.kind not in _KINDS or len(shape) > MAX_AXES:
        raise ProtocolError(f"an array of dtype {text!r} and {len(shape)} axes is refused")
    if math.prod(shape) * dtype.itemsize != length:
        raise ProtocolError("an array's size and shape differ")
    count = math.prod(shape)
    return np.frombuffer(data, dtype, count=count, offset=start).reshape(shape)
