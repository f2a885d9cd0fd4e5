"""What the person set: another model, another history, the system's colours."""

import subprocess
import sys
from collections.abc import Iterator

from inkread.desktop.jobs.drawings import open_reader
from inkread.desktop.replies import Placed, SystemColours, Told
from inkread.desktop.requests import AskColours, Open, UseBundle, UseHistory
from inkread.desktop.workbench import Workbench

PATIENCE = 5.0  # seconds for a program of the system
ASKED = {
    "darwin": ("defaults", "read", "-g", "AppleInterfaceStyle"),
    "linux": ("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"),
}
"""The program that knows the colours, whose answer has the word dark in it where they are."""
REGISTRY = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"


def use_bundle(bench: Workbench, asked: UseBundle) -> Iterator[Told]:
    """Read with another model, which is tried first, and tell what it is."""
    bench.use_bundle(asked.bundle)
    yield from open_reader(bench, Open())


def use_history(bench: Workbench, asked: UseHistory) -> Iterator[Told]:
    """Keep readings elsewhere, where that can be opened, and tell where."""
    yield Placed(bench.use_history(asked.address))


def ask_colours(_: Workbench, __: AskColours) -> Iterator[Told]:
    """Tell whether the system's windows are dark; where that cannot be known they are not."""
    yield SystemColours(_is_dark_in_registry() if sys.platform == "win32" else _is_said_dark(sys.platform))


def _is_said_dark(platform: str) -> bool:
    """Return what the system's own program says."""
    command = ASKED.get(platform)
    if command is None:
        return False
    try:
        told = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):  # no such program: another kind of desktop
        return False
    return b"dark" in told.lower()


def _is_dark_in_registry() -> bool:
    """Return what Windows keeps in its registry."""
    import importlib

    registry = importlib.import_module("winreg")  # there is none elsewhere
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, REGISTRY) as key:
            return not registry.QueryValueEx(key, "AppsUseLightTheme")[0]
    except OSError:  # an older Windows
        return False
