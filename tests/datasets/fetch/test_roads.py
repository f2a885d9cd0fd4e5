"""Sets arrive checked, from the web or from a copy at hand, and what is there and right is left alone."""

import dataclasses
import gzip
import hashlib
import io
import zipfile

import pytest

from inkread.datasets.fetch import catalog
from inkread.datasets.fetch.catalog import AZ, EMNIST, KnownFile, known_set
from inkread.datasets.fetch.roads import fetch, is_fetched, missing_files
from inkread.errors import DataError

CONTENTS = {"a.gz": b"ink" * 1000, "b.gz": b"paper" * 1000}
PACKED = {name: gzip.compress(content) for name, content in CONTENTS.items()}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def known(name, *, addresses=(), pinned=True):
    content = CONTENTS[name]
    return KnownFile(name, len(content), sha(content) if pinned else None, tuple(addresses))


@pytest.fixture
def small(monkeypatch, server):
    """Two small sets on the server: `plain` as files, `boxed` inside an archive with one member unpinned."""
    server.files.update({f"/{name}": packed for name, packed in PACKED.items()})
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for name, packed in PACKED.items():
            archive.writestr(f"gzip/{name}", packed)
        archive.writestr("../../stranger.txt", b"not asked for")
    server.files["/box.zip"] = box.getvalue()
    files = tuple(known(name, addresses=[f"{server.address}/{name}"]) for name in CONTENTS)
    plain = dataclasses.replace(EMNIST, name="plain", road="files", files=files, archive=None)
    archive = KnownFile("box.zip", len(box.getvalue()), sha(box.getvalue()), (f"{server.address}/box.zip",))
    members = (known("a.gz"), known("b.gz", pinned=False))
    boxed = dataclasses.replace(plain, name="boxed", road="archive", files=members, archive=archive)
    monkeypatch.setattr(catalog, "CATALOG", {**catalog.CATALOG, "plain": plain, "boxed": boxed})


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["plain", "boxed"])
@pytest.mark.usefixtures("small")
def test_a_set_is_downloaded_once(server, tmp_path, name):
    assert not is_fetched(known_set(name), tmp_path)
    done = fetch(name, tmp_path)
    assert (done.already_there, names(tmp_path)) == (False, ["a.gz", "b.gz"])
    assert is_fetched(known_set(name), tmp_path)
    asked = len(server.ranges_asked)
    assert fetch(name, tmp_path).already_there
    assert len(server.ranges_asked) == asked


@pytest.mark.usefixtures("small")
def test_only_a_damaged_file_is_fetched_again(server, tmp_path):
    fetch("plain", tmp_path)
    (tmp_path / "plain" / "b.gz").write_bytes(b"damaged")
    fetch("plain", tmp_path)
    assert (tmp_path / "plain" / "b.gz").read_bytes() == PACKED["b.gz"]
    assert len(server.ranges_asked) == 3


@pytest.mark.usefixtures("small")
def test_an_archive_with_a_wrong_hash_is_not_unpacked(server, tmp_path):
    server.files["/box.zip"] = server.files["/box.zip"][::-1]
    with pytest.raises(DataError, match="expected SHA-256"):
        fetch("boxed", tmp_path)
    assert names(tmp_path) == []


@pytest.mark.usefixtures("small")
def test_a_folder_at_hand_is_copied_checked_without_the_web(server, tmp_path):
    source = tmp_path / "at-hand"
    source.mkdir()
    (source / "a.gz").write_bytes(PACKED["a.gz"])
    (source / "b").write_bytes(CONTENTS["b.gz"])  # unpacked by hand
    steps = []
    done = fetch("plain", tmp_path / "home", source=source, progress=lambda *step: steps.append(step))
    assert names(done.folder) == ["a.gz", "b.gz"]
    assert steps[-1] == ("b.gz", 5000, 5000)
    assert fetch("plain", tmp_path / "home", source=source).already_there
    assert server.ranges_asked == []


@pytest.mark.usefixtures("small")
def test_a_folder_at_hand_with_a_wrong_file_is_refused(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(CONTENTS["b.gz"]))
    with pytest.raises(DataError, match=r"a\.gz: expected 3,000 bytes, got more"):
        fetch("plain", tmp_path / "home", source=tmp_path)
    assert names(tmp_path / "home") == []


@pytest.mark.usefixtures("small")
def test_a_folder_without_the_files_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"expected a\.gz, got no such file"):
        fetch("plain", tmp_path / "home", source=tmp_path)


