"""A batch goes on with the very input, bundle and options that it was begun with, and with no others."""

import os
import zipfile

import pyarrow as pa
import pyarrow.parquet
import pytest
from fsspec.implementations.zip import ZipFileSystem

from inkread.bundle import write_bundle
from inkread.errors import ConfigError
from inkread.scale.batch.sources import named, remote

from .conftest import Killed, here, killed


def write_folder(folder, contents):
    """Write a folder of images; which images there are is listed once, at the first start."""
    for number, content in enumerate(contents):
        (folder / f"{number}.png").write_bytes(content)
    return folder


def write_zip(folder, contents):
    """Write a zip of images."""
    with zipfile.ZipFile(folder / "in.zip", "w") as packed:
        for number, content in enumerate(contents):
            packed.writestr(f"{number}.png", content)
    return folder / "in.zip"


def write_csv(folder, contents):
    """Write a table of as many bytes for any images of as many."""
    write_folder(folder, contents)
    (folder / "in.csv").write_text("path\n" + "".join(f"{len(content)}.png\n" for content in contents))
    return folder / "in.csv"


def write_parquet(folder, contents):
    """Write a table of images."""
    pyarrow.parquet.write_table(pa.table({"image": contents}), folder / "in.parquet")
    return folder / "in.parquet"


WRITERS = [write_folder, write_zip, write_csv, write_parquet]


@pytest.fixture
def contents(png):
    """Six images, and six others."""
    return [png(number) for number in range(6)], [png(number) for number in range(6, 12)]


@pytest.mark.parametrize("write", WRITERS)
def test_an_input_of_the_same_name_in_another_folder_is_another(run, tmp_path, contents, monkeypatch, write):
    for place, images in zip(("one", "two"), contents, strict=True):
        (tmp_path / place).mkdir()
        name = write(tmp_path / place, images).relative_to(tmp_path / place)
    monkeypatch.chdir(tmp_path / "one")
    with pytest.raises(Killed):
        run(name, engine=killed)
    monkeypatch.chdir(tmp_path / "two")
    with pytest.raises(ConfigError, match="expected a batch with input"):
        run(name, engine=here, resume=True)


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_input_goes_on_from_any_folder(run, tmp_path, contents, monkeypatch, write):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    path = write(tmp_path / "one", contents[0])
    monkeypatch.chdir(tmp_path / "one")
    with pytest.raises(Killed):
        run(path.relative_to(tmp_path / "one"), engine=killed)
    monkeypatch.chdir(tmp_path / "two")
    assert run(os.path.relpath(path), engine=here, resume=True).images == 6


@pytest.mark.parametrize("write", WRITERS[1:])
@pytest.mark.parametrize("is_url", [False, True])
def test_an_input_that_was_changed_meanwhile_is_another(run, tmp_path, contents, write, is_url):
    path = write(tmp_path, contents[0])
    address = path.as_uri() if is_url else path
    with pytest.raises(Killed):
        run(address, engine=killed)
    write(tmp_path, contents[1])
    for held in (named._members, remote._place):  # by this process, where another would go on
        held.cache_clear()
    ZipFileSystem.clear_instance_cache()
    with pytest.raises(ConfigError, match="expected a batch with content"):
        run(address, engine=here, resume=True)


def test_a_bundle_that_was_calibrated_anew_is_another(run, folder, tmp_path, make_bundle):
    for name, temperature in (("one", 0.5), ("two", 0.6)):
        write_bundle(make_bundle(temperature=temperature), tmp_path / name)
    with pytest.raises(Killed):
        run(folder, engine=killed, bundle=tmp_path / "one")
    with pytest.raises(ConfigError, match="expected a batch with bundle"):
        run(folder, engine=here, bundle=tmp_path / "two", resume=True)


def test_a_bundle_may_lie_elsewhere_when_a_batch_goes_on(run, folder, tmp_path, tiny_bundle):
    for name in ("one", "two"):
        write_bundle(tiny_bundle, tmp_path / name)
    with pytest.raises(Killed):
        run(folder, engine=killed, bundle=tmp_path / "one")
    assert run(folder, engine=here, bundle=tmp_path / "two", resume=True).images == 6
