"""Zips are read member by member, and bombs and damage are refused by name."""

import random
import zipfile

import pytest

from inkread.datasets.packed import zip_members
from inkread.datasets.packed.zip_members import ZipMembers
from inkread.errors import DataError


def make(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_are_read_by_name(tmp_path):
    members = ZipMembers(make(tmp_path / "a.zip", one=b"1", two=b"22"))
    assert members.names == ["one", "two"]
    assert members.read("two") == b"22"


def test_the_directory_has_a_digest_of_names_and_contents(tmp_path):
    one = ZipMembers(make(tmp_path / "a.zip", one=b"1", two=b"22")).digest
    assert ZipMembers(make(tmp_path / "b.zip", one=b"1", two=b"22")).digest == one
    assert ZipMembers(make(tmp_path / "c.zip", one=b"1", two=b"23")).digest != one
    assert ZipMembers(make(tmp_path / "d.zip", one=b"1", too=b"22")).digest != one


def test_a_member_above_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_members, "MOST_MEMBER_BYTES", 1 << 20)
    members = ZipMembers(make(tmp_path / "a.zip", big=bytes((1 << 20) + 1)))
    with pytest.raises(DataError, match=r"a\.zip: big: expected at most 1 MiB, got 1,048,577 bytes"):
        members.read("big")


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_members, "MOST_MEMBERS", 1)
    with pytest.raises(DataError, match="expected at most 1 files, got 2"):
        ZipMembers(make(tmp_path / "a.zip", one=b"1", two=b"2"))


def test_a_zip_that_claims_more_than_deflate_can_hold_is_refused(tmp_path):
    path = make(tmp_path / "a.zip", one=b"ink")
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\1\2")
    content[entry + 24 : entry + 28] = (1 << 30).to_bytes(
        4, "little"
    )  # the uncompressed size in the directory
    path.write_bytes(bytes(content))
    with pytest.raises(DataError, match="is a decompression bomb"):
        ZipMembers(path)


def test_a_damaged_member_is_named(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("U+0041/1.png", b"some ink")
    path.write_bytes(path.read_bytes().replace(b"some ink", b"same ink"))
    with pytest.raises(DataError, match=r"U\+0041/1\.png: expected a whole file, got a damaged one"):
        ZipMembers(path).read("U+0041/1.png")


def test_unusual_packing_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("one", b"1")
    with pytest.raises(DataError, match="expected a stored or deflated file"):
        ZipMembers(tmp_path / "a.zip").read("one")


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(DataError, match="expected a zip, got a file that is none"):
        ZipMembers(tmp_path / "a.zip")


def test_a_missing_zip_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected a zip, got no such file"):
        ZipMembers(tmp_path / "a.zip")


def test_altered_zips_are_read_or_refused_and_nothing_else(tmp_path):
    good = make(tmp_path / "a.zip", one=bytes(range(60)), two=bytes(range(200))).read_bytes()
    rng = random.Random(0)
    refused = 0
    for _ in range(500):
        content = bytearray(good)
        for _ in range(rng.choice([1, 2, 5])):
            content[rng.randrange(len(content))] = rng.randrange(256)
        (tmp_path / "b.zip").write_bytes(content)
        try:
            members = ZipMembers(tmp_path / "b.zip")
            assert all(members.read(name) is not None for name in members.names)
        except DataError:
            refused += 1
    assert refused > 300
