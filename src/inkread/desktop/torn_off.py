"""The window's views as tabs, each of which can be torn off into a window of its own, and put back.

A view stands in a plain frame of Tk's. Such a frame may be handed to the window manager and taken back with
all that is in it (`wm manage` and `wm forget`, Tcl Improvement Proposal 125); a frame of ttk's may not.
"""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.pixels import px
from inkread.desktop.words import say

LEAST = (940, 530)  # px of a window with one view: what it has in the smallest one with tabs
ASIDE = 40  # px that it opens right of and below the other windows' corner
Entered = Callable[[int], None]
Changed = Callable[[tuple[str, ...]], None]


class Pages:
    """Shows the views, wherever they are.

    Args:
        root: the application's window.
        names: of the views, in the order of their numbers and tabs.
        entered: called with the number of a view that the person went to.
        changed: called with the names of the views that are torn off, after one was or was put back.

    Attributes:
        tabs: those that are not torn off.
    """

    def __init__(self, root: ttk.App, names: tuple[str, ...], *, entered: Entered, changed: Changed) -> None:
        """Make a place for each view."""
        self._root, self._names = root, names
        self._entered, self._changed = entered, changed
        self.tabs = ttk.Notebook(root)
        self._places = [tkinter.Frame(self.tabs) for _ in names]
        self._torn: list[int] = []
        for number in range(len(names)):
            self._add(number)
        self.tabs.bind("<<NotebookTabChanged>>", lambda _: self._entered(self.shown))

    @property
    def can_tear(self) -> bool:
        """Whether this system's windows are known to take it; nobody has tried Apple's."""
        return self._root.winsys != "aqua"

    @property
    def torn(self) -> tuple[str, ...]:
        """The names of the views in windows of their own."""
        return tuple(self._names[number] for number in sorted(self._torn))

    @property
    def shown(self) -> int:
        """The number of the view whose tab is shown."""
        chosen = self.tabs.select()
        return next(number for number, place in enumerate(self._places) if str(place) == chosen)

    @property
    def current(self) -> int:
        """The number of the view that has the keyboard: one with a window of its own, or the shown tab."""
        focus = f"{self._root.tk.call('focus')}."  # by its name: not every widget of ttk's is one of Python's
        return next(
            (number for number in self._torn if focus.startswith(f"{self._places[number]}.")), self.shown
        )

    def place(self, name: str) -> tkinter.Frame:
        """Return what a view stands in."""
        return self._places[self._names.index(name)]

    def show(self, number: int) -> None:
        """Go to a view, wherever it is."""
        place = self._places[number]
        if number in self._torn:
            self._wm("deiconify", place)
            place.lift()
            place.focus_force()
            self._entered(number)
        else:
            self.tabs.select(place)

    def switch(self) -> bool:
        """Tear off the view where the person is, or put it back; return whether that could be."""
        number = self.current
        if number in self._torn:
            self.put_back(number)
            return True
        return self.tear_off(number)

    def tear_off(self, number: int) -> bool:
        """Give a view a window of its own; return whether that could be: the last tab stays."""
        place = self._places[number]
        if not self.can_tear or number in self._torn or len(self.tabs.tabs()) == 1:
            return False
        self._root.update_idletasks()  # or a window that was just built would have no size
        has = (self.tabs.winfo_width(), self.tabs.winfo_height())
        size = [max(px(self._root, least), length) for least, length in zip(LEAST, has, strict=True)]
        aside = px(self._root, ASIDE) * (len(self._torn) + 1)
        left, top = self._root.winfo_rootx() + aside, self._root.winfo_rooty() + aside
        self.tabs.forget(place)
        self._root.wm_manage(place)
        self._wm("title", place, f"{say(f'view.{self._names[number]}')} – {say('window.title')}")
        self._wm("geometry", place, f"{size[0]}x{size[1]}+{left}+{top}")
        self._wm("minsize", place, *(px(self._root, least) for least in LEAST))
        self._wm("protocol", place, "WM_DELETE_WINDOW", self._root.register(lambda: self.put_back(number)))
        self._torn.append(number)
        self._changed(self.torn)
        self._root.after_idle(self.show, number)  # after the tab beside it, which took its place, was gone to
        return True

    def put_back(self, number: int) -> None:
        """Make a torn-off view a tab again, in its place among the others, and show it."""
        if number in self._torn:
            self._torn.remove(number)
            self._wm("forget", self._places[number])
            self._add(number)
            self._changed(self.torn)
            self.tabs.select(self._places[number])
            self._root.lift()
            self._root.focus_force()  # the window that had the keyboard is gone

    def put_all_back(self) -> None:
        """Make every view a tab again."""
        for number in tuple(self._torn):
            self.put_back(number)

    def withdraw(self) -> None:
        """Hide the windows of their own, as the application's is hidden before it goes."""
        for number in self._torn:
            self._wm("withdraw", self._places[number])

    def _add(self, number: int) -> None:
        """Give a view its tab, after those of smaller numbers."""
        before = sum(other not in self._torn for other in range(number))
        where = before if before < len(self.tabs.tabs()) else "end"
        self.tabs.insert(where, self._places[number], text=f"  {say(f'view.{self._names[number]}')}  ")

    def _wm(self, *words: object) -> None:
        """Tell the window manager something about a frame, for which tkinter has no methods."""
        self._root.tk.call("wm", *words)
