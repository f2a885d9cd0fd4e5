"""What the clipboard's text names: files by their whole paths or addresses, and never a word."""

import pytest

from inkread.desktop.errands import copied_paths


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder, with a picture and a folder in it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "a b.png").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("word", ["docs", ".", "docs/..", "a b.png", "a%20b.png", "file:docs", "~"])
def test_a_word_opens_nothing_though_a_file_beside_has_that_name(folder, word):
    assert (folder / "docs").exists()
    assert copied_paths(f"{word}\n") == []


def test_files_are_found_by_path_and_by_address(folder):
    path = folder / "a b.png"
    assert (
        copied_paths(f"{path}\n{path.as_uri()}\n{str(path).replace(' ', '%20')}\nno file") == [str(path)] * 3
    )
