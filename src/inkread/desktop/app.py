"""The window: its views as tabs, its menus and keys, the line at its foot; it decides nothing."""

import os
import sys
import tkinter
import traceback
from collections.abc import Callable
from types import TracebackType

import ttkbootstrap as ttk

from inkread.desktop.about import show_about, show_keys
from inkread.desktop.dialogs import Dialogs
from inkread.desktop.errands import Errands
from inkread.desktop.keys import bind_keys
from inkread.desktop.menus import VIEWS, Actions, menu_bar
from inkread.desktop.pixels import px
from inkread.desktop.presenter import INSIDE, OPEN, PAST, SETTINGS, WORDS, WRITE, Presenter
from inkread.desktop.replies import Trouble
from inkread.desktop.table import dress_tables
from inkread.desktop.torn_off import Pages
from inkread.desktop.views.history import HistoryView
from inkread.desktop.views.inside import InsideView
from inkread.desktop.views.open_files import OpenView
from inkread.desktop.views.settings import SettingsView
from inkread.desktop.views.train import TrainView
from inkread.desktop.views.words import WordsView
from inkread.desktop.views.write import WriteView
from inkread.desktop.words import say
from inkread.desktop.worker import Worker

POLL = 15  # ms between two looks for replies
LATER = 100  # ms after the window is shown that what nobody waits for is done
THEMES = {False: "bootstrap-light", True: "bootstrap-dark"}
SMALLEST = (960, 600)  # px
ICON = 64  # px


