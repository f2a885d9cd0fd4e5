"""A table with small pictures: columns that share the width, a bar to scroll, rows as high as a picture."""

import tkinter
from collections.abc import Mapping

import ttkbootstrap as ttk

from inkread.desktop.pixels import px

ROW = 46  # px
PICTURE = 64  # px of the first column


def table(master: tkinter.Misc, columns: Mapping[str, tuple[str, int]]) -> tuple[ttk.Frame, ttk.Treeview]:
    """Return a frame and the empty table in it.

    Args:
        master: what the frame is put into.
        columns: the heading of each column, and its px on a usual screen; the last one takes what is left.
    """
    frame = ttk.Frame(master)
    frame.columnconfigure(0, weight=1)
    frame.rowconfigure(0, weight=1)
    tree = ttk.Treeview(frame, columns=list(columns), show="tree headings", selectmode="extended", height=4)
    tree.column("#0", width=px(master, PICTURE), minwidth=px(master, PICTURE), stretch=False)
    last = list(columns)[-1]
    for name, (heading, width) in columns.items():
        tree.heading(name, text=heading, anchor="w")
        tree.column(name, width=px(master, width), minwidth=px(master, 40), stretch=name == last)
    bar = ttk.Scrollbar(frame, command=tree.yview)
    tree.configure(yscrollcommand=bar.set)
    tree.grid(row=0, column=0, sticky="nsew")
    bar.grid(row=0, column=1, sticky="ns")
    return frame, tree


def set_row_height(widget: tkinter.Misc) -> None:
    """Make the rows of all tables as high as a picture; a change of the theme forgets it."""
    ttk.Style.get_instance().configure("Treeview", rowheight=px(widget, ROW))
