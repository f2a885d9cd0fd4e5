"""Label errors that were planted are found, and what a person decided about them is kept."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.formats import read_digits
from inkread.datasets.label_patch import apply_patch, image_hash
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.evaluation.label_errors import check_source, find_label_errors, proposed_changes
from inkread.evaluation.out_of_fold import OutOfFold

PLANTED = 0.01
SEARCHED = 0.02


def out_of_fold(labels, table, *, charset=NAMED["digits"], fold=None, rows=None):
    """Predictions as cross-validation leaves them, of these probabilities."""
    logits = np.log(np.maximum(table, 1e-12)).astype(np.float32)
    fold = np.zeros(len(labels), np.int64) if fold is None else fold
    rows = np.arange(len(labels)) if rows is None else rows
    return OutOfFold(np.asarray(labels, np.int64), logits, fold, rows, charset, "digits", "mlp", 5, 0)


@pytest.fixture(scope="module")
def planted():
    """The bundled digits with one label in a hundred swapped: samples, rows swapped, and predictions."""
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.neighbors import KNeighborsClassifier

    digits = read_digits()
    rng = np.random.default_rng(0)
    rows = rng.choice(len(digits), round(PLANTED * len(digits)), replace=False)
    labels = np.array(digits.labels)
    labels[rows] = (labels[rows] + rng.integers(1, 10, len(rows))) % 10
    images = np.asarray(digits.images)
    pixels = images.reshape(len(images), -1) / max(1, images.max())
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    classifier = KNeighborsClassifier(10, weights="distance")
    table = cross_val_predict(classifier, pixels, labels, cv=folds, method="predict_proba")
    return Samples("digits", digits.images, labels, digits.charset), rows, out_of_fold(labels, table)


def test_of_planted_label_errors_four_in_five_are_among_the_top_two_per_cent(planted):
    samples, rows, predictions = planted
    top = find_label_errors(predictions).first(round(SEARCHED * len(samples)))
    assert np.isin(rows, top.rows).mean() >= 0.8


def test_the_likely_errors_are_few_and_suggest_what_was_there_before(planted):
    _, rows, predictions = planted
    likely = find_label_errors(predictions).likely()
    assert len(likely) <= 3 * len(rows)
    right = read_digits().labels
    found = np.isin(likely.rows, rows)
    assert (likely.suggested[found] == right[likely.rows[found]]).mean() >= 0.9


def test_suspects_come_in_order_and_never_suggest_their_own_label(planted):
    suspects = find_label_errors(planted[2])
    assert len(suspects) == len(planted[0])
    assert (np.diff(suspects.quality) >= 0).all()
    assert (suspects.suggested != suspects.labels).all()
    assert suspects.flagged[: suspects.num_flagged].all()
    assert suspects.num_flagged == len(suspects.likely())


def test_accepted_proposals_put_the_labels_right(planted):
    from dataclasses import replace

    samples, rows, predictions = planted
    proposed = proposed_changes(find_label_errors(predictions).likely(), predictions, samples)
    assert {change.status for change in proposed} == {"proposed"}
    patched = apply_patch(samples, [replace(change, status="accepted") for change in proposed])
    right = read_digits().labels
    assert (patched.labels[rows] == right[rows]).mean() >= 0.5
    assert (patched.labels != right).sum() <= (samples.labels != right).sum() / 2


def test_what_was_decided_stays_decided_and_is_not_proposed_again(planted):
    from dataclasses import replace

    samples, _, predictions = planted
    likely = find_label_errors(predictions).likely()
    first = proposed_changes(likely, predictions, samples)
    decided = replace(first[1], status="rejected")
    again = proposed_changes(likely, predictions, samples, earlier=[first[0], decided])
    assert again[1] == decided
    assert again[0] == first[0]
    assert len(again) == len(first)


def test_a_decision_about_what_is_no_suspect_any_more_is_kept(planted):
    from dataclasses import replace

    samples, _, predictions = planted
    suspects = find_label_errors(predictions)
    old = replace(proposed_changes(suspects, predictions, samples)[-1], status="accepted")
    assert proposed_changes(suspects.first(2), predictions, samples, earlier=[old])[-1] == old


def test_an_earlier_patch_of_another_set_is_refused(planted):
    from dataclasses import replace

    samples, _, predictions = planted
    old = replace(proposed_changes(find_label_errors(predictions).first(1), predictions, samples)[0])
    other = replace(old, status="accepted", image_sha256="ab" * 32)
    with pytest.raises(DataError, match="write to another patch file"):
        proposed_changes(find_label_errors(predictions), predictions, samples, earlier=[other])


def test_images_without_a_prediction_are_no_suspects():
    table = np.tile(np.eye(10), (3, 1)) * 0.9 + 0.01
    fold = np.r_[np.full(10, -1), np.zeros(20)].astype(np.int64)
    suspects = find_label_errors(out_of_fold(np.tile(np.arange(10), 3), table, fold=fold))
    assert sorted(suspects.rows.tolist()) == list(range(10, 30))


def test_classes_without_an_image_do_no_harm():
    labels = np.repeat([2, 7], 10)
    table = np.full((20, 10), 0.01)
    table[np.arange(20), labels] = 0.91
    labels[0] = 7
    suspects = find_label_errors(out_of_fold(labels, table))
    assert suspects.rows[0] == 0
    assert suspects.likely().suggested.tolist() == [2]


def test_one_class_is_refused():
    with pytest.raises(DataError, match="two classes or more, got 1"):
        find_label_errors(out_of_fold([3, 3], np.full((2, 10), 0.1)))


@pytest.fixture
def small():
    """Three images and predictions of them."""
    images = np.random.default_rng(0).integers(0, 256, (3, 8, 8), np.uint8)
    samples = Samples("small", images, np.array([0, 1, 0]), Charset(("a", "b")))
    return samples, out_of_fold([0, 1, 0], np.full((3, 2), 0.5), charset=Charset(("a", "b")))


def test_the_hash_of_a_proposal_is_of_the_image_in_its_row(small):
    samples, predictions = small
    for change in proposed_changes(find_label_errors(predictions), predictions, samples):
        assert change.image_sha256 == image_hash(samples.images[change.row])


def test_predictions_of_another_source_are_refused(small):
    samples, predictions = small
    with pytest.raises(DataError, match="row 1: expected the label 'b' of the predictions, got 'a'"):
        check_source(predictions, Samples("other", samples.images, np.array([0, 0, 0]), samples.charset))
    with pytest.raises(DataError, match="expected rows up to 2, got 2 images"):
        check_source(predictions, samples.take(np.array([0, 1])))


def test_a_wider_charset_of_the_source_is_no_other_source(small):
    samples, predictions = small
    check_source(predictions, Samples("wide", samples.images, np.array([1, 2, 1]), Charset(("0", "a", "b"))))
