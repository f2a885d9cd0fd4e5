"""`inkread words`: a set of pictures composed and measured."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread.datasets.word_set import read_word_set
from inkread.preprocess.decode import decode

INSTALLED = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture
def composed_set(inkread, tmp_path, monkeypatch):
    """A set of four numbers, written with scikit-learn's digits; also the call that made it."""
    monkeypatch.chdir(tmp_path)

    def compose(name, *options):
        return inkread("words", "compose", name, "--data", "digits", "--kind", "digits", "--num", 4, *options)

    assert compose("set.zip").code == 0
    return tmp_path / "set.zip", compose


def test_the_same_seed_makes_the_same_file(composed_set):
    first, compose = composed_set
    compose("again.zip")
    compose("other.zip", "--seed", 1)
    again, other = (first.with_name(name).read_bytes() for name in ("again.zip", "other.zip"))
    assert again == first.read_bytes() != other


def test_a_set_is_measured_by_its_own_patterns(composed_set, inkread):
    path, _ = composed_set
    report = json.loads(inkread("words", "evaluate", path, "--json").out)
    assert (report["n"], len(report["texts"])) == (4, 4)
    assert all(len(one["text"]) in (0, len(one["reference"])) for one in report["texts"])


def test_a_person_is_told_the_rates(composed_set, inkread):
    path, _ = composed_set
    told = inkread("words", "evaluate", path, "--pattern", "[0-9]+").out
    assert "of 4 texts" in told
    for rate in ("CER", "WER"):
        assert re.search(rf"{rate} +\d+\.\d\d % of \d+ \w+, 95 % interval \d+\.\d\d-\d+\.\d\d", told)


