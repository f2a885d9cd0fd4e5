"""What the window remembers from one time to the next: its size, its colours, the last folders and files."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.data_folder import data_folder

FILE = "desktop.json"
MOST_RECENT = 8
LARGEST = 65_536  # bytes; a file of ours is a kilobyte


@dataclass(frozen=True, slots=True)
class WindowState:
    """Each field is what a new window begins with.

    Attributes:
        width: px of the window.
        height: px likewise.
        is_dark: whether its colours were dark.
        theme: `light`, `dark`, or `system` for what the system's windows have.
        charset: the name of what may come out.
        bundle: the model that the person chose; empty for the one that ships.
        history: where the person wants readings kept; empty for the usual place.
        view: the number of the view that was shown.
        pen_width: units of the sheet.
        shows_guide: whether the guide box is shown.
        keeps_files: whether readings of files are kept.
        torn: the names of the views that have windows of their own.
        recent: the files and folders that were opened last, the newest first.
        training_folder: where samples were written last; empty where none were.
    """

    width: int = 1024
    height: int = 700
    is_dark: bool = False
    theme: str = "system"
    charset: str = "all"
    bundle: str = ""
    history: str = ""
    view: int = 0
    pen_width: float = 16.0
    shows_guide: bool = True
    keeps_files: bool = True
    torn: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    training_folder: str = ""

    def opened(self, path: str) -> "WindowState":
        """Return the state after a file or folder was opened.

        Example:
            >>> WindowState(recent=("b", "a")).opened("a").recent
            ('a', 'b')
        """
        others = tuple(one for one in self.recent if one != path)
        return replace(self, recent=(path, *others)[:MOST_RECENT])


def state_file() -> Path:
    """Return where the state is remembered."""
    return data_folder() / FILE


def load(path: Path) -> WindowState:
    """Return what was remembered; a file that is missing, damaged or of another form is as good as none."""
    try:
        if path.stat().st_size > LARGEST:
            return WindowState()
        record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return WindowState()
    if not isinstance(record, dict):
        return WindowState()
    if "is_dark" in record:  # a window that knew two themes alone
        record.setdefault("theme", "dark" if record["is_dark"] is True else "light")
    return WindowState(**_known(record))


def store(state: WindowState, path: Path) -> None:
    """Remember the state, whole or not at all.

    Raises:
        OSError: when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.write_text(path, json.dumps(asdict(state), indent=1) + "\n")


def _known(record: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record that hold what they should; a later version's others are passed over."""
    usual = WindowState()
    found: dict[str, Any] = {}
    for field in fields(WindowState):
        value = record.get(field.name)
        if field.name in ("torn", "recent"):
            if isinstance(value, list) and all(isinstance(one, str) for one in value):
                found[field.name] = tuple(value[:MOST_RECENT])
        elif type(value) is type(getattr(usual, field.name)):
            found[field.name] = value
    return found
