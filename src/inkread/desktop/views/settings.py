"""The view of settings: a row each for the model, what may come out, the colours, and what is kept where."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.pixels import px
from inkread.desktop.preferences import CHARSETS, THEMES, Theme
from inkread.desktop.presenter import Presenter
from inkread.desktop.words import say

LABEL = 150  # px of the column of names
WRAP = 700  # px of a sentence


class SettingsView(ttk.Frame):
    """Shows what is in force; a choice is taken at once."""

    def __init__(self, master: tkinter.Misc, presenter: Presenter, ask: dict[str, Callable[[], str]]) -> None:
        """Build the view; `ask` asks the person for a `folder` or a `file`."""
        super().__init__(master, padding=px(master, 16))
        self._presenter, self._preferences = presenter, presenter.preferences
        self._bundles: dict[str, str] = {}
        self.columnconfigure(0, minsize=px(self, LABEL))
        self.columnconfigure(1, weight=1)
        builders = (
            ("model", self._build_model(ask)),
            ("charset", self._build_charset()),
            ("colours", self._build_colours()),
            ("history", self._build_history(ask)),
            ("files", self._build_files()),
        )
        for number, (name, row) in enumerate(builders):
            label = ttk.Label(self, text=say(f"settings.{name}"), font="TkHeadingFont")
            label.grid(row=number, column=0, sticky="nw", pady=px(self, 12))
            row.grid(row=number, column=1, sticky="ew", pady=px(self, 8))
        self._preferences.watch(self.show)
        presenter.batch.watch(self._show_keeping)
        presenter.learning.watch(lambda: None if presenter.learning.is_running else self._list_bundles())
        self.show()

    def show(self) -> None:
        """Show what is in force."""
        preferences = self._preferences
        self._list_bundles()
        self.reads.configure(text=preferences.reads)
        self.charset.set(say(f"write.{preferences.charset}"))
        self._theme.set(preferences.theme)
        self._place.configure(text=preferences.place)
        self._show_keeping()
        self._usual.configure(state="normal" if preferences.history else "disabled")

    def _build_model(self, ask: dict[str, Callable[[], str]]) -> ttk.Frame:
        """Return the row of the model."""
        rows = ttk.Frame(self)
        row = ttk.Frame(rows)
        row.pack(anchor="w")
        self.bundle = ttk.Combobox(row, state="readonly", width=42)
        self.bundle.bind("<<ComboboxSelected>>", lambda _: self._use(self._bundles[self.bundle.get()]))
        self.bundle.pack(side="left")
        self.choose = {
            name: ttk.Button(
                row,
                text=say(f"settings.choose_{name}"),
                command=lambda name=name: self._use_asked(ask[name]()),
                bootstyle="secondary-outline",
            )
            for name in ("folder", "file")
        }
        for button in self.choose.values():
            button.pack(side="left", padx=(px(self, 6), 0))
        self.reads = ttk.Label(rows, wraplength=px(self, WRAP), bootstyle="secondary")
        self.reads.pack(anchor="w", pady=(px(self, 6), 0))
        return rows

    def _build_charset(self) -> ttk.Frame:
        """Return the row of what may come out."""
        row = ttk.Frame(self)
        names = {say(f"write.{name}"): name for name in CHARSETS}
        self.charset = ttk.Combobox(row, values=list(names), state="readonly", width=18)
        self.charset.bind(
            "<<ComboboxSelected>>", lambda _: self._preferences.set_charset(names[self.charset.get()])
        )
        self.charset.pack(side="left")
        hint = ttk.Label(row, text=say("settings.charset_hint"), bootstyle="secondary")
        hint.pack(side="left", padx=px(self, 10))
        return row

    def _build_colours(self) -> ttk.Frame:
        """Return the row of the colours."""
        row = ttk.Frame(self)
        self._theme = ttk.StringVar(self, self._preferences.theme)
        self.themes: dict[Theme, ttk.Radiobutton] = {}
        for theme in THEMES:
            self.themes[theme] = ttk.Radiobutton(
                row,
                text=say(f"settings.theme.{theme}"),
                value=theme,
                variable=self._theme,
                command=lambda theme=theme: self._preferences.set_theme(theme),
            )
            self.themes[theme].pack(side="left", padx=(0, px(self, 16)), pady=px(self, 4))
        return row

    def _build_history(self, ask: dict[str, Callable[[], str]]) -> ttk.Frame:
        """Return the row of where readings are kept."""
        rows = ttk.Frame(self)
        self._place = ttk.Label(rows, wraplength=px(self, WRAP))
        self._place.pack(anchor="w", pady=(px(self, 4), px(self, 6)))
        row = ttk.Frame(rows)
        row.pack(anchor="w")
        self.keep_at = ttk.Button(
            row,
            text=say("settings.choose_place"),
            command=lambda: self._keep_at(ask["folder"]()),
            bootstyle="secondary-outline",
        )
        self.keep_at.pack(side="left")
        self._usual = ttk.Button(
            row,
            text=say("settings.usual_place"),
            command=lambda: self._preferences.use_history(""),
            bootstyle="secondary-outline",
        )
        self._usual.pack(side="left", padx=px(self, 6))
        hint = ttk.Label(rows, text=say("settings.history_hint"), wraplength=px(self, WRAP))
        hint.configure(bootstyle="secondary")
        hint.pack(anchor="w", pady=(px(self, 6), 0))
        return rows

    def _build_files(self) -> ttk.Frame:
        """Return the row of what becomes of files."""
        row = ttk.Frame(self)
        self._keeps = ttk.BooleanVar(self, self._presenter.batch.keeps)
        ttk.Checkbutton(
            row,
            text=say("settings.keep_files"),
            variable=self._keeps,
            command=lambda: self._presenter.batch.keep(self._keeps.get()),
        ).pack(side="left", pady=px(self, 4))
        return row

    def _show_keeping(self) -> None:
        """Show whether readings of files are kept, which the view of files changes too."""
        self._keeps.set(self._presenter.batch.keeps)

    def _list_bundles(self) -> None:
        """Offer the model that ships, the one in force, and those that were trained here."""
        chosen = self._preferences.in_force
        trained = [run for run in self._presenter.learning.earlier() if run.is_finished]
        self._bundles = {say("settings.ships"): ""}
        self._bundles |= {say("settings.trained", name=run.folder.name): str(run.bundle) for run in trained}
        if chosen not in self._bundles.values():
            self._bundles[chosen] = chosen
        self.bundle.configure(values=list(self._bundles))
        self.bundle.set(next(words for words, path in self._bundles.items() if path == chosen))

    def _use_asked(self, path: str) -> None:
        """Read with a model that the person looked for."""
        if path:
            self._use(path)

    def _use(self, bundle: str) -> None:
        """Read with another model."""
        self._preferences.use_bundle(bundle)

    def _keep_at(self, folder: str) -> None:
        """Keep readings in another folder."""
        if folder:
            self._preferences.use_history(folder)
