"""What an A–Z CSV may look like, what comes out of it, and what happens to archives and bad rows."""

import gzip
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.datasets.az_csv.faults import RowError, find_fault
from inkread.datasets.az_csv.reader import AzCsvOptions, read_az_csv, read_az_rows
from inkread.datasets.az_csv.rows import RowParser
from inkread.errors import DataError


def row(label=7, **pixels):
    """Return a line of zeros with a few pixels set, such as `p0=255`."""
    fields = ["0"] * 784
    for name, value in pixels.items():
        fields[int(name[1:])] = str(value)
    return f"{label},{','.join(fields)}\n".encode()


@pytest.fixture
def write(tmp_path):
    """Writes bytes to a file and returns its path."""

    def writer(content, name="az.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return writer


def test_pixels_run_from_left_to_right_then_down(write):
    samples = read_az_csv(write(row(2, p1=10, p28=255) + row(25, p783=99)))
    assert samples.images.shape == (2, 28, 28)
    assert samples.images.dtype == np.uint8
    assert samples.images[0, 0, 1] == 10
    assert samples.images[0, 1, 0] == 255
    assert samples.images[1, 27, 27] == 99
    assert [samples.charset.decode(label) for label in samples.labels] == ["C", "Z"]


NAMES = b",".join(b"pixel%d" % i for i in range(784))
COUNT = b",".join(b"%d" % i for i in range(785))


@pytest.mark.parametrize(
    "content",
    [
        (row(1) + row(2)).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + row(1) + row(2),
        b"label," + NAMES + b"\n" + row(1) + row(2),
        b'"label",' + NAMES + b"\n" + row(1) + row(2),
        (b"\xef\xbb\xbflabel," + NAMES + b"\n" + row(1) + row(2)).replace(b"\n", b"\r\n"),
        COUNT + b"\n" + row(1) + row(2),
        gzip.compress(row(1) + row(2), mtime=0),
        gzip.compress(row(1), mtime=0) + gzip.compress(row(2), mtime=0),
    ],
    ids=["crlf", "bom", "header", "quoted header", "all three", "counted", "gzip", "gzip of two members"],
)
@pytest.mark.parametrize("block_bytes", [7, 1571, 1 << 18])
def test_harmless_forms_are_read(content, block_bytes, write):
    reading = read_az_rows(write(content), AzCsvOptions(block_bytes=block_bytes))
    assert reading.samples.labels.tolist() == [1, 2]


def test_many_rows_without_known_size_are_all_kept(write):
    content = b"".join(row(i % 26, p5=i % 256) for i in range(5000))
    samples = read_az_csv(write(gzip.compress(content, 1)))
    assert np.array_equal(samples.images[:, 0, 5], np.arange(5000) % 256)


def test_a_header_moves_the_line_numbers(write):
    with pytest.raises(RowError, match="line 3, column 1"):
        read_az_csv(write(b"label," + NAMES + b"\n" + row(1) + row(26)))


@pytest.mark.parametrize(
    "field", [b"\xff", b"0x1", b"1,000", b"1_0", "１".encode(), b"+1", b"256", b"00", b"9" * 99]
)
def test_other_odd_values_are_refused_by_their_place(field, write):
    content = row(1) + row(3, p399=0).replace(b"0," * 400, b"0," * 399 + field + b",", 1)
    with pytest.raises(RowError) as caught:
        read_az_csv(write(content))
    assert caught.value.fault.line == 2
    assert caught.value.fault.column == (402 if b"," in field else 401)


def test_utf16_is_named_as_what_it_is(write):
    with pytest.raises(RowError, match="UTF-16"):
        read_az_csv(write(row(1).decode().encode("utf-16")))


def test_a_crlf_file_with_one_plain_line_end_is_reported_at_that_line(write):
    crlf = row(1).replace(b"\n", b"\r\n")
    with pytest.raises(RowError) as caught:
        read_az_csv(write(row(1) + crlf * 3))
    assert (caught.value.fault.line, caught.value.fault.kind) == (1, "carriage_return")


def test_a_crlf_file_cut_inside_its_last_line_end_is_reported(write):
    with pytest.raises(RowError) as caught:
        read_az_csv(write(row(1).replace(b"\n", b"\r\n") * 3 + row(1).replace(b"\n", b"\r")))
    assert (caught.value.fault.line, caught.value.fault.kind) == (4, "no_final_line_end")


def test_a_file_of_no_lines_is_not_read_whole(write):
    with pytest.raises(DataError, match="expected lines below"):
        read_az_csv(write(b"0," * 1_000_000))


def test_a_file_that_is_missing_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match="check the path"):
        read_az_csv(tmp_path / "none.csv")


def test_a_folder_is_a_data_error(tmp_path):
    with pytest.raises(DataError, match=r"expected a .*file"):
        read_az_csv(tmp_path)


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return path


