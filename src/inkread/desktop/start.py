"""Starts the window: the worker first, so that the reader loads while the window is built."""

import os
import signal
import sys

from inkread.desktop.presenter import Presenter
from inkread.desktop.window_state import state_file
from inkread.desktop.workbench import Settings
from inkread.desktop.worker import Worker
from inkread.errors import ConfigError


def start(settings: Settings, paths: list[str]) -> None:
    """Show the window until it is closed, with files and folders opened in it.

    Raises:
        ConfigError: when there is no Tk, or no display to show a window on.
    """
    _check_display()
    lost: list[Presenter] = []
    worker = Worker(settings, lost=lambda is_replaced: lost[0].worker_lost(is_replaced))
    worker.start()
    try:
        presenter = Presenter(worker, state_file())
        lost.append(presenter)
        presenter.begin()
        _show(presenter, worker, paths)
    finally:
        worker.finish()


def _show(presenter: Presenter, worker: Worker, paths: list[str]) -> None:
    """Show the window; its first use imports Tk's parts."""
    import tkinter

    from inkread.desktop.app import Window

    try:
        window = Window(presenter, worker)
    except tkinter.TclError as error:
        raise ConfigError(
            f"expected a display to show the window on, got “{error}”; start it in a desktop session,"
            " or use: inkread serve"
        ) from error
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: window.close())
    window.errands.open_paths(paths)
    window.run()


def _check_display() -> None:
    """Refuse early where no window can be shown, before a process is started for nothing.

    Raises:
        ConfigError: naming what is missing.
    """
    try:
        import tkinter  # noqa: F401 - whether it is there
    except ModuleNotFoundError as error:
        raise ConfigError(
            "expected Python's tkinter, got none; install it (Debian and Ubuntu: apt install python3-tk)"
        ) from error
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        raise ConfigError(
            "expected a display to show the window on, got no DISPLAY; start it in a desktop session,"
            " or use: inkread serve"
        )
