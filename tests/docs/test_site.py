"""The site is built without a warning, every link in it leads somewhere, and it asks no other host."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
INDEX = (ROOT / "docs" / "index.md").read_text("utf-8")
PAGES = re.findall(r"^- \[[^\]]+\]\(([^)#\s]+)\.(?:md|ipynb)\)", INDEX, re.MULTILINE)
STYLE_REQUEST = re.compile(r"url\(\s*['\"]?(?P<address>[^'\")]+)|@import\s+['\"](?P<imported>[^'\"]+)")
# Attributes whose address a browser asks for on its own; `a` is followed by a person alone.
ASKED_FOR = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}


class Links(HTMLParser):
    """The ids of a page, where its links lead, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name"):
                self.ids.add(value or "")
            elif (tag, name) == ("a", "href"):
                self.links.append(value or "")
            elif (tag, name) in ASKED_FOR:
                self.loaded.append(value or "")
            elif name == "style":
                self.loaded += requests_of(value or "")


def requests_of(style: str) -> list[str]:
    """Return the addresses that a style sheet loads."""
    return [match["address"] or match["imported"] for match in STYLE_REQUEST.finditer(style)]


def is_foreign(address: str) -> bool:
    """Return whether loading the address asks another host."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Links]:
    return {path: Links(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_of_the_index_is_built_and_in_the_navigation(site: Path, pages: dict[Path, Links]):
    assert len(PAGES) > 20
    start = {urlsplit(link).path for link in pages[site / "index.html"].links}
    assert [page for page in PAGES if not (site / f"{page}.html").is_file()] == []
    assert {f"{page}.html" for page in PAGES} <= start


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[Path, Links]):
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or page.name == "404.html":
                continue
            goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            anchors = pages[goal].ids if goal in pages else set()
            if not goal.exists() or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert broken == []


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[Path, Links]):
    asked = {page.name: [link for link in found.loaded if is_foreign(link)] for page, found in pages.items()}
    asked |= {
        sheet.name: [link for link in requests_of(sheet.read_text("utf-8")) if is_foreign(link)]
        for sheet in site.rglob("*.css")
    }
    assert {name: links for name, links in asked.items() if links} == {}


def test_a_request_to_another_host_is_noticed():
    page = Links(
        '<link href="https://a.example/b.css"><img src="c.png"><p style="background:url(//d.example/e)">'
    )
    assert [link for link in page.loaded if is_foreign(link)] == ["https://a.example/b.css", "//d.example/e"]
    assert is_foreign(requests_of("@import 'https://f.example/g.css'")[0])


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs" / "reference" / "python").glob("*.md")), ids=lambda page: page.stem
)
def test_every_docstring_that_a_page_asks_for_is_on_it(page: Path, site: Path, pages: dict[Path, Links]):
    asked = re.findall(r"^<!-- docstrings: (.+) -->$", page.read_text("utf-8"), re.MULTILINE)
    objects = {name.strip() for line in asked for name in line.split(",")}
    assert objects
    assert objects <= pages[site / "reference" / "python" / f"{page.stem}.html"].ids


def test_bars_within_code_of_a_table_are_what_a_person_types(site: Path):
    assert "batch_size=64|128|256" in (site / "how-to" / "tune-a-recipe.html").read_text("utf-8")


def test_a_console_block_is_known_to_the_copy_button(site: Path):
    page = (site / "how-to" / "prepare-data.html").read_text("utf-8")
    assert 'class="language-console' in page
    assert 'src="../assets/copy-commands.js"' in page


def test_the_colours_follow_the_system_until_they_are_chosen(site: Path):
    page = (site / "index.html").read_text("utf-8")
    assert 'data-md-color-media="(prefers-color-scheme)"' in page
    assert 'data-md-color-media="(prefers-color-scheme: dark)"' in page
