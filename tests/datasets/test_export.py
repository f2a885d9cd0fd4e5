"""What is exported in any form opens again as the same samples."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.export import FORMS, export
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.errors import DataError

IMAGES = np.random.default_rng(0).integers(0, 256, (6, 28, 28), np.uint8)
CAPITALS = Samples("mine", IMAGES, np.array([0, 1, 1, 2, 25, 25]), NAMED["upper"])
WRITTEN = {
    "csv": "out.csv",
    "npz": "out.npz",
    "idx": "out/inkread-mine-images-idx3-ubyte.gz",
    "folders": "out",
}


def by_grapheme(samples):
    return sorted(
        (samples.charset.decode(label), np.asarray(image).tobytes()) for label, image in pairs(samples)
    )


def pairs(samples):
    return zip(samples.labels, samples.images, strict=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("images", [IMAGES, list(IMAGES)], ids=["array", "list"])
def test_what_is_written_opens_as_the_same_samples(tmp_path, form, images):
    samples = Samples("mine", images, CAPITALS.labels, CAPITALS.charset)
    written = export(samples, tmp_path / WRITTEN[form].split("/", maxsplit=1)[0], form)
    assert all(path.exists() for path in written)
    assert by_grapheme(open_samples(str(tmp_path / WRITTEN[form]))) == by_grapheme(samples)


def test_upper_and_lower_case_stay_apart_in_folders(tmp_path):
    samples = Samples("case", IMAGES[:2], np.array([0, 26]), NAMED["letters"])
    export(samples, tmp_path / "out", "folders")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["U+0041", "U+0061"]


def test_images_of_several_sizes_go_into_folders_only(tmp_path):
    samples = Samples("own", [IMAGES[0], IMAGES[1, :9]], np.array([0, 1]), NAMED["upper"])
    export(samples, tmp_path / "out", "folders")
    assert by_grapheme(open_samples(str(tmp_path / "out"))) == by_grapheme(samples)
    for form in ("csv", "idx", "npz"):
        with pytest.raises(DataError, match="expected images of one size, got 2 sizes"):
            export(samples, tmp_path / form, form)


@pytest.mark.parametrize(
    ("writers", "kept"),
    [(("writer07", "writer01"), ("writer07", "writer01")), (("zoe", "al"), ("writer0002", "writer0001"))],
)
def test_writers_survive_in_folders(tmp_path, writers, kept):
    samples = Samples("own", IMAGES[:2], np.array([0, 1]), NAMED["upper"], writers)
    export(samples, tmp_path / "out", "folders")
    assert open_samples(str(tmp_path / "out")).writers == kept


def test_a_folder_with_files_is_not_written_into(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(DataError, match="expected a new or empty folder, got one with files"):
        export(CAPITALS, tmp_path, "folders")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()
    export(CAPITALS, tmp_path / "out", "folders")
    assert len(list((tmp_path / "out").rglob("*.png"))) == 6


def test_an_export_cut_short_leaves_nothing(tmp_path):
    def stop(done, _total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(CAPITALS, tmp_path / "out", "folders", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_split_of_an_npz_follows_the_name(tmp_path):
    export(Samples("mine-test", IMAGES, CAPITALS.labels, CAPITALS.charset), tmp_path / "a.npz", "npz")
    assert len(open_samples(str(tmp_path / "a.npz"), split="test")) == 6


def test_other_than_capitals_or_digits_are_no_csv(tmp_path):
    samples = Samples("l", IMAGES, np.arange(6), NAMED["lower"])
    with pytest.raises(DataError, match="expected capitals alone or digits alone, got 'abcdef'"):
        export(samples, tmp_path / "l.csv", "csv")


@pytest.mark.parametrize(("charset", "name"), [("ABCDEF", "own.upper.csv"), ("012345", "own.digits.csv")])
def test_a_few_capitals_or_digits_come_back_from_a_csv_whose_name_says_what_they_are(charset, name, tmp_path):
    written = Samples("own", np.zeros((6, 28, 28), np.uint8), np.arange(6), Charset(tuple(charset)))
    export(written, tmp_path / name, "csv")
    back = open_samples(str(tmp_path / name))
    assert "".join(back.charset.decode(label) for label in back.labels.tolist()) == charset


@pytest.mark.parametrize(
    ("rows", "form", "words"), [(0, "csv", "got none"), (6, "xml", "expected one of csv, idx")]
)
def test_nothing_and_unknown_forms_are_refused(tmp_path, rows, form, words):
    with pytest.raises(DataError, match=words):
        export(CAPITALS.take(np.arange(rows)), tmp_path / "out", form)
