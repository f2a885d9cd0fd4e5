"""Material: parted always alike, freed of leaks and blanks, and known by its digest."""

import dataclasses

import numpy as np
import pytest
from PIL import Image

from inkread.datasets.sources import open_samples
from inkread.errors import DataError, TrainingError
from inkread.preprocess.contract import preprocess, preprocess_many
from inkread.preprocess.frame import is_framed
from inkread.study.studied_set import studied_set
from inkread.training.calibration_glyphs import calibration_glyphs
from inkread.training.crossval.pool import gather_pool
from inkread.training.held_out import held_out
from inkread.training.material import gather


def patterns(count, *, seed=0):
    """Return unlike figures, white on black, axes (count, 28, 28)."""
    blocks = np.random.default_rng(seed).random((count, 5, 5)) < 0.35
    blocks[:, 2, :] = True  # in one piece
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 4:24, 4:24] = np.kron(blocks, np.ones((4, 4))) * 255
    return images


@pytest.fixture
def write_set(tmp_path):
    """Writes images, labelled A and B in turn, as an npz file; returns its path."""

    def write(name, images, *, charset="AB", split="train"):
        labels = np.arange(len(images)) % len(charset)
        path = tmp_path / f"{name}.npz"
        arrays = {f"x_{split}": images, f"y_{split}": labels, "charset": np.array(list(charset))}
        np.savez(path, **arrays)
        return str(path)

    return write


def rows_of(material):
    return {glyph.tobytes() for glyph in material.glyphs}


def test_a_source_without_a_split_is_parted_eight_one_one(write_set):
    made = gather([write_set("all", patterns(100))], leak_check=False)
    assert (len(made.labels), len(made.validation_labels)) == (80, 10)
    assert (len(made.glyphs), len(made.validation_glyphs)) == (80, 10)


def test_of_a_named_split_nine_tenths_train(write_set):
    made = gather([f"{write_set('all', patterns(100))}:train"], leak_check=False)
    assert (len(made.labels), len(made.validation_labels)) == (90, 10)


def test_all_of_an_extra_set_trains_but_what_a_held_out_image_gives_away(write_set):
    images = patterns(100)
    source, fonts = write_set("all", images), write_set("fonts", patterns(30, seed=1))
    made = gather([source], extra=[fonts], leak_check=False)
    assert (len(made.labels), len(made.validation_labels)) == (80 + 30, 10)
    assert (made.sources, made.extra) == ((source,), (fonts,))
    checked = gather([source], extra=[write_set("copies", images)])
    assert checked.num_leaks >= 20  # those of the validation and of the test part
    assert rows_of(checked) == rows_of(gather([source], leak_check=False))


@pytest.mark.parametrize("per_class", range(1, 11))
def test_small_sets_are_parted_and_say_which_classes_cannot_be_validated(write_set, per_class):
    made = gather([write_set("few", patterns(2 * per_class))])
    named = gather([f"{write_set('few', patterns(2 * per_class))}:train"])
    for material in (made, named):
        assert material.charset.graphemes == ("A", "B")
        missing = set(material.labels.tolist()) - set(material.validation_labels.tolist())
        assert material.unvalidated == tuple("AB"[label] for label in sorted(missing))
    if per_class == 10:
        assert (made.unvalidated, named.unvalidated) == ((), ())


def test_no_image_both_trains_and_validates(write_set):
    made = gather([write_set("all", patterns(100))], leak_check=False)
    assert rows_of(made) & {glyph.tobytes() for glyph in made.validation_glyphs} == set()


def test_every_glyph_is_framed_by_the_contract(write_set):
    made = gather([write_set("all", patterns(40))], leak_check=False)
    assert all(is_framed(glyph) for glyph in made.glyphs)


def test_images_that_a_set_to_avoid_shows_too_are_left_out(write_set):
    images = patterns(100)
    test = write_set("test", np.roll(images[:20], 2, axis=1))  # moved down by two pixels
    source = f"{write_set('all', images)}:train"
    free = gather([source], avoid=[test])
    planted = {glyph.tobytes() for glyph in gather([f"{test}:train"], leak_check=False).glyphs}
    assert rows_of(gather([source], leak_check=False)) & planted
    assert not rows_of(free) & planted
    assert free.num_leaks >= 15
    assert len(free.labels) == 90 - free.num_leaks


def test_a_training_image_that_is_also_held_out_is_left_out(write_set):
    images = patterns(50)
    doubled = np.repeat(images, 2, axis=0)
    made = gather([write_set("doubled", doubled)])
    assert made.num_leaks > 0
    assert rows_of(made) & {glyph.tobytes() for glyph in made.validation_glyphs} == set()


def test_leaks_are_found_in_dark_ink_on_white_paper(write_set):
    images = patterns(60)
    test = write_set("test", 255 - images[:30])
    assert gather([f"{write_set('all', 255 - images)}:train"], avoid=[test]).num_leaks >= 20


