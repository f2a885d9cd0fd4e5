"""Preparing an A–Z CSV: what is made, what is kept, what is redone and what is refused."""

import dataclasses
import errno
import json

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.az_csv import RowError, read_az_csv, write_az_csv
from inkread.datasets.cache import open_cache, read_record, write_cache
from inkread.datasets.folder import read_folder
from inkread.datasets.image_spool import ImageSpool
from inkread.datasets.prepare import PrepareOptions, prepare, stages
from inkread.datasets.prepare.record import PrepareRecord
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.errors import ConfigError, DataError

ALL = PrepareOptions(to=("csv", "folders", "cache"))


def make_samples(num_samples=260, seed=0):
    images = np.random.default_rng(seed).integers(0, 256, (num_samples, 28, 28), np.uint8)
    return Samples("az", images, np.arange(num_samples) % 26, Charset.parse("upper"))


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "az.csv"
    write_az_csv(path, make_samples())
    return path


def done(report):
    return {stage.name: stage.was_done for stage in report.stages}


def test_the_cache_holds_all_samples(source, tmp_path):
    report = prepare(source, tmp_path / "out", PrepareOptions())
    cached = open_cache(tmp_path / "out" / "cache", verify=True)
    assert np.array_equal(cached.images, make_samples().images)
    assert (report.num_samples, report.num_train, report.class_counts["Z"]) == (260, None, 10)


def test_tables_and_folders_hold_the_same_split(source, tmp_path):
    report = prepare(source, tmp_path / "out", ALL)
    assert (report.num_train, report.num_test) == (208, 52)
    for split, num in (("train", 208), ("test", 52)):
        table = read_az_csv(tmp_path / "out" / f"{split}.csv")
        assert np.bincount(table.labels).tolist() == [num // 26] * 26
        tree = read_folder(tmp_path / "out" / split).samples
        assert {image.tobytes() for image in tree.images} == {image.tobytes() for image in table.images}
    assert (tmp_path / "out" / "train" / "A" / "00001.png").is_file()


def test_a_table_of_digits_is_prepared_as_digits_where_its_name_says_so(tmp_path):
    digits = dataclasses.replace(make_samples(), labels=np.arange(260) % 10)
    write_az_csv(tmp_path / "mine.csv", digits)
    with pytest.raises(DataError, match=r"call the file mine\.digits\.csv or mine\.upper\.csv"):
        prepare(tmp_path / "mine.csv", tmp_path / "out", PrepareOptions())
    (tmp_path / "mine.csv").rename(tmp_path / "mine.digits.csv")
    report = prepare(tmp_path / "mine.digits.csv", tmp_path / "out", ALL)
    assert report.class_counts["9"] == 26
    assert open_cache(tmp_path / "out" / "cache").charset == Charset.parse("digits")
    assert open_samples(str(tmp_path / "out"), split="test").charset == Charset.parse("digits")
    assert (tmp_path / "out" / "train.digits.csv").is_file()
    assert all(done(prepare(tmp_path / "mine.digits.csv", tmp_path / "out", ALL)).values())


def test_a_second_run_does_nothing_again(source, tmp_path):
    prepare(source, tmp_path / "out", ALL)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    report = prepare(source, tmp_path / "out", ALL)
    assert done(report) == {"csv": True, "folders": True, "cache": True}
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_a_second_run_on_an_unchanged_source_reads_the_cache(source, tmp_path, monkeypatch):
    prepare(source, tmp_path / "out", PrepareOptions())
    monkeypatch.setattr("inkread.datasets.prepare.reading.read_az_rows", None)
    report = prepare(source, tmp_path / "out", ALL)
    assert done(report) == {"csv": False, "folders": False, "cache": True}


def test_a_changed_source_is_prepared_anew(source, tmp_path):
    prepare(source, tmp_path / "out", ALL)
    write_az_csv(source, make_samples(130, seed=1))
    report = prepare(source, tmp_path / "out", ALL)
    assert done(report) == {"csv": False, "folders": False, "cache": False}
    assert len(open_cache(tmp_path / "out" / "cache")) == 130
    assert len(read_folder(tmp_path / "out" / "train").samples) == report.num_train == 104


def test_another_seed_redoes_the_split_and_keeps_the_cache(source, tmp_path):
    prepare(source, tmp_path / "out", ALL)
    report = prepare(source, tmp_path / "out", PrepareOptions(to=ALL.to, seed=1))
    assert done(report) == {"csv": False, "folders": False, "cache": True}


def test_a_killed_run_goes_on_with_the_stage_it_was_at(source, tmp_path, monkeypatch):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stages, "write_image_tree", killed)
        with pytest.raises(KeyboardInterrupt):
            prepare(source, tmp_path / "out", ALL)
    assert done(prepare(source, tmp_path / "out", ALL)) == {"csv": True, "folders": False, "cache": True}