class Window:
    """The application's one window.

    Args:
        presenter: decides.
        worker: is polled; must have been started.
        dialogs: asks the person; a test asks nobody.
    """

    def __init__(
        self, presenter: Presenter, worker: Worker, *, dialogs: Callable[[tkinter.Misc], Dialogs] = Dialogs
    ) -> None:
        """Build the window and show it."""
        self.presenter, self._worker = presenter, worker
        self._is_closing = False
        self._is_dark = presenter.state.is_dark
        self.icon: tkinter.PhotoImage | None = None
        self.root = ttk.App(
            title=say("window.title"),
            theme=THEMES[presenter.state.is_dark],
            iconphoto=None,
            className=say("window.title"),
        )
        self.root.report_callback_exception = self._report
        self._place()
        self.dialogs = dialogs(self.root)
        self.errands = Errands(
            presenter, self.dialogs, self.root, show=self.show_view, shown=lambda: self.pages.current
        )
        self._build()
        self.root.protocol("WM_DELETE_WINDOW", self.close)
        presenter.status.watch(self._show_status)
        presenter.watch(self._show_theme)
        ttk.on_theme_change(self._take_colours, call_now=True)
        self._show_status()
        for name in presenter.state.torn:
            if name in VIEWS:
                self.pages.tear_off(VIEWS.index(name))
        self.pages.show(min(presenter.state.view, SETTINGS))
        self.root.after(1, self._poll)
        for number, do in enumerate((self._show_icon, self._take_drops), 1):  # apart: each is short
            self.root.after(number * LATER, do)

    def run(self) -> None:
        """Show the window until it is closed."""
        self.root.mainloop()

    def show_view(self, number: int) -> None:
        """Show one of the views."""
        self.pages.show(number)

    def close(self) -> None:
        """Keep what must be kept, then close; the window hides at once and goes when the worker is done."""
        if not self._is_closing and self._may_stop_training():
            self._is_closing = True
            usual = px(self.root, 100) / 100  # remembered as on a usual screen: the next one may be another
            size = (self.root.winfo_width(), self.root.winfo_height())
            self.presenter.set_size(*(round(length / usual) for length in size))
            self.presenter.close(self._finish, self._ask_whether_to_close)

    def _may_stop_training(self) -> bool:
        """Return whether nothing is being trained, or the person lets it be stopped."""
        return not self.presenter.learning.is_running or self.dialogs.sure(
            say("ask.close_training"), say("ask.stop_and_close")
        )

    def _build(self) -> None:
        """Put the parts into the window."""
        root, presenter = self.root, self.presenter
        actions = self._actions()
        root.configure(menu=menu_bar(root, actions, presenter))
        bind_keys(root, actions)
        self._status = ttk.Label(root, padding=(px(root, 10), px(root, 4)))
        self._status.pack(side="bottom", fill="x")
        self.pages = Pages(root, VIEWS, entered=self._entered, changed=self._torn_off)
        self.tabs = self.pages.tabs
        self.tabs.pack(fill="both", expand=True)
        place = self.pages.place
        self.write = WriteView(place("write"), presenter)
        do = self.errands
        files = {"files": do.open_files, "folder": do.open_folder, "save": do.save_results}
        self.open = OpenView(place("open"), presenter, files)
        words = {"picture": do.open_files, "copy": self._copy, "list": do.asking(say("words.which"))["file"]}
        self.words = WordsView(place("words"), presenter, words)
        self.past = HistoryView(place("past"), presenter, do.export)
        self.inside = InsideView(place("inside"), presenter)
        self.train = TrainView(place("train"), presenter, do.asking(say("train.which")))
        self.settings = SettingsView(place("settings"), presenter, do.asking(say("settings.which")))
        for view in (
            *(self.write, self.open, self.words, self.past, self.inside, self.train, self.settings),
        ):
            ttk.Frame.pack(view, fill="both", expand=True)
            view.bind("<<LookInside>>", lambda _: self.show_view(INSIDE))
            view.bind("<<ShowWords>>", lambda _: self.show_view(WORDS))

    def _turn(self, by: int) -> None:
        """Turn the pages of a file of words, where these are shown."""
        if self.pages.current == WORDS:
            self.presenter.passage.turn(by)

    def _actions(self) -> Actions:
        """Return what menus and keys do."""
        do = self.errands
        return Actions(
            open_files=do.open_files,
            open_folder=do.open_folder,
            open_path=lambda path: do.open_paths([path]),
            save=do.save_drawing,
            save_sample=do.save_sample,
            results=do.save_results,
            export=do.export,
            close=self.close,
            undo=lambda: self.presenter.undo(self.pages.current),
            redo=lambda: self.presenter.redo(self.pages.current),
            clear=lambda: self.presenter.clear(self.pages.current),
            copy=self._copy,
            copy_drawing=do.copy_drawing,
            paste=do.paste,
            next=lambda: self.presenter.keep_and_renew(self.pages.current),
            correct=self._correct,
            stop=self.presenter.batch.stop,
            tool=lambda tool: self._of_sheet().use(tool),
            widen=lambda by: self._of_sheet().widen(by),
            turn=self._turn,
            search=self._search,
            show=self.show_view,
            shown=lambda: self.pages.current,
            own_window=self._switch_window,
            one_window=lambda: self.pages.put_all_back(),
            dark=self.switch_colours,
            keys=lambda: show_keys(self.root),
            about=lambda: show_about(self.root, self.presenter.ready),
        )

    def switch_colours(self) -> None:
        """Change between light and dark."""
        self.presenter.set_dark(not self.presenter.state.is_dark)

    def _show_theme(self) -> None:
        """Take the colours that the person wants, where they are others than now."""
        if self._is_dark != self.presenter.state.is_dark:
            self._is_dark = self.presenter.state.is_dark
            self.root.theme_use(THEMES[self._is_dark])

    def _take_colours(self, _: ttk.Style) -> None:
        """Give the parts that Tk does not colour the theme's colours."""
        dress_tables(self.root)
        self.open.take_colours()
        for view in (self.write, self.words, self.train):
            view.set_dark(self.presenter.state.is_dark)

    def _place(self) -> None:
        """Take the size that was remembered, as far as the screen has it."""
        state, root = self.presenter.state, self.root
        width = min(px(root, state.width), root.winfo_screenwidth())
        height = min(px(root, state.height), root.winfo_screenheight())
        root.geometry(f"{width}x{height}")
        root.minsize(
            *(min(px(root, least), has) for least, has in zip(SMALLEST, (width, height), strict=True))
        )

    def _entered(self, number: int) -> None:
        """A view was chosen."""
        self.presenter.set_view(number)
        first = (self.write.paper, self.open.tree, self.words.canvas, self.past.tree, self.inside)
        (*first, self.train.source, self.settings.bundle)[number].focus_set()

    def _switch_window(self) -> None:
        """Give the view where the person is a window of its own, or put it back."""
        if not self.pages.switch():
            self.presenter.status.say(say("window.last_tab"))

    def _show_icon(self) -> None:
        """Give the window its icon."""
        from inkread.desktop.icon import icon_png

        self.icon = tkinter.PhotoImage(master=self.root, data=icon_png(ICON), format="png")
        self.root.iconphoto(True, self.icon)

    def _take_drops(self) -> None:
        """Let the window, and those of single views, take files that are dropped on them."""
        from inkread.desktop.drops import take_drops

        for window in (self.root, *map(self.pages.place, self.pages.torn)):
            take_drops(window, self.errands.open_dropped)

    def _torn_off(self, names: tuple[str, ...]) -> None:
        """Other views than before have windows of their own."""
        self.presenter.set_torn(names)
        self.root.after(LATER, self._take_drops)

    def _search(self) -> None:
        """Go to the history's search."""
        self.show_view(PAST)
        self.root.after_idle(self.past.search.focus_set)

    def _correct(self) -> None:
        """Go to where the person says what it really is."""
        fields = {PAST: self.past.correction, WORDS: self.words.field}
        if self.pages.current not in fields:
            self.show_view(WRITE)
        self.root.after_idle(fields.get(self.pages.current, self.write.correction).focus_set)

    def _of_sheet(self) -> WriteView | WordsView:
        """Return the view whose sheet is shown."""
        return self.words if self.pages.current == WORDS else self.write

    def _copy(self) -> None:
        """Put what was read on the clipboard."""
        self.errands.copy(self._answers())

    def _answers(self) -> str:
        """Return what is to be copied: the answers of chosen rows, or that to the sheet."""
        view, answer = self.pages.current, self.presenter.writing.answer
        if view in (OPEN, PAST):
            return (self.open if view == OPEN else self.past).answers()
        if view == WORDS:
            return self.words.text
        return "" if answer is None else answer.text

    def _show_status(self) -> None:
        """Show the line at the foot."""
        status = self.presenter.status
        style = "@danger" if status.is_trouble else "secondary"
        self._status.configure(text=status.text, bootstyle=style)

    def _poll(self) -> None:
        """Look for replies, a few milliseconds long; more often while many wait."""
        has_more = False
        try:
            has_more = self._worker.poll()
        finally:  # whatever a reply brought about, the next ones are looked for
            if self._is_closing and self._worker.is_over and not self.presenter.learning.is_running:
                self.root.destroy()
            else:
                self.root.after(1 if has_more else POLL, self._poll)

    def _finish(self) -> None:
        """All is kept: hide, and go when the worker has what waits for it, and is done."""
        self.root.withdraw()
        self.pages.withdraw()
        self.presenter.lookback.settle(self._worker.finish)

    def _ask_whether_to_close(self, why: str) -> None:
        """The drawing could not be kept: the person decides."""
        if self.dialogs.sure(say("ask.close_unkept", why=why), say("ask.close_anyway"), is_risky=True):
            self._finish()
        else:
            self._is_closing = False

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say in the window what nobody foresaw, instead of on a terminal that nobody sees."""
        if os.environ.get("INKREAD_DEBUG") == "1":
            traceback.print_exception(kind, error, trace, file=sys.stderr)
        self.presenter.status.complain(Trouble("unexpected", f"{kind.__name__}: {error}"))
