"""Every published figure stands in docs/results.md with the command that makes it.

The rule: a number with a unit (%, ×, times, s, ms, minutes, kB, MB, GB, bytes, images) in the text of
README.md or of a page of docs/ is a figure, and must be in a table of docs/results.md, in a row that links
to the page: among the measured ones, with a command, or among those that are no measurement. No text, and so
not looked at, are: code; output under a command; generated blocks, which stand between `<!-- name -->` and
`<!-- /name -->` and must be named in results.md; pages generated whole, whose head says so. A command whose
output shows decimals is named there too, unless the tests run it. And the other way round: what results.md
lists is on the page that it links, and its commands are there to be typed.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main

from inkread.cli.main import app

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "results.md"
GENERATED = "This page is written by `tools/"
PAGES = [
    page
    for page in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    if page != RESULTS and GENERATED not in page.read_text("utf-8")
]
BLOCK = re.compile(r"<!-- (?P<name>\w+)(?:: [^>]+)? -->\n.*?<!-- /(?P=name) -->", re.DOTALL)
FENCE = re.compile(r"^(?P<fence>`{3,}).*?^(?P=fence)", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
CONSOLE = re.compile(r"^<!-- not run: [^>]+ -->\n```console\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
NUMBER = r"\d[\d,]*(?:\.\d+)?"
UNIT = (
    r"%|per cent\b|times\b|×(?!\s*\d)|(?:m|µ)?s\b|seconds?\b|minutes?\b|hours?\b|[kMG]B\b|bytes\b|images?\b"
)
FIGURE = re.compile(rf"(?<![\w.]){NUMBER}(?:\s*(?:±|to|–)\s*{NUMBER})?[\s-]?(?:{UNIT})")
ROW = re.compile(r"^\| (?P<cells>.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\((?P<page>[^)#]+)")


class Listed(NamedTuple):
    """A row of results.md: the figures in it, the page that shows them, and the command if there is one."""

    figures: frozenset[str]
    page: Path
    command: str


def figures(text: str) -> set[str]:
    """Return the figures in the text of a page, written alike however the line was broken."""
    plain = CODE.sub("", FENCE.sub("", BLOCK.sub("", text)))
    return {re.sub(r"[\s-]+(?=\D+$)", " ", " ".join(match[0].split())) for match in FIGURE.finditer(plain)}


def listed(text: str) -> list[Listed]:
    """Return the rows of the tables that link to a page."""
    rows = []
    for match in ROW.finditer(text):
        cells = match["cells"].split(" | ")
        link = LINK.search(cells[-1])
        if link:
            command = next((cell.strip("`") for cell in cells if cell.startswith("`")), "")
            page = (RESULTS.parent / link["page"]).resolve()
            rows.append(Listed(frozenset(figures("\n".join(cells[:2]))), page, command))
    return rows


def shown_with_decimals(text: str) -> list[str]:
    """Return the commands that are not run and above an output with decimals."""
    parts = [
        part for block in CONSOLE.finditer(text) for part in re.split(r"^\$ ", block["text"], flags=re.M)
    ]
    return [part.partition("\n")[0] for part in parts if re.search(r"\d\.\d", part.partition("\n")[2])]


def exists(command: str) -> bool:
    """Return whether a command can be typed: one of inkread, or a file of the checkout."""
    program, *words = command.split()
    if program == "python":
        return (ROOT / words[0]).is_file()
    place = typer.main.get_command(app)
    while words and words[0] in getattr(place, "commands", {}):
        place = place.commands[words.pop(0)]
    return program == "inkread" and not hasattr(place, "commands")


ROWS = listed(RESULTS.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_figure_of_a_page_is_listed(page: Path):
    known = {figure for row in ROWS if row.page == page for figure in row.figures}
    assert figures(page.read_text("utf-8")) - known == set(), "list them in docs/results.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_generated_block_and_shown_output_is_named(page: Path):
    text, results = page.read_text("utf-8"), RESULTS.read_text("utf-8")
    assert [match["name"] for match in BLOCK.finditer(text) if f"`{match['name']}`" not in results] == []
    commands = {row.command for row in ROWS if row.page == page}
    assert [command for command in shown_with_decimals(text) if command not in commands] == []


def test_what_is_listed_is_on_its_page():
    stale = {
        (row.page.name, figure)
        for row in ROWS
        for figure in row.figures - figures(row.page.read_text("utf-8"))
    }
    assert stale == set()


def test_every_command_listed_can_be_typed():
    text = RESULTS.read_text("utf-8")
    commands = {row.command for row in ROWS if row.command}
    commands |= set(re.findall(r"`((?:python|inkread) [^`]+)`", text))
    assert len(commands) > 5
    assert [command for command in commands if not exists(command)] == []


def test_figures_are_told_from_other_numbers():
    text = "reads 99.3 ± 0.1 % of 28 × 28 px, 8×\nfaster in 12 ms, `5 %`, K = 3\n"
    assert figures(f"{text}<!-- a: b -->\n7 %\n<!-- /a -->\n") == {"99.3 ± 0.1 %", "8×", "12 ms"}
    assert figures("a 22-kB file") == {"22 kB"}


def test_an_output_with_decimals_is_noticed():
    text = "<!-- not run: trains -->\n```console\n$ inkread a\nloss 1.5\n$ inkread b\ndone\n```\n"
    assert shown_with_decimals(text) == ["inkread a"]
