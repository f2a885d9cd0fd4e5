"""Whatever names samples opens them, and what names none is answered with what may have been meant."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from inkread.charset import NAMED
from inkread.datasets.cache import write_cache
from inkread.datasets.fetch import fetch
from inkread.datasets.formats import write_idx, write_idx_set, write_npz
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.errors import DataError

IMAGES = np.arange(2 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(2, 28, 28)
CAPITALS = Samples("mine", IMAGES, np.array([0, 25]), NAMED["upper"])
ROWS = "".join(
    f"{label},{','.join(map(str, image.ravel()))}\n" for label, image in zip((0, 25), IMAGES, strict=True)
)


def put_mnist(folder, *stems):
    for stem in stems:
        write_idx(folder / f"{stem}-images-idx3-ubyte.gz", IMAGES)
        write_idx(folder / f"{stem}-labels-idx1-ubyte.gz", np.array([7, 3], np.uint8))


def put_images(folder):
    file = io.BytesIO()
    Image.fromarray(IMAGES[0]).save(file, "PNG")
    for name in ("train/A/1.png", "test/B/1.png"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(file.getvalue())


def graphemes(samples):
    return "".join(samples.charset.decode(label) for label in samples.labels)


def test_the_embedded_set_is_always_there(tmp_path):
    assert len(open_samples("digits", home=tmp_path)) == 1797
    with pytest.raises(DataError, match="digits: expected no split, got 'test'"):
        open_samples("digits", split="test", home=tmp_path)


def test_a_set_that_is_not_fetched_says_how_to_fetch_it(tmp_path):
    with pytest.raises(DataError, match="expected the set mnist, got none; run: inkread data fetch mnist"):
        open_samples("mnist", home=tmp_path)


def test_mnist_opens_by_split_and_whole(tmp_path):
    put_mnist(tmp_path, "train", "t10k")
    assert open_samples(str(tmp_path), split="test").name == "mnist-test"
    whole = open_samples(str(tmp_path))
    assert (whole.name, graphemes(whole)) == ("mnist", "7373")


def test_a_split_that_is_not_there_is_refused(tmp_path):
    put_mnist(tmp_path, "t10k")
    assert open_samples(str(tmp_path)).name == "mnist-test"
    with pytest.raises(DataError, match="expected the split test, got 'train'"):
        open_samples(str(tmp_path), split="train")


def test_emnist_and_usps_folders_are_known_by_their_files(tmp_path):
    emnist, usps = tmp_path / "e", tmp_path / "u"
    emnist.mkdir()
    usps.mkdir()
    put_mnist(emnist, "emnist-byclass-test")
    mapping = "".join(f"{i} {ord(g)}\n" for i, g in enumerate(NAMED["byclass"].graphemes))
    (emnist / "emnist-byclass-mapping.txt").write_text(mapping)
    (usps / "zip.test").write_text("3 " + "-1 " * 256 + "\n")
    np.testing.assert_array_equal(open_samples(str(emnist)).images, IMAGES.transpose(0, 2, 1))
    assert open_samples(str(usps), split="test").name == "usps-test"


@pytest.mark.parametrize("packed", [False, True])
def test_images_by_grapheme_open_from_a_folder_and_a_zip(tmp_path, packed):
    put_images(tmp_path / "own")
    source = tmp_path / "own"
    if packed:
        source = tmp_path / "own.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in (tmp_path / "own").rglob("*.png"):
                archive.write(path, path.relative_to(tmp_path))
    assert graphemes(open_samples(str(source))) == "BA"
    assert graphemes(open_samples(str(source), split="train")) == "A"


def test_a_csv_opens_plain_zipped_and_split(tmp_path):
    (tmp_path / "train.csv").write_text(ROWS)
    (tmp_path / "test.csv").write_text(ROWS)
    with zipfile.ZipFile(tmp_path / "az.zip", "w") as archive:
        archive.write(tmp_path / "train.csv", "A_Z Handwritten Data.csv")
    assert graphemes(open_samples(str(tmp_path / "test.csv"))) == "AZ"
    assert graphemes(open_samples(str(tmp_path / "az.zip"))) == "AZ"
    assert graphemes(open_samples(str(tmp_path))) == "AZAZ"
    assert open_samples(str(tmp_path), split="test").name.endswith("-test")
    with pytest.raises(DataError, match="expected no split, got 'test'"):
        open_samples(str(tmp_path / "az.zip"), split="test")


DIGITS = ROWS.replace("\n25,", "\n9,")


@pytest.mark.parametrize("header", ["", f"label,{','.join(f'pixel{place}' for place in range(784))}\n"])
def test_labels_that_may_be_digits_or_letters_are_no_letters_unless_the_name_says_so(header, tmp_path):
    (tmp_path / "train.csv").write_text(header + DIGITS)
    with pytest.raises(
        DataError, match=r"labels up to 9, .* call the file train\.digits\.csv or train\.upper"
    ):
        open_samples(str(tmp_path / "train.csv"))
    (tmp_path / "train.csv").rename(tmp_path / "train.digits.csv")
    assert graphemes(open_samples(str(tmp_path / "train.digits.csv"))) == "09"
    assert graphemes(open_samples(str(tmp_path), split="train")) == "09"
    (tmp_path / "train.digits.csv").rename(tmp_path / "train.upper.csv")
    assert graphemes(open_samples(str(tmp_path / "train.upper.csv"))) == "AJ"
    (tmp_path / "train.csv").write_text(ROWS)
    with pytest.raises(
        DataError, match=r"one table of the split train, got train\.csv and train\.upper\.csv"
    ):
        open_samples(str(tmp_path), split="train")


def test_a_name_that_says_digits_is_held_against_the_labels(tmp_path):
    (tmp_path / "train.digits.csv").write_text(ROWS)
    with pytest.raises(DataError, match="expected labels up to 9, as its name says digits, got 25"):
        open_samples(str(tmp_path / "train.digits.csv"))


def test_splits_of_digits_and_letters_are_not_joined(tmp_path):
    (tmp_path / "train.digits.csv").write_text(DIGITS)
    (tmp_path / "test.csv").write_text(ROWS)
    with pytest.raises(DataError, match="expected splits of one charset"):
        open_samples(str(tmp_path))
    assert graphemes(open_samples(str(tmp_path), split="test")) == "AZ"


def test_the_fetched_az_set_opens_by_name(tmp_path):
    (tmp_path / "mine.csv").write_text(ROWS)
    fetch("az", tmp_path / "home", source=tmp_path / "mine.csv")
    assert graphemes(open_samples("az", home=tmp_path / "home")) == "AZ"


def test_npz_and_idx_files_open(tmp_path):
    write_npz(tmp_path / "mine.npz", {"train": CAPITALS})
    images, *_rest = write_idx_set(CAPITALS, tmp_path)
    assert graphemes(open_samples(str(tmp_path / "mine.npz"), split="train")) == "AZ"
    assert graphemes(open_samples(str(images))) == "AZ"
    with pytest.raises(DataError, match="expected no split, got 'train'"):
        open_samples(str(images), split="train")


def test_a_cache_opens(tmp_path):
    write_cache(tmp_path / "cache", CAPITALS)
    for folder in (tmp_path / "cache", tmp_path):  # the second is what `data prepare --to cache` leaves
        assert graphemes(open_samples(str(folder))) == "AZ"
        with pytest.raises(DataError, match="cache: expected no split, got 'train'"):
            open_samples(str(folder), split="train")


def test_a_folder_with_one_file_of_samples_opens_it(tmp_path):
    write_npz(tmp_path / "mine.npz", {"train": CAPITALS})
    (tmp_path / "notes.txt").write_text("how it was made")
    assert graphemes(open_samples(str(tmp_path))) == "AZ"


def test_a_folder_of_nothing_known_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"expected a data set .* got none"):
        open_samples(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "words"), [("notes.txt", "got another; convert it"), ("a.zip", "got a damaged one")]
)
def test_a_file_of_nothing_known_is_refused(tmp_path, name, words):
    (tmp_path / name).write_text("none")
    with pytest.raises(DataError, match=words):
        open_samples(str(tmp_path / name))


def test_a_misspelt_name_or_path_gets_a_suggestion(tmp_path):
    (tmp_path / "drawings").mkdir()
    with pytest.raises(DataError, match="got 'mnits'; did you mean 'mnist'"):
        open_samples("mnits", home=tmp_path)
    with pytest.raises(DataError, match="did you mean 'drawings'"):
        open_samples(str(tmp_path / "drawing"))
    with pytest.raises(DataError, match="the names are mnist, emnist"):
        open_samples(str(tmp_path / "nowhere" / "qqq"))


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "count"), [("mnist", 70_000), ("emnist", 116_323), ("usps", 9_298)])
def test_the_real_folders_are_known_by_their_files(real_data, name, count):
    assert len(open_samples(str(real_data / name))) == count


def test_an_empty_name_is_not_the_current_folder(tmp_path, monkeypatch):
    put_mnist(tmp_path, "train")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match="got ''"):
        open_samples("", home=tmp_path)
