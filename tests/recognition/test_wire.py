"""Protocol Buffers are read as the package onnx writes them; what is none is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import AttributeProto, TensorProto, helper

from inkread.recognition import wire


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=5))
def test_whole_numbers_are_read_as_written(numbers):
    message = memoryview(AttributeProto(ints=numbers, i=numbers[0]).SerializeToString())
    found = list(wire.fields(message))
    several = [number for at, value in found if at == 8 for number in wire.integers(value)]
    assert several == numbers
    assert [wire.integers(value) for at, value in found if at == 3] == [(numbers[0],)]


def test_numbers_packed_together_are_read_too():
    packed = memoryview(wire.field(8, b"\x01\xac\x02"))  # 300 takes two bytes
    ((_, value),) = wire.fields(packed)
    assert wire.integers(value) == (1, 300)


@given(st.lists(st.floats(width=32, allow_nan=False), max_size=4))
def test_floats_are_read_as_written(numbers):
    tensor = helper.make_tensor("w", TensorProto.FLOAT, [len(numbers)], numbers)
    found = [
        number
        for at, value in wire.fields(memoryview(tensor.SerializeToString()))
        if at == 4
        for number in wire.floats(value)
    ]
    assert found == numbers


@given(st.integers(1, 2**20), st.binary(max_size=300))
def test_what_is_written_is_read(number, content):
    assert [(at, bytes(value)) for at, value in wire.fields(memoryview(wire.field(number, content)))] == [
        (number, content)
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        b"\x0a",
        b"\x0a\x05ab",
        b"\x0b",
        b"\x80",
        b"\x08" + b"\xff" * 11,
        b"\x0d\x01",
        b"\x0a\xff\xff\xff\xff\x0f",
    ],
)
def test_bytes_that_are_no_message_are_refused(damaged):
    with pytest.raises(ValueError, match="expected"):
        list(wire.fields(memoryview(damaged)))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(ValueError):  # any other error fails
        assert all(number >= 0 for number, _ in wire.fields(memoryview(content)))