def test_a_set_of_something_else_is_refused(inkread, tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    answer = inkread("words", "evaluate", tmp_path / "other.zip")
    assert answer.code == 1
    assert "labels.tsv" in answer.err


@pytest.fixture
def fonts(tmp_path):
    """A folder of fonts, one in each part."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for family in ("caveat", "kalam", "a"):  # of validation and of train
        shutil.copy(INSTALLED, folder / f"{family}-400.ttf")
    return folder


def test_words_are_composed_with_fonts_and_glyphs(fonts, inkread, tmp_path):
    (tmp_path / "text.txt").write_text("some words of a text\n", "utf-8")
    options = ("--kind", "words", "--fonts", fonts, "--part", "train", "--num", 3)
    answer = inkread("words", "compose", tmp_path / "words.zip", "--text", tmp_path / "text.txt", *options)
    assert (answer.code, answer.out) == (0, f"3 pictures in {tmp_path / 'words.zip'}\n")
    with zipfile.ZipFile(tmp_path / "words.zip") as archive:
        assert len(archive.read("labels.tsv").decode().splitlines()) == 3


def test_amounts_are_composed_with_points_and_commas(fonts, inkread, tmp_path):
    options = ("--kind", "amounts", "--fonts", fonts, "--part", "train", "--num", 12)
    assert inkread("words", "compose", tmp_path / "amounts.zip", *options).code == 0
    texts = [sample.text for sample in read_word_set(tmp_path / "amounts.zip")]
    assert {re.sub(r"\d", "", text) for text in texts} == {".", ","}


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--kind", "words"], "--data or --fonts"),
        (["--kind", "amounts"], "--data or --fonts"),
        (["--kind", "amounts", "--fonts", ".", "--text", "text.txt"], "no --text"),
        (["--kind", "codes"], "expected --data with --kind codes, got none"),
        (["--kind", "nothing", "--paper", "clean"], "--paper with words or amounts"),
        (["--kind", "codes", "--data", "digits", "--text", "text.txt"], "no --fonts and no --text"),
    ],
)
def test_composing_without_what_it_takes_is_refused(inkread, tmp_path, options, what):
    answer = inkread("words", "compose", tmp_path / "set.zip", *options)
    assert answer.code == 1
    assert what in answer.err


def test_a_language_model_is_learnt_from_texts(inkread, tmp_path):
    (tmp_path / "text.txt").write_text("the cat and the hat", "utf-8")
    (tmp_path / "other.bin").write_bytes(b"\xff\xfe\x00")
    answer = inkread("words", "language", tmp_path / "text.txt", "-o", tmp_path / "model.gz", "--order", 3)
    assert f"contexts of up to 2 characters in {tmp_path / 'model.gz'}" in answer.out
    refused = inkread("words", "language", tmp_path / "other.bin", "-o", tmp_path / "model.gz")
    assert (refused.code, "UTF-8" in refused.err, "other.bin" in refused.err) == (1, True, True)
    deeper = tmp_path / "new" / "model.gz"
    assert inkread("words", "language", tmp_path / "text.txt", "-o", deeper).code == 0
    assert deeper.is_file()


def test_a_text_in_another_encoding_is_named(fonts, inkread, tmp_path):
    (tmp_path / "latin.txt").write_bytes("Zürich".encode("latin-1"))
    for name, what in (("latin.txt", "a text in UTF-8"), ("none.txt", "a text, got No such file")):
        options = ("--kind", "words", "--fonts", fonts, "--text", tmp_path / name)
        answer = inkread("words", "compose", tmp_path / "words.zip", *options)
        assert (answer.code, f"{name}: expected {what}" in answer.err) == (1, True)


def test_a_set_is_read_with_a_language_model_too(inkread, tmp_path):
    image = Image.new("L", (330, 80), 235)
    ImageDraw.Draw(image).text((20, 15), "river stone", font=ImageFont.load_default(size=44), fill=30)
    (tmp_path / "set" / "images").mkdir(parents=True)
    image.save(tmp_path / "set" / "images" / "0.png")
    (tmp_path / "set" / "labels.tsv").write_text("0.png\triver stone\n")
    (tmp_path / "text.txt").write_text("some words of a text", "utf-8")
    call = ("words", "evaluate", tmp_path / "set", "--mode", "connected", "--json")
    plain, told = (
        json.loads(inkread(*call, *more).out)["texts"][0]
        for more in ((), ("--language", tmp_path / "text.txt"))
    )
    assert told["confidence"] != pytest.approx(plain["confidence"], abs=1e-6)


def test_a_picture_or_pattern_that_stops_it_is_named(inkread, tmp_path):
    (tmp_path / "set" / "images").mkdir(parents=True)
    Image.new("L", (60, 40), 235).save(tmp_path / "set" / "images" / "0.png")
    (tmp_path / "set" / "labels.tsv").write_text("0.png\t17\t[9\n")
    assert "0.png: pattern '[9'" in inkread("words", "evaluate", tmp_path / "set").err
    (tmp_path / "set" / "labels.tsv").write_text("0.png\t17\n")
    (tmp_path / "set" / "images" / "0.png").write_bytes(b"no picture")
    answer = inkread("words", "evaluate", tmp_path / "set")
    assert (answer.code, answer.err.startswith("inkread: 0.png: expected")) == (1, True)


def test_a_set_without_a_name_is_not_the_current_folder(inkread):
    answer = inkread("words", "evaluate", "")
    assert (answer.code, answer.out) == (2, "")
    assert "got an empty one" in answer.err


def test_what_shows_no_writing_is_composed_and_measured(inkread, tmp_path):
    path = tmp_path / "nothing.zip"
    assert inkread("words", "compose", path, "--kind", "nothing", "--num", 4).code == 0
    report = json.loads(inkread("words", "evaluate", path, "--json").out)
    assert report["no_writing"]["n"] == len(report["texts"]) == 4
    assert all(one["reference"] == "" for one in report["texts"])
    assert report["no_writing"]["refused"] == sum(one["text"] == "" for one in report["texts"])
    assert "cer" not in report
    assert "of 4 pictures without writing" in inkread("words", "evaluate", path).out


def test_parts_show_other_kinds_of_nothing(inkread, tmp_path):
    for part in ("train", "test"):
        inkread("words", "compose", tmp_path / part, "--kind", "nothing", "--num", 3, "--part", part)
    assert (tmp_path / "train").read_bytes() != (tmp_path / "test").read_bytes()


def test_nothing_is_written_with_no_glyphs(inkread, tmp_path):
    answer = inkread("words", "compose", tmp_path / "a.zip", "--kind", "nothing", "--data", "digits")
    assert answer.code == 1
    assert "alone" in answer.err


def test_words_on_clean_paper_are_the_same_words(fonts, inkread, tmp_path):
    sets = []
    for name in ("any", "clean"):
        options = ("--kind", "words", "--fonts", fonts, "--part", "train", "--num", 4, "--paper", name)
        assert inkread("words", "compose", tmp_path / f"{name}.zip", *options).code == 0
        sets.append(read_word_set(tmp_path / f"{name}.zip"))
    spoilt, clean = sets
    assert [sample.text for sample in spoilt] == [sample.text for sample in clean]
    assert all((decode(sample.image).grey[0] == 255).all() for sample in clean)
    assert any((decode(sample.image).grey[0] != 255).any() for sample in spoilt)
