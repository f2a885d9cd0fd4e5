"""Every link from one page of the documentation to another leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Return the anchors that the page's headings make, as the usual hosts spell them."""
    headings = re.findall(r"^#+ +(.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    """Return the links of the page that lead to no file or heading of the repository."""
    lost = []
    for match in LINK.finditer(FENCED.sub("", page.read_text("utf-8"))):
        target, _, anchor = match["target"].partition("#")
        if "://" in target:
            continue
        goal = (page.parent / target) if target else page
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            lost.append(match["target"])
    return lost


def test_the_pages_people_start_from_are_there():
    names = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert names >= {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/index.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_somewhere(page: Path):
    assert broken(page) == []


def test_a_lost_link_is_noticed(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("# One head\n[a](page.md#one-head) [b](gone.md) [c](#nowhere)\n", "utf-8")
    assert broken(page) == ["gone.md", "#nowhere"]


def test_every_page_of_the_docs_is_reached_from_the_index():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {
        page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.is_relative_to(ROOT / "docs")
    }
    assert {page for page in pages - {"index.md"} if f"({page})" not in index} == set()
