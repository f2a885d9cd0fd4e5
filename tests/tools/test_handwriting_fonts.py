"""The fonts of the shipped reader are laid out whole, each with its licence, or named where npm has none."""

import csv
import tarfile
from pathlib import Path

import matplotlib as mpl
import pytest

from inkread.datasets.fonts import read_fonts

ROOT = Path(__file__).parents[2]
FONT = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
LICENCES = {"OFL-1.1", "Apache-2.0", "MIT"}


@pytest.fixture
def tool(monkeypatch, tmp_path):
    """The tool with a list of one font, whose package lies in `tmp_path / packed`."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import handwriting_fonts

    listing = tmp_path / "list.csv"
    listing.write_text("family,version,weight,kinds,licence\nmy-hand,1.2.3,400,dU,OFL-1.1\n", "utf-8")
    monkeypatch.setattr(handwriting_fonts, "LIST", listing)
    (tmp_path / "LICENSE").write_text("free", "utf-8")
    (tmp_path / "packed").mkdir()
    with tarfile.open(tmp_path / "packed" / "fontsource-my-hand-1.2.3.tgz", "w:gz") as archive:
        archive.add(tmp_path / "LICENSE", "package/LICENSE")
        archive.add(FONT, "package/files/my-hand-latin-400-normal.woff2")
    return handwriting_fonts


def test_fonts_come_with_licence_and_list(tool, tmp_path):
    tool.lay_out(tmp_path / "fonts", tmp_path / "packed")
    held = sorted(path.name for path in (tmp_path / "fonts").iterdir())
    assert held == ["fonts.csv", "my_hand-400.LICENSE", "my_hand-400.woff2"]
    samples = read_fonts(tmp_path / "fonts")
    assert (len(samples), set(samples.writers)) == (36, {"my_hand"})


def test_a_font_that_is_there_is_not_got_again(tool, tmp_path):
    tool.lay_out(tmp_path / "fonts", tmp_path / "packed")
    (tmp_path / "packed" / "fontsource-my-hand-1.2.3.tgz").unlink()
    tool.lay_out(tmp_path / "fonts", tmp_path / "packed")
    assert len(read_fonts(tmp_path / "fonts")) == 36


def test_a_package_that_npm_does_not_have_is_named_and_no_list_is_written(tool, tmp_path, monkeypatch):
    for path in (tmp_path / "packed").iterdir():
        path.unlink()
    (tmp_path / "npm").write_text("#!/bin/sh\necho no such thing >&2\nexit 1\n", "utf-8")
    (tmp_path / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(
        SystemExit, match=r"expected npm to get @fontsource/my-hand@1.2.3, got: no such thing"
    ):
        tool.lay_out(tmp_path / "fonts", tmp_path / "packed")
    assert not (tmp_path / "fonts" / "fonts.csv").exists()


def test_the_list_names_each_font_once_with_a_free_licence():
    with (ROOT / "tools" / "handwriting_fonts.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({(row["family"], row["weight"]) for row in rows}) == len(rows) > 300
    assert {row["licence"] for row in rows} <= LICENCES
    assert all(row["kinds"] and set(row["kinds"]) <= set("dUl") for row in rows)