def test_blank_images_are_left_out_and_counted(write_set):
    images = patterns(100)
    images[::10] = 0
    made = gather([f"{write_set('blanks', images)}:train"], leak_check=False)
    assert made.num_blank == 10
    assert len(made.labels) + len(made.validation_labels) == 90
    assert made.glyphs.any(axis=(1, 2)).all()


def test_nothing_but_blanks_is_an_error_that_names_the_source(write_set):
    source = write_set("blank", np.zeros((20, 28, 28), np.uint8))
    with pytest.raises(TrainingError, match=r"expected images to train on, got none from .*blank\.npz"):
        gather([source], leak_check=False)


def test_one_class_alone_is_refused_before_and_after_leaks_are_left_out(write_set):
    with pytest.raises(TrainingError, match="two classes or more to train on, got 'A' alone; add another"):
        gather([write_set("one", patterns(40), charset="A")])
    copies = np.concatenate([patterns(20, seed=2), np.repeat(patterns(1), 20, axis=0)])
    mixed = copies[np.arange(40).reshape(2, 20).T.ravel()]  # A and B in turn, every B the same
    with pytest.raises(TrainingError, match="got 'A' alone"):
        gather([write_set("copied", mixed)])


def test_the_charsets_of_several_sources_are_joined_in_order(write_set):
    letters = write_set("letters", patterns(40), charset="CA")
    digits = write_set("digits", patterns(40, seed=1), charset="71")
    made = gather([letters, digits], leak_check=False)
    assert made.charset.graphemes == ("1", "7", "A", "C")
    assert np.bincount(made.labels).tolist() == [16, 16, 16, 16]
    alone = gather([letters], leak_check=False)
    told = {
        g.tobytes(): alone.charset.decode(label) for g, label in zip(alone.glyphs, alone.labels, strict=True)
    }
    for glyph, label in zip(made.glyphs[:32], made.labels[:32], strict=True):
        assert made.charset.decode(label) == told[glyph.tobytes()]


def test_the_digest_is_of_the_training_images_their_labels_and_the_charset(write_set):
    made = gather([write_set("all", patterns(40))], leak_check=False)
    again = gather(list(made.sources), leak_check=False)
    other_glyph, other_label = made.glyphs.copy(), made.labels.copy()
    other_glyph[0, 14, 14] ^= 1
    other_label[0] ^= 1
    changed = [{"glyphs": other_glyph}, {"labels": other_label}]
    digests = {dataclasses.replace(made, **change).digest() for change in changed}
    assert again.digest() == made.digest()
    assert len(digests | {made.digest()}) == 3


def test_a_source_that_is_not_there_is_an_error():
    with pytest.raises(DataError, match="no-such-set"):
        gather(["no-such-set"])


def test_progress_is_told_to_the_end(write_set):
    told = {}
    gather(
        [write_set("all", patterns(40))],
        progress=lambda what, done, total: told.update({what: (done, total)}),
    )
    assert any(what.startswith("framing") for what in told)
    assert any(what.startswith("looking") for what in told)
    assert all(done == total for done, total in told.values())


@pytest.fixture
def written_by(tmp_path):
    """Writes a folder of thirty A and thirty B, each file named for its writer; returns its path."""

    def write(num_writers):
        folder = tmp_path / f"by-{num_writers}"
        for number, image in enumerate(patterns(60)):
            path = folder / "AB"[number // 30] / f"writer{number % num_writers:02}-{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(image).save(path)
        return str(folder)

    return write


def test_no_writer_is_on_both_sides_of_any_part_of_a_set_that_names_them(written_by):
    source = written_by(10)
    writer_of = {
        preprocess(image).glyph.tobytes(): writer
        for samples in [open_samples(source)]
        for image, writer in zip(samples.images, samples.writers, strict=True)
    }
    made = gather([source], leak_check=False)
    tested = preprocess_many(studied_set(source).test_samples().images)
    parts = [
        {writer_of[glyph.tobytes()] for glyph in part}
        for part in (made.glyphs, made.validation_glyphs, tested)
    ]
    assert list(map(len, parts)) == [8, 1, 1]
    assert len(set.union(*parts)) == 10
    assert made.shared_writers == ()
    assert rows_of(held_out([source])) == {glyph.tobytes() for glyph in made.validation_glyphs}
    assert {glyph.tobytes() for glyph in calibration_glyphs([source])} == rows_of(made)
    assert set(gather_pool(source).writers) == parts[0] | parts[1]


def test_a_set_of_too_few_writers_is_parted_by_class_and_named(written_by, write_set):
    few, unknown = written_by(2), write_set("unknown", patterns(40))
    made = gather([few, unknown], leak_check=False)
    assert len(made.validation_labels) == 6 + 4
    assert made.shared_writers == (few,)
