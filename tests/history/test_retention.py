"""A clean-up lets go what the policy says, oldest first, and nothing else; a dry run tells exactly that."""

import os
import time
from datetime import timedelta

import pytest

from inkread.errors import ConfigError
from inkread.history import Policy, Query, clean, tally

WEEK = timedelta(days=7)


@pytest.fixture
def days(store, keep, clock, image):
    """Five readings with an image each of 100 bytes, 9, 8, 7.5, 1 and 0 days old, the second corrected."""
    entries = []
    start = clock.now
    for age in (9, 8, 7.5, 1, 0):
        clock.now = start - timedelta(days=age)
        entries.append(keep(store, "A", image=image.ljust(100)))
    clock.now = start
    store.correct(entries[1].id, "B", owner="ann")
    return [entry.id for entry in entries]


def run(store, clock, **policy):
    """Clean up twice, dry first, check that the dry run told just what went, and return it."""
    told, went = [], []
    now = clock.now
    dry = clean(store, Policy(**policy), now=now, dry_run=True, tell=told.append)
    done = clean(store, Policy(**policy), now=now, tell=went.append)
    assert told == went
    assert (dry.aged, dry.oversized, dry.strays, dry.lost, dry.bytes) == (
        (done.aged, done.oversized, done.strays, done.lost, done.bytes)
    )
    assert (dry.dry_run, done.dry_run) == (True, False)
    return done


def with_image(store, days):
    """Return which of the days' readings have their image, in the row and on the disk alike."""
    rows = [store.get(entry_id, owner=None).has_image for entry_id in days]
    assert rows == [store.pictures.path(entry_id).is_file() for entry_id in days]
    return "".join("x" if has else "." for has in rows)


def test_images_older_than_the_limit_go_and_the_rows_stay(store, clock, days):
    done = run(store, clock, older_than=WEEK)
    assert with_image(store, days) == "...xx"
    assert (done.aged, done.bytes) == (3, 300)
    entry = store.get(days[0], owner="ann")
    assert (entry.text, entry.glyph, entry.strokes) == ("A", None, None)
    assert run(store, clock, older_than=WEEK).aged == 0


def test_rows_go_too_where_the_policy_says_so(store, clock, days):
    assert run(store, clock, older_than=WEEK, rows="delete").aged == 3
    assert store.find(Query("ann")).total == 2
    assert len(list(store.pictures.folder.rglob("*.png"))) == 2


def test_the_oldest_go_until_the_rest_is_small_enough(store, clock, days):
    assert run(store, clock, max_size=350).oversized == 2
    assert with_image(store, days) == "..xxx"
    assert run(store, clock, max_size=300).oversized == 0
    assert run(store, clock, max_size=99).oversized == 3
    assert tally(store).image_bytes == 0


def test_age_goes_before_size_and_nothing_twice(store, clock, days):
    done = run(store, clock, older_than=timedelta(days=8, hours=12), max_size=250)
    assert (done.aged, done.oversized, done.bytes) == (1, 2, 300)
    assert with_image(store, days) == "...xx"


def test_corrected_ones_can_be_spared(store, clock, days):
    run(store, clock, older_than=WEEK, max_size=100, spare_corrected=True)
    assert with_image(store, days) == ".x..x"


def test_without_limits_nothing_goes(store, clock, days):
    assert run(store, clock) == clean(store, Policy(), now=clock.now)
    assert with_image(store, days) == "xxxxx"


def test_many_go_in_batches(store, clock, keep, monkeypatch, image):
    monkeypatch.setattr("inkread.history.footprints.BATCH", 2)
    made = [keep(store, image=image).id for _ in range(7)]
    assert run(store, clock, max_size=len(image) * 2).oversized == 5
    assert with_image(store, made) == ".....xx"
    clock.pass_(days=1)
    assert run(store, clock, older_than=timedelta(hours=1), rows="delete").aged == 7


def age(path, hours):
    """Set a file's time stamp back."""
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_files_without_an_entry_go_when_they_are_old(file_store, clock, keep, image):
    kept = keep(file_store, image=image)
    folder = file_store.pictures.path(kept.id).parent
    of_dead_writers = [folder / f"{kept.id[:2]}{'0' * 30}.png", folder / f".{kept.id}.png.ab12cd_9.tmp"]
    of_dead_cleaners = folder / f".{kept.id[:2]}{'1' * 30}.png.going"
    mine = [folder / "notes.txt", file_store.pictures.folder / "a.png", folder / "a.png"]
    for path in (*of_dead_writers, of_dead_cleaners, *mine):
        path.write_bytes(b"12345")
    assert (run(file_store, clock).strays, of_dead_cleaners.exists()) == (1, False)
    for path in (*of_dead_writers, *mine):
        age(path, 2)
    done = run(file_store, clock)
    assert (done.strays, done.bytes) == (2, 10)
    assert [path.exists() for path in (*of_dead_writers, *mine)] == [False, False, True, True, True]
    assert with_image(file_store, [kept.id]) == "x"


def test_a_row_whose_image_someone_took_says_so_afterwards(file_store, clock, keep, image):
    kept = keep(file_store, image=image)
    file_store.pictures.path(kept.id).unlink()
    assert run(file_store, clock).lost == 1
    entry = file_store.get(kept.id, owner="ann")
    assert (entry.has_image, entry.glyph) == (False, kept.glyph)


def test_a_store_that_kept_no_image_yet_is_clean(store, clock):
    assert run(store, clock, older_than=WEEK, max_size=0).bytes == 0


@pytest.mark.parametrize(
    "policy",
    [
        {"older_than": timedelta(-1)},
        {"older_than": timedelta(800_000)},
        {"max_size": -1},
        {"max_size": 2**63},
        {"rows": "burn"},
    ],
    ids=str,
)
def test_a_policy_that_means_nothing_is_refused(policy):
    with pytest.raises(ConfigError, match=r"expected .*, got "):
        Policy(**policy)


def test_a_file_that_windows_holds_on_to_is_left_for_the_next_clean_up(
    file_store, clock, keep, image, monkeypatch
):
    kept = keep(file_store, image=image)
    monkeypatch.setattr("inkread.history.pictures.OPEN_FILES_STAY", True)
    monkeypatch.setattr("inkread.history.pictures.PAUSE", 0.0)
    with monkeypatch.context() as held:
        held.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(PermissionError()))
        held.setattr("pathlib.Path.unlink", lambda *_: (_ for _ in ()).throw(PermissionError()))
        assert file_store.delete([kept.id], owner="ann") == 1
    path = file_store.pictures.path(kept.id)
    assert path.is_file()
    age(path, 2)
    assert run(file_store, clock).strays == 1
    assert not path.exists()


def test_the_tally_counts_everyone_s_or_one_s(store, clock, days, keep):
    keep(store, owner="bob")
    everyone, ann = tally(store), tally(store, "ann")
    assert (everyone.entries, everyone.owners, everyone.corrected) == (6, 2, 1)
    assert (ann.entries, ann.images, ann.image_bytes) == (5, 5, 500)
    assert ann.newest - ann.oldest == timedelta(days=9)
    assert tally(store, "nobody").oldest is None
