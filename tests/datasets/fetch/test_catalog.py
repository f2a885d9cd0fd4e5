"""The catalog's records are complete, safe to fetch from and true of the real files."""

import gzip
import hashlib
import re

import pytest

from inkread.charset import NAMED
from inkread.datasets.fetch.catalog import CATALOG, known_set
from inkread.errors import DataError

FILES = [file for known in CATALOG.values() for file in (*known.files, known.archive) if file]


@pytest.mark.parametrize("name", CATALOG)
def test_every_record_says_who_made_the_set_and_what_its_use_is_bound_to(name):
    known = CATALOG[name]
    assert known.name == name
    assert all((known.title, known.licence, known.citation))
    assert known.home.startswith("https://")
    assert known.charset in NAMED
    assert sum(known.num_images.values()) > 1000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_download_is_encrypted_and_pinned(file):
    assert all(address.startswith("https://") for address in file.addresses)
    assert file.sha256 or not file.addresses
    assert file.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sha256)


def test_a_misspelt_name_gets_a_suggestion():
    with pytest.raises(DataError, match="got 'emnits'; did you mean 'emnist'"):
        known_set("emnits")


def test_a_name_like_no_other_gets_the_list():
    with pytest.raises(DataError, match="expected one of mnist, emnist, usps, digits, az, got 'qqq'; see"):
        known_set("qqq")


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["mnist", "emnist", "usps"])
def test_the_pinned_hashes_are_those_of_the_real_files(real_data, name):
    pinned = [file for file in CATALOG[name].files if file.sha256]
    assert pinned
    for file in pinned:
        content = gzip.decompress((real_data / name / file.name).read_bytes())
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.num_bytes, file.sha256)
