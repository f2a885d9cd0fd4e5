"""`inkread batch`: what it writes in each form, what it says, what it refuses."""

import csv
import json
import os
import sys

import pyarrow.parquet
import pytest
from PIL import Image

from inkread.harmless import unescaped, without_quote

HIDDEN_FORMULA = "=1+1.png"


@pytest.fixture
def folder(tmp_path, images):
    """A folder of four drawings, a damaged file and one with the name of a formula."""
    (images / "more" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    (images / "T.png").rename(images / HIDDEN_FORMULA)
    return images


@pytest.fixture
def batch(inkread, folder, tiny_folder, tmp_path):
    """Runs a batch of the folder with one worker into `name`."""

    def call(name, *options):
        return inkread(
            "batch", folder, tmp_path / name, "--bundle", tiny_folder, "--workers", 1, "--top-k", 2, *options
        )

    return call


def test_all_forms_hold_the_same_readings_and_the_bad_are_in_a_table_of_their_own(batch, tmp_path):
    for name in ("a.csv", "b.jsonl", "c.parquet"):
        done = batch(name)
        assert done.code == 0, done.err
        assert "4 images read" in done.out
        assert "1 not read (damaged 1)" in done.out
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        flat = list(csv.DictReader(file))
    lines = [json.loads(line) for line in (tmp_path / "b.jsonl").read_text("utf-8").splitlines()]
    assert pyarrow.parquet.read_table(tmp_path / "c.parquet").to_pylist() == lines
    assert [row["source"] for row in lines] == [HIDDEN_FORMULA, "X.png", "more/L.png", "more/V.PNG"]
    assert [row["text"] for row in flat] == [row["text"] for row in lines] == ["T", "X", "L", "V"]
    assert flat[0]["source"] == f"'{HIDDEN_FORMULA}"  # no spreadsheet takes it for one
    assert float(flat[1]["confidence_2"]) == lines[1]["candidates"][1]["confidence"]
    with (tmp_path / "a.csv.bad.csv").open(encoding="utf-8") as file:
        bad = list(csv.DictReader(file))
    assert [(row["source"], row["reason"]) for row in bad] == [("more/broken.png", "damaged")]
    assert sorted(path.name for path in tmp_path.glob("*.parts")) == []


def test_what_was_not_read_can_be_read_again_by_its_table_whatever_its_name(
    batch, inkread, folder, tiny_folder, tmp_path, drawing
):
    names = ["more/broken.png", "-1.png", "'=1.png"]
    if sys.platform == "linux":  # elsewhere a name holds no line feed, or is text
        names += ["a\nb.png", os.fsdecode(b"c\xff.png"), "bad\\x41.png"]
    for name in names:
        (folder / name).write_bytes(b"")
    batch("a.csv")
    for name in names:
        Image.fromarray(drawing("7")).save(folder / name)
    done = inkread(
        *("batch", tmp_path / "a.csv.bad.csv", tmp_path / "b.csv", "--root", folder, "--bundle", tiny_folder),
        *("--workers", 1, "--json"),
    )
    assert done.code == 0, done.err
    assert json.loads(done.out)["read"] == len(names)
    rows = (tmp_path / "b.csv").read_text("utf-8").splitlines()[1:]
    assert {row.split(",")[1] for row in rows} == {"7"}
    assert {unescaped(without_quote(row.split(",")[0])) for row in rows} == set(names)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_columns_of_a_table_are_kept_in_both_tables_and_through_a_second_try(
    inkread, folder, tiny_folder, tmp_path, name
):
    rows = ["id,path,label", "=1,X.png,x", "2,more/broken.png,y"]
    (folder / "list.csv").write_text("".join(f"{row}\n" for row in rows))
    options = ("--keep", "id", "--keep", "label", "--bundle", tiny_folder, "--workers", 1)
    done = inkread("batch", folder / "list.csv", tmp_path / name, *options)
    assert done.code == 0, done.err
    bad = tmp_path / f"{name}.bad.csv"
    with bad.open(encoding="utf-8") as file:
        assert [(row["id"], row["label"], row["reason"]) for row in csv.DictReader(file)] == [
            ("2", "y", "damaged")
        ]
    (folder / "more" / "broken.png").write_bytes((folder / "X.png").read_bytes())
    done = inkread("batch", bad, tmp_path / "b.jsonl", "--root", folder, *options)
    assert done.code == 0, done.err
    again = json.loads((tmp_path / "b.jsonl").read_text("utf-8"))
    assert (again["source"], again["text"], again["id"], again["label"]) == ("more/broken.png", "X", "2", "y")
    kept = {
        ".csv": lambda path: list(csv.DictReader(path.read_text("utf-8").splitlines())),
        ".jsonl": lambda path: [json.loads(line) for line in path.read_text("utf-8").splitlines()],
        ".parquet": lambda path: pyarrow.parquet.read_table(path).to_pylist(),
    }[(tmp_path / name).suffix](tmp_path / name)
    assert [(row["id"], row["label"]) for row in kept] == [("'=1" if name == "a.csv" else "=1", "x")]


def test_a_folder_has_no_columns_to_keep(batch):
    done = batch("a.csv", "--keep", "id")
    assert done.code == 1
    assert "expected --keep with a CSV or Parquet file; leave it out" in done.err


def test_a_batch_of_which_nothing_could_be_read_fails_and_says_why(batch, inkread, folder, tmp_path):
    (tmp_path / "list.csv").write_text("path\nX.png\nmore/L.png\n")
    done = inkread("batch", tmp_path / "list.csv", tmp_path / "a.csv", "--workers", 1, "--json")
    assert done.code == 1
    assert json.loads(done.out)["reasons"] == {"not_found": 2}
    assert "expected images that can be read, got none of 2 (not_found 2); check that" in done.err
    assert done.err.count("\n") == 1
    assert (tmp_path / "a.csv.bad.csv").read_text().count("not_found") == 2
    for path in folder.rglob("*.*"):
        path.write_bytes(b"no image")
    done = batch("b.csv")
    assert done.code == 1
    assert f"got none of 5 (not_an_image 5); {tmp_path / 'b.csv.bad.csv'} says why for each" in done.err


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(batch, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    told = json.loads(batch("a.csv", "--dry-run", "--json").out)
    assert (told["images"], told["shards"], told["form"]) == (5, 1, "csv")
    assert "5 images, in 1 shard\n" in batch("a.csv", "--dry-run").out
    assert sorted(tmp_path.rglob("*")) == before


def test_a_batch_under_way_is_not_begun_anew_by_accident(batch, tmp_path):
    (tmp_path / "a.csv.parts").mkdir()
    (tmp_path / "a.csv.parts" / "batch.json").write_text("{}")
    done = batch("a.csv")
    assert done.code == 1
    assert "go on with --resume, or delete the folder" in done.err
    assert "expected a batch with input" in batch("a.csv", "--resume").err  # of another input


def test_somebody_s_files_beside_the_output_are_left_alone(batch, tmp_path):
    (tmp_path / "a.csv.parts").mkdir()
    (tmp_path / "a.csv.parts" / "thesis.txt").write_text("mine")
    for options in ((), ("--resume",), ("--dry-run",)):
        assert "got one with other files in it; choose another output" in batch("a.csv", *options).err
    assert (tmp_path / "a.csv.parts" / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("options", [(), ("--resume",)])
def test_a_dry_run_refuses_what_the_real_one_does(batch, tmp_path, options):
    (tmp_path / "a.csv.parts").mkdir()
    (tmp_path / "a.csv.parts" / "batch.json").write_text("{}")
    before = sorted(tmp_path.rglob("*"))
    preview = batch("a.csv", "--dry-run", *options)
    assert sorted(tmp_path.rglob("*")) == before
    done = batch("a.csv", *options)
    assert (preview.code, preview.err) == (1, done.err)


@pytest.mark.parametrize("option", ["--dry-run", "--resume"])
@pytest.mark.parametrize(
    ("given", "output"),
    [
        ("list.csv", "list.csv"),
        ("list.csv", "images/../list.csv"),
        ("list.csv", "linked.csv"),
        ("linked.csv", "list.csv"),
        ("list.csv.bad.csv", "list.csv"),
        ("list.csv.parts", "list.csv"),  # where an unfinished batch is kept
    ],
)
def test_a_batch_does_not_write_over_what_it_reads(inkread, folder, tmp_path, given, output, option):
    (tmp_path / "list.csv.parts").mkdir()
    kept = [tmp_path / name for name in ("list.csv", "list.csv.bad.csv", "list.csv.parts/X.png")]
    for path in kept:
        path.write_bytes((folder / "X.png").read_bytes())
    (tmp_path / "linked.csv").hardlink_to(tmp_path / "list.csv")
    for address in (tmp_path / given, f"file://{(tmp_path / given).as_posix()}"):
        done = inkread("batch", address, tmp_path / output, option)
        assert done.code == 1
        assert "expected an output beside the input, got the input itself; choose another" in done.err
    assert {path.read_bytes() for path in kept} == {(folder / "X.png").read_bytes()}


@pytest.mark.parametrize("name", ["answers.txt", "answers"])
def test_an_output_of_another_form_is_a_wrong_usage(batch, name):
    done = batch(name)
    assert done.code == 2
    assert "expected a file ending in .csv, .jsonl, .parquet" in " ".join(done.err.replace("│", "").split())


def test_an_output_behind_a_url_is_a_wrong_usage(inkread, folder):
    done = inkread("batch", folder, "s3://bucket/answers.csv")
    assert done.code == 2
    assert "name one on this machine" in " ".join(done.err.replace("│", "").split())


def test_an_unknown_charset_is_said_before_anything_is_listed(batch, tmp_path):
    done = batch("a.csv", "--charset", "Ω")
    assert done.code == 1
    assert not (tmp_path / "a.csv.parts").exists()


@pytest.mark.parametrize("options", [["--json"], ["--json", "--dry-run"]])
def test_files_of_other_kinds_are_counted(batch, folder, options):
    (folder / "scan.pdf").write_bytes(b"%PDF")
    answer = batch("a.csv", *options)
    assert answer.err == "inkread: 2 files of other kinds are left out: .pdf, .txt\n"
    assert json.loads(answer.out)["left_out"] == {".pdf": 1, ".txt": 1}


def test_a_file_of_several_pages_is_warned_of_in_its_row(batch, folder, tmp_path):
    page = Image.open(folder / "X.png")
    page.save(folder / "X.tif", save_all=True, append_images=[page])
    batch("a.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    warned = {row["source"] for row in rows if "first_page" in row["warnings"]}
    assert warned == {"X.tif"}


def test_an_empty_name_is_not_the_current_folder(inkread, folder, tmp_path):
    answer = inkread("batch", "", tmp_path / "a.csv")
    assert (answer.code, answer.out) == (1, "")
    assert "got an empty name" in answer.err


def test_no_worker_is_a_wrong_usage(batch):
    answer = batch("a.csv", "--workers", 0)
    assert answer.code == 2
    assert "expected a number from 1, got 0" in answer.err
