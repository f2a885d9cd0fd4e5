"""Pages of PDFs: a scan has its own pixels, what is hostile is refused, and one page stops no other."""

import io
import tracemalloc

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode import Document, decode
from inkread.preprocess.decode.pdf import PdfWorker

WIDTH, HEIGHT = 620, 877  # an A4 sheet at 75 dpi


@pytest.fixture(scope="module")
def grey():
    """A picture without two rows, columns or corners alike, axes (height, width)."""
    spots = np.random.default_rng(0).integers(0, 256, (HEIGHT // 8 + 1, WIDTH // 8 + 1), np.uint8)
    return np.asarray(Image.fromarray(spots).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))


@pytest.fixture(scope="module")
def scanned(pdfs, grey):
    """A JPEG, and the pixels that the door for pictures sees in it."""
    data = pdfs.jpeg(grey)
    return data, decode(data).grey


@pytest.fixture(scope="module")
def worker(pdfs):
    with PdfWorker() as worker:
        yield worker


def first(worker, data):
    """Return the first page's grey."""
    return worker.page(data, 1).grey


def refusal(worker, data, number=1):
    """Return why a page is refused."""
    with pytest.raises(ImageError) as refused:
        worker.page(data, number)
    return refused.value.reason


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
@pytest.mark.parametrize("dpi", [72, 75, 150, 211.3, 300])
def test_a_scanned_page_has_the_pixels_of_its_picture(worker, grey, mode, dpi):
    image = Image.fromarray(grey).convert(mode)
    inside, beside = io.BytesIO(), io.BytesIO()
    image.save(inside, "PDF", resolution=dpi, **({} if mode == "1" else {"quality": 90}))
    image.save(beside, "PNG" if mode == "1" else "JPEG", quality=90)
    page = worker.page(inside.getvalue(), 1)
    np.testing.assert_array_equal(page.grey, decode(beside.getvalue()).grey)
    assert (page.numbers["format"], page.numbers["dpi"]) == ("pdf", round(dpi))


def test_a_scan_in_colour_has_nearly_the_pixels_of_its_picture(worker):
    spots = np.random.default_rng(0).integers(0, 256, (60, 40, 3), np.uint8)
    colours = Image.fromarray(spots).resize((WIDTH, HEIGHT))
    inside, beside = io.BytesIO(), io.BytesIO()
    colours.save(inside, "PDF", resolution=75, quality=90)
    colours.save(beside, "JPEG", quality=90)
    apart = np.abs(first(worker, inside.getvalue()).astype(int) - decode(beside.getvalue()).grey)
    assert apart.max() <= 4
    assert (apart > 0).mean() < 0.01


@pytest.mark.parametrize(
    ("place", "entries", "turns"),
    [
        (b"595 0 0 842 0 0", {}, 0),
        (b"-595 0 0 -842 595 842", {}, 2),
        (b"0 595 -842 0 842 0", {"box": b"0 0 842 595"}, 1),
        (b"0 -595 842 0 0 595", {"box": b"0 0 842 595"}, -1),
        (b"595 0 0 842 0 0", {"entries": b"/Rotate 90 "}, -1),
        (b"595 0 0 842 0 0", {"entries": b"/Rotate 270 "}, 1),
        (b"595 0 0 842 10 20", {"box": b"10 20 605 862"}, 0),
        (b"595.2 0 0 842.4 -0.1 -0.2", {}, 0),
    ],
)
def test_however_a_scan_lies_on_its_page(worker, pdfs, scanned, place, entries, turns):
    data, seen = scanned
    found = first(worker, pdfs.scan(data, WIDTH, HEIGHT, place=place, **entries))
    np.testing.assert_array_equal(found, np.rot90(seen, turns))


def test_what_the_scanner_read_lies_unseen_under_its_picture(worker, pdfs, scanned):
    data, seen = scanned
    text = b"BT /F 30 Tf 3 Tr 100 400 Td (unseen) Tj ET"
    found = first(worker, pdfs.scan(data, WIDTH, HEIGHT, before=text))
    np.testing.assert_array_equal(found, seen)


def test_a_scan_in_a_group_is_a_scan(worker, pdfs, scanned):
    data, seen = scanned
    inner = pdfs.group(b"1190 0 0 1684 0 0 cm /I Do", b"/Resources << /XObject << /I 10 0 R >> >> ").replace(
        b"[0 0 595 842]", b"[0 0 1190 1684]"
    )
    more = {10: pdfs.picture(data, WIDTH, HEIGHT), 11: inner}
    page = pdfs.page(b"0.5 0 0 0.5 0 0 cm /X Do", resources=b"/XObject << /X 11 0 R >>", more=more)
    np.testing.assert_array_equal(first(worker, page), seen)


def test_letters_over_a_coarse_picture_are_drawn_fine(worker, pdfs, scanned):
    data, _ = scanned
    page = worker.page(pdfs.scan(data, WIDTH, HEIGHT, after=pdfs.LINE), 1)
    assert page.numbers["dpi"] == 225  # three times 75
    logo = pdfs.scan(data, WIDTH, HEIGHT, place=b"20 0 0 20 500 800", after=pdfs.LINE)
    assert worker.page(logo, 1).numbers["dpi"] == 300


def test_a_scan_of_too_many_pixels_is_halved(worker):
    checks = np.kron(np.tile([[0, 255], [255, 0]], (20, 15)), np.ones((150, 150)))
    grey = checks.astype(np.uint8)[:5990, :4490]
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "PDF", resolution=600, quality=95)
    page = worker.page(out.getvalue(), 1)
    assert (page.grey.shape, page.numbers["dpi"]) == ((2995, 2245), 300)
    assert np.abs(page.grey.astype(int) - grey[::2, ::2]).mean() < 2


