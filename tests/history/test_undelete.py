"""A deleted reading comes back whole."""

import pytest

from inkread.errors import HistoryError
from inkread.history import LOCAL_OWNER, Query
from inkread.history import undelete as undeleting
from inkread.history.undelete import undelete


@pytest.fixture
def deleted(store, make_reading, image):
    """An entry with its correction, that is no longer kept."""
    kept = store.add(make_reading(), owner=LOCAL_OWNER, door="desktop", image=image)
    entry = store.correct(kept.id, "Z", owner=LOCAL_OWNER)
    store.delete([entry.id], owner=LOCAL_OWNER)
    return entry


def test_it_is_as_it_was(store, deleted, image):
    undelete(store, deleted, image)
    assert store.get(deleted.id, owner=LOCAL_OWNER) == deleted
    assert store.image(deleted.id, owner=LOCAL_OWNER) == image


def test_what_is_there_already_stays_as_it_is(store, deleted, image):
    undelete(store, deleted, image)
    store.correct(deleted.id, "2", owner=LOCAL_OWNER)
    undelete(store, deleted, b"another picture")
    assert store.get(deleted.id, owner=LOCAL_OWNER).correction == "2"
    assert store.image(deleted.id, owner=LOCAL_OWNER) == image
    assert store.find(Query(LOCAL_OWNER)).total == 1


def test_what_somebody_else_brings_back_meanwhile_keeps_its_image(store, deleted, image, monkeypatch):
    undelete(store, deleted, image)
    looks = iter([False])
    look = undeleting._is_there
    monkeypatch.setattr(undeleting, "_is_there", lambda *asked: next(looks, None) is None and look(*asked))
    undelete(store, deleted, image)
    assert store.image(deleted.id, owner=LOCAL_OWNER) == image
    assert store.find(Query(LOCAL_OWNER)).total == 1


def test_what_a_killed_restore_left_half_written_is_written_anew(store, deleted, image):
    store.pictures.write(deleted.id, image[:5])
    undelete(store, deleted, image)
    assert store.image(deleted.id, owner=LOCAL_OWNER) == image


def test_where_it_cannot_be_written_no_picture_is_left(file_store, make_reading, image, monkeypatch):
    entry = file_store.add(make_reading(), owner=LOCAL_OWNER, door="desktop", image=image)
    file_store.delete([entry.id], owner=LOCAL_OWNER)

    def full():
        raise HistoryError("expected room, got none", code="full")

    monkeypatch.setattr(file_store.database, "writing", full)
    with pytest.raises(HistoryError, match="room"):
        undelete(file_store, entry, image)
    assert not file_store.pictures.path(entry.id).exists()
