"""Files dragged onto the window from a file manager: with Tk's extension for it where that can be loaded."""

import tkinter
from collections.abc import Callable

FILES, DROP = "DND_Files", "<<Drop:DND_Files>>"
DONE = "copy"  # what the file manager is told: the files stay where they are


def take_drops(window: tkinter.Misc, opened: Callable[[list[str]], None]) -> bool:
    """Call `opened` with the paths of files and folders that are dropped anywhere on a window.

    Args:
        window: a window of its own, not a part of one: what lies under the pointer hands up to it. One that
            takes drops already goes on as it does.
        opened: takes what was dropped; it may no longer be there, or be no file at all.

    Returns:
        whether files can be dropped here; without the extension, or on a system that it has no library
        for, the window goes on without.
    """
    try:
        from tkinterdnd2 import TkinterDnD

        TkinterDnD.require(window)
    except (ImportError, RuntimeError):  # tkinterdnd2 raises the latter for a system it does not know
        return False

    if window.tk.call("bind", str(window), DROP):
        return True

    def dropped(data: str) -> str:
        opened([str(path) for path in window.tk.splitlist(data)])
        return DONE

    # By Tcl's own commands: tkinterdnd2 gives its methods to every widget but the application's window.
    window.tk.call("tkdnd::drop_target", "register", str(window), FILES)
    window.tk.call("bind", str(window), DROP, f"{window.register(dropped)} %D")
    return True