@pytest.mark.parametrize(
    ("box", "shape", "dpi"),
    [
        (b"0 0 595 842", (3508, 2479), 300),
        (b"0 0 2384 3370", (4869, 3444), 104),
        (b"0 0 72 14400", (57926, 289), 289),
    ],
)
def test_drawn_pages_have_300_dpi_or_what_is_allowed(worker, pdfs, box, shape, dpi):
    page = worker.page(pdfs.page(box=box), 1)
    assert page.numbers["dpi"] == dpi
    assert np.abs(np.subtract(page.grey.shape, shape)).max() <= 1
    assert (page.grey.min(), page.grey.max()) == (0, 255)


@pytest.mark.parametrize("box", [b"0 0 0 0", b"0 0 1e38 1e38", b"500 800 0 0", b"0 0 99999999999 5", b"x"])
def test_a_page_without_a_sensible_size_is_drawn_on_a_usual_one(worker, pdfs, box):
    assert 2000 < min(first(worker, pdfs.page(box=box)).shape) < 4000


def test_a_page_of_200_inches_is_refused(worker, pdfs):
    assert refusal(worker, pdfs.page(box=b"0 0 14400 14400")) == "too_many_pixels"


def test_nothing_in_a_file_is_run(worker, pdfs):
    for data in (pdfs.SCRIPTED, pdfs.LAUNCHING):
        assert first(worker, data).min() == 0


@pytest.mark.parametrize("entries", [b"", b"/AP << /N 21 0 R >> "])
@pytest.mark.parametrize("turned", [b"", b"/Rotate 90 "])
def test_what_is_filled_in_is_drawn_where_it_stands(worker, pdfs, entries, turned):
    data = pdfs.form(entries).replace(b"/Annots", turned + b"/Annots")
    rows, columns = np.nonzero(np.rot90(first(worker, data), bool(turned)) < 128)
    points = [value * 72 / 300 for value in (columns.min(), rows.min(), columns.max(), rows.max())]
    left, top, right, bottom = points
    assert 99 < left < 110 and top > 842 - 441 and bottom < 842 - 399  # noqa: PT018 - one box
    assert 60 < right - left < 301


def test_a_field_runs_no_script(worker, pdfs):
    script = b"<< /S /JavaScript /JS (while(1); event.value = 'x') >>"
    actions = b"/AA << /F %s /C %s /V %s /K %s /PO %s /PV %s >> " % ((script,) * 6)
    data = pdfs.form(actions, action=b"/OpenAction %s /AA << /WC %s >> " % (script, script))
    np.testing.assert_array_equal(first(worker, data), first(worker, pdfs.form()))


