"""The window's side of pictures on the clipboard: starts the process beside it, hears what comes of it."""

import multiprocessing
import tempfile
import tkinter
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeAlias

from inkread.desktop.clipboard.process import Took, offer, take
from inkread.safe_path import safe_path

SOON = 20  # ms between two looks whether there is an answer
ENDED = "expected an answer about the clipboard, got the end of the process that was asked; try again"
Heard: TypeAlias = Callable[[Any], None]


class Clipboard:
    """Takes pictures from the clipboard and puts them on it, without making the window wait.

    Args:
        root: a widget, by whose clock answers are looked for.
    """

    def __init__(self, root: tkinter.Misc) -> None:
        """Start nothing yet."""
        self._root = root
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._num_taken = 0
        self._is_taking = False
        self._beside: list[tuple[BaseProcess, Connection]] = []

    def take(self, took: Callable[[Took], None]) -> None:
        """Call `took` with the file of the picture that was copied, or with the files that were.

        The file is there as long as the window is. Who asks twice before an answer means one picture.
        """
        if self._is_taking:
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="inkread-", ignore_cleanup_errors=True)
        self._is_taking = True
        self._num_taken += 1

        def heard(told: Took | None) -> None:
            self._is_taking = False
            took(("failed", (ENDED,)) if told is None else told)

        self._start(take, str(Path(self._folder.name) / f"pasted-{self._num_taken}"), heard)

    def offer(self, png: bytes, offered: Callable[[str], None]) -> None:
        """Put a picture on the clipboard until something else is put there or the window is closed.

        Args:
            png: a PNG file's bytes.
            offered: called with an empty text once the picture can be pasted, or with what did not work.
        """
        self._start(offer, png, lambda told: offered("" if told is True else told or ENDED))

    def close(self) -> None:
        """End what still runs, and let the pictures go that were taken."""
        for process, line in self._beside:
            line.close()
            process.terminate()
            process.join()
        self._beside.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _start(self, do: Callable[[Connection, Any], None], what: object, heard: Heard) -> None:
        """Let a process do something, and call `heard` with what it tells; with None where it ends before."""
        self._bury()
        context = multiprocessing.get_context("spawn")  # a fork would take the window's display with it
        near, far = context.Pipe()
        process = context.Process(target=do, args=(far, what), name="inkread clipboard", daemon=True)
        with safe_path():
            process.start()
        far.close()  # or its end would never be seen
        self._beside.append((process, near))
        self._root.after(SOON, self._listen, near, heard)

    def _listen(self, line: Connection, heard: Heard) -> None:
        """Look for an answer, and again until there is one."""
        if line.closed:
            return
        try:
            told = line.recv() if line.poll() else ...
        except (EOFError, OSError):
            told = None
        if told is ...:
            self._root.after(SOON, self._listen, line, heard)
        else:
            heard(told)

    def _bury(self) -> None:
        """Let go of the processes that ended."""
        for process, line in self._beside:
            if not process.is_alive():
                process.join()
                line.close()
        self._beside = [(process, line) for process, line in self._beside if not line.closed]
