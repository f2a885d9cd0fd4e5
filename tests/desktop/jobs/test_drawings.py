"""What the worker does with a drawing: reads it, keeps it, writes it to files."""

import pytest

from inkread.desktop.jobs.drawings import (
    keep_drawing,
    open_reader,
    read_drawing,
    render_drawing,
    save_drawing,
    save_sample,
)
from inkread.desktop.replies import Kept, Saved
from inkread.desktop.requests import KeepDrawing, Open, ReadDrawing, RenderDrawing, SaveDrawing, SaveSample
from inkread.desktop.workbench import Settings, Workbench
from inkread.errors import BundleError, DataError, HistoryError
from inkread.history import LOCAL_OWNER, Query
from inkread.preprocess.strokes import Strokes
from inkread.recognition.reader import Reader


def test_the_reader_tells_what_it_is(bench, tiny_bundle):
    (ready,) = open_reader(bench, Open())
    assert (ready.bundle, ready.graphemes, ready.card) == ("tiny", tiny_bundle.charset.graphemes, "")


def test_the_model_card_comes_with_the_shipped_bundle():
    with Workbench(Settings()) as bench:
        (ready,) = open_reader(bench, Open())
    assert ready.card.startswith("#")


def test_a_bundle_that_is_not_there_is_an_error(tmp_path):
    with Workbench(Settings(str(tmp_path / "none"))) as bench, pytest.raises(BundleError):
        next(open_reader(bench, Open()))


def test_a_drawing_is_read_as_anyone_else_reads_it(bench, seven, tiny_bundle):
    (answer,) = read_drawing(bench, ReadDrawing(seven))
    usual = Reader(tiny_bundle).read(seven)
    assert (answer.text, answer.confidence, answer.set) == ("7", usual.confidence, usual.set)
    assert answer.glyph.startswith(b"\x89PNG")


def test_only_what_may_come_out_comes_out(bench, seven):
    (answer,) = read_drawing(bench, ReadDrawing(seven, "LT"))
    assert {text for text, _ in answer.candidates} == {"L", "T"}


def test_an_empty_sheet_is_blank(bench):
    (answer,) = read_drawing(bench, ReadDrawing(Strokes((), 280, 280, 16)))
    assert answer.blank


def test_a_kept_drawing_is_in_the_history_with_its_strokes_and_picture(bench, seven):
    (kept,) = keep_drawing(bench, KeepDrawing(seven, correction="1"))
    (entry,) = bench.store().find(Query(LOCAL_OWNER)).entries
    assert isinstance(kept, Kept)
    assert (entry.id, entry.door, entry.text, entry.correction) == (kept.id, "desktop", "7", "1")
    assert Strokes.from_dict(entry.strokes) == seven
    assert bench.store().image(entry.id, owner=LOCAL_OWNER).startswith(b"\x89PNG")


def test_a_correction_that_nobody_can_write_keeps_nothing(bench, seven):
    with pytest.raises(HistoryError, match="visible characters"):
        next(keep_drawing(bench, KeepDrawing(seven, correction="\x00")))
    assert bench.store().find(Query(LOCAL_OWNER)).total == 0


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<svg"), ("a", b"\x89PNG")])
def test_a_drawing_is_saved_by_its_file_s_ending(bench, seven, tmp_path, name, start):
    assert list(save_drawing(bench, SaveDrawing(seven, tmp_path / name))) == [Saved(tmp_path / name)]
    assert (tmp_path / name).read_bytes().startswith(start)


def test_samples_make_a_folder_to_train_on(bench, seven, tmp_path):
    from inkread.datasets.sources import open_samples

    for label in ("7", "7", "a"):
        next(save_sample(bench, SaveSample(seven, tmp_path / "mine", label)))
    samples = open_samples(str(tmp_path / "mine"))
    assert [samples.charset.graphemes[label] for label in samples.labels.tolist()].count("7") == 2
    assert len(samples.labels) == 3


def test_a_label_of_two_characters_is_refused(bench, seven, tmp_path):
    with pytest.raises(DataError, match="one character"):
        next(save_sample(bench, SaveSample(seven, tmp_path / "mine", "ab")))
    assert not (tmp_path / "mine").exists()


def test_a_drawing_that_is_copied_is_the_picture_that_is_saved(bench, seven, tmp_path):
    (rendered,) = render_drawing(bench, RenderDrawing(seven))
    list(save_drawing(bench, SaveDrawing(seven, tmp_path / "seven.png")))
    assert rendered.png == (tmp_path / "seven.png").read_bytes()
