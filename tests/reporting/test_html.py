"""A page is one whole HTML file: well formed, self-contained, in order, for every reader."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from inkread.reporting.figures import Curve, bars, curves
from inkread.reporting.html import render
from inkread.reporting.page import Callout, Code, Page, Paragraph, Section, Steps, Table
from inkread.reporting.pictures import gallery, image_grid
from inkread.reporting.style import Words

VOID = {"meta", "img", "br", "link", "input", "hr"}
HOSTILE = '<script src="https://example.org/x.js"></script>'


class Outline(HTMLParser):
    """What a page is made of, its tags checked to close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.elements, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        """Return the attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    """A page with one block of each kind, some with hostile text."""
    x = np.arange(1, 6)
    images = np.random.default_rng(0).integers(0, 256, (3, 28, 28), np.uint8)
    words = Words(f"A caption {HOSTILE}", f"A text {HOSTILE}", "epoch", "accuracy")
    blocks = (
        Paragraph(f"One.\n\nTwo {HOSTILE}"),
        Callout("Classes are uneven.", "warning"),
        curves([Curve("training", x, x / 5, x / 6, x / 4), Curve(HOSTILE, x, x / 7)], words),
        bars(["a", "b"], [1, 2], words),
        image_grid(images, words, num_columns=2),
        gallery(images, ["one", "two", HOSTILE], "Samples"),
        Table(("name", "n"), (("a", 12345), (HOSTILE, None)), "Counts", "n is a number."),
        Code("inkread data explore digits"),
        Steps((("Data", "all of it"), (HOSTILE, "one; two")), "The way"),
    )
    sections = (Section("Curves & bars", blocks), Section("Curves & bars", ()), Section("名前", ()))
    return render(Page("A report", "In short.", sections))


@pytest.fixture(scope="module")
def outline(page) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    return parser


def test_every_element_is_closed(outline):
    assert outline.open == []


def test_nothing_is_asked_of_a_server(page, outline):
    links = [
        value
        for _, attributes in outline.elements
        for name, value in attributes.items()
        if name in {"src", "href", "xlink:href", "data", "srcset", "action", "poster"}
    ]
    assert links
    assert [link for link in links if not link.startswith(("data:", "#"))] == []
    assert re.findall(r"url\((?!#)[^)]*\)|@import", page) == []
    assert {"script", "link", "iframe", "object"} & {tag for tag, _ in outline.elements} == set()
    policy = next(
        attributes["content"]
        for attributes in outline.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")


def test_no_two_elements_have_the_same_id(outline):
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_reference_inside_the_page_leads_somewhere(page, outline):
    ids = {attributes["id"] for _, attributes in outline.elements if "id" in attributes}
    inside = [
        value[1:]
        for _, attributes in outline.elements
        for name, value in attributes.items()
        if name == "href" and value.startswith("#")
    ]
    assert set(inside) | set(re.findall(r"url\(#([^)]+)\)", page)) <= ids


def test_headings_stand_in_order_and_the_contents_list_them(outline):
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
    assert levels == [1, 2, 2, 2]
    slugs = [attributes["id"] for attributes in outline.all("h2")]
    assert slugs == ["curves-bars", "curves-bars--2", "名前"]
    assert [attributes["href"] for attributes in outline.all("a")][1:] == [f"#{slug}" for slug in slugs]


def test_every_picture_has_a_text(outline):
    drawings = [attributes for attributes in outline.all("svg") if attributes.get("role") == "img"]
    assert len(drawings) == 2
    assert all(attributes["aria-label"].startswith("A text") for attributes in drawings)
    assert len(outline.all("img")) == 4
    assert all(attributes["alt"] for attributes in outline.all("img"))


def test_text_is_never_taken_for_markup(page):
    assert HOSTILE not in page
    assert page.count("&lt;script") >= 7


def test_it_is_made_for_paper_darkness_and_narrow_screens(page):
    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page
    assert "width=device-width" in page


def test_numbers_stand_to_the_right_and_an_empty_cell_is_a_dash(page):
    assert '<td class="number">12,345</td>' in page
    assert '<td class="number">–</td>' in page


def test_names_that_begin_with_a_number_stand_to_the_left():
    rows = (("1 convolution", "94.4 %", "0.91 to 0.93"), ("16, 32 filters of 3×3", "95.0 %", "0.94 to 0.96"))
    made = render(Page("T", "", (Section("S", (Table(("run", "accuracy", "interval"), rows, "Runs"),)),)))
    assert "<td>1 convolution</td>" in made
    assert '<td class="number">94.4 %</td>' in made
    assert '<td class="number">0.91 to 0.93</td>' in made


def test_steps_are_a_list_in_their_order(page, outline):
    assert [attributes.get("class") for attributes in outline.all("ol")] == [None, "steps"]
    assert page.index("<strong>Data</strong>") < page.index("one; two")


def test_the_same_page_gives_the_same_bytes():
    made = [render(Page("T", "", (Section("S", (bars(["a"], [1], Words("c", "a")),)),))) for _ in range(2)]
    assert made[0] == made[1]
