"""Data files are unpacked by what they hold, within bounds, and damage is named."""

import gzip
from pathlib import Path

import pytest

from inkread.datasets.packed.gzipped import most_content, opened, read_content
from inkread.errors import DataError


def test_a_gzipped_file_is_known_by_its_content_not_its_name(tmp_path):
    path = tmp_path / "zip.train"
    path.write_bytes(gzip.compress(b"ink"))
    assert read_content(path, limit=10) == b"ink"


def test_a_file_that_a_browser_unpacked_is_read_in_spite_of_its_suffix(tmp_path):
    path = tmp_path / "zip.train.gz"
    path.write_bytes(b"ink")
    assert read_content(path, limit=10) == b"ink"


def test_unpacking_stops_at_the_limit(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(1_000_000)))
    with pytest.raises(DataError, match=r"bomb.gz: expected at most 1,000 bytes unpacked, got more"):
        read_content(path, limit=1000)


@pytest.mark.parametrize(("cut", "words"), [(-5, "ends too early"), (25, "ends too early")])
def test_a_gzip_stream_cut_short_is_named(tmp_path, cut, words):
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(bytes(range(256)))[:cut])
    with pytest.raises(DataError, match=words):
        read_content(path, limit=1000)


def test_a_flipped_bit_is_named(tmp_path):
    path = tmp_path / "x.gz"
    packed = bytearray(gzip.compress(bytes(range(256))))
    packed[100] ^= 4
    path.write_bytes(bytes(packed))
    with pytest.raises(DataError, match=r"x.gz: expected a whole gzip file, got one that is damaged"):
        read_content(path, limit=1000)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="expected a file, got none"), opened(tmp_path / "no.gz"):
        pytest.fail("opened a file that is not there")


def test_a_missing_file_has_no_size():
    with pytest.raises(DataError, match="nowhere: expected a file, got none"):
        most_content(Path("nowhere"))


def test_the_most_a_file_can_hold_follows_from_deflate(tmp_path):
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    plain.write_bytes(bytes(50))
    packed.write_bytes(gzip.compress(bytes(100_000)))
    assert most_content(plain) == 50
    assert most_content(packed) >= 100_000
