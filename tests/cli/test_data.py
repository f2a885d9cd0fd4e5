"""`inkread data` lists, fetches, prepares and exports, for a person and for a program."""

import io
import json

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from inkread.charset import NAMED
from inkread.cli.data import app
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.formats import write_idx
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.errors import InkreadError


def run(*arguments, code=0):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, InkreadError):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def az(tmp_path):
    """An A–Z CSV of 52 samples."""
    images = np.random.default_rng(0).integers(0, 256, (52, 28, 28), np.uint8)
    write_az_csv(tmp_path / "az.csv", Samples("az", images, np.arange(52) % 26, NAMED["upper"]))
    return tmp_path / "az.csv"


@pytest.fixture
def own(tmp_path):
    """A folder of two drawings and one file that is none."""
    for name, (height, width) in {"A/1.png": (60, 40), "B/2.png": (50, 90)}.items():
        page = np.full((height, width), 255, np.uint8)
        page[10:40, 15:20] = 0
        file = io.BytesIO()
        Image.fromarray(page).save(file, "PNG")
        (tmp_path / "own" / name).parent.mkdir(parents=True)
        (tmp_path / "own" / name).write_bytes(file.getvalue())
    (tmp_path / "own" / "A" / "3.png").write_bytes(b"no image")
    return tmp_path / "own"


def test_the_list_shows_what_is_known_and_here(tmp_path):
    shown = run("list", "--home", tmp_path).stdout
    assert all(name in shown for name in ("mnist", "emnist", "usps", "digits", "az"))
    assert str(tmp_path) in shown.replace("\n", "")


def test_the_list_is_json_for_a_program(tmp_path):
    rows = {row["name"]: row for row in json.loads(run("list", "--home", tmp_path, "--json").stdout)}
    assert {name for name, row in rows.items() if row["present"]} == {"digits"}
    assert (rows["emnist"]["images"]["test"], rows["emnist"]["classes"]) == (116_323, 62)
    assert rows["mnist"]["licence"] == "CC BY-SA 3.0"
    assert (len(rows["mnist"]["missing"]), rows["digits"]["missing"]) == (4, [])


def test_the_sets_live_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("INKREAD_DATA_HOME", str(tmp_path / "sets"))
    assert "sets" in run("list").stdout


def test_a_copy_at_hand_is_fetched_and_then_there(az, tmp_path):
    home = ("--home", tmp_path / "home")
    assert run("fetch", "az", "--from", az, *home).stdout.startswith("az is in ")
    assert "already" in run("fetch", "az", *home).stdout
    told = json.loads(run("fetch", "az", *home, "--json").stdout)
    assert (told["name"], told["files"], told["already_there"]) == ("az", ["az.csv"], True)
    assert json.loads(run("list", *home, "--json").stdout)[-1]["present"] is True


def test_the_bundled_set_has_nothing_to_fetch(tmp_path):
    assert "nothing to fetch" in run("fetch", "digits", "--home", tmp_path).stdout


def test_a_misspelt_name_gets_a_suggestion(tmp_path):
    with pytest.raises(InkreadError, match="did you mean 'mnist'"):
        run("fetch", "mnits", "--home", tmp_path)


def test_a_csv_is_prepared_every_way(az, tmp_path):
    ways = ("--to", "csv", "--to", "folders", "--to", "cache")
    told = json.loads(run("prepare", az, tmp_path / "out", *ways, "--test-fraction", 0.5, "--json").stdout)
    assert (told["num_samples"], told["num_train"], told["num_test"]) == (52, 26, 26)
    assert len(open_samples(str(tmp_path / "out"), split="test")) == 26
    assert len(open_samples(str(tmp_path / "out"))) == 52
    assert "already there" in run("prepare", az, tmp_path / "out", *ways, "--test-fraction", 0.5).stdout


def test_the_fetched_az_set_is_prepared_by_name(az, tmp_path):
    run("fetch", "az", "--from", az, "--home", tmp_path / "home")
    shown = run("prepare", "az", tmp_path / "out", "--home", tmp_path / "home").stdout
    assert shown.startswith("52 samples of ")
    assert len(open_samples(str(tmp_path / "out"))) == 52


def test_a_bad_row_stops_or_is_set_aside(az, tmp_path):
    az.write_text(az.read_text() * 40 + "0,-1" + ",0" * 783 + "\n")
    with pytest.raises(InkreadError, match="-1"):
        run("prepare", az, tmp_path / "out")
    shown = run("prepare", az, tmp_path / "out", "--skip-bad-rows").stdout
    assert "1 bad row set aside in" in shown


@pytest.mark.parametrize("out", ["out.csv", "out.npz"])
def test_the_suffix_tells_the_form(az, tmp_path, out):
    run("export", az, tmp_path / out)
    assert len(open_samples(str(tmp_path / out))) == 52


def test_folders_and_idx_are_asked_for(az, tmp_path):
    run("export", az, tmp_path / "tree", "--form", "folders")
    assert len(open_samples(str(tmp_path / "tree"))) == 52
    told = json.loads(run("export", az, tmp_path / "idx", "--form", "idx", "--json").stdout)
    assert told["images"] == 52
    assert len(told["files"]) == 3


@pytest.mark.parametrize("form", [(), ("--form", "xml")])
def test_an_unknown_form_is_a_wrong_usage(az, tmp_path, form):
    assert "expected csv, idx, folders, npz, got" in run("export", az, tmp_path / "out", *form, code=2).output


def test_own_images_are_framed_and_bad_ones_left_out(own, tmp_path):
    shown = run("export", own, tmp_path / "own.npz", "--frame", "--skip-bad")
    assert shown.stdout.startswith("2 images of own written to ")
    assert "left out: " in shown.stderr
    assert "A/3.png" in shown.stderr
    samples = open_samples(str(tmp_path / "own.npz"))
    assert samples.images.shape == (2, 28, 28)
    assert samples.images[0, 0, 0] == 0


def test_a_bad_image_is_named(own, tmp_path):
    with pytest.raises(InkreadError, match=r"A/3\.png"):
        run("export", own, tmp_path / "own.npz", "--frame")


def test_only_the_characters_asked_for_are_exported(az, tmp_path):
    everything = open_samples(str(az))
    run("export", az, tmp_path / "few.npz", "--charset", "CAB")
    few = open_samples(str(tmp_path / "few.npz"), split="train")
    letters = [few.charset.decode(label) for label in few.labels]
    assert set(letters) == set("ABC")
    assert letters == [g for g in map(everything.charset.decode, everything.labels) if g in "ABC"]
    with pytest.raises(InkreadError, match="expected samples of '0123456789', got none"):
        run("export", az, tmp_path / "none.npz", "--charset", "digits")


def test_one_split_is_exported(tmp_path):
    for stem in ("train", "t10k"):
        write_idx(tmp_path / f"{stem}-images-idx3-ubyte.gz", np.zeros((3, 28, 28), np.uint8))
        write_idx(tmp_path / f"{stem}-labels-idx1-ubyte.gz", np.zeros(3, np.uint8))
    assert "3 images of mnist-test" in run("export", tmp_path, tmp_path / "x.npz", "--split", "test").stdout
