"""The view to look back: kept readings with their pictures, to search, put right, delete and save."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.answer_words import refused_words
from inkread.desktop.lookback import past_words
from inkread.desktop.pixels import picture, px
from inkread.desktop.presenter import Presenter
from inkread.desktop.replies import Past
from inkread.desktop.requests import Order
from inkread.desktop.table import hint, show_hint, table
from inkread.desktop.words import say

COLUMNS = {"read": 150, "sure": 90, "correction": 120, "when": 150, "door": 120, "source": 200}  # px
WORDS_WIDTH = 64  # px of the small picture of some words
PICTURE = 92  # px of its column: Tk keeps some free for a tree's branches
CORRECTION = 16  # letters of the field in which readings are put right: words, too
ORDERS: tuple[Order, ...] = ("newest", "oldest", "unsure")


class HistoryView(ttk.Frame):
    """Shows the history."""

    def __init__(
        self,
        master: tkinter.Misc,
        presenter: Presenter,
        export: Callable[[], None],
    ) -> None:
        """Build the view; `export` asks for a file to write."""
        super().__init__(master, padding=px(master, 10))
        self._presenter, self._lookback = presenter, presenter.lookback
        self._lookback.side = px(self, WORDS_WIDTH)
        self._shown: dict[str, Past] = {}
        self._pictures: dict[str, tkinter.PhotoImage | str] = {}
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        self._build_search(export).grid(row=0, sticky="ew", pady=(0, px(self, 8)))
        frame, self.tree = table(
            self, {name: (say(f"past.{name}"), width) for name, width in COLUMNS.items()}, picture=PICTURE
        )
        frame.grid(row=1, sticky="nsew")
        self._hint = hint(self.tree)
        self._build_actions().grid(row=2, sticky="ew", pady=(px(self, 8), 0))
        self.tree.bind("<Delete>", lambda _: self.delete())
        self.tree.bind("<Double-1>", lambda _: self.look())
        self.tree.bind("<Return>", lambda _: self.correction.focus_set())
        self.tree.bind("<<TreeviewSelect>>", lambda _: self._switch())
        self._lookback.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what was found; rows that are there already stay as they are."""
        entries = {entry.id: entry for entry in self._lookback.entries}
        if list(entries)[: len(self._shown)] != list(self._shown):
            self.tree.delete(*self.tree.get_children())
            self._shown.clear()
            self._pictures.clear()
        for entry_id, entry in entries.items():
            if entry_id not in self._shown:
                times = 1 if entry.is_words else max(1, px(self, 40) // 28)
                self._pictures[entry_id] = picture(entry.glyph, master=self, times=times)
                self.tree.insert("", "end", iid=entry_id, image=self._pictures[entry_id], values=cells(entry))
            elif self._shown[entry_id] != entry:
                self.tree.item(entry_id, values=cells(entry))
            self._shown[entry_id] = entry
        self._summary.configure(text=self._lookback.summary)
        self._more.configure(state="normal" if self._lookback.has_more else "disabled")
        show_hint(self._hint, self._lookback.hint)
        self._switch()

    def chosen(self) -> list[str]:
        """Return the ids of the readings that are chosen."""
        return list(self.tree.selection())

    def delete(self) -> None:
        """Delete what is chosen; that can be taken back."""
        self._lookback.delete(self.chosen())

    def answers(self) -> str:
        """Return what the chosen readings were read as, a line each."""
        return "\n".join(self._shown[entry_id].text for entry_id in self.chosen())

    def correct(self) -> None:
        """Note for what is chosen what the person typed."""
        for entry_id in self.chosen():
            self._lookback.correct(entry_id, self.correction.get())
        self.correction.delete(0, "end")
        self.tree.focus_set()

    def look(self) -> None:
        """Look into the reading that is chosen; words are shown in their own view."""
        for entry_id in self.chosen()[:1]:
            if self._shown[entry_id].is_words:
                self._presenter.passage.show_kept(self._shown[entry_id])
                self.event_generate("<<ShowWords>>")
                return
            name = past_words(self._shown[entry_id])[3]
            self._presenter.insight.look(entry_id, is_entry=True, name=name)
            self.event_generate("<<LookInside>>")

    def _build_search(self, export: Callable[[], None]) -> ttk.Frame:
        """Return the row above the table."""
        row = ttk.Frame(self)
        ttk.Label(row, text=say("past.search")).pack(side="left", padx=(0, px(self, 6)))
        self.search = ttk.Entry(row, width=24)
        self.search.pack(side="left")
        self.search.bind("<KeyRelease>", lambda _: self._look_for(self.search.get()))
        names = {say(f"past.{order}"): order for order in ORDERS}
        ttk.Label(row, text=say("past.order")).pack(side="left", padx=(px(self, 14), px(self, 6)))
        order = ttk.Combobox(row, values=list(names), state="readonly", width=14)
        order.set(say("past.newest"))
        order.bind("<<ComboboxSelected>>", lambda _: self._lookback.look(order=names[order.get()]))
        order.pack(side="left")
        ttk.Button(row, text=say("past.export"), command=export, bootstyle="secondary-outline").pack(
            side="right"
        )
        return row

    def _build_actions(self) -> ttk.Frame:
        """Return the row below the table."""
        row = ttk.Frame(self)
        self._of_chosen: list[ttk.Button] = []
        ttk.Label(row, text=say("past.it_was")).pack(side="left", padx=(0, px(self, 6)))
        self.correction = ttk.Entry(row, width=CORRECTION)
        self.correction.pack(side="left")
        self.correction.bind("<Return>", lambda _: self.correct())
        for name, command, style in (
            ("correct", self.correct, "primary"),
            ("look", self.look, "secondary-outline"),
            ("delete", self.delete, "danger-outline"),
        ):
            button = ttk.Button(row, text=say(f"past.{name}"), command=command, bootstyle=style)
            button.pack(side="left", padx=(px(self, 6), 0))
            self._of_chosen.append(button)
        self._more = ttk.Button(
            row, text=say("past.more"), command=self._lookback.more, bootstyle="secondary-outline"
        )
        self._more.pack(side="right")
        self._summary = ttk.Label(row)
        self._summary.pack(side="right", padx=px(self, 12))
        return row

    def _switch(self) -> None:
        """Let be done what can be done with what is chosen."""
        for button in self._of_chosen:
            button.configure(state="normal" if self.chosen() else "disabled")

    def _look_for(self, search: str) -> None:
        """Look for something else than before."""
        if search.strip() != self._lookback.search:
            self._lookback.look(search)


def cells(entry: Past) -> tuple[str, ...]:
    """Return the cells of a kept reading; an answer that was refused is told as such."""
    read, *others = past_words(entry)
    return (refused_words(read if entry.text else "") if entry.is_refused else read, *others)
