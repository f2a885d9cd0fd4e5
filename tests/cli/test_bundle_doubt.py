"""`inkread bundle calibrate` and `inkread bundle doubt`: from a set to sets, a gate and their figures."""

import json
from dataclasses import replace

import pytest
from PIL import Image

from inkread.bundle import Bundle, Score, write_bundle
from inkread.datasets.sources import open_samples
from inkread.evaluation import suites
from inkread.evaluation.suites import StandardSet

GRAPHEMES = "17LTVX"


@pytest.fixture
def drawings(tmp_path, drawing):
    """A folder of drawings by grapheme, forty of each."""
    for grapheme in GRAPHEMES:
        folder = tmp_path / "drawings" / grapheme
        folder.mkdir(parents=True)
        for number in range(40):
            Image.fromarray(drawing(grapheme, pen=6 + number % 8)).save(folder / f"{number}.png")
    return tmp_path / "drawings"


def test_a_bundle_is_calibrated_and_its_network_stays(inkread, tiny_folder, drawings, tmp_path):
    made = tmp_path / "made.zip"
    answer = inkread(
        "bundle", "calibrate", tiny_folder, "--data", drawings, "--no-gate", "-o", made, "--json"
    )
    assert answer.code == 0, answer.err
    told = json.loads(answer.out)
    assert told["charsets"][0]["charset"] == ""
    assert told["charsets"][0]["n"] == 24  # a tenth is for validation
    assert told["kept"] == {}
    before, after = Bundle.open(tiny_folder), Bundle.open(made)
    assert (after.model, after.temperature) == (before.model, before.temperature)
    assert after.doubt.command == "inkread bundle calibrate --data drawings --no-gate --seed 0"


def test_the_temperature_of_all_characters_is_fitted_where_asked(inkread, tiny_folder, drawings, tmp_path):
    usual = ("bundle", "calibrate", "--data", drawings, "--no-gate", "--temperature", "--json")
    answer = inkread(*usual, tiny_folder, "-o", tmp_path / "made")
    assert answer.code == 0, answer.err
    before, after = Bundle.open(tiny_folder), Bundle.open(tmp_path / "made")
    assert after.temperature != before.temperature
    assert after.temperature == json.loads(answer.out)["charsets"][0]["temperature"]
    assert after.doubt.command == "inkread bundle calibrate --data drawings --no-gate --temperature --seed 0"
    again = inkread(*usual, tmp_path / "made", "-o", tmp_path / "again")
    assert json.loads(again.out)["charsets"][0]["temperature"] == pytest.approx(after.temperature)


def test_figures_that_calibration_changes_go_with_the_old_one(inkread, calibrated_bundle, drawings, tmp_path):
    scores = tuple(
        Score("drawings", "upper", metric, 0.9, None, 6, (0,), "inkread evaluate")
        for metric in ("accuracy", "top_2", "expected_calibration_error", "kept", "set_size_99")
    )
    write_bundle(replace(calibrated_bundle, scores=scores), tmp_path / "old")
    made = tmp_path / "new"
    answer = inkread("bundle", "calibrate", tmp_path / "old", "--data", drawings, "--no-gate", "-o", made)
    assert answer.code == 0, answer.err
    assert [score.metric for score in Bundle.open(made).scores] == ["accuracy", "top_2"]


def test_a_reader_of_lines_is_not_calibrated_so(inkread, drawings, tmp_path):
    usual = ("--data", drawings, "-o", tmp_path / "made")
    for command in ("calibrate", "quantise"):
        answer = inkread("bundle", command, "inkread-lines", *usual)
        assert "expected a bundle that reads single characters, got one that reads lines" in answer.err
    assert not (tmp_path / "made").exists()


def test_a_place_in_use_is_left_alone(inkread, tiny_folder, drawings, tmp_path):
    (tmp_path / "mine").mkdir()
    answer = inkread(
        "bundle", "calibrate", tiny_folder, "--data", drawings, "--no-gate", "-o", tmp_path / "mine"
    )
    assert answer.code == 1
    assert "expected a new place" in answer.err


def test_figures_of_doubt_are_told_and_kept(inkread, calibrated_bundle, drawings, tmp_path, monkeypatch):
    suite = (StandardSet("drawn", "drawings", "drawings", lambda path: open_samples(str(path))),)
    monkeypatch.setattr(suites, "STANDARD", suite)
    write_bundle(calibrated_bundle, tmp_path / "b")
    command = ("bundle", "doubt", tmp_path / "b", "--data-root", tmp_path, "--num", 1, "--save-scores")
    answer = inkread(*command)
    assert answer.code == 0, answer.err
    assert "kept              100.00 %  (n = 240)" in answer.out
    kept = [score for score in Bundle.open(tmp_path / "b").scores if score.metric == "kept"]
    assert [(score.set, score.n) for score in kept] == [("drawings", 240)]
    assert kept[0].command == "inkread bundle doubt tiny --num 1 --seed 1000003"
    assert inkread(*command).out == answer.out
    assert len([score for score in Bundle.open(tmp_path / "b").scores if score.metric == "kept"]) == 1
