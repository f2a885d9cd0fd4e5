"""A file is right when its unpacked content is the pinned one, and wrong ones are told by name."""

import gzip
import hashlib

import pytest

from inkread.datasets.fetch.catalog import KnownFile
from inkread.datasets.fetch.verify import is_right, verify
from inkread.errors import DataError

CONTENT = b"ink" * 100
KNOWN = KnownFile("a.gz", 300, hashlib.sha256(CONTENT).hexdigest())


@pytest.mark.parametrize(
    "content",
    [CONTENT, gzip.compress(CONTENT, 1), gzip.compress(CONTENT, 9)],
    ids=["plain", "quick", "small"],  # packed content tells the time, and two collectors two times
)
def test_however_it_is_packed_the_content_counts(tmp_path, content):
    (tmp_path / "a.gz").write_bytes(content)
    verify(tmp_path / "a.gz", KNOWN)
    assert is_right(tmp_path / "a.gz", KNOWN)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CONTENT[:-1], "expected 300 bytes, got 299"),
        (gzip.compress(bytes(10_000_000), mtime=0), "expected 300 bytes, got more"),
        (CONTENT[::-1], "expected SHA-256"),
        (gzip.compress(CONTENT, mtime=0)[:-4], "ends too early"),
    ],
)
def test_another_content_is_told(tmp_path, content, words):
    (tmp_path / "a.gz").write_bytes(content)
    with pytest.raises(DataError, match=rf"a\.gz: .*{words}"):
        verify(tmp_path / "a.gz", KNOWN)
    assert not is_right(tmp_path / "a.gz", KNOWN)


def test_an_archive_is_compared_as_it_is(tmp_path):
    packed = gzip.compress(CONTENT)
    (tmp_path / "a.zip").write_bytes(packed)
    as_it_is = KnownFile("a.zip", len(packed), hashlib.sha256(packed).hexdigest())
    assert is_right(tmp_path / "a.zip", as_it_is, packed=True)
    assert not is_right(tmp_path / "a.zip", KNOWN, packed=True), "KNOWN is what is in it"


@pytest.mark.parametrize("packed", [True, False])
def test_a_missing_file_is_told(tmp_path, packed):
    with pytest.raises(DataError, match="expected a file, got none"):
        verify(tmp_path / "a.gz", KNOWN, packed=packed)
    assert not is_right(tmp_path / "a.gz", KNOWN)
