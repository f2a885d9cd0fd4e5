"""A table with small pictures: rows as high as those, columns that share the width, a hint while empty."""

import tkinter
from collections.abc import Mapping

import ttkbootstrap as ttk

from inkread.desktop.pixels import px

ROW = 46  # px
PICTURE = 64  # px of the first column
INDENT = 2  # px that make a heading begin where its cells' text does
CELL = 5  # px around a heading
HINT = 0.42  # of the table's height, where the sentence stands that an empty one shows
HINT_STYLE = "Hint.TLabel"


def table(
    master: tkinter.Misc, columns: Mapping[str, tuple[str, int]], *, picture: int = PICTURE
) -> tuple[ttk.Frame, ttk.Treeview]:
    """Return a frame and the empty table in it.

    Args:
        master: what the frame is put into.
        columns: the heading of each column, and its px on a usual screen; the last one takes what is left.
        picture: px of the first column, with the edges of its pictures.
    """
    frame = ttk.Frame(master)
    frame.columnconfigure(0, weight=1)
    frame.rowconfigure(0, weight=1)
    tree = ttk.Treeview(frame, columns=list(columns), show="tree headings", selectmode="extended", height=4)
    tree.column("#0", width=px(master, picture), minwidth=px(master, picture), stretch=False)
    last = list(columns)[-1]
    for name, (heading, width) in columns.items():
        tree.heading(name, text=heading, anchor="w")
        tree.column(name, width=px(master, width), minwidth=px(master, 40), stretch=name == last)
    bar = ttk.Scrollbar(frame, command=tree.yview)
    tree.configure(yscrollcommand=bar.set)
    _bind_keys(tree)
    tree.grid(row=0, column=0, sticky="nsew")
    bar.grid(row=0, column=1, sticky="ns")
    return frame, tree


def hint(tree: ttk.Treeview) -> ttk.Label:
    """Return a label for the middle of a table; `show_hint` gives it its words."""
    return ttk.Label(tree, style=HINT_STYLE, justify="center")


def show_hint(label: ttk.Label, words: str) -> None:
    """Show a sentence in the middle of an empty table, or with no words none."""
    label.configure(text=words)
    if words:
        label.place(relx=0.5, rely=HINT, anchor="center")
    else:
        label.place_forget()


def _bind_keys(tree: ttk.Treeview) -> None:
    """Let arrows begin at the first row, where Tk's do nothing before one was clicked; let all be chosen."""
    main = "Command" if tree.tk.call("tk", "windowingsystem") == "aqua" else "Control"

    def begin(_: "tkinter.Event[tkinter.Misc]") -> str | None:
        rows = tree.get_children()
        if not rows or tree.focus():
            return None
        tree.focus(rows[0])
        tree.selection_set(rows[0])
        return "break"

    def choose_all(_: "tkinter.Event[tkinter.Misc]") -> str:
        tree.selection_set(tree.get_children())
        return "break"

    for key in ("Up", "Down"):
        tree.bind(f"<{key}>", begin)
    tree.bind(f"<{main}-a>", choose_all)


def dress_tables(widget: tkinter.Misc) -> None:
    """Give tables what a change of the theme forgets: heights, the place of headings, the hint's ground."""
    style = ttk.Style.get_instance()
    style.configure("Treeview", rowheight=px(widget, ROW))
    above = px(widget, CELL)
    style.configure("Treeview.Heading", padding=(px(widget, INDENT), above, above, above))
    style.configure(HINT_STYLE, background=style.colors.inputbg, foreground=style.colors.inputfg)
