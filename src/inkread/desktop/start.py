"""Starts the window: the worker first, so that the reader loads while the window is built."""

import locale
import os
import signal
import sys

from inkread.desktop import window_state
from inkread.desktop.presenter import Presenter
from inkread.desktop.workbench import Settings
from inkread.desktop.worker import Worker
from inkread.errors import ConfigError
from inkread.words.spoken import spoken_language


def start(settings: Settings, paths: list[str]) -> None:
    """Show the window until it is closed, with files and folders opened in it.

    Args:
        settings: what was named on the command line; what was not is as the window remembers it.
        paths: of files and folders.

    Raises:
        ConfigError: when there is no Tk, or no display to show a window on.
    """
    _check_display()
    file = window_state.state_file()
    settings = remembered(settings, window_state.load(file))
    lost: list[Presenter] = []
    worker = Worker(settings, lost=lambda is_replaced: lost[0].worker_lost(is_replaced))
    worker.start()
    try:
        presenter = Presenter(worker, file)
        lost.append(presenter)
        presenter.begin()
        language = spoken_language(locale.getlocale()[0])
        presenter.passage.set_wish(lines=False, pattern="", lexicon="", language=language)
        _show(presenter, worker, paths)
    finally:
        worker.finish()


def remembered(settings: Settings, state: window_state.WindowState) -> Settings:
    """Return the settings with what the window remembers in the place of what was not named."""
    return Settings(settings.bundle or state.bundle or None, settings.history or state.history or None)


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
    window.errands.open_table(paths)
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
