"""A command that installs an extra is written so that every shell takes it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {".md", ".py", ".json", ".html", ".js", ".ipynb", ".toml", ".yaml", ".sh"}
PLACES = [*ROOT.glob("*.md"), *(path for name in ("docs", "src") for path in (ROOT / name).rglob("*"))]
FILES = sorted(path for path in PLACES if path.suffix in KINDS)
# zsh takes the brackets of a bare inkread[web] for a pattern, finds no such file, and runs nothing.
BARE = re.compile(r"(?<!['\"])\binkread\[[a-z][a-z0-9,-]*\]")


def bare_extras(text: str) -> list[str]:
    """Return the extras that stand without quotes."""
    return BARE.findall(text)


def test_quotes_of_either_kind_will_do():
    assert bare_extras("pip install 'inkread[web]' \"inkread[web,s3]\"") == []
    assert bare_extras("`pip install inkread[web]`; install inkread[s3]") == ["inkread[web]", "inkread[s3]"]


@pytest.mark.parametrize("folder", ["docs", "src"])
def test_extras_are_spoken_of(folder: str):
    assert any("inkread[" in path.read_text("utf-8") for path in FILES if path.is_relative_to(ROOT / folder))


def test_every_extra_to_be_installed_stands_between_quotes():
    found = {path.relative_to(ROOT).as_posix(): bare_extras(path.read_text("utf-8")) for path in FILES}
    assert {name: extras for name, extras in found.items() if extras} == {}
