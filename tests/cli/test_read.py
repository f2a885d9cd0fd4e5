"""`inkread read`, from files to answers."""

import csv
import io
import json
import sys

import pytest
from PIL import Image


@pytest.fixture
def read(inkread, images, tiny_folder):
    """Calls `inkread read` with the tiny bundle in the folder of images."""
    return lambda *arguments, **more: inkread("read", *arguments, "--bundle", tiny_folder, **more)


def test_images_are_read_for_a_person(read):
    answer = read("T.png", "X.png")
    assert answer.code == 0
    assert answer.out.splitlines()[0].startswith("T.png: T  (")
    assert "X.png: X" in answer.out
    assert answer.err == ""


def test_a_folder_is_read_as_json(read):
    answer = read(".", "--json")
    assert [entry["text"] for entry in json.loads(answer.out)] == list("TXLV")


def test_standard_input_is_read(read, images):
    answer = read("-", "--json", stdin=(images / "T.png").read_bytes())
    (entry,) = json.loads(answer.out)
    assert (entry["source"], entry["text"]) == ("-", "T")


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".json", "["), (".csv", "source,text"), (".txt", "T.png: T")]
)
def test_the_output_file_s_suffix_decides_the_form(read, images, suffix, begins):
    answer = read("T.png", "--output", f"new/out{suffix}")
    assert (answer.code, answer.out) == (0, "")
    assert (images / "new" / f"out{suffix}").read_text("utf-8").startswith(begins)


def test_an_option_wins_over_the_suffix(read, images):
    read("T.png", "--output", "out.dat", "--json")
    assert json.loads((images / "out.dat").read_text())[0]["text"] == "T"


def test_an_unreadable_file_does_not_stop_the_others(read):
    answer = read("notes.txt", "T.png", "nowhere.png", "--json")
    assert answer.code == 1
    bad, good, missing = json.loads(answer.out)
    assert good["text"] == "T"
    assert "notes.txt: expected" in bad["error"]
    assert missing["reason"] == "not_found"


@pytest.mark.parametrize("options", [[], ["--quiet"], ["--output", "out.txt"]])
def test_as_text_an_unreadable_file_is_a_line_on_standard_error(read, options):
    answer = read("notes.txt", "T.png", *options)
    assert answer.code == 1
    assert answer.err.startswith("inkread: notes.txt: expected")
    assert answer.err.count("\n") == 1


def test_a_blank_image_is_no_error(read, images):
    Image.new("L", (50, 50), 255).save(images / "blank.png")
    answer = read("blank.png")
    assert answer.code == 0
    assert answer.out.startswith("blank.png: blank\n")


def test_of_a_file_with_several_pages_it_is_said_that_the_first_was_read(read, images):
    page = Image.open(images / "T.png")
    page.save(images / "two.tif", save_all=True, append_images=[Image.open(images / "X.png")])
    answer = read("two.tif")
    assert answer.out.startswith("two.tif: T  (")
    assert "! The first of 2 pages was read" in answer.out


def test_a_charset_and_top_k_restrict_the_answer(read):
    answer = read("T.png", "--charset", "17X", "--top-k", "2", "--csv")
    (row,) = csv.DictReader(io.StringIO(answer.out))
    assert {row["text"], row["text_2"]} <= set("17X")
    assert "text_3" not in row


@pytest.mark.parametrize("options", [[], ["--output", "out.txt"]])
def test_quiet_gives_no_text_for_what_is_less_sure_than_asked_for(read, images, options):
    answer = read("T.png", "--quiet", "--abstain-below", "1", *options)
    assert answer.code == 0
    assert (answer.out or (images / "out.txt").read_text()) == "T.png\t\n"


def test_explain_writes_pictures(read, images):
    assert read("T.png", "notes.txt", "more", "--explain", "why").code == 1
    names = {path.name for path in (images / "why").iterdir()}
    assert {"T-steps.png", "L-steps.png", "V-steps.png", "T-stages.png", "T-trail.json"} <= names


@pytest.mark.parametrize("options", [["--json", "--csv"], ["--output", "out.doc"], ["--top-k", "0"]])
def test_options_that_contradict_are_a_wrong_usage(read, options):
    answer = read("T.png", *options)
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    "options", [["--charset", "digts"], ["--charset", "Z"], ["--output", "T.png/out.json"]]
)
def test_what_cannot_be_done_is_said_in_one_line(read, options):
    answer = read("T.png", *options)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("inkread: ")
    assert answer.err.count("\n") == 1


def test_many_files_show_progress_on_a_terminal(read, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    answer = read(*["T.png"] * 70, "--json")
    assert len(json.loads(answer.out)) == 70
    assert "Reading" in answer.err


def test_quiet_shows_no_progress(read, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert read(*["T.png"] * 70, "--json", "--quiet").err == ""


@pytest.mark.usefixtures("images")
@pytest.mark.parametrize("options", [[], ["--words"]])
def test_nothing_is_read_where_the_output_cannot_be_written(read, monkeypatch, options):
    def never(*_):
        raise AssertionError("something was read")

    monkeypatch.setattr("inkread.cli.read.expand", never)
    answer = read("T.png", "--output", "T.png/out.json", *options)
    assert answer.code == 1
    assert "expected a place to write to, got Not a directory; choose another --output" in answer.err
