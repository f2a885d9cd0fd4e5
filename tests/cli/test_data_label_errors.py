"""`inkread data label-errors`, and its patch applied by `data prepare` and `data export`."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from inkread.charset import NAMED
from inkread.cli.data import app
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.cache import read_record
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.errors import DataError, InkreadError
from inkread.evaluation.out_of_fold import OutOfFold

WRONG = (5, 40)  # rows whose labels were planted


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, InkreadError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def az(tmp_path):
    """An A–Z CSV of 104 samples of which two are labelled as the letter after their own."""
    images = np.random.default_rng(0).integers(0, 256, (104, 28, 28), np.uint8)
    labels = np.arange(104) % 26
    labels[list(WRONG)] += 1
    write_az_csv(tmp_path / "az.csv", Samples("az", images, labels, NAMED["upper"]))
    return tmp_path / "az.csv"


@pytest.fixture
def oof(az, tmp_path):
    """Out-of-fold predictions of a network that reads every letter of it."""
    table = np.full((104, 26), 0.002)
    table[np.arange(104), np.arange(104) % 26] = 0.95
    labels = np.array(open_samples(str(az)).labels)
    made = OutOfFold(
        labels,
        np.log(table).astype(np.float32),
        np.arange(104) % 5,
        np.arange(104),
        NAMED["upper"],
        str(az),
        "mlp",
        5,
        0,
    )
    made.save(tmp_path / "oof.npz")
    return tmp_path / "oof.npz"


@pytest.fixture
def patch(az, oof, tmp_path):
    """The patch of the two, accepted."""
    path = tmp_path / "labels.patch.csv"
    run("label-errors", az, "--oof", oof, "--patch", path)
    path.write_text(path.read_text("utf-8").replace("proposed", "accepted"), "utf-8")
    return path


def test_suspects_are_said_and_the_patch_holds_them(az, oof, tmp_path):
    printed = run("label-errors", az, "--oof", oof, "--patch", tmp_path / "new" / "labels.patch.csv")
    assert printed.startswith("2 of 104 labels are likely errors (1.92 %).\n")
    assert "row 5: G, more likely F (95 %)" in printed
    lines = (tmp_path / "new" / "labels.patch.csv").read_text("utf-8").splitlines()
    assert lines[0] == "row,image_sha256,label,suggested,confidence,status"
    assert {line.split(",")[0] for line in lines[1:]} == {"5", "40"}


def test_a_program_reads_json(az, oof):
    made = json.loads(run("label-errors", az, "--oof", oof, "--json"))
    assert (made["num_images"], made["num_likely"]) == (104, 2)
    assert {item["row"] for item in made["suspects"]} == set(WRONG)


def test_as_many_as_asked_for_can_be_looked_at(az, oof):
    made = json.loads(run("label-errors", az, "--oof", oof, "--top", 10, "--json"))
    assert len(made["suspects"]) == 10


def test_a_gallery_shows_them(az, oof, tmp_path):
    run("label-errors", az, "--oof", oof, "--output", tmp_path / "gallery.html")
    page = (tmp_path / "gallery.html").read_text("utf-8")
    assert "row 5: G → F (95 %)" in page.replace("\u00a0", " ")
    assert page.count("data:image/png") == 2


def test_what_was_decided_in_the_patch_file_stays_decided(az, oof, patch):
    text = patch.read_text("utf-8").replace("accepted", "rejected", 1)
    patch.write_text(text, "utf-8")
    run("label-errors", az, "--oof", oof, "--patch", patch)
    assert patch.read_text("utf-8") == text


def test_a_patch_of_which_nothing_is_accepted_makes_the_cache_of_no_patch(az, patch, tmp_path):
    patch.write_text(patch.read_text("utf-8").replace("accepted", "rejected"), "utf-8")
    run("prepare", az, tmp_path / "out", "--labels-patch", patch)
    assert "labels_patch" not in read_record(tmp_path / "out" / "cache").recipe


def test_prepare_applies_the_accepted_changes_and_remembers_them(az, patch, tmp_path):
    out = tmp_path / "out"
    run("prepare", az, out, "--labels-patch", patch)
    assert open_samples(str(out)).labels.tolist() == (np.arange(104) % 26).tolist()
    again = json.loads(run("prepare", az, out, "--labels-patch", patch, "--json"))
    assert again["stages"][0]["was_done"]


def test_a_cache_made_with_another_patch_is_not_taken_for_this_one(az, patch, tmp_path):
    out = tmp_path / "out"
    run("prepare", az, out)
    untouched = open_samples(str(out)).labels.tolist()
    assert not json.loads(run("prepare", az, out, "--labels-patch", patch, "--json"))["stages"][0]["was_done"]
    assert open_samples(str(out)).labels.tolist() != untouched
    half = patch.with_name("half.csv")
    half.write_text(patch.read_text("utf-8").replace("accepted", "rejected", 1), "utf-8")
    run("prepare", az, out, "--labels-patch", half)
    assert (np.array(open_samples(str(out)).labels) != np.arange(104) % 26).sum() == 1
    run("prepare", az, out)
    assert open_samples(str(out)).labels.tolist() == untouched


def test_a_patch_of_another_csv_is_refused_and_nothing_is_written(az, patch, tmp_path):
    images = np.random.default_rng(1).integers(0, 256, (104, 28, 28), np.uint8)
    write_az_csv(tmp_path / "other.csv", Samples("az", images, np.arange(104) % 26, NAMED["upper"]))
    with pytest.raises(DataError, match="expected the image that the patch was made for"):
        run("prepare", tmp_path / "other.csv", tmp_path / "out", "--labels-patch", patch)
    assert not (tmp_path / "out" / "cache").exists()


def test_export_applies_a_patch_to_any_set(az, patch, tmp_path):
    run("export", az, tmp_path / "fixed.npz", "--labels-patch", patch)
    assert open_samples(str(tmp_path / "fixed.npz")).labels.tolist() == (np.arange(104) % 26).tolist()


def test_predictions_of_another_set_are_refused(oof):
    with pytest.raises(DataError, match="name the source that was cross-validated"):
        run("label-errors", "digits", "--oof", oof)
