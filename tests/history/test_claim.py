"""Images belong to one history: no other one that is pointed at them sweeps them up or adds to them."""

import contextlib
from datetime import timedelta

import pytest

from inkread.errors import HistoryError
from inkread.history import Policy, Store, clean
from inkread.history.backup import backup
from inkread.history.pictures import OWNER

EVERYTHING = Policy(stray_age=timedelta(0))


@pytest.fixture
def other(tmp_path, clock):
    """A second database that was pointed at the same folder of images."""
    with contextlib.closing(
        Store.open(tmp_path / "other.db", images=tmp_path / "images", clock=clock)
    ) as opened:
        yield opened


def refused(call):
    """Return whether a call is refused because of whose the images are."""
    with pytest.raises(HistoryError, match=r"expected images of its own, got .+; name one for it") as caught:
        call()
    return caught.value.code == "others_images"


def unclaimed(store):
    """Take the note away, as it is missing where an older inkread kept the images."""
    (store.pictures.folder / OWNER).unlink()


@pytest.mark.parametrize("is_claimed", [True, False])
def test_another_history_neither_sweeps_images_up_nor_adds_to_them(
    file_store, other, keep, image, is_claimed
):
    kept = keep(file_store, image=image)
    if not is_claimed:
        unclaimed(file_store)
    assert refused(lambda: clean(other, EVERYTHING, now=other._now()))
    assert refused(lambda: clean(other, EVERYTHING, now=other._now(), dry_run=True))
    assert refused(lambda: keep(other, image=image))
    assert keep(other).has_image is False
    assert file_store.image(kept.id, owner="ann") == image
    assert clean(file_store, EVERYTHING, now=file_store._now()).strays == 0


def test_images_that_an_older_inkread_kept_are_known_by_their_readings(file_store, keep, image):
    keep(file_store, image=image)
    unclaimed(file_store)
    clean(file_store, EVERYTHING, now=file_store._now(), dry_run=True)
    assert not (file_store.pictures.folder / OWNER).exists()
    clean(file_store, EVERYTHING, now=file_store._now())
    assert (file_store.pictures.folder / OWNER).is_file()


def test_a_note_goes_with_the_database_wherever_it_is_opened_from(file_store, keep, image, tmp_path):
    keep(file_store, image=image)
    file_store.close()
    (tmp_path / "history.db").rename(tmp_path / "moved.db")
    with contextlib.closing(Store.open(tmp_path / "moved.db", images=tmp_path / "images")) as moved:
        assert keep(moved, image=image).has_image


def test_a_backup_is_not_restored_among_the_images_of_a_history_that_lives(
    file_store, other, keep, image, tmp_path, restored
):
    kept = keep(file_store, image=image)
    backup(file_store, tmp_path / "backup.zip")
    assert refused(lambda: restored(other, tmp_path / "backup.zip"))
    assert file_store.image(kept.id, owner="ann") == image


def test_a_restore_that_is_told_to_takes_the_images_of_a_lost_database_over(
    file_store, other, keep, image, tmp_path, restored
):
    kept = keep(file_store, image=image)
    backup(file_store, tmp_path / "backup.zip")
    path = file_store.pictures.path(kept.id)
    before = path.stat().st_mtime_ns
    done = restored(other, tmp_path / "backup.zip", take_over=True)
    assert (done.readings, done.images) == (1, 1)
    assert path.stat().st_mtime_ns == before  # what is there already is not written again
    assert clean(other, EVERYTHING, now=other._now()).strays == 0
    assert refused(lambda: clean(file_store, EVERYTHING, now=file_store._now()))
