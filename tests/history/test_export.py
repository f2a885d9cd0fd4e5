"""An export holds what the query finds, harmless to a spreadsheet, ready to train on, whatever its size."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from inkread.datasets.sources import open_samples
from inkread.errors import HistoryError
from inkread.history import Query
from inkread.trail import Caution


@pytest.fixture
def png(drawing):
    """The bytes of a PNG of a drawing."""

    def make(grapheme):
        file = io.BytesIO()
        Image.fromarray(drawing(grapheme)).save(file, "PNG")
        return file.getvalue()

    return make


def exported(store, form, **wishes):
    unchecked = wishes.pop("unchecked", False)
    return b"".join(store.export(form, Query(wishes.pop("owner", "ann"), **wishes), unchecked=unchecked))


def rows(store, **wishes):
    return list(csv.DictReader(io.StringIO(exported(store, "csv", **wishes).decode())))


def test_csv_has_a_row_an_entry(store, keep, image):
    kept = keep(store, "A", 0.75, image=image)
    corrected = store.correct(keep(store, "O").id, "0", owner="ann")
    keep(store, owner="bob")
    newest, oldest = rows(store)
    assert oldest["id"] == kept.id
    assert (oldest["text"], oldest["confidence"], oldest["has_image"]) == ("A", "0.75", "true")
    assert (oldest["made_at"], oldest["correction"]) == (kept.made_at.isoformat(), "")
    assert (newest["correction"], newest["corrected_at"]) == ("0", corrected.corrected_at.isoformat())


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "+1", "-1", "@x", "\t=1", 'a,"b"\n'])
def test_no_cell_of_a_csv_is_a_formula_nor_breaks_its_row(file_store, keep, name):
    keep(file_store, source=name)
    (row,) = rows(file_store)
    assert not row["source"].startswith(("=", "+", "-", "@", "\t"))
    assert row["door"] == "web"


def test_json_is_a_list_of_entries(store, keep):
    assert json.loads(exported(store, "json")) == []
    kept = [keep(store, source="文件.png"), keep(store)]
    assert json.loads(exported(store, "json", order="oldest")) == [entry.to_dict() for entry in kept]


def test_a_limit_or_a_page_s_end_cuts_nothing_off(file_store, keep, monkeypatch):
    monkeypatch.setattr("inkread.history.store.LARGEST_PAGE", 2)
    for _ in range(5):
        keep(file_store)
    after = file_store.find(Query("ann", limit=1)).next
    assert len(rows(file_store, limit=1, after=after)) == 5


def test_a_zip_is_a_data_set_of_what_was_corrected(file_store, keep, png, tmp_path):
    for wrong, right in (("X", "V"), ("V", "V"), ("O", "a"), ("?", "A"), ("?", "two")):
        file_store.correct(keep(file_store, wrong, image=png("V")).id, right, owner="ann")
    keep(file_store, "T", image=png("T"))
    (tmp_path / "mine.zip").write_bytes(exported(file_store, "zip"))
    samples = open_samples(str(tmp_path / "mine.zip"))
    assert sorted(samples.charset.decode(label) for label in samples.labels) == ["A", "V", "V", "a"]
    assert all((picture == np.asarray(Image.open(io.BytesIO(png("V"))))).all() for picture in samples.images)


def test_each_owner_is_a_writer_whose_name_tells_nothing(file_store, keep, png, tmp_path):
    for owner in ("ann", "bob", "ann"):
        keep(file_store, "V", owner=owner, image=png("V"))
    (tmp_path / "mine.zip").write_bytes(
        exported(file_store, "zip", owner=None, unchecked=True, order="oldest")
    )
    first, second, third = open_samples(str(tmp_path / "mine.zip")).writers
    assert len({first, second, third}) == 2
    assert not {"ann", "bob"} & {first, second, third}


def test_unchecked_answers_go_in_where_asked_for_and_blank_ones_never(file_store, keep, png):
    for text in ("T", "", "A"):
        keep(file_store, text, image=png("T"))
    content = exported(file_store, "zip", unchecked=True)
    assert sorted(name[:6] for name in zipfile.ZipFile(io.BytesIO(content)).namelist()) == [
        "U+0041",
        "U+0054",
    ]


def test_what_was_refused_goes_in_only_under_what_a_person_said(file_store, make_reading, png):
    refused = replace(make_reading("Q"), refusal=Caution("odd", "It may be no character."))
    guessed, corrected = (
        file_store.add(refused, owner="ann", door="web", image=png("V")) for _ in ("guessed", "corrected")
    )
    with pytest.raises(HistoryError, match="got none among 2"):
        file_store.export("zip", Query("ann"), unchecked=True)
    file_store.correct(corrected.id, "V", owner="ann")
    archive = zipfile.ZipFile(io.BytesIO(exported(file_store, "zip", unchecked=True)))
    assert [name[:6] for name in archive.namelist()] == ["U+0056"]
    assert guessed.id in {row["id"] for row in rows(file_store)}


def test_where_an_image_is_gone_the_glyph_goes_in(file_store, keep, image):
    kept = keep(file_store, "T", image=image)
    file_store.pictures.path(kept.id).unlink()
    archive = zipfile.ZipFile(io.BytesIO(exported(file_store, "zip", unchecked=True)))
    assert archive.read(archive.namelist()[0]) == kept.glyph
    assert archive.infolist()[0].date_time[:5] == kept.made_at.timetuple()[:5]


def test_a_zip_of_nothing_is_refused_before_it_begins(file_store, keep):
    keep(file_store)
    with pytest.raises(HistoryError, match="correct some first") as caught:
        file_store.export("zip", Query("ann"))
    assert caught.value.code == "not_found"


@pytest.mark.parametrize("unchecked", [False, True])
def test_a_zip_without_a_single_character_is_refused_before_it_begins(file_store, keep, png, unchecked):
    file_store.correct(keep(file_store, "?", image=png("V")).id, "two", owner="ann")
    keep(file_store, "", image=png("V"))
    with pytest.raises(HistoryError, match=f"got none among {1 + unchecked}; words") as caught:
        file_store.export("zip", Query("ann"), unchecked=unchecked)
    assert caught.value.code == "not_found"


def test_a_zip_of_unchecked_ones_of_an_empty_history_does_not_ask_for_corrections(file_store):
    with pytest.raises(HistoryError, match="got none among 0"):
        file_store.export("zip", Query("ann"), unchecked=True)


@pytest.mark.parametrize("wish", [{"corrected": False}, {"order": "unsure"}])
def test_a_zip_of_corrected_ones_that_are_not_is_a_contradiction(file_store, keep, png, wish):
    file_store.correct(keep(file_store, "X", image=png("V")).id, "V", owner="ann")
    keep(file_store, "T", image=png("T"))
    with pytest.raises(HistoryError, match="expected a query for corrected readings") as caught:
        file_store.export("zip", Query("ann", **wish))
    assert caught.value.code == "bad_query"
    archive = zipfile.ZipFile(io.BytesIO(exported(file_store, "zip", unchecked=True, **wish)))
    assert [name[:6] for name in archive.namelist()] == ["U+0054"]


def test_another_form_is_refused(file_store):
    with pytest.raises(HistoryError, match="expected a form, csv, json, zip, got 'xls'"):
        file_store.export("xls", Query("ann"))


def test_an_export_is_made_in_parts_while_it_is_read(file_store, keep, image):
    for _ in range(20):
        keep(file_store, image=image * 100)
    told = []
    parts = file_store.export(
        "zip", Query("ann"), unchecked=True, progress=lambda done, total: told.append((done, total))
    )
    assert max(len(part) for part in parts) < 6000
    assert told == [(done, 20) for done in range(1, 21)]
