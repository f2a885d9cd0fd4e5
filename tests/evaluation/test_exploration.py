"""The facts of a set are told in findings that name what is wrong and what to do."""

import json
from dataclasses import replace

import numpy as np

from inkread.datasets.explore.classes import ClassFacts
from inkread.datasets.explore.ink import MEASURES, InkFacts
from inkread.datasets.explore.pixels import pixel_facts
from inkread.evaluation.duplicates import Duplicates
from inkread.evaluation.exploration import Exploration, PartFacts, findings
from inkread.evaluation.overlap import Overlap

NONE = np.zeros((0, 2), np.int64)


def part(split="all", *, counts=(60, 60), faults=None, conflicts=NONE, blank_and_dark=(0, 0)) -> PartFacts:
    num = sum(counts)
    copies = Duplicates(conflicts, NONE, np.zeros(0, np.float32), conflicts, "all pairs", num)
    return PartFacts(
        split,
        pixel_facts(np.full((num, 2), 16 if split == "small" else 28), np.ones(256, np.int64), faults or {}),
        ClassFacts(("a", "b"), np.array(counts)),
        InkFacts(dict.fromkeys(MEASURES, (0.0, 1.0, 2.0)), *blank_and_dark),
        copies,
    )


def said(*parts: PartFacts, overlaps: tuple[Overlap, ...] = (), kind: str) -> str:
    found = findings(Exploration("s", parts, overlaps))
    return "\n".join(finding.text for finding in found if finding.kind == kind)


def test_a_clean_even_set_has_no_warning():
    assert said(part(), kind="warning") == ""
    assert "No value is missing or out of range" in said(part(), kind="good")
    assert "No image is there twice" in said(part(), kind="good")


def test_missing_values_blanks_and_mixed_polarity_are_told_with_counts():
    odd = part(faults={"above_255": 2, "empty_value": 1}, blank_and_dark=(4, 7))
    warned = said(odd, kind="warning")
    assert "left out: 3. What is wrong: above_255 (2); empty_value (1)." in warned
    assert "Images of a single grey level: 4." in warned
    assert "Images with dark ink: 7;" in said(odd, kind="note")


def test_uneven_classes_warn_and_say_what_to_do():
    uneven = part("train", counts=(900, 30))
    assert "train: Very uneven: a has 30.0 times the images of b" in said(uneven, kind="warning")
    assert "macro recall" in said(uneven, kind="note")


def test_one_class_alone_is_a_warning_and_so_are_missing_classes():
    alone = part(counts=(60, 0))
    assert "One class has images: there is nothing to tell apart." in said(alone, kind="warning")
    only = replace(part(), classes=ClassFacts(("a",), np.array([60])))
    assert "One class has images: there is nothing to tell apart." in said(only, kind="warning")
    assert "One class" not in said(only, kind="good")
    missing = replace(part(), classes=ClassFacts(("a", "b", "c"), np.array([60, 60, 0])))
    warned = said(missing, kind="warning")
    assert warned.startswith("Incomplete: 1 of 3 classes without an image. The others are even: a has 1.0")


def test_one_mark_under_two_labels_comes_first():
    assert "Pairs of the same writing under two labels: 1." in said(
        part(conflicts=np.array([[0, 1]])), kind="warning"
    )


def test_shared_images_and_shifted_classes_of_two_splits_are_told():
    shared = Overlap("train", "test", np.array([[0, 1]]), np.array([[2, 3], [4, 3]]), 120, 0.2)
    both = part("train"), part("test")
    assert "Images of train that show the same writing as one of test: 3 (1 byte for byte)." in said(
        *both, overlaps=(shared,), kind="warning"
    )
    assert "20.0%" in said(*both, overlaps=(shared,), kind="note")
    clean = Overlap("train", "test", NONE, NONE, 120, 0.0)
    assert "train and test share no image" in said(*both, overlaps=(clean,), kind="good")


def test_look_alikes_of_small_images_are_no_warning_but_exact_copies_are():
    near, exact = (
        Overlap("a", "b", NONE, np.array([[2, 3]]), 9, 0.0),
        Overlap("a", "b", np.array([[0, 1]]), NONE, 9, 0.0),
    )
    small = part("small")
    assert said(small, overlaps=(near,), kind="warning") == ""
    assert "different marks look alike" in said(small, overlaps=(near,), kind="note")
    assert "one of b: 1 (1 byte for byte)" in said(small, overlaps=(exact,), kind="warning")


def test_warnings_come_first_and_all_is_ready_for_json():
    exploration = Exploration("s", (part(counts=(900, 30), blank_and_dark=(1, 0)),), ())
    kinds = [finding.kind for finding in findings(exploration)]
    assert kinds == sorted(kinds, key=("warning", "note", "good").index)
    told = json.loads(json.dumps(exploration.to_dict()))
    assert told["parts"][0]["classes"]["counts"] == {"a": 900, "b": 30}
    assert told["findings"][0]["kind"] == "warning"
