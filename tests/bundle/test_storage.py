"""A bundle is written whole or not at all, and read from a folder, a zip or by name."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from inkread import atomic
from inkread.bundle import Bundle, ModelFile, archive, storage, write_bundle
from inkread.bundle.record import named_anywhere
from inkread.errors import BundleError


@pytest.mark.parametrize("name", ["tiny", "tiny.zip", "deeper/tiny"])
def test_what_was_written_is_read_back(tiny_bundle, tmp_path, name):
    write_bundle(tiny_bundle, tmp_path / name)
    opened = Bundle.open(tmp_path / name)
    assert opened == tiny_bundle
    assert opened.origin == tmp_path / name


def test_a_path_may_be_text(tiny_bundle, tiny_folder):
    assert Bundle.open(str(tiny_folder)) == tiny_bundle


def test_equal_bundles_make_equal_zips(tiny_bundle, tmp_path):
    write_bundle(tiny_bundle, tmp_path / "a.zip")
    write_bundle(tiny_bundle, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_zip_of_the_folder_itself_opens(tiny_bundle, tiny_folder, tmp_path):
    path = tmp_path / "packed.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in tiny_folder.iterdir():
            packed.write(file, f"tiny/{file.name}")
    assert Bundle.open(path) == tiny_bundle


def test_a_zip_with_a_file_twice_is_refused(tiny_folder, tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file in tiny_folder.iterdir():
            packed.write(file, file.name)
            packed.write(file, f"other/{file.name}")
    with pytest.raises(BundleError, match=r"expected one bundle\.json in the zip, got 2"):
        Bundle.open(path)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(archive.pack({"bundle.json": b" " * (2 << 20), "model.onnx": b"x"}))
    assert path.stat().st_size < 10_000
    with pytest.raises(BundleError, match=r"expected at most 1,048,576 bytes in bundle\.json"):
        Bundle.open(path)


def test_a_manifest_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "bundle.json").write_bytes(b" " * (storage.LIMITS["bundle.json"] + 1))
    (tmp_path / "model.onnx").write_bytes(b"x")
    with pytest.raises(BundleError, match="expected at most"):
        Bundle.open(tmp_path)


def test_a_place_in_use_is_left_alone(tiny_bundle, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")
    with pytest.raises(BundleError, match="expected a new place"):
        write_bundle(tiny_bundle, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "keep me"


def test_overwrite_replaces_the_whole_folder(tiny_bundle, make_bundle, tmp_path):
    write_bundle(make_bundle(name="old"), tmp_path / "b")
    write_bundle(tiny_bundle, tmp_path / "b", overwrite=True)
    assert Bundle.open(tmp_path / "b") == tiny_bundle
    assert [file.name for file in tmp_path.iterdir()] == ["b"]


def test_overwrite_keeps_what_else_lies_in_the_folder(tiny_bundle, tmp_path):
    write_bundle(tiny_bundle, tmp_path / "b")
    (tmp_path / "b" / "MODEL_CARD.md").write_text("# Mine")
    (tmp_path / "b" / "notes").mkdir()
    (tmp_path / "b" / "notes" / "letter.txt").write_text("keep me")
    write_bundle(replace(tiny_bundle, temperature=2.0), tmp_path / "b", overwrite=True)
    assert Bundle.open(tmp_path / "b").temperature == 2.0
    assert (tmp_path / "b" / "MODEL_CARD.md").read_text() == "# Mine"
    assert (tmp_path / "b" / "notes" / "letter.txt").read_text() == "keep me"


def test_the_card_of_another_model_does_not_stay(tiny_bundle, make_bundle, tmp_path):
    write_bundle(make_bundle(name="old"), tmp_path / "b")
    (tmp_path / "b" / "MODEL_CARD.md").write_text("# Another's")
    model = tiny_bundle.model + b"\x00"
    other = replace(tiny_bundle, model=model, model_file=ModelFile.of(model))
    write_bundle(other, tmp_path / "b", overwrite=True)
    assert not (tmp_path / "b" / "MODEL_CARD.md").exists()


@pytest.mark.parametrize("name", ["mine", "mine.zip", "letter.txt"])
def test_overwrite_replaces_no_other_files(tiny_bundle, tmp_path, name):
    if name == "letter.txt":
        (tmp_path / name).write_text("keep me")
    else:
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("keep me")
    with pytest.raises(BundleError, match="expected a bundle to replace"):
        write_bundle(tiny_bundle, tmp_path / name, overwrite=True)
    (kept,) = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert kept.read_text() == "keep me"


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_failed_write_leaves_the_old_bundle_and_nothing_else(tiny_bundle, tmp_path, monkeypatch, failing):
    monkeypatch.setattr(atomic, "exchange", lambda *_: False)  # as on systems other than Linux
    write_bundle(tiny_bundle, tmp_path / "b")
    steps = iter(range(1, 10))

    def full(function):
        def wrapped(*arguments):
            if next(steps) == failing:
                raise OSError(28, "No space left on device")
            return function(*arguments)

        return wrapped

    monkeypatch.setattr(atomic, "write_bytes", full(atomic.write_bytes))
    monkeypatch.setattr(Path, "rename", full(Path.rename))
    with pytest.raises(OSError, match="No space"):
        write_bundle(tiny_bundle, tmp_path / "b", overwrite=True)
    monkeypatch.undo()
    assert Bundle.open(tmp_path / "b") == tiny_bundle
    assert [file.name for file in tmp_path.iterdir()] == ["b"]


def test_the_old_bundle_comes_back_when_the_new_one_cannot_take_its_place(tiny_bundle, tmp_path, monkeypatch):
    write_bundle(tiny_bundle, tmp_path / "b")
    monkeypatch.setattr(atomic, "exchange", lambda *_: False)  # as on systems other than Linux
    rename, calls = Path.rename, []

    def second_fails(path, target):
        calls.append(path)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OSError, match="Input/output"):
        write_bundle(tiny_bundle, tmp_path / "b", overwrite=True)
    assert Bundle.open(tmp_path / "b") == tiny_bundle


@pytest.mark.parametrize("made", ["absent", "empty-folder", "text-file"])
def test_what_is_no_bundle_is_refused_by_name(tmp_path, made):
    path = tmp_path / made
    if made == "empty-folder":
        path.mkdir()
    elif made == "text-file":
        path.write_text("hello")
    with pytest.raises(BundleError, match=made):
        Bundle.open(path)


def test_a_shipped_name_is_opened_by_name_and_suggested_when_misspelt(tiny_bundle, tmp_path, monkeypatch):
    monkeypatch.setattr("inkread.bundle.record.SHIPPED", tmp_path)
    write_bundle(tiny_bundle, tmp_path / "inkread-62")
    assert Bundle.open() == Bundle.open("inkread-62") == tiny_bundle
    with pytest.raises(BundleError, match="did you mean 'inkread-62'"):
        Bundle.open("inkread-26")


def test_best_stands_for_the_surest_bundle_that_ships(tiny_bundle, tmp_path, monkeypatch):
    monkeypatch.setattr("inkread.bundle.record.SHIPPED", tmp_path)
    with pytest.raises(BundleError, match="got 'best'; name one of"):
        Bundle.open("best")
    write_bundle(tiny_bundle, tmp_path / "inkread-62-best")
    assert Bundle.open("best") == Bundle.open("inkread-62-best") == tiny_bundle
    with pytest.raises(BundleError, match="did you mean 'best'"):
        Bundle.open("bset")


def test_an_empty_name_is_not_the_current_folder(tiny_folder, monkeypatch):
    monkeypatch.chdir(tiny_folder)
    with pytest.raises(BundleError, match="got ''; name one of"):
        Bundle.open("")


def test_a_path_is_named_from_the_root_on_and_a_shipped_name_as_it_is(tiny_folder, monkeypatch):
    monkeypatch.chdir(tiny_folder.parent)
    assert named_anywhere("tiny") == str(tiny_folder)
    assert [named_anywhere(name) for name in (None, "best", "inkread-62")] == [None, "best", "inkread-62"]
    with pytest.raises(BundleError, match="got 'tinny'"):
        named_anywhere("tinny")
