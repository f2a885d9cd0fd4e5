"""The end of the demonstration: the page on the shipped bundle, for a person to try or a machine to check.

Runs on a bare Python, like bootstrap.py: standard library only.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from bootstrap import BootstrapError

USUAL_PORT = 8000
SECONDS = 30  # for one answer; a machine that has just installed everything is slow


def show_page(inkread: Path, history: Path, sample: Path) -> None:
    """Serve the page: until Ctrl-C where a person is at the terminal, else until it has read `sample`.

    Args:
        inkread: the command.
        history: where the demonstration keeps its readings.
        sample: an image whose name begins with the character that it shows.

    Raises:
        BootstrapError: when the service does not start, or does not read the sample right.
    """
    command = [str(inkread), "serve", "--history", str(history), "--port", str(_free_port())]
    if sys.stdin.isatty() and sys.stdout.isatty():
        _stay(command)
    else:
        _prove(command, sample)


def _free_port() -> int:
    """Return the usual port, or 0 for any where something listens there already."""
    with socket.socket() as probe:
        return 0 if probe.connect_ex(("127.0.0.1", USUAL_PORT)) == 0 else USUAL_PORT


def _stay(command: list[str]) -> None:
    """Serve until the person presses Ctrl-C, which reaches the service by itself; it says where it is."""
    service = subprocess.Popen(command)
    status = None
    while status is None:
        try:
            status = service.wait()
        except KeyboardInterrupt:
            continue  # it ends in its own time
    if status != 0:
        raise BootstrapError(f"expected the page to be served, got exit status {status}; see the words above")


def _prove(command: list[str], sample: Path) -> None:
    """Have the sample read over HTTP, say so, and stop."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True) as service:
        try:
            said = service.stdout.readline()  # it speaks when it is ready, or ends
            found = re.search(r"http://[\w.:\[\]]+", said)
            if not found:
                raise BootstrapError("expected the page to be served, got no address; see the words above")
            print(f"The page answers at {found[0]}: {_read(found[0], sample)}", flush=True)
        finally:
            service.terminate()


def _read(address: str, sample: Path) -> str:
    """Return a sentence about the page and the sample's reading."""
    with urllib.request.urlopen(f"{address}/", timeout=SECONDS) as page:
        size = len(page.read())
    request = urllib.request.Request(
        f"{address}/api/v1/read?keep=0", data=sample.read_bytes(), headers={"Content-Type": "image/png"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        (reading,) = json.load(answer)["readings"]
    if reading["text"] != sample.name[0]:
        raise BootstrapError(f"expected {sample.name} read as {sample.name[0]}, got {reading['text']!r}")
    return f"{size} bytes, and it reads {sample.name} as {reading['text']} ({reading['confidence']:.0%})"
