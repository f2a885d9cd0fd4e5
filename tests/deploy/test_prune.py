"""A pruned environment answers as the whole one does, and what cannot be done without is put back."""

import ctypes
import os
import shutil
import sys
import sysconfig
from importlib.resources import as_file, files
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the targets run Linux, and so do its files")
WHOLE = Path(sysconfig.get_path("purelib"))
PRUNED = ("cv2", "numpy", "numpy.libs", "opencv_python_headless.libs", "PIL", "pillow.libs")
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="module")
def scripts():
    """The two scripts, as modules."""
    with as_file(files("inkread.deploy") / "files") as folder, pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        import hollow
        import prune

        yield prune, hollow
        del sys.modules["hollow"], sys.modules["prune"]


@pytest.fixture(scope="module")
def prune(scripts):
    return scripts[0]


@pytest.fixture(scope="module")
def hollow(scripts):
    return scripts[1]


def link_or_copy(source, target):
    """Make a file that may be replaced and is not written to."""
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder of packages that may be pruned, found before this environment's own."""
    folder = tmp_path / "site" / "packages"
    folder.mkdir(parents=True)
    for name in PRUNED:
        shutil.copytree(WHOLE / name, folder / name, copy_function=link_or_copy)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), str(SOURCE))))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))
    return folder


def listed(folder):
    return sorted(
        (str(path.relative_to(folder)), path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )


def test_what_is_left_reads_as_before_in_less_room(prune, packages, capsys):
    before = prune.size(packages)
    assert prune.main() == 0, capsys.readouterr().err
    assert prune.size(packages) < 0.75 * before
    assert (packages / "numpy" / "random").exists() is False
    assert [path.name for path in packages.parent.iterdir()] == ["packages"]


def test_what_cannot_be_done_without_is_put_back(prune, packages, capsys, monkeypatch):
    monkeypatch.setattr(prune, "answers", iter(["7", "exit status -11: ", "7"]).__next__)
    before = listed(packages)
    assert prune.main() == 0
    assert listed(packages) == before
    assert "got exit status -11" in capsys.readouterr().err


def test_nothing_is_removed_where_nothing_is_read_before(prune, packages, capsys, monkeypatch):
    monkeypatch.setattr(prune, "answers", lambda: "exit status 1: no bundle")
    before = listed(packages)
    assert prune.main() == 1
    assert listed(packages) == before
    assert "expected a picture to be read, got exit status 1" in capsys.readouterr().err


@pytest.mark.skipif(sys.byteorder != "little" or sys.maxsize < 2**32, reason="made for 64 bits")
def test_an_empty_library_is_loaded_and_has_the_names_that_are_asked_of_it(hollow, tmp_path):
    machine = hollow.HEADER.unpack(Path(sys.executable).read_bytes()[: hollow.HEADER.size])[2]
    path = tmp_path / "libempty.so.1"
    path.write_bytes(hollow.empty_library(machine, b"libempty.so.1", {b"one": b"", b"two": b"EMPTY_1"}))
    library = ctypes.CDLL(str(path))
    assert ctypes.cast(library.one, ctypes.c_void_p).value
    assert ctypes.cast(library.two, ctypes.c_void_p).value
    with pytest.raises(AttributeError):
        _ = library.three


def test_what_a_file_asks_of_a_library_is_found_with_its_version(hollow, packages):
    [user] = (packages / "cv2").glob("cv2*.so")
    [library] = (packages / "opencv_python_headless.libs").glob("libavcodec*")
    asked = {
        one.name: one.version for one in hollow.symbols(user.read_bytes(), library.name) if not one.given
    }
    assert asked[b"avcodec_open2"].startswith(b"LIBAVCODEC_")
    assert asked[b"malloc"] == b""


def test_what_is_no_library_stays_as_it_is(hollow, tmp_path):
    (tmp_path / "text.so").write_bytes(b"no library")
    assert hollow.hollow(tmp_path / "text.so", []) is None
    assert hollow.without_sections(b"no library") is None