def test_files_that_cannot_be_opened_say_why(worker, pdfs):
    sound = pdfs.page()
    for data, reason in (
        (pdfs.ENCRYPTED, "needs_password"),
        (sound[: len(sound) // 2], "truncated"),
        (sound[:-8], "truncated"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 9 + pdfs.END, "damaged"),
        (b"%PDF" + pdfs.END, "damaged"),
        (pdfs.pages(0), "damaged"),
        (pdfs.pages(1, count=1_000_000), "too_many_parts"),
        (b"", "empty_file"),
    ):
        with pytest.raises(ImageError) as refused:
            worker.num_pages(data)
        assert refused.value.reason == reason
    cut = b"9 0 obj\n<< >>\nendobj\n"
    for data in (pdfs.END + sound[:-30] + cut, sound + cut):
        with pytest.raises(ImageError, match="ends early"):
            worker.num_pages(sound[:9] + data)


def test_what_senders_put_around_a_file_does_not_matter(worker, pdfs):
    sound = pdfs.page()
    for before in (b"\xef\xbb\xbf", b"\n", b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"):
        with Document(before + sound) as pages:
            assert pages.page(1).grey.min() == 0
        with pytest.raises(ImageError, match="got a PDF file") as refused:
            decode(before + sound)
        assert refused.value.reason == "unsupported_format"
    for behind in (bytes(5000), b"<p>mailed</p>" * 500, b"\r\n" * 3000):  # a fax's padding, a list's advert
        assert worker.num_pages(sound + behind) == 1
    assert worker.num_pages(sound.removesuffix(pdfs.END)) == 1


def test_a_page_that_is_not_there_or_damaged_stops_no_other(worker, pdfs, scanned):
    data, _ = scanned
    lying = pdfs.pages(1, count=3)
    assert worker.num_pages(lying) == 3
    assert first(worker, lying).shape == (83, 83)
    assert refusal(worker, lying, 2) == "damaged"
    assert refusal(worker, lying, 4) == "damaged"
    assert first(worker, lying).shape == (83, 83)
    assert refusal(worker, pdfs.scan(data[: len(data) // 2], WIDTH, HEIGHT)) == "truncated"
    assert refusal(worker, pdfs.scan(b"no picture at all", WIDTH, HEIGHT)) == "damaged"


def test_a_picture_that_unpacks_to_gigabytes_is_refused(worker, pdfs):
    packed = pdfs.picture(pdfs.packed_zeros(2**24), 40_000, 50_000, b"/Filter /FlateDecode ")
    data = pdfs.page(b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject << /I 10 0 R >>", more={10: packed})
    assert refusal(worker, data) == "too_many_pixels"


def test_a_page_that_ends_the_process_or_takes_too_long_stops_no_other(pdfs):
    with PdfWorker(seconds=0.5, memory_bytes=256 * 2**20) as worker:
        assert refusal(worker, pdfs.many_laughs()) in ("decoder_died", "took_too_long")
        assert refusal(worker, pdfs.endless()) == "took_too_long"
        assert first(worker, pdfs.pages(1)).shape == (83, 83)


def test_a_thousand_pages_take_the_memory_of_one(worker, pdfs):
    data = pdfs.pages(1000)
    assert worker.num_pages(data) == 1000
    first(worker, data)
    tracemalloc.start()
    try:
        assert all(worker.page(data, number).grey.min() == 0 for number in range(1, 1001))
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_a_file_is_read_again_where_another_was_asked_for_in_between(worker, pdfs, tmp_path):
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    one.write_bytes(pdfs.page(box=b"0 0 20 20"))
    two.write_bytes(pdfs.page(box=b"0 0 40 20"))
    shapes = [first(worker, path).shape for path in (one, two, one)]
    assert shapes == [(83, 83), (83, 166), (83, 83)]


def test_the_door_for_single_pictures_refuses_pdfs(pdfs):
    with pytest.raises(ImageError, match="got a PDF file; save it as PNG") as refused:
        decode(pdfs.page())
    assert refused.value.reason == "unsupported_format"


def test_damaged_files_are_read_or_refused(worker, pdfs, scanned):
    rng = np.random.default_rng(3)
    data, _ = scanned
    seeds = (pdfs.scan(data, WIDTH, HEIGHT, after=pdfs.LINE), pdfs.pages(3), pdfs.SCRIPTED, pdfs.form())
    found = {"read": 0}
    for at in range(90):
        mutant = bytearray(seeds[at % len(seeds)])
        for place in rng.integers(0, len(mutant), 5):
            mutant[place] = rng.integers(0, 256)
        try:
            worker.page(bytes(mutant), 1)
            found["read"] += 1
        except ImageError as error:
            found[error.reason] = found.get(error.reason, 0) + 1
    assert found["read"] > 20
    assert found["damaged"] > 10
