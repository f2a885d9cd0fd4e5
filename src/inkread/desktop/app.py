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
from inkread.desktop.menus import Actions, menu_bar
from inkread.desktop.pixels import px
from inkread.desktop.presenter import INSIDE, OPEN, PAST, Presenter
from inkread.desktop.replies import Trouble
from inkread.desktop.table import set_row_height
from inkread.desktop.views.history import HistoryView
from inkread.desktop.views.inside import InsideView
from inkread.desktop.views.open_files import OpenView
from inkread.desktop.views.write import WriteView
from inkread.desktop.words import say
from inkread.desktop.worker import Worker

POLL = 15  # ms between two looks for replies
THEMES = {False: "bootstrap-light", True: "bootstrap-dark"}
SMALLEST = (960, 600)  # px


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
        self.root = ttk.App(title=say("window.title"), theme=THEMES[presenter.state.is_dark], iconphoto=None)
        self.root.report_callback_exception = self._report
        self._place()
        self.dialogs = dialogs(self.root)
        self.errands = Errands(presenter, self.dialogs, self.root, lambda: self.show_view(OPEN))
        self._build()
        self.root.protocol("WM_DELETE_WINDOW", self.close)
        presenter.status.watch(self._show_status)
        ttk.on_theme_change(self._take_colours, call_now=True)
        self._show_status()
        self.tabs.select(min(presenter.state.view, INSIDE))
        self.root.after(1, self._poll)

    def run(self) -> None:
        """Show the window until it is closed."""
        self.root.mainloop()

    def show_view(self, number: int) -> None:
        """Show one of the views."""
        self.tabs.select(number)

    def close(self) -> None:
        """Keep what must be kept, then close; the window hides at once and goes when the worker is done."""
        if not self._is_closing:
            self._is_closing = True
            usual = px(self.root, 100) / 100  # remembered as on a usual screen: the next one may be another
            size = (self.root.winfo_width(), self.root.winfo_height())
            self.presenter.set_size(*(round(length / usual) for length in size))
            self.presenter.close(self._finish, self._ask_whether_to_close)

    def _build(self) -> None:
        """Put the parts into the window."""
        root, presenter = self.root, self.presenter
        actions = self._actions()
        root.configure(menu=menu_bar(root, actions, presenter))
        bind_keys(root, actions)
        self._status = ttk.Label(root, padding=(px(root, 10), px(root, 4)))
        self._status.pack(side="bottom", fill="x")
        self.tabs = ttk.Notebook(root)
        self.tabs.pack(fill="both", expand=True)
        self.write = WriteView(self.tabs, presenter)
        do = self.errands
        files = {"files": do.open_files, "folder": do.open_folder, "save": do.save_results}
        self.open = OpenView(self.tabs, presenter, files)
        self.past = HistoryView(self.tabs, presenter, lambda question: self.dialogs.sure(question), do.export)
        self.inside = InsideView(self.tabs, presenter)
        for name, view in zip(
            ("write", "open", "past", "inside"), (self.write, self.open, self.past, self.inside), strict=True
        ):
            self.tabs.add(view, text=f"  {say(f'view.{name}')}  ")
            view.bind("<<LookInside>>", lambda _: self.show_view(INSIDE))
        self.tabs.bind("<<NotebookTabChanged>>", lambda _: self._entered())

    def _actions(self) -> Actions:
        """Return what menus and keys do."""
        writing, do = self.presenter.writing, self.errands
        return Actions(
            open_files=do.open_files,
            open_folder=do.open_folder,
            open_path=lambda path: do.open_paths([path]),
            save=do.save_drawing,
            save_sample=do.save_sample,
            results=do.save_results,
            export=do.export,
            close=self.close,
            undo=writing.undo,
            redo=writing.redo,
            clear=writing.clear,
            copy=do.copy,
            paste=do.paste,
            next=writing.keep_and_renew,
            stop=self.presenter.batch.stop,
            tool=lambda tool: self.write.use(tool),
            widen=lambda by: self.write.widen(by),
            search=self._search,
            show=self.show_view,
            shown=lambda: int(self.tabs.index("current")),
            dark=self.switch_colours,
            keys=lambda: show_keys(self.root),
            about=lambda: show_about(self.root, self.presenter.ready),
        )

    def switch_colours(self) -> None:
        """Change between light and dark."""
        self.presenter.set_dark(not self.presenter.state.is_dark)
        self.root.theme_use(THEMES[self.presenter.state.is_dark])

    def _take_colours(self, _: ttk.Style) -> None:
        """Give the parts that Tk does not colour the theme's colours."""
        set_row_height(self.root)
        self.open.take_colours()
        self.write.set_dark(self.presenter.state.is_dark)

    def _place(self) -> None:
        """Take the size that was remembered, as far as the screen has it."""
        state, root = self.presenter.state, self.root
        width = min(px(root, state.width), root.winfo_screenwidth())
        height = min(px(root, state.height), root.winfo_screenheight())
        root.geometry(f"{width}x{height}")
        root.minsize(
            *(min(px(root, least), has) for least, has in zip(SMALLEST, (width, height), strict=True))
        )

    def _entered(self) -> None:
        """A view was chosen."""
        number = int(self.tabs.index("current"))
        self.presenter.set_view(number)
        (self.write.paper, self.open.tree, self.past.tree, self.inside)[number].focus_set()

    def _search(self) -> None:
        """Go to the history's search."""
        self.show_view(PAST)
        self.root.after_idle(self.past.search.focus_set)

    def _show_status(self) -> None:
        """Show the line at the foot."""
        status = self.presenter.status
        style = "inverse-danger" if status.is_trouble else "secondary"
        self._status.configure(text=status.text, bootstyle=style)

    def _poll(self) -> None:
        """Look for replies, a few milliseconds long; more often while many wait."""
        has_more = False
        try:
            has_more = self._worker.poll()
        finally:  # whatever a reply brought about, the next ones are looked for
            if self._is_closing and self._worker.is_over:
                self.root.destroy()
            else:
                self.root.after(1 if has_more else POLL, self._poll)

    def _finish(self) -> None:
        """All is kept: hide, and go when the worker is done."""
        self.root.withdraw()
        self._worker.finish()

    def _ask_whether_to_close(self, why: str) -> None:
        """The drawing could not be kept: the person decides."""
        if self.dialogs.sure(say("ask.close_unkept", why=why)):
            self._finish()
        else:
            self._is_closing = False

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say in the window what nobody foresaw, instead of on a terminal that nobody sees."""
        if os.environ.get("INKREAD_DEBUG") == "1":
            traceback.print_exception(kind, error, trace, file=sys.stderr)
        self.presenter.status.complain(Trouble("unexpected", f"{kind.__name__}: {error}"))
