"""A cache gives back the samples it was made of, or says that it cannot."""

import json
import os

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.cache import is_cache, open_cache, read_record, write_cache
from inkread.datasets.samples import Samples
from inkread.datasets.source_file import SourceFile
from inkread.errors import DataError


@pytest.fixture
def samples():
    images = np.random.default_rng(0).integers(0, 256, (50, 28, 28), np.uint8)
    writers = tuple(f"w{row % 3}" for row in range(50))
    return Samples("mine", images, np.arange(50) % 36, Charset.parse("caseless"), writers)


@pytest.fixture
def cache(samples, tmp_path):
    write_cache(tmp_path / "cache", samples)
    return tmp_path / "cache"


def test_a_cache_gives_back_its_samples(cache, samples):
    opened = open_cache(cache, verify=True)
    assert np.array_equal(opened.images, samples.images)
    assert np.array_equal(opened.labels, samples.labels)
    assert (opened.name, opened.charset, opened.writers) == (samples.name, samples.charset, samples.writers)
    assert opened.charset.encode("q") == opened.charset.encode("Q")


def test_the_images_stay_on_disk(cache):
    opened = open_cache(cache)
    assert isinstance(opened.images, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        opened.images[0] = 0


def test_its_record_keeps_what_it_was_made_of(samples, tmp_path):
    (tmp_path / "source.csv").write_bytes(b"text")
    sources = (SourceFile.of(tmp_path / "source.csv"),)
    write_cache(tmp_path / "cache", samples, sources=sources, recipe={"limit": 50})
    record = read_record(tmp_path / "cache")
    assert (record.sources, record.recipe) == (sources, {"limit": 50})


def test_a_view_of_a_larger_array_is_cached_as_it_looks(samples, tmp_path):
    part = Samples("part", samples.images[::-2], samples.labels[::-2], samples.charset)
    write_cache(tmp_path / "cache", part)
    assert np.array_equal(open_cache(tmp_path / "cache", verify=True).images, part.images)


def test_an_empty_set_can_be_cached(tmp_path):
    empty = Samples("none", np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.int64), Charset.parse("upper"))
    write_cache(tmp_path / "cache", empty)
    assert len(open_cache(tmp_path / "cache", verify=True)) == 0


@pytest.mark.parametrize("name", ["images.npy", "labels.npy"])
def test_a_shortened_file_is_refused(cache, name):
    path = cache / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DataError, match=f"{name}: expected an array|{name}: expected .50"):
        open_cache(cache)


@pytest.mark.parametrize("name", ["images.npy", "labels.npy"])
def test_a_lengthened_or_absent_file_is_refused(cache, name):
    path = cache / name
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(DataError, match=f"{name}: expected .50"):
        open_cache(cache)
    path.unlink()
    with pytest.raises(DataError, match=f"{name}: expected an array"):
        open_cache(cache)


def test_an_array_of_another_shape_is_refused(cache):
    np.save(cache / "images.npy", np.zeros((50, 14, 56), np.uint8))
    with pytest.raises(DataError, match=r"got\s+\(50, 14, 56\)"):
        open_cache(cache)


def test_a_changed_byte_is_found_on_request(cache):
    path = cache / "images.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert len(open_cache(cache)) == 50
    with pytest.raises(DataError, match=r"images\.npy: expected the values of its record, got altered ones"):
        open_cache(cache, verify=True)


def test_a_pickled_array_is_never_loaded(cache):
    np.save(cache / "images.npy", np.array([{}] * 50, object), allow_pickle=True)
    with pytest.raises(DataError, match="damaged one"):
        open_cache(cache)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "images": 3}', "nonsense"])
def test_a_damaged_record_is_refused(cache, text):
    (cache / "cache.json").write_text(text)
    with pytest.raises(DataError, match=r"cache\.json: expected a cache's record"):
        open_cache(cache)


def test_a_newer_format_is_refused_by_name(cache):
    fields = json.loads((cache / "cache.json").read_text())
    (cache / "cache.json").write_text(json.dumps({**fields, "format": 2}))
    with pytest.raises(DataError, match="expected cache format 1, got 2"):
        open_cache(cache)


def test_a_write_that_breaks_off_leaves_no_cache(cache, samples, monkeypatch):
    def break_off(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np.lib.format, "write_array", break_off)
    with pytest.raises(OSError, match="No space left"):
        write_cache(cache, samples)
    assert not is_cache(cache)
    assert not list(cache.glob("*.tmp")) + list(cache.glob(".*"))


def test_images_of_many_sizes_are_refused(tmp_path):
    images = [np.zeros((3, 4), np.uint8), np.zeros((5, 6), np.uint8)]
    mixed = Samples("mixed", images, np.zeros(2, np.int64), Charset.parse("digits"))
    with pytest.raises(DataError, match="preprocess them first"):
        write_cache(tmp_path / "cache", mixed)


def test_a_source_of_another_time_or_size_may_have_changed(tmp_path):
    path = tmp_path / "source.csv"
    path.write_bytes(b"abc")
    source = SourceFile.of(path)
    assert source.is_still(path)
    os.utime(path, ns=(0, source.modified_ns + 1))
    assert not source.is_still(path)
    path.write_bytes(b"abcd")
    os.utime(path, ns=(0, source.modified_ns))
    assert not source.is_still(path)
    assert not source.is_still(tmp_path / "gone.csv")