@pytest.mark.usefixtures("small")
def test_a_folder_with_the_pinned_part_of_an_archive_says_what_is_left(tmp_path):
    (tmp_path / "a.gz").write_bytes(PACKED["a.gz"])
    done = fetch("boxed", tmp_path / "home", source=tmp_path)
    assert (done.files, done.missing, done.already_there) == (("a.gz",), ("b.gz",), False)
    assert fetch("boxed", tmp_path / "home", source=tmp_path).already_there
    assert is_fetched(known_set("boxed"), tmp_path / "home")
    assert missing_files(known_set("boxed"), tmp_path / "home") == ("b.gz",)


@pytest.mark.usefixtures("small")
def test_an_archive_at_hand_is_unpacked_and_kept(server, tmp_path):
    (tmp_path / "mine.zip").write_bytes(server.files["/box.zip"])
    done = fetch("boxed", tmp_path / "home", source=tmp_path / "mine.zip")
    assert names(done.folder) == ["a.gz", "b.gz"]
    assert (tmp_path / "mine.zip").exists()
    assert server.ranges_asked == []


@pytest.mark.usefixtures("small")
def test_an_archive_that_an_earlier_run_left_whole_is_not_downloaded_again(server, tmp_path):
    (tmp_path / "boxed").mkdir()
    (tmp_path / "boxed" / "box.zip").write_bytes(server.files["/box.zip"])
    fetch("boxed", tmp_path)
    assert names(tmp_path) == ["a.gz", "b.gz"]
    assert server.ranges_asked == []


def stored_zip(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no zip at all", "expected a whole zip, got a damaged one"),
        (stored_zip(**{"gzip/a.gz": PACKED["a.gz"]}), r"expected b\.gz inside, got none"),
    ],
)
def test_an_archive_that_does_not_hold_the_set_is_named(tmp_path, monkeypatch, content, words):
    pinned = KnownFile("box.zip", len(content), sha(content))
    boxed = dataclasses.replace(known_set("boxed"), archive=pinned)
    monkeypatch.setattr(catalog, "CATALOG", {"boxed": boxed})
    (tmp_path / "box.zip").write_bytes(content)
    with pytest.raises(DataError, match=words):
        fetch("boxed", tmp_path / "home", source=tmp_path / "box.zip")


@pytest.mark.usefixtures("small")
def test_a_single_file_for_a_set_of_several_is_refused(tmp_path):
    (tmp_path / "a.gz").write_bytes(PACKED["a.gz"])
    with pytest.raises(DataError, match=r"expected a folder with a\.gz, b\.gz, got a single file"):
        fetch("plain", tmp_path / "home", source=tmp_path / "a.gz")


def test_the_bundled_set_needs_no_fetching(tmp_path):
    assert fetch("digits", tmp_path).already_there


@pytest.mark.parametrize("name", ["A_Z Handwritten Data.csv", "az-handwritten-alphabets-in-csv-format.zip"])
@pytest.mark.parametrize("as_folder", [True, False])
def test_the_az_file_is_taken_from_a_copy_at_hand(tmp_path, name, as_folder):
    source = tmp_path / "at-hand"
    source.mkdir()
    (source / name).write_bytes(b"0,0\n")
    done = fetch("az", tmp_path, source=source if as_folder else source / name)
    assert (done.files, names(tmp_path / "az")) == ((name,), [name])
    assert is_fetched(AZ, tmp_path)
    assert missing_files(AZ, tmp_path) == ()
    assert fetch("az", tmp_path).already_there


def test_an_az_copy_that_is_none_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("none")
    with pytest.raises(DataError, match=r"expected A_Z Handwritten Data\.csv or a zip of it, got none"):
        fetch("az", tmp_path / "home", source=tmp_path / "notes.txt")


def test_a_kaggle_zip_under_several_others_is_not_guessed_at(tmp_path, monkeypatch):
    (tmp_path / "az").mkdir()
    for name in ("one.zip", "two.zip"):
        (tmp_path / "az" / name).write_bytes(b"zip")
    monkeypatch.setattr("inkread.datasets.fetch.roads.fetch_from_kaggle", lambda _set, _target: None)
    with pytest.raises(DataError, match="expected the A–Z file after fetching, got none"):
        fetch("az", tmp_path)


def test_az_without_a_copy_goes_through_kaggle(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "inkread.datasets.fetch.roads.fetch_from_kaggle", lambda _set, target: target.write_bytes(b"zip")
    )
    (tmp_path / "az").mkdir()
    assert fetch("az", tmp_path).files == ("az-handwritten-alphabets-in-csv-format.zip",)


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["mnist", "usps", "emnist"])
def test_the_real_files_are_taken_from_a_copy_at_hand(real_data, tmp_path, name):
    done = fetch(name, tmp_path, source=real_data / name)
    assert is_fetched(known_set(name), tmp_path)
    assert len(done.missing) == (2 if name == "emnist" else 0)
