"""What is kept comes back as it was, to its owner and the operator and nobody else; in every database."""

import io
import os
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ConfigError, HistoryError
from inkread.history.named import id_of
from inkread.history.pictures import OWNER

STROKES = {"strokes": [[[1.5, 2.0], [3.0, 4.0]]], "width": 280, "height": 280, "pen_width": 16}


def code_of(call):
    with pytest.raises(HistoryError) as caught:
        call()
    return caught.value.code


def test_a_reading_comes_back_as_it_was_kept(store, make_reading, image, clock):
    reading = make_reading("A", 0.75)
    kept = store.add(reading, owner="ann", door="web", image=image, strokes=STROKES)
    found = store.get(kept.id, owner="ann")
    assert found == kept
    assert found.strokes == STROKES
    assert (found.text, found.candidates, found.warnings) == ("A", reading.candidates, reading.warnings)
    assert (found.set, found.refusal) == (reading.set, reading.refusal)
    assert (found.source, found.bundle, found.door) == ("a.png", "digits", "web")
    assert found.made_at == clock.now
    assert (found.correction, found.corrected_at, found.has_image) == (None, None, True)
    assert store.image(kept.id, owner="ann") == image
    assert (np.asarray(Image.open(io.BytesIO(found.glyph))) == reading.glyph).all()


def test_a_blank_image_is_kept_too(store, keep):
    assert store.get(keep(store, "").id, owner="ann").text == ""


def test_a_door_that_no_query_knows_is_refused_before_anything_is_kept(file_store, keep, image):
    with pytest.raises(ConfigError, match="expected a door, web, desktop, api, cli, got 'bogus'; choose one"):
        keep(file_store, door="bogus", image=image)
    assert [page for page in file_store.pictures.files() if page] == []


def test_without_an_image_there_is_none(store, keep):
    kept = keep(store)
    assert not kept.has_image
    assert store.image(kept.id, owner="ann") is None


def test_an_image_that_someone_took_away_is_none(store, keep, image):
    kept = keep(store, image=image)
    store.pictures.path(kept.id).unlink()
    assert store.image(kept.id, owner="ann") is None


def test_an_image_that_is_there_is_neither_written_over_nor_removed(file_store, keep, image):
    kept = keep(file_store, image=image)
    assert code_of(lambda: file_store.pictures.write(kept.id, b"another")) == "unreachable"
    assert file_store.image(kept.id, owner="ann") == image


def test_nobody_else_sees_changes_or_deletes_an_entry(store, keep, image):
    kept = keep(store, image=image)
    for call in (
        lambda: store.get(kept.id, owner="bob"),
        lambda: store.image(kept.id, owner="bob"),
        lambda: store.correct(kept.id, "B", owner="bob"),
    ):
        assert code_of(call) == "not_found"
    assert store.delete([kept.id], owner="bob") == 0
    assert store.get(kept.id, owner="ann") == kept


def test_the_operator_sees_everyone_s(store, keep):
    kept = keep(store)
    assert store.get(kept.id, owner=None) == kept
    assert store.correct(kept.id, "B", owner=None).correction == "B"
    assert store.delete([kept.id], owner=None) == 1


def test_a_correction_is_noted_with_its_time_and_can_be_taken_back(store, keep, clock):
    kept = keep(store, "O")
    corrected = store.correct(kept.id, " 0 ", owner="ann")
    assert (corrected.correction, corrected.corrected_at, corrected.label) == ("0", clock.now, "0")
    assert corrected.text == "O"
    assert store.get(kept.id, owner="ann") == corrected
    assert store.correct(kept.id, None, owner="ann") == kept
    assert kept.label == "O"


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "a\nb", "\ud800", "x" * 101])
def test_a_correction_that_nobody_can_write_is_refused(store, keep, text):
    kept = keep(store)
    assert code_of(lambda: store.correct(kept.id, text, owner="ann")) == "bad_correction"
    assert store.get(kept.id, owner="ann") == kept


