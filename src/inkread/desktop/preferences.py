"""The view of settings: what reads, what may come out, the colours, and where readings are kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from inkread.desktop.replies import Placed, Ready, SystemColours, Told, Trouble
from inkread.desktop.requests import AskColours, Open, Request, UseBundle, UseHistory
from inkread.desktop.status import Status, trouble_words
from inkread.desktop.watched import Watched
from inkread.desktop.window_state import WindowState
from inkread.desktop.words import say
from inkread.desktop.worker import Asks

Theme: TypeAlias = Literal["light", "dark", "system"]
THEMES: tuple[Theme, ...] = get_args(Theme)
CHARSETS: dict[str, str | None] = {
    "all": None,
    "digits": "digits",
    "upper": "upper",
    "lower": "lower",
    "letters": "letters",
}
"""What may come out, by the name under which the window offers it."""
HISTORY_FILE = "history.db"  # in the folder that the person chooses
MOST_SHOWN = 80  # characters that a reader is said to know; the rest are counted


class Preferences(Watched):
    """Decides what the view shows. A choice is in force when the worker has taken it; else the old one stays.

    Attributes:
        ready: the loaded reader, or None before that.
        theme: the colours that the person wants.
        is_dark: what that means now.
        charset: the name of what may come out, one of `CHARSETS`.
        bundle: the model that the person chose; empty for the one that ships.
        history: where the person wants readings kept; empty for the usual place.
        num_readers: how many were loaded so far: what is on the sheet is read anew by each.
    """

    def __init__(self, worker: Asks, status: Status, state: WindowState) -> None:
        """Begin with what was remembered."""
        super().__init__()
        self._worker, self._status = worker, status
        self.ready: Ready | None = None
        self.num_readers = 0
        self.theme: Theme = next((one for one in THEMES if one == state.theme), "system")
        self.is_dark = state.is_dark
        self.charset = state.charset if state.charset in CHARSETS else "all"
        self.bundle, self.history = state.bundle, state.history

    @property
    def reads(self) -> str:
        """What the loaded reader is and reads, in a sentence."""
        if self.ready is None:
            return say("status.loading")
        known = self.ready.graphemes
        shown = "".join(known[:MOST_SHOWN]) + (" …" if len(known) > MOST_SHOWN else "")
        return say("settings.reads", bundle=self.ready.bundle, n=len(known), characters=shown)

    @property
    def in_force(self) -> str:
        """The model that reads now; empty for the one that ships."""
        return self._worker.settings.bundle or ""

    @property
    def place(self) -> str:
        """Where readings are kept, as it may be shown."""
        from inkread.history.place import history_place  # no database library comes with it

        return history_place(self._worker.settings.history).shown

    def begin(self) -> None:
        """Let the worker load the reader; where the remembered one is gone, the one that ships."""

        def hear(told: Told) -> None:
            if isinstance(told, Ready):
                self._take(told)
                self._status.say(say("status.ready", bundle=told.bundle, n=len(told.graphemes)))
                self._follow_system()
            elif isinstance(told, Trouble):
                self._status.complain(told)
                self._fall_back(trouble_words(told))

        self._worker.ask(Open(), hear)

    def use_bundle(self, bundle: str) -> None:
        """Read with another model at once; an empty name is the one that ships."""

        def done(told: Told) -> None:
            if isinstance(told, Ready):
                self.bundle = bundle
                self._worker.settings = replace(self._worker.settings, bundle=bundle or None)
                self._take(told)
                self._status.say(self.reads)

        self._choose(UseBundle(bundle or None), done)

    def use_history(self, folder: str) -> None:
        """Keep readings in another folder at once; an empty one is the usual place."""
        address = str(Path(folder) / HISTORY_FILE) if folder else ""

        def done(told: Told) -> None:
            if isinstance(told, Placed):
                self.history = address
                self._worker.settings = replace(self._worker.settings, history=address or None)
                self._status.say(say("settings.kept_at", place=told.place))

        self._choose(UseHistory(address or None), done)

    def set_charset(self, name: str) -> None:
        """Say what may come out; what the reader does not know cannot."""
        missing = self._missing(name)
        if missing:
            self._status.complain(Trouble("charset", say("settings.unknown", characters=missing)))
        else:
            self.charset = name
        self.changed()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme
        if theme == "system":
            self._follow_system()
        else:
            self.is_dark = theme == "dark"
        self.changed()

    def _choose(self, request: Request, done: Callable[[Told], None]) -> None:
        """Ask for something that the worker may refuse; the view then shows again what is in force."""

        def hear(told: Told) -> None:
            if isinstance(told, Trouble):
                self._status.complain(Trouble("kept", say("settings.refused", why=trouble_words(told))))
            else:
                done(told)
            self.changed()

        self._worker.ask(request, hear)

    def _take(self, ready: Ready) -> None:
        """Go on with a reader; of one that knows less everything may come out."""
        self.ready = ready
        self.num_readers += 1
        if self._missing(self.charset):
            self.charset = "all"
        self.changed()

    def _missing(self, charset: str) -> str:
        """Return the characters of a charset that the loaded reader does not know."""
        from inkread.charset import NAMED

        name = CHARSETS[charset]
        if name is None or self.ready is None:
            return ""
        return "".join(one for one in NAMED[name].graphemes if one not in self.ready.graphemes)

    def _fall_back(self, why: str) -> None:
        """Read with the model that ships where the remembered one cannot be opened; it stays remembered."""
        if not self.bundle or self._worker.settings.bundle != self.bundle:
            return

        def hear(told: Told) -> None:
            if isinstance(told, Ready):
                self._worker.settings = replace(self._worker.settings, bundle=None)
                self._take(told)
                self._status.complain(Trouble("kept", say("settings.fell_back", why=why)))

        self._worker.ask(UseBundle(None), hear)

    def _follow_system(self) -> None:
        """Take the system's colours, if the person wants that; the worker knows how to ask for them."""

        def hear(told: Told) -> None:
            if isinstance(told, SystemColours) and self.theme == "system" and told.is_dark != self.is_dark:
                self.is_dark = told.is_dark
                self.changed()

        if self.theme == "system":
            self._worker.ask(AskColours(), hear)
