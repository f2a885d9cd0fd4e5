"""The history is where the person says, or where the system keeps such things."""

from pathlib import Path

import pytest

from inkread.data_folder import data_folder
from inkread.history.place import history_place


def test_an_address_given_wins_over_the_variable():
    place = history_place("here.db", environment={"INKREAD_HISTORY": "there.db"})
    assert (place.file, place.images) == (Path("here.db").absolute(), Path("here-images").absolute())


def test_without_any_it_is_a_file_of_the_system_s_place():
    environment = {"XDG_DATA_HOME": "x", "LOCALAPPDATA": "x"}
    place = history_place(environment=environment)
    assert place.file == (data_folder(environment) / "history.db").absolute()
    assert place.images == (data_folder(environment) / "history-images").absolute()


def test_an_sqlite_address_is_a_file_too():
    place = history_place("sqlite:////srv/ink.db")
    assert (place.file, place.images) == (Path("/srv/ink.db"), Path("/srv/ink-images"))


def test_images_of_a_server_s_database_are_in_the_system_s_place():
    environment = {"XDG_DATA_HOME": "x", "LOCALAPPDATA": "x", "INKREAD_HISTORY": "postgresql://host/ink"}
    place = history_place(environment=environment)
    assert place.file is None
    assert place.images == (data_folder(environment) / "history-images").absolute()


def test_the_folder_of_images_can_be_named_apart():
    environment = {"INKREAD_HISTORY": "postgresql://host/ink", "INKREAD_HISTORY_IMAGES": "net/images"}
    assert history_place(environment=environment).images == Path("net/images").absolute()
    assert history_place(images=Path("mine"), environment=environment).images == Path("mine").absolute()


@pytest.mark.parametrize("address", ["~/ink/h.db", "sqlite:///~/ink/h.db"])
def test_a_tilde_is_the_home_for_database_images_and_what_lies_beside_them(address, tmp_path, monkeypatch):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    place = history_place(address, environment={})
    assert (place.file, place.folder) == (home / "ink" / "h.db", home / "ink")
    assert place.images == home / "ink" / "h-images"
    assert history_place(address, images="~/pics", environment={}).images == home / "pics"
    place.open().close()
    assert place.file.is_file()
    assert list(elsewhere.iterdir()) == []


def test_an_unknown_user_s_tilde_is_a_name_like_any_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert history_place("~nobody-has-this-name/h.db", environment={}).file.parent.parent == tmp_path


def test_the_place_opens_as_a_store(tmp_path):
    place = history_place(str(tmp_path / "deep" / "h.db"), environment={})
    store = place.open()
    store.check_writable()
    store.close()
    assert place.file.is_file()
