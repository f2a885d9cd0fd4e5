"""`inkread bundle`: the model card in short."""

import json

from inkread.bundle import write_bundle
from inkread.charset import Charset


def test_the_card_tells_what_it_reads_and_how_well(inkread, tiny_folder):
    answer = inkread("bundle", "show", tiny_folder)
    assert answer.code == 0
    assert "tiny: reads 6 characters, 17LTVX" in answer.out
    assert "accuracy     1.0000  (n = 6, seeds 0)" in answer.out


def test_the_card_tells_what_is_folded(inkread, make_bundle, tmp_path):
    folded = make_bundle(charset=Charset(tuple("17LTVX"), {"t": "T"}))
    write_bundle(folded, tmp_path / "b.zip")
    assert "reads as       t>T" in inkread("bundle", "show", tmp_path / "b.zip").out


def test_json_is_the_bundle_s_own(inkread, tiny_folder):
    answer = inkread("bundle", "show", tiny_folder, "--json")
    assert json.loads(answer.out) == json.loads((tiny_folder / "bundle.json").read_text("utf-8"))


def test_the_shipped_bundles_are_listed(inkread, tiny_bundle, tmp_path, monkeypatch):
    monkeypatch.setattr("inkread.bundle.record.SHIPPED", tmp_path)
    write_bundle(tiny_bundle, tmp_path / "mine")
    assert inkread("bundle", "list").out == "mine\n"
    assert json.loads(inkread("bundle", "list", "--json").out) == ["mine"]


def test_a_bundle_that_is_not_there_is_one_line(inkread):
    answer = inkread("bundle", "show", "nowhere")
    assert answer.code == 1
    assert answer.err.startswith("inkread: expected a bundle's folder, zip or name, got 'nowhere'")
