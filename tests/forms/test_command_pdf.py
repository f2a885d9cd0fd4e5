"""`inkread form` reads each page of a PDF as a sheet, and takes one for the blank form."""

import csv
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def stack(folder, filled, seen):
    """A PDF of two filled forms and one empty sheet of paper."""
    ways = (("LT", "flat"), ("VX", "turned"))
    sheets = [Image.fromarray(seen(filled(code=code), how)) for code, how in ways]
    sheets.append(Image.new("L", (1100, 900), 255))
    sheets[0].save(folder / "scan.pdf", save_all=True, append_images=sheets[1:], resolution=150)
    return folder / "scan.pdf"


def rows(path="out.csv"):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return [(row["file"], row["code"], row["error"][:10]) for row in csv.DictReader(file)]


def test_each_page_is_a_row_for_any_number_of_workers(form, stack, folder, pdfs):
    (folder / "locked.pdf").write_bytes(pdfs.ENCRYPTED)
    found = []
    for workers in (1, 2):
        names = ("locked.pdf", "scan.pdf", "1.png")
        answer = form(*names, "--output", "out.csv", "--json", "--workers", workers)
        found.append((answer.code, answer.out, answer.err, Path("out.csv").read_bytes()))
    assert found[0] == found[1]
    assert found[0][0] == 1
    assert rows() == [
        ("locked.pdf", "", "needs_pass"),
        ("scan.pdf#1", "LT", ""),
        ("scan.pdf#2", "VX", ""),
        ("scan.pdf#3", "", "other_form"),
        ("1.png", "LT", ""),
    ]


def test_a_folder_has_its_pdfs_read(form, stack, folder, pdfs):
    scans = folder / "scans"
    scans.mkdir()
    stack.rename(scans / "A.PDF")
    assert form("scans", "--output", "out.csv").out.startswith("out.csv: 2 forms read, 1 not read")
    assert [name for name, *_ in rows()] == [f"scans/A.PDF#{page}" for page in (1, 2, 3)]


@pytest.mark.parametrize("resolution", [72, 150])
def test_the_blank_form_may_be_a_pdf_drawn_as_large_as_the_boxes_say(form, folder, resolution, pdfs):
    blank = Image.open("blank.png")
    blank.resize((1800, 1280)).save("blank.pdf", resolution=resolution)
    template = Path("form.yaml")
    template.write_text(template.read_text("utf-8").replace("blank.png", "blank.pdf"), "utf-8")
    assert form("1.png", "--output", "out.csv").code == 0
    assert rows() == [("1.png", "LT", "")]


def test_a_blank_pdf_of_another_shape_is_refused(form, folder, pdfs):
    Path("blank.pdf").write_bytes(pdfs.page())
    template = Path("form.yaml")
    template.write_text(template.read_text("utf-8").replace("blank.png", "blank.pdf"), "utf-8")
    answer = form("1.png", "--output", "out.csv")
    assert answer.code != 0
    assert "expected a picture of 900 x 640 px" in answer.err


def test_without_the_extra_a_row_says_what_to_install(form, stack, monkeypatch):
    monkeypatch.setattr("inkread.preprocess.decode.pdf.find_spec", lambda name: None)
    assert form("scan.pdf", "1.png", "--output", "out.csv").code == 1
    assert rows() == [("scan.pdf", "", "unsupporte"), ("1.png", "LT", "")]
    assert "pip install 'inkread[pdf]'" in Path("out.csv").read_text("utf-8")
