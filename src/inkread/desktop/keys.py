"""The window's keys: those of the menus, and plain ones for the sheet."""

import tkinter
from collections.abc import Callable, Iterable
from functools import partial

import ttkbootstrap as ttk

from inkread.desktop.menus import EDIT, FILE, OWN_WINDOW, VIEWS, Actions, Do
from inkread.desktop.presenter import WORDS, WRITE

TYPED_IN = ("TEntry", "TCombobox", "Entry", "TSpinbox", "Text")  # widgets in which a letter is a letter
PRESSED = ("TButton", "TCheckbutton", "TRadiobutton", "Toolbutton")  # widgets that a key presses
BRACKETS = ("[", "]")
PAGES = {"<Control-Prior>": -1, "<Control-Next>": 1}  # of a file of words, and how far they turn
WIDER = 2.0  # units that a key makes the pen thicker

Shows = Callable[[], object]
Pressed = Callable[["tkinter.Event[tkinter.Misc]"], None]


def bind_keys(root: ttk.App, actions: Actions) -> None:
    """Let keys do what the menus do; in a field to type in, letters and the keys of editing are its own."""
    main = "Command" if root.winsys == "aqua" else "Control"
    everywhere = _everywhere(actions, main)
    pressed = {sequence: _doing(do) for sequence, do in everywhere.items()}
    for name, key in filter(None, EDIT):
        if key:
            pressed[f"<{main}-{key}>"] = _unless_typing(getattr(actions, name))
    on_sheet = _on_sheet(actions)
    for sequence in _with_modifiers(on_sheet, main, root.winsys):
        pressed.setdefault(sequence, _to_menu if root.winsys == "x11" and "Alt" in sequence else _nothing)
    on_pages: dict[str, Do] = {key: partial(actions.turn, by) for key, by in PAGES.items()}
    shown: dict[str, Do] = {**on_sheet, **on_pages}
    pressed |= {key: _unless_typing(do, shown=actions.shown) for key, do in shown.items()}
    # ttkbootstrap takes the space bar from buttons, and leaves them Return alone.
    root.tk.eval("bind TButton <Key-space> {ttk::button::activate %W}")
    for sequence, act in pressed.items():
        for one in {sequence, with_caps(sequence)}:
            root.bind_all(one, act)
            if one.startswith(f"<{main}-") and sequence in everywhere:
                for kind in TYPED_IN:  # or Ctrl D would delete a character there as well
                    root.bind_class(kind, one, _nothing)


def with_caps(sequence: str) -> str:
    """Return the sequence of the same keys while Caps Lock is on, which Tk takes for other letters.

    Example:
        >>> with_caps("<Control-z>"), with_caps("<Control-Shift-O>"), with_caps("p"), with_caps("<F1>")
        ('<Control-Lock-Z>', '<Control-Shift-Lock-o>', '<Lock-P>', '<F1>')
    """
    *modifiers, key = sequence.strip("<>").split("-")
    return (
        f"<{'-'.join([*modifiers, 'Lock', key.swapcase()])}>" if key.isalpha() and len(key) == 1 else sequence
    )


def _everywhere(actions: Actions, main: str) -> dict[str, Shows]:
    """Return the keys that do the same wherever the person is."""
    keys: dict[str, Shows] = {
        f"<{main}-Key-{number + 1}>": _showing(actions, number) for number in range(len(VIEWS))
    }
    keys |= {f"<{main}-{key}>": getattr(actions, name) for name, key in filter(None, FILE) if key}
    keys |= {f"<{main}-q>": actions.close, f"<{main}-d>": actions.dark, f"<{main}-f>": actions.search}
    keys[f"<{main}-{OWN_WINDOW}>"] = actions.own_window
    return {**keys, "<F1>": actions.keys, "<F2>": actions.correct, "<Escape>": actions.stop}


def _on_sheet(actions: Actions) -> dict[str, Do]:
    """Return the keys for a sheet, while one is shown."""
    return {
        "<Return>": actions.next,
        "<Delete>": actions.clear,
        "p": lambda: actions.tool("pen"),
        "e": lambda: actions.tool("eraser"),
        "[": lambda: actions.widen(-WIDER),
        "]": lambda: actions.widen(WIDER),
    }


def _with_modifiers(keys: Iterable[str], main: str, winsys: str) -> list[str]:
    """Return the plain keys with each modifier, which Tk would take for the plain ones.

    Brackets are left out: many keyboards have them behind AltGr, which Windows tells as Control and Alt.
    """
    modifiers = {main, "Control", "Option" if winsys == "aqua" else "Alt"}
    plain = [key.strip("<>") for key in keys if key not in BRACKETS]
    return [f"<{modifier}-{key}>" for modifier in sorted(modifiers) for key in plain]


def _nothing(_: "tkinter.Event[tkinter.Misc]") -> None:
    """Do nothing, in the place of what a key would do."""


def _to_menu(event: "tkinter.Event[tkinter.Misc]") -> None:
    """Open the menu of a letter, as Alt and any letter do where no other key is bound to that one."""
    if isinstance(event.widget, tkinter.Misc):  # else the list of a combobox, which has no menu
        event.widget.tk.call("tk::TraverseToMenu", event.widget, event.char)


def _doing(do: Shows) -> Pressed:
    """Return what a key does that does the same in every view; a question before them has its own keys."""

    def pressed(event: "tkinter.Event[tkinter.Misc]") -> None:
        if not _is_of_a_question(event.widget):
            do()

    return pressed


def _unless_typing(do: Do, *, shown: Callable[[], int] | None = None) -> Pressed:
    """Return what a key does outside of fields to type in; one for the sheet only where that is shown."""

    def pressed(event: "tkinter.Event[tkinter.Misc]") -> None:
        # By the event, not by the focus: what the key did in a field may have moved that already.
        widget: object = event.widget
        if not isinstance(widget, tkinter.Misc):  # the list of a combobox, which tkinter does not know
            return
        kind = widget.winfo_class()
        if kind in TYPED_IN or _is_of_a_question(widget):
            return
        if shown is None or (shown() in (WRITE, WORDS) and kind not in PRESSED):
            do()

    return pressed


def _is_of_a_question(widget: object) -> bool:
    """Return whether a widget stands in a small window before the views; theirs are frames of Tk's."""
    return isinstance(widget, tkinter.Misc) and isinstance(widget.winfo_toplevel(), tkinter.Toplevel)


def _showing(actions: Actions, number: int) -> Do:
    """Return what shows a view."""
    return lambda: actions.show(number)
