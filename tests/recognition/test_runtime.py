"""ONNX Runtime is loaded without what it would tell its makers: a home stays as empty as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "A-pen.png"
KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP")
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
SERVED = """
import io, sys
from inkread.web import create_app
from inkread.web.settings import WebSettings
client = create_app(WebSettings(bundles=(sys.argv[1],), keep=False)).test_client()
with open(sys.argv[2], "rb") as file:
    answer = client.post("/api/v1/read", data=file.read(), content_type="image/png")
print(answer.get_json()["readings"][0]["text"])
"""
COMMAND = """
import sys
from inkread.cli.main import run
sys.argv[1:] = ["read", "-q", "--bundle", *sys.argv[1:]]
run()
"""


@pytest.fixture
def home(tmp_path):
    """An empty folder that a fresh process takes for its user's home."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("code", [COMMAND, SERVED], ids=["the command", "the service"])
def test_a_reading_leaves_nothing_in_a_fresh_home(code, home, tiny_folder):
    # Few variables: the library sends nothing where one such as CI tells it that it is being tested.
    variables = {name: os.environ[name] for name in KEPT if name in os.environ}
    variables |= dict.fromkeys(HOMES, str(home))
    command = [sys.executable, "-c", code, str(tiny_folder), str(SAMPLE)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.strip()
    assert sorted(path.relative_to(home).as_posix() for path in home.rglob("*")) == []
