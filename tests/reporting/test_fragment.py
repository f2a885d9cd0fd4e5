"""A part of a page shows itself in a notebook, whatever the notebook's own style."""

import base64
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.reporting.figures import Curve, curves
from inkread.reporting.fragment import fragment
from inkread.reporting.page import Callout, Code, Page, Paragraph, Section, Steps, Table
from inkread.reporting.pictures import gallery
from inkread.reporting.style import Words

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def page() -> Page:
    """A page with a block of each kind, with hostile text in each."""
    x = np.arange(1, 4)
    blocks = (
        Paragraph(f"One.\n\nTwo {HOSTILE}"),
        Callout(HOSTILE, "warning"),
        Table(("name", "n"), ((HOSTILE, 12345), ("b", None)), HOSTILE, HOSTILE),
        curves([Curve("training", x, x / 4)], Words(HOSTILE, f"It rises {HOSTILE}", "epoch", "accuracy")),
        gallery(np.zeros((2, 8, 8), np.uint8), ["zero", HOSTILE], HOSTILE),
        Code(HOSTILE),
        Steps(((HOSTILE, HOSTILE),), HOSTILE),
    )
    return Page(f"A page {HOSTILE}", HOSTILE, (Section(f"First {HOSTILE}", blocks, "first"),))


def test_a_notebook_is_given_html_of_every_part(page):
    section = page.sections[0]
    for part in (page, section, *section.blocks):
        assert part._repr_html_() == fragment(part)
    assert all(fragment(block) in fragment(section) for block in section.blocks)
    assert fragment(section) in fragment(page)


def test_text_is_never_taken_for_markup(page):
    made = fragment(page)
    assert "<script" not in made
    assert made.count("&lt;script") >= 12


def test_a_fragment_is_well_formed_and_needs_no_style_sheet_and_no_server(page):
    made = re.sub(r"<img ([^>]*)>", r"<img \1/>", fragment(page))
    root = ElementTree.fromstring(f"<div>{made}</div>")
    assert [element.tag for element in root.iter() if element.tag in {"style", "script", "link"}] == []
    assert [element for element in root.iter() if "class" in element.attrib] == []
    sources = [element.attrib["src"] for element in root.iter("img")]
    assert len(sources) == 3
    assert all(source.startswith("data:image/") for source in sources)
    assert all(element.attrib["alt"] for element in root.iter("img"))


def test_a_drawing_stands_alone_with_colours_of_its_own(page):
    found = re.search(r"data:image/svg\+xml;base64,([^\"]+)", fragment(page))
    svg = base64.b64decode(found[1]).decode()
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert re.findall(r"var\(--[\w-]+\)", svg) == []  # a variable without a second colour would draw nothing


def test_a_section_is_found_by_its_anchor_or_the_beginning_of_its_title(page):
    assert page.section("first") is page.section("First") is page.sections[0]
    with pytest.raises(ConfigError, match=r"expected a section among 'First .*got 'Second'"):
        page.section("Second")
