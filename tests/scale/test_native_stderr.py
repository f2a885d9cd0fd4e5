"""What is written to standard error past Python is caught, and passed on where all went well."""

import os

import pytest

from inkread.scale.native_stderr import DESCRIPTOR, native_stderr


def test_what_is_written_past_python_is_known_when_a_block_fails_and_not_shown(capfd):
    def fail(said):
        os.write(DESCRIPTOR, b"a warning\n")
        raise ValueError(f"no: {said()}")

    with pytest.raises(ValueError, match="no: a warning"), native_stderr() as said:
        fail(said)
    assert capfd.readouterr().err == ""


def test_it_is_passed_on_where_all_goes_well(capfd):
    with native_stderr() as said:
        os.write(DESCRIPTOR, b"a warning\n")
        assert said() == "a warning\n"
    os.write(DESCRIPTOR, b"another\n")
    assert capfd.readouterr().err == "a warning\nanother\n"
