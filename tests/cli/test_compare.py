"""`inkread compare` from the command line, and its page."""

import json
import subprocess
import sys

import pytest
from PIL import Image
from typer.testing import CliRunner

from inkread.cli.main import app

GRAPHEMES = "17LTVX"


@pytest.fixture
def runs(tmp_path, drawing, tiny_folder, make_bundle):
    """Two bundles, one of them of the same network under another name, and a folder of drawings."""
    from inkread.bundle import write_bundle

    write_bundle(make_bundle(name="twin"), tmp_path / "twin")
    for grapheme in GRAPHEMES:
        (tmp_path / "drawings" / grapheme).mkdir(parents=True)
        for pen in (7, 8, 9):
            Image.fromarray(drawing(grapheme, pen=pen)).save(tmp_path / "drawings" / grapheme / f"{pen}.png")
    return [str(tiny_folder), str(tmp_path / "twin"), "--data", str(tmp_path / "drawings"), "--whole"]


def run(*arguments):
    result = CliRunner().invoke(app, ["compare", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_bundles_are_compared_without_the_training_framework(runs):
    program = "import sys; sys.modules['keras'] = None; from inkread.cli.main import run; run()"
    words = ["compare", *runs, "--no-cost", "--json"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["graphemes"] == sorted(GRAPHEMES)


def test_a_person_reads_a_table_and_a_verdict(runs):
    printed = run(*runs)
    assert "100.00 (82.41-100.00)" in printed
    assert "4,704" in printed
    assert "tiny and twin cannot be told apart: 0 images only twin reads right" in printed
    assert "Nobody can tell whether twin was trained on these images" in printed


def test_a_program_reads_json(runs):
    made = json.loads(run(*runs, "--no-cost", "--json"))
    assert made["n"] == 18
    assert [standing["cost"] for standing in made["standings"]] == [None, None]
    assert made["contests"][0]["adjusted"] == 1.0


def test_a_page_is_written(runs, tmp_path):
    run(*runs, "--no-cost", "--output", tmp_path / "out" / "page.html")
    page = (tmp_path / "out" / "page.html").read_text("utf-8")
    assert "Runs compared" in page
    assert "McNemar" in page
    assert "<svg" in page
