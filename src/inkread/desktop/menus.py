"""The window's menus: what can be done, with the keys that do it."""

from collections.abc import Callable
from dataclasses import dataclass

import ttkbootstrap as ttk

from inkread.desktop.presenter import Presenter
from inkread.desktop.words import say

Do = Callable[[], None]
LONGEST_NAME = 60  # characters of a path in the menu


@dataclass(frozen=True, slots=True)
class Actions:
    """What the person can do, wherever in the window."""

    open_files: Do
    open_folder: Do
    open_path: Callable[[str], None]
    save: Do
    save_sample: Do
    results: Do
    export: Do
    close: Do
    undo: Do
    redo: Do
    clear: Do
    copy: Do
    copy_drawing: Do
    paste: Do
    next: Do
    correct: Do
    stop: Do
    tool: Callable[[str], None]
    widen: Callable[[float], None]
    turn: Callable[[int], None]
    search: Do
    show: Callable[[int], None]
    shown: Callable[[], int]
    own_window: Do
    one_window: Do
    dark: Do
    keys: Callable[[], object]
    about: Callable[[], object]


FILE = (
    ("open_files", "o"),
    ("open_folder", "Shift-O"),
    None,
    ("save", "s"),
    ("save_sample", "Shift-S"),
    ("results", ""),
    ("export", "e"),
)
EDIT = (
    ("undo", "z"),
    ("redo", "y"),
    ("clear", ""),
    None,
    ("copy", "c"),
    ("copy_drawing", "Shift-C"),
    ("paste", "v"),
)
OWN_WINDOW = "Shift-N"
VIEWS = ("write", "open", "words", "past", "inside", "train", "settings")


def menu_bar(root: ttk.App, actions: Actions, presenter: Presenter) -> ttk.Menu:
    """Return the menu bar."""
    bar = ttk.Menu(root)
    file = _menu(root, bar, "file", FILE, actions)
    recent = ttk.Menu(file, tearoff=False, postcommand=lambda: _show_recent(recent, actions, presenter))
    file.insert_cascade(2, label=say("menu.recent"), menu=recent)
    file.add_separator()
    file.add_command(label=say("menu.close"), command=actions.close, accelerator=_shown_key(root, "q"))
    _menu(root, bar, "edit", EDIT, actions)
    view = _menu(root, bar, "view", (), actions)
    for number, name in enumerate(VIEWS):
        key = str(number + 1)
        view.add_command(
            label=say(f"view.{name}"),
            accelerator=_shown_key(root, key),
            command=lambda number=number: actions.show(number),  # type: ignore[misc]
        )
    view.add_separator()
    view.add_command(
        label=say("menu.own_window"),
        command=actions.own_window,
        accelerator=_shown_key(root, OWN_WINDOW),
        state="disabled" if root.winsys == "aqua" else "normal",
    )
    view.add_command(label=say("menu.one_window"), command=actions.one_window)
    view.add_separator()
    view.add_command(label=say("menu.dark"), command=actions.dark, accelerator=_shown_key(root, "d"))
    help_menu = _menu(root, bar, "help", (), actions)
    help_menu.add_command(label=say("menu.keys"), command=actions.keys, accelerator="F1")
    help_menu.add_command(label=say("menu.about"), command=actions.about)
    return bar


def _menu(
    root: ttk.App,
    bar: ttk.Menu,
    name: str,
    entries: "tuple[tuple[str, str] | None, ...]",
    actions: Actions,
) -> ttk.Menu:
    """Return a menu of the bar with its entries."""
    menu = ttk.Menu(bar, tearoff=False)
    bar.add_cascade(label=say(f"menu.{name}"), menu=menu, underline=0)  # Alt and that letter open it
    for entry in entries:
        if entry is None:
            menu.add_separator()
            continue
        action, key = entry
        shown = _shown_key(root, key) if key else ""
        menu.add_command(label=say(f"menu.{action}"), command=getattr(actions, action), accelerator=shown)
    return menu


def _show_recent(menu: ttk.Menu, actions: Actions, presenter: Presenter) -> None:
    """Fill the menu of what was opened lately, as it is opened."""
    menu.delete(0, "end")
    for path in presenter.state.recent:
        shown = path if len(path) <= LONGEST_NAME else f"… {path[-LONGEST_NAME:]}"
        menu.add_command(label=shown, command=lambda path=path: actions.open_path(path))  # type: ignore[misc]
    if not presenter.state.recent:
        menu.add_command(label=say("menu.none"), state="disabled")


def _shown_key(root: ttk.App, key: str) -> str:
    """Return a key as menus show it."""
    main = "Command" if root.winsys == "aqua" else "Ctrl"
    return f"{main}+{key.replace('-', '+').upper() if len(key) == 1 else key.replace('-', '+')}"
