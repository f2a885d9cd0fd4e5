"""Protocol Buffers on the wire, as much of it as an ONNX file needs: fields are found, none is decoded twice.

The format is "Encoding" of protobuf.dev/programming-guides: a message is a run of fields, each a number, a
kind and a value. Walking it costs microseconds and no library; weights are passed over as views.
"""

import struct
from collections.abc import Iterator
from typing import TypeAlias

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
MORE = 0x80  # a varint's byte that is not its last
LOW = 0x7F
MAX_VARINT = 10  # bytes of 64 bits
SIGN = 1 << 63

Value: TypeAlias = int | memoryview
"""A number, or the bytes of a text, of numbers packed together, of a float, or of a message."""


def fields(message: memoryview) -> Iterator[tuple[int, Value]]:
    """Yield number and value of each field, in the order they stand.

    Raises:
        ValueError: when the bytes are no message.
    """
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, place = _varint(message, place)
            yield number, value
            continue
        if kind == LENGTH:
            length, place = _varint(message, place)
        elif kind in (FIXED32, FIXED64):
            length = 4 if kind == FIXED32 else 8
        else:
            raise ValueError(f"expected a field of kind 0, 1, 2 or 5, got {kind}")
        if place + length > len(message):
            raise ValueError(f"expected a field of {length} bytes, got {len(message) - place}")
        yield number, message[place : place + length]
        place += length


def text(value: Value) -> str:
    """Return a field's text."""
    return bytes(_view(value)).decode("utf-8")


def integers(value: Value) -> tuple[int, ...]:
    """Return a field's whole numbers, one or several packed together, as signed ones of 64 bits."""
    if isinstance(value, int):
        return (_signed(value),)
    found, place = [], 0
    while place < len(value):
        number, place = _varint(value, place)
        found.append(_signed(number))
    return tuple(found)


def floats(value: Value) -> tuple[float, ...]:
    """Return a field's floats of 32 bits, one or several packed together."""
    view = _view(value)
    return struct.unpack(f"<{len(view) // 4}f", view)


def field(number: int, content: bytes) -> bytes:
    """Return the field `number` of a message, of a text or of a message within.

    >>> field(1, b"hi").hex(" ")
    '0a 02 68 69'
    """
    return _as_varint(number << 3 | LENGTH) + _as_varint(len(content)) + content


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """Return the number that begins at `place`, seven bits a byte, the lowest first; and where it ends."""
    number = 0
    for position, byte in enumerate(message[place : place + MAX_VARINT]):
        number |= (byte & LOW) << 7 * position
        if byte < MORE:
            return number, place + position + 1
    raise ValueError("expected a number of at most 64 bits, got one without an end")


def _as_varint(number: int) -> bytes:
    """Return a number as `_varint` reads it."""
    made = bytearray()
    while number > LOW:
        made.append(number & LOW | MORE)
        number >>= 7
    return bytes([*made, number])


def _signed(number: int) -> int:
    """Return a number of 64 bits as the signed one it stands for."""
    return number - 2 * SIGN if number & SIGN else number


def _view(value: Value) -> memoryview:
    """Return the bytes of a field that holds some."""
    if isinstance(value, int):
        raise ValueError(f"expected bytes, got the number {value}")
    return value
