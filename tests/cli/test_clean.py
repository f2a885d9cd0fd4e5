"""`inkread clean`: what is too old or too much goes, and a dry run only says so."""

import json

import pytest

from inkread.history import Query, history_place


@pytest.fixture
def kept(inkread, images, tiny_folder, tmp_path, monkeypatch):
    """The store of a history of T.png and X.png."""
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    assert inkread("read", "T.png", "X.png", "--bundle", tiny_folder, "--keep").code == 0
    store = history_place().open()
    yield store
    store.close()


def pictured(store):
    return [entry.has_image for entry in store.find(Query(None)).entries]


def test_without_limits_nothing_goes(inkread, kept):
    assert inkread("clean").out == "Nothing to clean up\n"
    assert pictured(kept) == [True, True]


def test_a_dry_run_says_what_goes_and_changes_nothing(inkread, kept):
    oldest = kept.find(Query(None, order="oldest")).entries[0]
    size = len(kept.image(oldest.id, owner=None))
    lines = inkread("clean", "--older-than", "0s", "--dry-run").out.splitlines()
    assert lines[0] == f"{oldest.id}  age    {size} bytes"
    assert lines[2].startswith("Would let go of 2 images past their time: ")
    assert pictured(kept) == [True, True]


def test_old_images_go_and_the_readings_stay(inkread, kept):
    assert inkread("clean", "--older-than", "0s").out.startswith("Let go of 2 images past their time: ")
    assert pictured(kept) == [False, False]
    assert inkread("clean", "--older-than", "0s", "--rows").out.startswith("Let go of 2 readings past")
    assert pictured(kept) == []


def test_backups_past_their_time_go_with_the_images(inkread, kept, tmp_path):
    (tmp_path / "kept").mkdir()
    old = tmp_path / "kept" / "before-20200101T000000Z-1a2b.zip"
    old.touch()
    inkread("history", "backup", tmp_path / "kept")
    options = ("clean", "--older-than", "1d", "--backups", tmp_path / "kept")
    assert inkread(*options, "--dry-run").out.endswith(f"Would remove {old}, a backup past its time\n")
    assert json.loads(inkread(*options, "--json").out)["backups"] == [str(old)]
    assert not old.exists()
    assert len([path for path in (tmp_path / "kept").iterdir() if not path.is_symlink()]) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--max-size", "0B", "--backups", "."], "expected an age past which backups go, got none"),
        (["--older-than", "0s", "--backups", "gone"], "expected a folder of dated backups, got gone"),
    ],
)
def test_backups_that_would_never_go_are_refused_before_anything_goes(inkread, kept, options, said):
    answer = inkread("clean", *options)
    assert (answer.code, said in answer.err, pictured(kept)) == (2, True, [True, True])


def test_the_size_is_kept_to_and_json_names_what_goes(inkread, kept):
    answer = json.loads(inkread("clean", "--max-size", "0B", "--json").out)
    assert (answer["oversized"], answer["dry_run"], len(answer["going"])) == (2, False, 2)
    assert {going["reason"] for going in answer["going"]} == {"size"}


def test_corrected_ones_can_be_spared(inkread, kept):
    newest = kept.find(Query(None)).entries[0]
    kept.correct(newest.id, "X", owner=None)
    inkread("clean", "--max-size", "0B", "--spare-corrected")
    assert pictured(kept) == [True, False]


def test_a_young_image_stays(inkread, kept):
    assert inkread("clean", "--older-than", "7d", "--max-size", "2GB").out == "Nothing to clean up\n"


def test_what_is_no_duration_is_a_usage_error(inkread, kept):
    answer = inkread("clean", "--older-than", "7 dayz")
    assert answer.code == 2
    assert "did you mean 7 day?" in answer.err
