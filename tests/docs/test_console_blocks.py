"""The commands that the documentation shows are run, and answer what the documentation says.

Each block is run in a folder of its own, where `samples/` lies, as it does in a checkout. The blocks of
a page with a line `<!-- in one folder -->` build on one another: they are run as one, in their order.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(
    r"(?P<mark><!-- not run: [^>]+ -->\n)?^```console\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
IN_ONE_FOLDER = "<!-- in one folder -->\n"
RUN = "from inkread.cli.main import run; run()"
PROGRAMS = {"inkread": ("-c", RUN), "python": ()}
TIMEOUT = 1800  # seconds; a tutorial trains several times, on a machine that may be busy
WIDTH = "100"  # columns of the terminal whose output the pages show


@dataclass(frozen=True)
class Shown:
    """One command of a page, with the output that the page shows under it."""

    command: str
    output: str


def blocks(page: Path) -> list[list[Shown]]:
    """Return the commands of each block of the page that is to be run, or all of them as one."""
    text = page.read_text("utf-8")
    found = [
        [
            Shown(*part.partition("\n")[::2])
            for part in re.split(r"^\$ ", match["text"], flags=re.MULTILINE)[1:]
        ]
        for match in BLOCK.finditer(text)
        if not match["mark"]
    ]
    return [[shown for block in found for shown in block]] if IN_ONE_FOLDER in text else found


def marks(block: list[Shown]) -> list[pytest.MarkDecorator]:
    """Return what pytest must know of a block: whether it trains, and so may take long."""
    trains = any(re.match(r"inkread (train|crossval|tune) ", shown.command) for shown in block)
    return [pytest.mark.train, pytest.mark.timeout(TIMEOUT)] if trains else []


BLOCKS = [
    pytest.param(block, id=f"{page.relative_to(ROOT).as_posix()}-{number}", marks=marks(block))
    for page in PAGES
    for number, block in enumerate(blocks(page), 1)
]


def run(command: str, folder: Path) -> str:
    """Return what the command prints, run in `folder` on a terminal of no colour; it must succeed."""
    program, *arguments = shlex.split(command)
    assert program in PROGRAMS, f"mark the block as not run, or begin with {' or '.join(PROGRAMS)}: {command}"
    environment = os.environ | {
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
        "INKREAD_HISTORY": "history.db",  # in the block's own folder, not the person's own
    }
    result = subprocess.run(
        [sys.executable, *PROGRAMS[program], *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def matches(shown: str, printed: str) -> bool:
    """Return whether the output is as shown, where `...` stands for anything."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("..."))
    plain = "\n".join(line.rstrip() for line in printed.strip().splitlines())
    return re.fullmatch(pattern, plain, re.DOTALL) is not None


@pytest.mark.parametrize("block", BLOCKS)
def test_the_commands_of_a_block_answer_as_shown(block: list[Shown], tmp_path: Path):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for shown in block:
        printed = run(shown.command, tmp_path)
        assert not shown.output.strip() or matches(shown.output, printed), printed


def test_there_are_commands_to_run():
    assert BLOCKS


def test_an_output_that_differs_is_noticed():
    assert matches("a ... c\n", "a b b c  \n")
    assert not matches("a ... c\n", "a b b d\n")