def test_a_row_out_of_form_leaves_an_older_cache_and_no_half_file(source, tmp_path):
    prepare(source, tmp_path / "out", PrepareOptions())
    before = {path: path.read_bytes() for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()}
    source.write_text(source.read_text() + "27,0\n")
    with pytest.raises(RowError):
        prepare(source, tmp_path / "out", PrepareOptions())
    after = {path: path.read_bytes() for path in sorted((tmp_path / "out").rglob("*")) if path.is_file()}
    assert after == before
    with pytest.raises(RowError):
        prepare(source, tmp_path / "new", PrepareOptions())
    assert list((tmp_path / "new").iterdir()) == []


def test_new_images_wait_on_the_disk_of_the_cache_that_they_replace(source, tmp_path, monkeypatch):
    """Which may be another than that of the folder around it, behind a link."""
    prepare(source, tmp_path / "out", PrepareOptions())
    write_az_csv(source, make_samples(130, seed=1))
    add, waiting = ImageSpool.add, []

    def seen(spool, images):
        waiting.extend(path.parent for path in tmp_path.rglob("*.tmp"))
        add(spool, images)

    with monkeypatch.context() as patch:
        patch.setattr(ImageSpool, "add", seen)
        prepare(source, tmp_path / "out", PrepareOptions())
    assert set(waiting) == {tmp_path / "out" / "cache"}


def test_a_full_disk_leaves_an_older_cache_and_no_half_file(source, tmp_path, monkeypatch):
    prepare(source, tmp_path / "out", PrepareOptions())
    before = sorted((tmp_path / "out").rglob("*"))
    write_az_csv(source, make_samples(130, seed=1))

    def full(_spool, _images):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ImageSpool, "add", full)
        with pytest.raises(OSError, match="No space left"):
            prepare(source, tmp_path / "out", PrepareOptions())
    assert sorted((tmp_path / "out").rglob("*")) == before
    assert len(open_cache(tmp_path / "out" / "cache", verify=True)) == 260


@pytest.mark.parametrize("last_act", ["begin", "end"])
def test_a_run_killed_around_its_cache_is_taken_up_again(last_act, source, tmp_path, monkeypatch):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(PrepareRecord, last_act, killed)
        with pytest.raises(KeyboardInterrupt):
            prepare(source, tmp_path / "out", PrepareOptions())
    prepare(source, tmp_path / "out", PrepareOptions())
    assert len(open_cache(tmp_path / "out" / "cache", verify=True)) == 260


