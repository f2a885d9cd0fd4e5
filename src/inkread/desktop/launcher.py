"""The window among a Linux desktop's programs: its entry and icons, put where the system looks for them.

The form of the entry and the places: Desktop Entry Specification 1.5 and Icon Theme Specification 0.13 of
freedesktop.org.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from inkread import atomic
from inkread.data_folder import data_folder
from inkread.errors import ConfigError

NAME = "inkread"
ICON_SIDES = (16, 32, 48, 64, 128, 256)  # px
WINDOW_CLASS = "Inkread"  # as Tk makes it of the name: a desktop puts the window under this entry's icon
KINDS = ("png", "jpeg", "webp", "bmp", "tiff", "gif", "avif", "heic", "heif")
ENTRY = """[Desktop Entry]
Type=Application
Version=1.1
Name=inkread
GenericName=Handwriting reader
Comment=Reads handwritten characters and words that you write, photograph or scan
Exec={command} %F
Icon={name}
Terminal=false
Categories=Graphics;Scanning;OCR;
Keywords=handwriting;letters;digits;recognition;
MimeType={kinds}
StartupNotify=true
StartupWMClass={window_class}
"""
REFRESH = "update-desktop-database"  # of the package desktop-file-utils: lists what opens a kind of file


def install(*, dry_run: bool = False, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Write the entry and its icons; return their files.

    Args:
        dry_run: only return what would be written.
        environment: says where a person's data lies.

    Raises:
        ConfigError: on a system whose desktop knows no such entries.
        OSError: when a file cannot be written.
    """
    files = _files(environment)
    if not dry_run:
        contents = _contents()
        for file, content in zip(files, contents, strict=True):
            file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write_bytes(file, content)
        _refresh(files[0].parent)
    return files


def uninstall(*, dry_run: bool = False, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Take away the entry and its icons; return the files that were there.

    Args:
        dry_run: only return what would be taken away.
        environment: as for `install`.

    Raises:
        ConfigError: as for `install`.
        OSError: when a file cannot be taken away.
    """
    files = [file for file in _files(environment) if file.exists()]
    if files and not dry_run:
        for file in files:
            file.unlink()
        _refresh(_files(environment)[0].parent)
    return files


def entry(command: list[str]) -> str:
    """Return the text of the entry that starts `command`.

    Example:
        >>> entry(["/opt/ink read/inkread", "desktop"]).splitlines()[6]
        'Exec="/opt/ink read/inkread" desktop %F'
    """
    kinds = "".join(f"image/{kind};" for kind in KINDS)
    shown = " ".join(_quoted(word) for word in command)
    return ENTRY.format(command=shown, name=NAME, kinds=kinds, window_class=WINDOW_CLASS)


def own_command() -> list[str]:
    """Return what starts the window as this process was started: the standalone program, or Python's."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    program = Path(sys.executable).with_name(NAME)
    if program.exists():
        return [str(program), "desktop"]
    return [sys.executable, "-P", "-c", "from inkread.cli.main import run; run()", "desktop"]


def _files(environment: Mapping[str, str]) -> list[Path]:
    """Return the files of the entry, the scalable icon and the icons of each size."""
    if not sys.platform.startswith("linux"):
        raise ConfigError(
            f"expected a Linux desktop, got {sys.platform}; keep the program in the Dock, or pin it to the"
            " task bar"
        )
    home = data_folder(environment).parent
    icons = home / "icons" / "hicolor"
    return [
        home / "applications" / f"{NAME}.desktop",
        icons / "scalable" / "apps" / f"{NAME}.svg",
        *(icons / f"{side}x{side}" / "apps" / f"{NAME}.png" for side in ICON_SIDES),
    ]


def _contents() -> list[bytes]:
    """Return what is written, in the order of `_files`."""
    from inkread.desktop.icon import icon_png, icon_svg

    return [entry(own_command()).encode(), icon_svg().encode(), *map(icon_png, ICON_SIDES)]


def _quoted(word: str) -> str:
    """Return a word of a command as `Exec` has it.

    Where anything but harmless signs is in it, it stands in quotes with backslashes before `"`, `` ` ``, `$`
    and the backslash; a second time for the backslashes, as in every text of such a file; `%` is doubled
    (the specification's section “The Exec key”).
    """
    doubled = word.replace("%", "%%")
    if word and all(sign.isalnum() or sign in "/._-+@:,=%" for sign in word):
        return doubled
    for sign in '\\"`$':
        doubled = doubled.replace(sign, f"\\{sign}")
    return '"' + doubled.replace("\\", "\\\\") + '"'


def _refresh(applications: Path) -> None:
    """Let the desktop know at once which files inkread opens; where this is missing it finds out later."""
    if program := shutil.which(REFRESH):
        subprocess.run([program, "-q", str(applications)], check=False, stderr=subprocess.DEVNULL)
