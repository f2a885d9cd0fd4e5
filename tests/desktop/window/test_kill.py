"""A window that is killed while it saves leaves a whole history."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from inkread.history import LOCAL_OWNER, Query, history_place

PATIENCE = 60
RUN = "from inkread.cli.main import run; run()"


def window_id(hand_display, process):
    """Return the number of the window, as soon as it is shown."""
    environment = {**os.environ, "DISPLAY": hand_display}
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the window ended"
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^inkread$"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        if found:
            return found[0]
        pause.wait(0.05)
    pytest.fail("expected a window, got none")


def test_killed_while_it_keeps_a_drawing_the_history_is_whole(display, hand, tmp_path, tiny_folder):
    history = tmp_path / "history.db"
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "DISPLAY": display}
    command = [sys.executable, "-c", RUN, "desktop", "--bundle", str(tiny_folder), "--history", str(history)]
    with subprocess.Popen(command, env=environment, start_new_session=True) as process:
        window_id(display, process)
        hand.draw((200, 300), (300, 300), (260, 480))
        hand.press("Return")
        process.send_signal(signal.SIGKILL)
    wait_for_the_worker(process.pid)
    store = history_place(str(history)).open()
    entries = store.find(Query(LOCAL_OWNER)).entries
    assert len(entries) <= 1
    assert all(store.image(entry.id, owner=LOCAL_OWNER) for entry in entries)
    store.close()
    with sqlite3.connect(history) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def wait_for_the_worker(group):
    """Wait until the worker, which outlives its window for a moment, has done what it was asked."""
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        pause.wait(0.05)
    pytest.fail("expected the worker to end with its window")
