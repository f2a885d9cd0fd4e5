"""From any source to a reading, alone or in batches."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from inkread.bundle import Golden
from inkread.charset import Charset
from inkread.errors import BundleError, CharsetError, ConfigError, ImageError
from inkread.predictions import Blank, GlyphReading
from inkread.preprocess.decode import decode
from inkread.recognition.reader import Reader

GRAPHEMES = "17LTVX"
PAPER = np.full((60, 60), 255, np.uint8)


@pytest.fixture(scope="module")
def reader(tiny_bundle):
    return Reader(tiny_bundle)


def png(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("grapheme", GRAPHEMES)
@pytest.mark.parametrize("pen", [5, 9, 13])
def test_a_drawing_is_read(reader, drawing, grapheme, pen):
    reading = reader.read(drawing(grapheme, pen=pen))
    assert reading.text == grapheme
    assert reading.bundle == "tiny"
    assert reading.source is None


def test_every_kind_of_source_reads_the_same(reader, drawing, tmp_path):
    pixels = drawing("L")
    path = tmp_path / "L.png"
    path.write_bytes(png(pixels))
    with path.open("rb") as file:
        sources = [
            pixels,
            png(pixels),
            Image.fromarray(pixels),
            io.BytesIO(png(pixels)),
            path,
            str(path),
            file,
        ]
        readings = [reader.read(source) for source in sources]
    assert {reading.candidates for reading in readings} == {readings[0].candidates}
    assert [reading.source for reading in readings] == [None] * 4 + [str(path)] * 3


def test_candidates_come_most_probable_first(reader, drawing):
    reading = reader.read(drawing("7"))
    confidences = [candidate.confidence for candidate in reading.candidates]
    assert len(confidences) == 5
    assert confidences == sorted(confidences, reverse=True)
    assert reading.confidence == confidences[0] > 0.5


def test_equal_candidates_come_in_the_charset_s_order(make_bundle, linear_model, drawing):
    blind = make_bundle(model=linear_model(np.zeros((784, 6))))
    reading = Reader(blind, top_k=9).read(drawing("X"))
    assert [candidate.text for candidate in reading.candidates] == list(GRAPHEMES)


def test_an_image_without_ink_is_blank_and_never_a_letter(reader):
    reading = reader.read(PAPER)
    assert isinstance(reading, Blank)
    assert (reading.text, reading.confidence, reading.candidates) == ("", 0.0, ())


def test_a_charset_masks_and_renormalises(tiny_bundle, reader, drawing):
    everything = {
        item.text: item.confidence for item in Reader(tiny_bundle, top_k=6).read(drawing("T")).candidates
    }
    digits = Reader(tiny_bundle, charset="17").read(drawing("T")).candidates
    assert {item.text for item in digits} == {"1", "7"}
    assert sum(item.confidence for item in digits) == pytest.approx(1)
    ratio = everything["1"] / everything["7"]
    found = {item.text: item.confidence for item in digits}
    assert found["1"] / found["7"] == pytest.approx(ratio, rel=1e-4)


def test_a_charset_that_folds_sums_what_it_folds(tiny_bundle, reader, drawing):
    merged = Charset(("1", "V"), {"7": "1", "X": "V", "L": "1", "T": "V"})
    found = {
        item.text: item.confidence
        for item in Reader(tiny_bundle, charset=merged).read(drawing("X")).candidates
    }
    whole = reader.probabilities(reader.read(drawing("X")).glyph[None])[0]
    assert found["V"] == pytest.approx(sum(whole[GRAPHEMES.index(g)] for g in "VXT"))


def test_a_charset_the_bundle_cannot_read_is_refused(tiny_bundle):
    with pytest.raises(CharsetError, match="'0'"):
        Reader(tiny_bundle, charset="digits")


@pytest.mark.parametrize("charset", [["1", "7"], {"1", "7"}, b"17", 17])
def test_a_charset_that_is_neither_text_nor_charset_is_refused(tiny_bundle, reader, charset):
    for ask in (lambda: Reader(tiny_bundle, charset=charset), lambda: reader.narrowed(charset=charset)):
        with pytest.raises(ConfigError, match=r"expected a charset as a text or a Charset, got .*; join"):
            ask()


@pytest.mark.parametrize("top_k", [0, -1, 1.5, True, "5"])
def test_a_senseless_top_k_is_refused(tiny_bundle, top_k):
    with pytest.raises(ConfigError, match="top_k"):
        Reader(tiny_bundle, top_k=top_k)


def test_many_read_as_each_alone(reader, drawing):
    sources = [drawing("1"), PAPER, drawing("X"), png(drawing("V"))] * 80  # more than a chunk
    readings = reader.read_many(sources)
    assert [reading.text for reading in readings] == ["1", "", "X", "V"] * 80
    alone = [reader.read(source) for source in sources[:4]]
    for one, of_many in zip(alone, readings[:4], strict=True):
        np.testing.assert_allclose(of_many.confidence, one.confidence, atol=1e-6)


def test_one_bad_image_stops_or_stays_in_its_place(reader, drawing):
    sources = [drawing("1"), b"no image", drawing("T")]
    with pytest.raises(ImageError):
        reader.read_many(sources)
    first, error, last = reader.read_many(sources, on_error="keep")
    assert isinstance(error, ImageError)
    assert [first.text, last.text] == ["1", "T"]


def test_an_array_of_images_is_many(reader, drawing):
    assert [reading.text for reading in reader.read_many(np.stack([drawing("L"), drawing("V")]))] == [
        "L",
        "V",
    ]


def test_nothing_reads_as_nothing(reader):
    assert reader.read_many([]) == []


@pytest.mark.parametrize("single", ["photo.jpg", b"bytes", PAPER])
def test_a_single_image_is_not_taken_for_many(reader, single):
    with pytest.raises(ConfigError, match="call read"):
        reader.read_many(single)


def test_a_misspelt_on_error_is_refused(reader):
    with pytest.raises(ConfigError, match="'ignore'"):
        reader.read_many([], on_error="ignore")


def test_probabilities_are_over_the_charset_in_force(tiny_bundle, reader, drawing):
    glyphs = np.stack([reader.read(drawing(grapheme)).glyph for grapheme in "LT"])
    assert reader.probabilities(glyphs).argmax(axis=1).tolist() == [2, 3]
    restricted = Reader(tiny_bundle, charset="TL")
    assert restricted.probabilities(glyphs).argmax(axis=1).tolist() == [1, 0]
    assert restricted.charset.graphemes == ("T", "L")


def test_threads_may_share_a_reader(tiny_bundle, drawing):
    shared = Reader(tiny_bundle)
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda grapheme: shared.read(drawing(grapheme)).text, GRAPHEMES * 10))
    assert "".join(texts) == GRAPHEMES * 10


def test_a_reading_keeps_its_glyph_when_the_array_is_drawn_on_again(reader, drawing):
    canvas = reader.read(drawing("T")).glyph.copy()
    reading = reader.read(canvas)
    before = reading.glyph.copy()
    canvas[:] = 0
    np.testing.assert_array_equal(reading.glyph, before)


def test_a_reader_says_what_it_is(tiny_folder):
    assert repr(Reader(tiny_folder, charset="1L")) == "Reader(bundle='tiny', charset='1L', top_k=2)"


def test_the_public_names_lead_here(tiny_folder, drawing):
    import inkread

    reading = inkread.Reader(inkread.Bundle.open(tiny_folder)).read(drawing("V"))
    assert isinstance(reading, GlyphReading)
    assert repr(reading).startswith("GlyphReading(text='V'")


def test_a_narrowed_reader_shares_the_network_and_has_its_own_charset(reader, drawing):
    narrowed = reader.narrowed(charset="17", top_k=1)
    assert [c.text for c in narrowed.read(drawing("L")).candidates] in (["1"], ["7"])
    assert narrowed._session is reader._session
    assert reader.read(drawing("L")).text == "L"
    with pytest.raises(CharsetError):
        reader.narrowed(charset="?")


def test_a_decoded_image_is_read_as_the_file_it_was(reader, drawing):
    content = png(drawing("T"))
    decoded = decode(content)
    assert reader.read(decoded) == reader.read(content)


def test_a_network_is_proved_again(make_bundle, tiny_bundle):
    Reader(tiny_bundle).prove()
    golden = Golden(tiny_bundle.golden.glyph, tuple(value + 1 for value in tiny_bundle.golden.logits))
    spoilt = Reader(make_bundle())
    spoilt.warm()
    object.__setattr__(spoilt.bundle, "golden", golden)
    with pytest.raises(BundleError, match="golden"):
        spoilt.prove()
