"""A file of many pages is read once, when its first page is, and is not held after its last."""

import numpy as np
import pytest
from PIL import Image

from inkread.cli.image_paths import ImageInput
from inkread.cli.sheets import sheets_of
from inkread.errors import ImageError
from inkread.preprocess.decode import decode, source
from inkread.preprocess.decode.pdf import PdfWorker

TONES = (50, 120, 200)


@pytest.fixture
def scans(tmp_path):
    """Two files of three pages each, and one that is no TIFF."""
    pages = [Image.fromarray(np.full((9, 7), tone, np.uint8)) for tone in TONES]
    for name in ("a.tif", "b.tif"):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
    pages[0].save(tmp_path / "c.png")
    return [ImageInput(name, tmp_path / name) for name in ("a.tif", "b.tif", "c.png")]


@pytest.fixture
def times_read(monkeypatch):
    """The files that were read, once for each time."""
    names, read = [], source.read_source

    def counted(given):
        names.append(getattr(given, "name", "bytes"))
        return read(given)

    monkeypatch.setattr(source, "read_source", counted)
    return names


def test_each_page_is_a_sheet_and_each_file_read_once(scans, times_read):
    sheets = list(sheets_of(scans, PdfWorker()))
    assert [sheet.name for sheet in sheets] == [
        *(f"{name}#{number}" for name in ("a.tif", "b.tif") for number in (1, 2, 3)),
        "c.png",
    ]
    assert times_read == []
    tones = [int(decode(sheet.source()).grey[0, 0]) for sheet in sheets]
    assert tones == [*TONES, *TONES, TONES[0]]
    assert times_read == ["a.tif", "b.tif"]


def test_pages_in_memory_are_sheets_too(scans):
    [held] = [ImageInput("-", scans[0].source.read_bytes())]
    tones = [int(decode(sheet.source()).grey[0, 0]) for sheet in sheets_of([held], PdfWorker())]
    assert tones == [*TONES]


def test_pages_of_a_pdf_are_sheets_and_drawn_when_they_are_wanted(scans, pdfs, tmp_path):
    (tmp_path / "d.pdf").write_bytes(pdfs.pages(3, count=4))
    (tmp_path / "e.pdf").write_bytes(pdfs.pages(1))
    (tmp_path / "f.pdf").write_bytes(pdfs.ENCRYPTED)
    images = [ImageInput(name, tmp_path / name) for name in ("d.pdf", "e.pdf", "f.pdf")]
    with PdfWorker() as worker:
        sheets = list(sheets_of([*images, ImageInput("-", pdfs.pages(2))], worker))
        assert [sheet.name for sheet in sheets] == [
            *(f"d.pdf#{number}" for number in (1, 2, 3, 4)),
            *("e.pdf", "f.pdf", "-#1", "-#2"),
        ]
        found = [sheet.source_or_error() for sheet in sheets]
    reasons = [one.reason if isinstance(one, ImageError) else one.grey.shape for one in found]
    assert reasons == [*[(83, 83)] * 3, "damaged", (83, 83), "needs_password", (83, 83), (83, 83)]


def test_a_page_is_named_by_its_file_and_number(scans, pdfs, tmp_path):
    (tmp_path / "d.pdf").write_bytes(pdfs.pages(3))
    (tmp_path / "e.pdf").write_bytes(pdfs.ENCRYPTED)
    (tmp_path / "a.tif#3").write_bytes((tmp_path / "c.png").read_bytes())  # a file of that very name
    names = ("a.tif#2", "a.tif#3", "d.pdf#3", "d.pdf#4", "c.png#1", "e.pdf#1", "none.pdf#1", "d.pdf#0")
    images = [ImageInput(str(tmp_path / name), tmp_path / name) for name in names]
    with PdfWorker() as worker:
        sheets = list(sheets_of(images, worker))
        found = [sheet.source_or_error() for sheet in sheets]
    named = [sheet.name.removeprefix(str(tmp_path))[1:] for sheet in sheets]
    assert named == [*names[:4], "c.png", "e.pdf", *names[6:]]
    tones = [int(decode(found[at]).grey[0, 0]) for at in (0, 1, 4)]
    assert tones == [TONES[1], TONES[0], TONES[0]]
    assert found[2].grey.shape == (83, 83)
    assert (found[3].reason, found[5].reason) == ("not_found", "needs_password")
    assert "page from 1 to 3, got 4" in str(found[3])
    assert [one.name for one in found[6:]] == ["none.pdf#1", "d.pdf#0"]


def test_without_pdfs_no_process_is_started(scans, monkeypatch):
    monkeypatch.setattr("inkread.preprocess.decode.pdf.DecodeProcess", None)
    with PdfWorker() as worker:
        assert len(list(sheets_of(scans, worker))) == 7
