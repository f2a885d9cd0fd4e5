"""Reading leaves the other cores to others."""

import json
import os
import subprocess
import sys

import pytest

from inkread.one_thread import VARIABLES, one_thread

READ = """
import atexit, json, sys
from threadpoolctl import threadpool_info
from inkread.cli.main import run

def tell():
    print(json.dumps([one["num_threads"] for one in threadpool_info() if one["internal_api"] == "openblas"]))

atexit.register(tell)
run(["read", sys.argv[1], "-o", sys.argv[2]])
"""


@pytest.fixture
def image_file(tmp_path):
    from PIL import Image, ImageDraw

    picture = Image.new("L", (90, 90), 250)
    ImageDraw.Draw(picture).line([(25, 20), (65, 20), (40, 75)], 20, 7)
    picture.save(tmp_path / "seven.png")
    return tmp_path / "seven.png"


def test_reading_computes_on_one_thread(image_file, tmp_path):
    bare = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    command = [sys.executable, "-c", READ, str(image_file), str(tmp_path / "read.json")]
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=True)
    threads = json.loads(done.stdout)
    assert threads
    assert set(threads) == {1}


def test_only_what_is_not_set_is_set(monkeypatch):
    monkeypatch.setenv(VARIABLES[0], "3")
    for name in VARIABLES[1:]:
        monkeypatch.setenv(name, "1")
        monkeypatch.delenv(name)
    one_thread()
    assert [os.environ[name] for name in VARIABLES] == ["3", "1", "1"]