def test_a_deleted_entry_is_gone_with_its_image(store, keep, image):
    gone, other = keep(store, image=image), keep(store, image=image)
    assert store.delete([gone.id, gone.id, "no such id"], owner="ann") == 1
    assert code_of(lambda: store.get(gone.id, owner="ann")) == "not_found"
    files = [path for path in store.pictures.folder.rglob("*") if path.is_file() and path.name != OWNER]
    assert files == [store.pictures.path(other.id)]


@pytest.mark.parametrize("name", ["", "a\0b", "\ud800", "../../etc/passwd", "%", "x" * 10_000, "A" * 32])
def test_what_is_no_id_is_not_found(store, keep, name):
    keep(store)
    for call in (
        lambda: store.get(name, owner=None),
        lambda: store.image(name, owner=None),
        lambda: store.correct(name, "B", owner=None),
    ):
        assert code_of(call) == "not_found"
    assert store.delete([name], owner=None) == 0
    assert code_of(lambda: id_of(store, name, owner=None)) == "not_found"


def test_an_entry_is_named_by_its_first_digits_while_no_other_begins_so(store, keep):
    ids = [keep(store).id for _ in range(17)]
    assert id_of(store, ids[0][:20].upper(), owner="ann") == ids[0]
    assert code_of(lambda: id_of(store, ids[0], owner="bob")) == "not_found"
    digits = [entry_id[0] for entry_id in ids]
    shared = next(digit for digit in digits if digits.count(digit) > 1)  # there are but sixteen
    assert code_of(lambda: id_of(store, shared, owner=None)) == "not_found"


def test_more_are_deleted_than_one_statement_takes(store, keep, monkeypatch):
    monkeypatch.setattr("inkread.history.store.MOST_IDS", 2)
    ids = [keep(store).id for _ in range(5)]
    assert store.delete(ids, owner="ann") == 5


@pytest.mark.parametrize("name", ["=1+1\0.png", "caf\udce9.png", "\ud800", "文件.png", "x" * 5000])
def test_any_file_s_name_can_be_kept(store, keep, name):
    source = store.get(keep(store, source=name).id, owner="ann").source
    assert len(source) <= 255
    assert source.encode("utf-8").isascii() or "\ufffd" in source or source == name


def test_an_image_is_kept_under_the_store_s_own_name(store, keep, image, tmp_path):
    kept = keep(store, source="../../../escape.png", image=image)
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")]
    assert files == [f"images/{kept.id[:2]}/{kept.id}.png"]


def test_times_are_told_in_utc_whatever_the_clock_s_zone(store, keep, clock):
    from datetime import timezone

    clock.now = clock.now.astimezone(timezone(timedelta(hours=9)))
    kept = store.get(keep(store).id, owner="ann")
    assert kept.made_at == clock.now
    assert kept.made_at.utcoffset() == timedelta(0)


def test_a_store_that_can_be_written_says_nothing_and_leaves_nothing(store):
    store.check_writable()
    store.check_writable()
    assert list(store.pictures.folder.iterdir()) == []


def test_an_entry_as_json_tells_neither_its_owner_nor_pictures(store, keep):
    import json

    told = json.loads(json.dumps(keep(store, owner="a secret").to_dict()))
    assert "a secret" not in json.dumps(told)
    assert told["candidates"][0] == {"text": "A", "confidence": 0.9}
    assert (told["has_image"], told["has_glyph"]) == (False, True)


@pytest.mark.xfail(os.name == "nt", reason="Windows has no such modes", run=False)
def test_the_file_and_the_images_are_for_their_owner_s_eyes_only(file_store, keep, image):
    keep(file_store, image=image)
    modes = [
        Path(path).stat().st_mode & 0o777 for path in (file_store.database.name, file_store.pictures.folder)
    ]
    assert modes == [0o600, 0o700]