def test_a_zip_of_one_csv_is_read_and_named(tmp_path):
    path = zipped(tmp_path / "archive.zip", az_csv=row(3), readme_txt=b"hello")
    assert read_az_csv(path).labels.tolist() == [3]
    bad = zipped(tmp_path / "bad.zip", az_csv=row(33))
    with pytest.raises(RowError, match=r"bad\.zip:az\.csv, line 1"):
        read_az_csv(bad)


def test_a_zip_of_two_csv_files_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"got a\.csv, b\.csv"):
        read_az_csv(zipped(tmp_path / "two.zip", a_csv=row(1), b_csv=row(2)))


@pytest.mark.parametrize("cut", [20, 400])
def test_a_damaged_archive_is_a_data_error(cut, write, tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (20, 784))
    text = b"".join(f"1,{','.join(map(str, pixels))}\n".encode() for pixels in noise)
    with pytest.raises(DataError, match="fetch it again"):
        read_az_csv(write(gzip.compress(text)[:-cut], "az.csv.gz"))
    whole = zipped(tmp_path / "whole.zip", az_csv=text).read_bytes()
    with pytest.raises(DataError, match="fetch it again"):
        read_az_csv(write(whole[:-cut], "cut.zip"))


def test_above_one_bad_row_in_a_thousand_reading_stops(write):
    path = write(row(1) * 998 + row(26))
    with pytest.raises(DataError, match=r"expected at most 0\.1% bad rows to skip, got 1"):
        read_az_csv(path, skip_bad_rows=True)
    assert not path.with_name("az.csv.bad-rows.jsonl").exists()


def test_a_file_of_bad_rows_is_given_up_long_before_its_end(write):
    calls = []
    path = write(row(26) * 3000)
    with pytest.raises(DataError, match="got 4 of at most"):
        read_az_rows(
            path,
            AzCsvOptions(True, progress=lambda done, total: calls.append(done), block_bytes=1 << 16),
        )
    assert max(calls) < path.stat().st_size / 2


def test_of_many_blocks_parsed_side_by_side_the_rows_keep_their_order(write):
    labels = np.arange(2000) % 26
    path = write(b"".join(row(label) for label in labels))
    for block_bytes in (2_000, 7_000, 100_000):
        samples = read_az_rows(path, AzCsvOptions(block_bytes=block_bytes)).samples
        assert samples.labels.tolist() == labels.tolist()


def test_of_many_bad_rows_the_first_is_reported_whichever_was_parsed_first(write):
    good = row(1)
    path = write(good * 150 + row(26) + good * 20 + row(27) * 200)
    for block_bytes in (2_000, 20_000, 200_000):
        with pytest.raises(RowError, match="line 151, column 1: "):
            read_az_rows(path, AzCsvOptions(block_bytes=block_bytes))


def test_a_quarantine_that_cannot_be_written_is_a_data_error(write, tmp_path):
    with pytest.raises(DataError, match="expected a place for bad rows"):
        read_az_csv(write(row(1)), skip_bad_rows=True, quarantine=tmp_path / "none" / "bad.jsonl")


def test_a_quarantine_without_skipping_is_refused(tmp_path):
    with pytest.raises(DataError, match="--skip-bad-rows"):
        read_az_csv(tmp_path / "az.csv", quarantine=tmp_path / "bad.jsonl")


def test_progress_ends_at_the_size_of_the_file(write):
    path = write(row(1) * 1000)
    calls = []
    read_az_csv(path, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (path.stat().st_size,) * 2
    assert calls == sorted(calls)


ODD = b"0 7 25 26 99 100 199 249 255 256 260 300 999 1000 00 01 -1 x 1.0".split()
FIELDS = st.sampled_from([*ODD, b"", b"1 ", b"\0", b"\r"])


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 784), FIELDS), max_size=2),
    st.sampled_from([b"\n", b"", b"\n\n", b"\r\n"]),
)
def test_the_fast_way_and_the_exact_way_agree(changes, line_end):
    fields = [b"0"] * 785
    for place, field in changes:
        fields[place] = field
    line = b",".join(fields) + line_end
    faults = [find_fault(raw, 1) for raw in line.splitlines(keepends=True) if raw != b"\r"]
    is_good = faults == [None]
    rows = RowParser().parse(line)
    assert (rows is not None) == is_good
    if rows is not None:
        assert [b"%d" % value for value in rows[0]] == fields


@given(st.binary(max_size=60))
def test_no_bytes_of_any_kind_break_the_fast_way(noise):
    line = row(1).replace(b"0,0,0,0,0", noise, 1)
    rows = RowParser().parse(line)
    if rows is not None:
        assert b",".join(b"%d" % value for value in rows.reshape(-1)) == line[:-1].replace(b"\n", b",")
