"""`inkread history`: what was kept is found, corrected, taken out and deleted in the terminal."""

import csv
import json
import os
import stat
import zipfile

import pytest

from inkread.history import LOCAL_OWNER, Query, history_place


@pytest.fixture
def kept(inkread, images, tiny_folder, tmp_path, monkeypatch):
    """A history of T.png, X.png and L.png, read in this order; returns the ids by what they show."""
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "kept" / "history.db"))
    answer = inkread("read", "T.png", "X.png", "more/L.png", "--bundle", tiny_folder, "--keep", "--quiet")
    assert answer.out == "T.png\tT\nX.png\tX\nmore/L.png\tL\n"
    return {entry.text: entry.id for entry in entries()}


def entries():
    store = history_place().open()
    found = list(store.entries(Query(None, order="oldest")))
    store.close()
    return found


def told(answer):
    assert answer.code == 0, answer.err
    return json.loads(answer.out)


def ids_listed(inkread, *options):
    return [entry["text"] for entry in told(inkread("history", "list", "--json", *options))["entries"]]


def test_reading_keeps_nothing_unless_asked_to(inkread, images, tiny_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    assert inkread("read", "T.png", "--bundle", tiny_folder).code == 0
    assert not (tmp_path / "history.db").exists()


@pytest.mark.parametrize("asked", [("list", "--oldest"), ("list", "--unsure"), ("search", ".png")])
def test_what_a_page_calls_next_leads_to_the_page_behind(inkread, kept, asked):
    whole = [entry["id"] for entry in told(inkread("history", *asked, "--json"))["entries"]]
    found, after = [], []
    for _ in whole:
        page = told(inkread("history", *asked, "--json", "-n", 1, *after))
        found += [entry["id"] for entry in page["entries"]]
        after = ["--after", page["next"]]
    assert len(whole) == 3
    assert (found, page["next"]) == (whole, None)


def test_the_last_page_promises_no_more(inkread, kept):
    after = told(inkread("history", "list", "--json", "-n", 2))["next"]
    assert inkread("history", "list", "--after", after).out.endswith("3 readings, 1 of them above\n")


def test_what_no_page_called_next_is_refused(inkread, kept):
    answer = inkread("history", "list", "--after", "2")
    assert (answer.code, answer.out) == (1, "")
    assert "expected what a page of the order newest ended with, got '2'; begin anew" in answer.err


def test_a_reading_is_kept_with_its_image_under_its_name(kept, drawing):
    import io

    import numpy as np
    from PIL import Image

    first = entries()[0]
    assert (first.text, first.source, first.door, first.owner) == ("T", "T.png", "cli", LOCAL_OWNER)
    store = history_place().open()
    image = Image.open(io.BytesIO(store.image(first.id, owner=LOCAL_OWNER)))
    store.close()
    assert (np.asarray(image) == drawing("T")).all()


def test_an_image_that_is_kept_is_decoded_once(inkread, images, tiny_folder, tmp_path, monkeypatch):
    from inkread.preprocess.decode import door

    decoded = []
    whole = door._decode_with_pillow
    monkeypatch.setattr(door, "_decode_with_pillow", lambda source: decoded.append(source) or whole(source))
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    assert inkread("read", "T.png", "X.png", "--bundle", tiny_folder, "--keep").code == 0
    assert [path.name for path in decoded] == ["T.png", "X.png"]


@pytest.mark.parametrize("keep", [[], ["--keep"]])
def test_what_is_kept_is_read_as_what_is_not(inkread, images, tiny_folder, tmp_path, monkeypatch, keep):
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    answer = inkread("read", "T.png", "notes.txt", "--json", "--bundle", tiny_folder, *keep)
    good, bad = json.loads(answer.out)
    assert (good["source"], good["text"], bad["reason"]) == ("T.png", "T", "not_an_image")
    assert answer.code == 1


def test_an_image_that_cannot_be_read_is_not_kept(inkread, kept, images):
    assert inkread("read", "notes.txt", "--keep").code == 1
    assert len(entries()) == 3


def test_the_newest_come_first_in_the_table(inkread, kept):
    lines = inkread("history", "list").out.splitlines()
    assert lines[0].split() == ["id", "kept", "read", "sure", "correct", "or", "from"]
    assert [line.split()[0] for line in lines[1:4]] == [kept[text][:8] for text in "LXT"]
    assert lines[4] == "3 readings"


def test_what_was_refused_is_marked_wherever_it_is_told(inkread, kept, tiny_folder, tmp_path):
    inkread("read", "T.png", "--bundle", tiny_folder, "--keep", "--abstain-below", 1)
    refused = entries()[-1].id
    assert "  refused; at best T  " in inkread("history", "list").out.splitlines()[1]
    assert inkread("history", "show", refused).out.startswith(f"{refused}: refused; at best 'T' (")
    assert inkread("history", "correct", refused, "T").out.startswith(f"{refused}: refused; at best T, ")
    assert told(inkread("history", "show", refused, "--json"))["refusal"]["code"] == "not_sure"
    inkread("history", "export", tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8") as file:
        assert {row["id"]: row["refusal"] for row in csv.DictReader(file)}[refused] == "not_sure"


def test_a_list_cut_short_says_how_much_there_is(inkread, kept):
    assert inkread("history", "list", "-n", 1).out.splitlines()[-1] == (
        "3 readings, 1 of them above; --limit shows more"
    )


def test_the_list_can_be_narrowed_and_turned(inkread, kept):
    assert ids_listed(inkread, "--oldest") == ["T", "X", "L"]
    assert ids_listed(inkread, "--text", "X") == ["X"]
    assert ids_listed(inkread, "--since", "1h", "--door", "cli") == ["L", "X", "T"]
    assert ids_listed(inkread, "--below", "0.0001") == []
    inkread("history", "correct", kept["X"], "X")
    assert ids_listed(inkread, "--corrected") == ["X"]
    assert sorted(ids_listed(inkread, "--unsure")) == ["L", "T"]


def test_a_search_looks_at_names_too(inkread, kept):
    assert [entry["text"] for entry in told(inkread("history", "search", "MORE", "--json"))["entries"]] == [
        "L"
    ]


def test_a_reading_is_shown_whole_by_its_first_digits(inkread, kept):
    answer = inkread("history", "show", kept["T"][:6])
    assert answer.out.startswith(f"{kept['T']}: read as 'T' (")
    assert "source        T.png" in answer.out
    assert "kept          image, glyph" in answer.out
    assert "  T  █" in answer.out
    assert told(inkread("history", "show", kept["T"], "--json"))["owner"] == LOCAL_OWNER


def test_its_image_can_be_taken_out(inkread, kept, tmp_path):
    assert inkread("history", "show", kept["T"], "--image", tmp_path / "out" / "t.png").code == 0
    assert (tmp_path / "out" / "t.png").read_bytes().startswith(b"\x89PNG")


def test_an_image_is_written_under_no_other_form_s_name(inkread, kept, tmp_path):
    answer = inkread("history", "show", kept["T"], "--image", tmp_path / "t.jpg")
    assert answer.code == 2
    assert "ending in .png" in answer.err
    assert not (tmp_path / "t.jpg").exists()


@pytest.mark.parametrize("start", ["zz", "%", ""])
def test_an_id_of_nothing_is_one_line(inkread, kept, start):
    answer = inkread("history", "show", start)
    assert answer.code == 1
    assert answer.err.startswith("inkread: expected the id of a kept reading or its first digits, got ")


def test_a_correction_is_made_and_taken_back(inkread, kept):
    assert inkread("history", "correct", kept["T"], "7").out == f"{kept['T']}: read as T, corrected to 7\n"
    assert entries()[0].correction == "7"
    assert told(inkread("history", "correct", kept["T"], "--undo", "--json"))["correction"] is None
    assert inkread("history", "correct", kept["T"]).code == 2
    assert inkread("history", "correct", kept["T"], "7", "--undo").code == 2


def test_deleting_asks_unless_told_yes_and_a_dry_run_does_nothing(inkread, kept, monkeypatch):
    assert inkread("history", "delete", kept["T"], "--dry-run").out == "Would delete 1 reading\n"
    monkeypatch.setattr("typer.confirm", lambda *_, **__: (_ for _ in ()).throw(SystemExit(1)))
    assert inkread("history", "delete", kept["T"]).code == 1
    assert len(entries()) == 3
    answer = inkread("history", "delete", kept["T"], kept["X"][:9], "--yes", "--json")
    assert told(answer) == {"ids": [kept["T"], kept["X"]], "deleted": 2, "dry_run": False}
    assert [entry.text for entry in entries()] == ["L"]


def test_the_export_s_name_tells_its_form(inkread, kept, tmp_path):
    inkread("history", "correct", kept["T"], "T")
    table, archive, records = (tmp_path / "out" / f"all.{form}" for form in ("csv", "zip", "json"))
    assert inkread("history", "export", table).out == f"{table}: 3 readings\n"
    assert [row["text"] for row in csv.DictReader(table.read_text("utf-8").splitlines())] == ["L", "X", "T"]
    assert told(inkread("history", "export", records, "--search", "L.png", "--json"))["entries"] == 1
    assert [entry["text"] for entry in json.loads(records.read_text("utf-8"))] == ["L"]
    assert inkread("history", "export", archive).out == f"{archive}: 1 image of 1 reading\n"
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist()[0].startswith("U+0054/")
    assert inkread("history", "export", archive, "--unchecked").out == f"{archive}: 3 images of 3 readings\n"
    assert inkread("history", "export", tmp_path / "all.xls").code == 2


def test_an_export_tells_how_many_images_a_zip_holds_of_how_many_readings(inkread, kept, tmp_path):
    for text, correction in (("T", "T"), ("X", "two words"), ("L", "LX")):
        inkread("history", "correct", kept[text], correction)
    archive = tmp_path / "all.zip"
    assert inkread("history", "export", archive).out == f"{archive}: 1 image of 3 readings\n"
    assert told(inkread("history", "export", archive, "--json")) == {
        "file": str(archive),
        "form": "zip",
        "entries": 3,
        "images": 1,
    }


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
@pytest.mark.parametrize("name", ["all.csv", "all.zip"])
def test_nobody_else_may_read_an_export(inkread, kept, tmp_path, name):
    assert inkread("history", "export", tmp_path / name, "--unchecked").code == 0
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_refused_export_leaves_no_file(inkread, kept, tmp_path):
    assert "correct some first" in inkread("history", "export", tmp_path / "out" / "x.zip").err
    assert not (tmp_path / "out").exists()


def test_the_place_and_how_much_is_there_are_told(inkread, kept, tmp_path):
    file = tmp_path / "kept" / "history.db"
    assert inkread("history", "path").out == f"{file}\n"
    assert inkread("history", "path", "--images").out == f"{tmp_path / 'kept' / 'history-images'}\n"
    assert "readings   3, 0 of them corrected" in inkread("history", "status").out
    counted = told(inkread("history", "status", "--json"))
    assert (counted["entries"], counted["images"], counted["owners"]) == (3, 3, 1)
    assert counted["database_bytes"] == file.stat().st_size


def test_without_a_history_there_is_one_line_and_none_is_made(inkread, tmp_path):
    missing = tmp_path / "none.db"
    answer = inkread("history", "list", "--history", missing)
    assert answer.code == 1
    assert answer.err.startswith(f"inkread: {missing}: expected a history, got none; keep a reading with")
    assert "Nothing is kept in it yet" in inkread("history", "status", "--history", missing).out
    assert not missing.exists()


def test_no_password_is_shown(inkread):
    answer = inkread("history", "path", "--history", "postgresql://ann:secret@host/ink")
    assert answer.out == "postgresql://ann:***@host/ink\n"