def test_a_cache_written_row_by_row_is_the_one_written_whole(source, tmp_path):
    prepare(source, tmp_path / "out", PrepareOptions())
    record = read_record(tmp_path / "out" / "cache")
    whole = write_cache(tmp_path / "whole", read_az_csv(source), sources=record.sources, recipe=record.recipe)
    assert record == whole
    for name in ("images.npy", "labels.npy", "cache.json"):
        assert (tmp_path / "out" / "cache" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_cache_finished_just_before_the_kill_is_kept(source, tmp_path):
    prepare(source, tmp_path / "out", PrepareOptions())
    path = tmp_path / "out" / "prepare.json"
    fields = json.loads(path.read_text())
    fields["stages"]["cache"]["outputs"] = None
    path.write_text(json.dumps(fields))
    assert done(prepare(source, tmp_path / "out", PrepareOptions())) == {"cache": True}


@pytest.mark.parametrize("victim", ["cache/images.npy", "cache/cache.json", "train.csv", "test/Z/00001.png"])
def test_what_was_damaged_is_made_again(victim, source, tmp_path):
    prepare(source, tmp_path / "out", ALL)
    path = tmp_path / "out" / victim
    path.write_bytes(path.read_bytes()[:-9] if path.suffix != ".png" else b"")
    report = prepare(source, tmp_path / "out", ALL)
    assert len(open_cache(tmp_path / "out" / "cache", verify=True)) == 260
    assert list(done(report).values()).count(False) == 1
    assert all(done(prepare(source, tmp_path / "out", ALL)).values())


@pytest.mark.parametrize(("to", "name"), [("cache", "cache"), ("csv", "test.csv"), ("folders", "train")])
def test_what_was_not_prepared_here_is_never_replaced(to, name, source, tmp_path):
    (tmp_path / "out" / name).mkdir(parents=True)
    with pytest.raises(DataError, match=f"{name}: expected an empty place"):
        prepare(source, tmp_path / "out", PrepareOptions(to=(to,)))


def test_a_limit_keeps_each_class_in_its_share(source, tmp_path):
    report = prepare(source, tmp_path / "out", PrepareOptions(limit=78))
    assert set(report.class_counts.values()) == {3}
    assert done(prepare(source, tmp_path / "out", PrepareOptions(limit=78))) == {"cache": True}
    assert prepare(source, tmp_path / "out", PrepareOptions()).num_samples == 260


def test_a_limit_above_all_keeps_all(source, tmp_path):
    assert prepare(source, tmp_path / "out", PrepareOptions(limit=9999)).num_samples == 260


def test_bad_rows_stop_it_or_are_set_aside(source, tmp_path):
    good = source.read_bytes() * 4
    source.write_bytes(good + good[: good.index(b"\n")].replace(b",", b";") + b"\n")
    with pytest.raises(RowError, match="line 1041, column 1"):
        prepare(source, tmp_path / "out", PrepareOptions())
    skipping = PrepareOptions(skip_bad_rows=True)
    for _ in range(2):
        report = prepare(source, tmp_path / "out", skipping)
        assert (report.num_bad_rows, report.num_samples) == (1, 1040)
        assert json.loads(report.quarantine.read_text())["kind"] == "delimiter"


def test_no_quarantine_is_left_where_no_row_was_bad(source, tmp_path):
    report = prepare(source, tmp_path / "out", PrepareOptions(skip_bad_rows=True))
    assert report.quarantine is None
    assert not (tmp_path / "out" / "bad-rows.jsonl").exists()


def test_a_missing_source_is_refused(tmp_path):
    with pytest.raises(DataError, match="check the path"):
        prepare(tmp_path / "none.csv", tmp_path / "out", PrepareOptions())


def test_the_report_is_ready_for_json(source, tmp_path):
    fields = json.loads(json.dumps(prepare(source, tmp_path / "out", ALL).to_dict()))
    assert fields["num_samples"] == 260
    assert [stage["name"] for stage in fields["stages"]] == ["csv", "folders", "cache"]
    assert fields["out"] == str(tmp_path / "out")


def test_progress_tells_each_stage_to_its_end(source, tmp_path):
    last = {}
    prepare(
        source, tmp_path / "out", ALL, progress=lambda stage, done, total: last.update({stage: (done, total)})
    )
    size = source.stat().st_size
    assert last == {"read": (size, size), "csv": (260, 260), "folders": (260, 260), "cache": (260, 260)}


@pytest.mark.parametrize("text", ["", "{}", '{"format": 9}'])
def test_a_damaged_record_is_refused(text, source, tmp_path):
    prepare(source, tmp_path / "out", PrepareOptions())
    (tmp_path / "out" / "prepare.json").write_text(text)
    with pytest.raises(DataError, match=r"prepare\.json: expected"):
        prepare(source, tmp_path / "out", PrepareOptions())


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ()},
        {"to": ("hdf5",)},
        {"test_fraction": 0.0},
        {"test_fraction": 1.0},
        {"seed": -1},
        {"limit": 0},
    ],
)
def test_impossible_options_are_refused(wrong):
    with pytest.raises(ConfigError, match=r"--.*: expected"):
        PrepareOptions(**wrong)
