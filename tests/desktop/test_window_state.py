"""What the window remembers, whatever became of the file."""

import json

import pytest

from inkread.desktop.window_state import MOST_RECENT, WindowState, load, store


def test_what_is_stored_is_loaded(tmp_path):
    state = WindowState(width=1300, is_dark=True, torn=("past",), recent=("b", "a"))
    store(state, tmp_path / "new" / "desktop.json")
    assert load(tmp_path / "new" / "desktop.json") == state


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"null", b" " * 70_000])
def test_a_damaged_file_is_as_good_as_none(tmp_path, content):
    file = tmp_path / "desktop.json"
    file.write_bytes(content)
    assert load(file) == WindowState()


def test_a_field_of_another_kind_is_passed_over_and_the_others_stay(tmp_path):
    file = tmp_path / "desktop.json"
    record = {"width": "wide", "height": 900, "recent": [1], "of_a_later_version": True}
    file.write_text(json.dumps(record))
    assert load(file) == WindowState(height=900)


def test_only_so_many_are_recent():
    state = WindowState()
    for number in range(MOST_RECENT + 3):
        state = state.opened(str(number))
    assert len(state.recent) == MOST_RECENT
    assert state.recent[0] == str(MOST_RECENT + 2)
