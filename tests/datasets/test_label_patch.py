"""Patches of labels: written, read with every fault named, and applied to the very images they are of."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.label_patch import (
    LabelChange,
    apply_patch,
    image_hash,
    patch_digest,
    patch_text,
    read_patch,
)
from inkread.datasets.samples import Samples
from inkread.errors import DataError

HASH = "ab" * 32
HEADER = "row,image_sha256,label,suggested,confidence,status"


@pytest.fixture
def samples():
    images = np.random.default_rng(0).integers(0, 256, (4, 28, 28), np.uint8)
    return Samples("letters", images, np.array([0, 1, 2, 0]), Charset(("a", ",", '"')))


def change(samples, row, suggested, status="accepted"):
    label = samples.charset.decode(int(samples.labels[row]))
    return LabelChange(row, image_hash(samples.images[row]), label, suggested, 0.9, status)


@pytest.fixture
def read(tmp_path):
    """Reads a patch of these lines."""

    def make(*lines, header=HEADER):
        (tmp_path / "p.csv").write_text("\n".join([header, *lines]), "utf-8")
        return read_patch(tmp_path / "p.csv")

    return make


def test_what_is_written_is_read_again_graphemes_that_are_signs_of_csv_too(samples, tmp_path):
    changes = (
        change(samples, 0, ","),
        change(samples, 1, '"', "rejected"),
        change(samples, 2, "a", "proposed"),
    )
    (tmp_path / "p.csv").write_text(patch_text(changes), "utf-8")
    assert read_patch(tmp_path / "p.csv") == changes


def test_what_a_spreadsheet_makes_of_it_is_read(tmp_path):
    text = f'{HEADER}\r\n"3","{HASH}","O","0","0.9","Accepted"\r\n'
    (tmp_path / "p.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_patch(tmp_path / "p.csv") == (LabelChange(3, HASH, "O", "0", 0.9, "accepted"),)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (f"-1,{HASH},a,b,0.9,accepted", "row"),
        (f"1.0,{HASH},a,b,0.9,accepted", "row"),
        (f",{HASH},a,b,0.9,accepted", "row"),
        ("1,abc,a,b,0.9,accepted", "image_sha256"),
        (f"1,{HASH.upper()},a,b,0.9,accepted", "image_sha256"),
        (f"1,{HASH},,b,0.9,accepted", "label"),
        (f"1,{HASH},a,,0.9,accepted", "suggested"),
        (f"1,{HASH},a,b,much,accepted", "confidence"),
        (f"1,{HASH},a,b,1.5,accepted", "confidence"),
        (f"1,{HASH},a,b,nan,accepted", "confidence"),
        (f"1,{HASH},a,b,0.9,yes", "status"),
        (f"1,{HASH},a,b,0.9,", "status"),
    ],
)
def test_a_fault_of_a_row_is_named_by_line_and_column(read, cells, column):
    with pytest.raises(DataError, match=rf"p\.csv, line 3, column {column}: expected "):
        read(f"0,{HASH},a,b,0.9,rejected", cells)


@pytest.mark.parametrize("cells", ["1,2,3", f"1,{HASH},a,b,0.9,accepted,more", ""])
def test_a_line_of_another_length_is_named(read, cells):
    with pytest.raises(DataError, match=r"line 2: expected 6 columns"):
        read(cells, f"0,{HASH},a,b,0.9,rejected")


@pytest.mark.parametrize("header", ["", HEADER.replace(",", ";"), "row,label"])
def test_another_header_is_refused(read, header):
    with pytest.raises(DataError, match="line 1: expected the columns"):
        read(header=header)


def test_a_row_named_twice_is_refused(read):
    with pytest.raises(DataError, match="line 3, column row: expected each row once, got 7 as in line 2"):
        read(f"7,{HASH},a,b,0.9,accepted", f"7,{HASH},a,c,0.9,accepted")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", f'{HEADER}\n0,"a'.encode()])
def test_a_file_that_is_no_csv_is_refused(tmp_path, content):
    (tmp_path / "p.csv").write_bytes(content)
    with pytest.raises(DataError, match="expected a CSV in UTF-8"):
        read_patch(tmp_path / "p.csv")


def test_a_patch_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        read_patch(tmp_path / "p.csv")


def test_only_accepted_changes_are_made_and_the_samples_stay_as_they_are(samples):
    changes = [
        change(samples, 0, '"'),
        change(samples, 1, "a", "proposed"),
        change(samples, 3, ",", "rejected"),
    ]
    patched = apply_patch(samples, changes)
    assert patched.labels.tolist() == [2, 1, 2, 0]
    assert samples.labels.tolist() == [0, 1, 2, 0]


def test_a_patch_may_be_applied_twice(samples):
    changes = [change(samples, 0, '"')]
    once = apply_patch(samples, changes)
    assert apply_patch(once, changes).labels.tolist() == once.labels.tolist()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"row": 9}, "row 9: expected one of 4 rows"),
        ({"image_sha256": HASH}, "row 0: expected the image that the patch was made for, got another"),
        ({"label": '"', "suggested": ","}, "row 0: expected the label '\"' that the patch changes, got 'a'"),
        ({"suggested": "z"}, "row 0: expected one of 'a,\"', got 'z'"),
    ],
)
def test_a_patch_for_something_else_is_refused(samples, changes, said):
    with pytest.raises(DataError, match=said):
        apply_patch(samples, [replace(change(samples, 0, ","), **changes)])


def test_the_hash_tells_images_of_the_same_bytes_and_another_shape_apart():
    flat = np.zeros((2, 8), np.uint8)
    assert image_hash(flat) != image_hash(flat.reshape(4, 4))
    assert image_hash(flat) == image_hash(np.asfortranarray(flat))


def test_the_digest_is_of_what_is_accepted_alone(samples):
    made = [change(samples, 0, ","), change(samples, 2, "a")]
    assert patch_digest(made) == patch_digest([*reversed(made), change(samples, 3, ",", "rejected")])
    assert patch_digest(made) != patch_digest(made[:1])
