"""An output file is written whole into a folder made for it, or refused in one sentence."""

import contextlib
import errno
import io

import pytest

from inkread import atomic
from inkread.cli.output_file import check_output, refuse_read, replacing_output, write_output
from inkread.errors import ConfigError


def test_the_folder_is_made_and_an_older_file_replaced(tmp_path):
    path = tmp_path / "new" / "out.json"
    write_output(path, "[1]\n")
    write_output(path, "[“2”]\n")
    assert path.read_bytes() == "[“2”]\n".encode()


def test_a_place_that_cannot_be_written_is_named_with_its_option(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(ConfigError, match=r"taken.out\.md: expected a place.*choose another --model-card"):
        write_output(tmp_path / "taken" / "out.md", "x", option="--model-card")


def test_a_place_that_could_not_be_written_is_known_before(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file, not a folder")
    for name, got in (
        (".", "Is a directory"),
        ("taken/out.csv", "Not a dir"),
        ("taken/new/out.csv", "Not a dir"),
    ):
        with pytest.raises(ConfigError, match=f"expected a place to write to, got {got}.*choose another -o"):
            check_output(tmp_path / name, option="-o")
    monkeypatch.setattr("os.access", lambda folder, _right: folder != tmp_path)
    with pytest.raises(ConfigError, match=r"out\.csv: expected a place to write to, got Permission denied"):
        check_output(tmp_path / "new" / "out.csv")


def test_a_place_that_can_be_written_is_left_as_it_is(tmp_path):
    for name in ("out.csv", "new/deep/out.csv"):
        check_output(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_bytes_are_written_as_they_are(tmp_path):
    write_output(tmp_path / "out.png", b"\x89PNG\r\n")
    assert (tmp_path / "out.png").read_bytes() == b"\x89PNG\r\n"


def test_what_fails_elsewhere_meanwhile_is_not_blamed_on_the_file(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def parts():
        yield b"new"
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError), replacing_output(path) as file:
        file.writelines(parts())
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("size", [1, 1 << 20])  # that fails at the end, and that fails at once
def test_a_disk_that_fills_while_the_file_is_written_is_blamed_on_it(tmp_path, monkeypatch, size):
    class Full(io.RawIOBase):
        def writable(self):
            return True

        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    @contextlib.contextmanager
    def replacing(_, **__):
        file = io.BufferedWriter(Full(), 1 << 16)
        yield file
        file.flush()

    monkeypatch.setattr(atomic, "replacing", replacing)
    with pytest.raises(ConfigError, match=r"out\.csv: expected a place.*No space.*another --output"):
        write_output(tmp_path / "out.csv", bytes(size))


@pytest.mark.parametrize("way", ["same", "linked", "round"])
def test_what_is_read_is_not_written_over(tmp_path, way):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"x")
    named = {"same": photo, "linked": tmp_path / "link.png", "round": tmp_path / "new" / ".." / "photo.png"}
    (tmp_path / "new").mkdir()
    named["linked"].symlink_to(photo)
    with pytest.raises(ConfigError, match=r"png: expected a file that is not read.*choose another --boxes"):
        refuse_read({"--output": None, "--boxes": named[way]}, [tmp_path / "gone.png", photo])
    refuse_read({"--boxes": tmp_path / "other.png"}, [photo])


def test_two_outputs_have_files_of_their_own(tmp_path):
    same = {"--output": tmp_path / "a.csv", "--review": tmp_path / "." / "a.csv"}
    with pytest.raises(ConfigError, match=r"a\.csv: expected files of their own for --output and --review"):
        refuse_read(same, [])
    refuse_read({"--output": tmp_path / "a.csv", "--review": tmp_path / "a.html"}, [])
