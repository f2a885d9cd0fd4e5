"""The demonstration ends in a page that answers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOW = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from bootstrap import program
from demo_page import show_page
show_page(program(Path(sys.executable), "inkread"), Path(sys.argv[2]), Path(sys.argv[3]))
"""


def shown(tmp_path, sample):
    """What the demonstration prints where nobody is at the terminal."""
    paths = [ROOT / "tools", tmp_path / "history.db", sample]
    command = [sys.executable, "-c", SHOW, *map(str, paths)]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_where_nobody_looks_the_page_and_one_reading_are_proved(tmp_path):
    done = shown(tmp_path, ROOT / "samples" / "A-pen.png")
    assert done.returncode == 0, done.stderr
    assert "it reads A-pen.png as A" in done.stdout


def test_a_wrong_reading_is_an_error(tmp_path):
    wrong = tmp_path / "7-is-not-what-it-shows.png"
    wrong.write_bytes((ROOT / "samples" / "A-pen.png").read_bytes())
    done = shown(tmp_path, wrong)
    assert done.returncode != 0
    assert "expected 7-is-not-what-it-shows.png read as 7, got 'A'" in done.stderr
