"""The view to open files: a table with a picture, an answer and remarks, filled while they are read."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.batch import row_words
from inkread.desktop.pixels import picture, px
from inkread.desktop.presenter import Presenter
from inkread.desktop.table import hint, show_hint, table
from inkread.desktop.words import say

SOON = 30  # ms between two changes of the table
COLUMNS = {"name": 220, "text": 150, "sure": 80, "notes": 420}  # px


class OpenView(ttk.Frame):
    """Shows the table of files."""

    def __init__(
        self,
        master: tkinter.Misc,
        presenter: Presenter,
        actions: dict[str, Callable[[], None]],
    ) -> None:
        """Build the view; `actions` are what the buttons `files`, `folder` and `save` do."""
        super().__init__(master, padding=px(master, 10))
        self._presenter, self._batch = presenter, presenter.batch
        self._batch.side = px(self, 40)
        self._pictures: list[tkinter.PhotoImage | str] = []
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        self._build_buttons(actions).grid(row=0, sticky="ew", pady=(0, px(self, 8)))
        frame, self.tree = table(
            self, {name: (say(f"open.{name}"), width) for name, width in COLUMNS.items()}
        )
        frame.grid(row=1, sticky="nsew")
        self._hint = hint(self.tree)
        self._bar = ttk.Progressbar(self, maximum=1.0)
        self._bar.grid(row=2, sticky="ew", pady=(px(self, 8), 0))
        self.summary = ttk.Label(self)
        self.summary.grid(row=3, sticky="w", pady=(px(self, 4), 0))
        self.tree.bind("<Double-1>", lambda _: self.look())
        self.tree.bind("<Return>", lambda _: self.look())
        self.tree.bind("<<TreeviewSelect>>", lambda _: self._switch())
        self._is_due = False
        self._rows = self._batch.rows  # of the table that is shown; another one is another list
        self._batch.watch(self._show_soon)
        self.show()

    def show(self) -> None:
        """Add the rows that are new; a table that began anew begins anew here too."""
        rows = self._batch.rows
        if rows is not self._rows:
            self._rows = rows
            self.tree.delete(*self.tree.get_children())
            self._pictures.clear()
        for number in range(len(self._pictures), len(rows)):
            row = rows[number]
            image = picture(row.thumbnail, master=self)
            self._pictures.append(image)
            tags = ("failed",) if row.answer is None else ()
            self.tree.insert("", "end", iid=str(number), image=image, values=row_words(row), tags=tags)
        self._bar.configure(value=self._batch.share)
        self.summary.configure(text=self._batch.summary)
        self._stop.configure(state="normal" if self._batch.is_running else "disabled")
        self._save.configure(state="normal" if rows else "disabled")
        self._keeps.set(self._batch.keeps)
        show_hint(self._hint, self._batch.hint)
        self._switch()

    def _switch(self) -> None:
        """Let be looked into what is chosen."""
        self._look.configure(state="normal" if self.tree.selection() else "disabled")

    def _show_soon(self) -> None:
        """Show what changed, many rows at a time: each alone would cost the window a millisecond."""
        if not self._is_due:
            self._is_due = True
            self.after(SOON, self._show_due)

    def _show_due(self) -> None:
        """Show what changed since the last time."""
        self._is_due = False
        self.show()

    def take_colours(self) -> None:
        """Take the colours of the theme."""
        self.tree.tag_configure("failed", foreground=ttk.Style.get_instance().colors.danger)

    def answers(self) -> str:
        """Return what the chosen files were read as, a line each."""
        rows = (self._rows[int(number)] for number in self.tree.selection())
        return "\n".join("" if row.answer is None else row.answer.text for row in rows)

    def look(self) -> None:
        """Look into the file that is chosen."""
        chosen = self.tree.selection()
        if chosen:
            row = self._rows[int(chosen[0])]  # of the table that is shown: another one may have begun since
            self._presenter.insight.look(row.path, name=row.name)
            self.event_generate("<<LookInside>>")

    def _build_buttons(self, actions: dict[str, Callable[[], None]]) -> ttk.Frame:
        """Return the row of buttons."""
        row = ttk.Frame(self)
        for name, style in (("files", "primary"), ("folder", "secondary-outline")):
            button = ttk.Button(row, text=say(f"open.{name}"), command=actions[name], bootstyle=style)
            button.pack(side="left", padx=(0, px(self, 6)))
        self._stop = ttk.Button(
            row, text=say("open.stop"), command=self._batch.stop, bootstyle="danger-outline"
        )
        self._stop.pack(side="left", padx=(0, px(self, 12)))
        self._keeps = ttk.BooleanVar(self, self._batch.keeps)
        ttk.Checkbutton(
            row,
            text=say("open.keep"),
            variable=self._keeps,
            command=lambda: self._batch.keep(self._keeps.get()),
        ).pack(side="left")
        self._save = ttk.Button(
            row, text=say("open.save"), command=actions["save"], bootstyle="secondary-outline"
        )
        self._save.pack(side="right")
        self._look = ttk.Button(row, text=say("open.look"), command=self.look, bootstyle="secondary-outline")
        self._look.pack(side="right", padx=px(self, 6))
        return row
