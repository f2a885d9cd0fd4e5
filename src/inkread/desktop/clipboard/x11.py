"""X11's clipboard by Xlib itself, as `xclip` does it: pictures of any size, to and from other programs.

The rules: Inter-Client Communication Conventions Manual 2.0, section 2 (selections; 2.7.2: large ones come in
pieces, `INCR`).
"""

import ctypes
import sys
import time
from multiprocessing.connection import Connection, wait

from inkread.desktop.clipboard.xlib import Asked, Event, Given, load

PATIENCE = 5.0  # seconds for the other program to hand over what it offers
MOST_BYTES = 100_000_000  # of what is taken; decoding has a smaller limit, and tells it
NONE, CURRENT_TIME, ANY_TYPE, REPLACE = (
    0,
    0,
    0,
    0,
)  # X.h's None, CurrentTime, AnyPropertyType, PropModeReplace
PROPERTY_CHANGES = 1 << 22  # PropertyChangeMask
PROPERTY, CLEAR, REQUEST, NOTIFY = 28, 29, 30, 31  # the events PropertyNotify, Selection…
NEW_VALUE = 0  # of a property that changed
ATOM = 4  # XA_ATOM, the type of a list of types
OFFERED = "image/png"


class XClipboard:
    """The clipboard of the display that the environment names; used by one thread.

    Raises:
        OSError: when there is no Xlib, or no display.
    """

    def __init__(self) -> None:
        """Connect, with a window that is never shown."""
        self._x = load()
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise OSError("expected a display, got none; see DISPLAY")
        root = self._x.XDefaultRootWindow(self._display)
        self._window = self._x.XCreateSimpleWindow(self._display, root, 0, 0, 1, 1, 0, 0, 0)
        self._x.XSelectInput(self._display, self._window, PROPERTY_CHANGES)
        self._clipboard, self._here = self._atom("CLIPBOARD"), self._atom("INKREAD_CLIPBOARD")

    def close(self) -> None:
        """Let go of the display, and with it of what was offered."""
        self._x.XCloseDisplay(self._display)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds in which there is something on the clipboard, such as `image/png`.

        Raises:
            OSError: when the program that has it does not answer.
        """
        if self._x.XGetSelectionOwner(self._display, self._clipboard) == NONE:
            return ()
        _, content = self._ask("TARGETS")
        size = ctypes.sizeof(ctypes.c_ulong)  # Xlib hands out numbers of 32 bits as longs
        atoms = (content[start : start + size] for start in range(0, len(content) - size + 1, size))
        return tuple(self._name(int.from_bytes(atom, sys.byteorder)) for atom in atoms)

    def read(self, kind: str) -> bytes:
        """Return what is on the clipboard as one of its kinds.

        Raises:
            OSError: when it is too large, or the program that has it does not hand it over.
        """
        form, content = self._ask(kind)
        if form != self._atom("INCR"):
            return content
        until = time.monotonic() + PATIENCE
        pieces: list[bytes] = []
        while True:  # reading the last piece, which deletes it, asks for the next one
            event = self._wait_for(PROPERTY, until).changed
            if event.atom != self._here or event.state != NEW_VALUE:
                continue
            _, piece = self._take()
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            until = time.monotonic() + PATIENCE
            _check_size(sum(map(len, pieces)))

    def offer(self, png: bytes, line: Connection) -> None:
        """Have a picture on the clipboard until another program puts something there, or `line` is closed.

        Args:
            png: a PNG file's bytes, at most some 200,000: it is handed over in one piece.
            line: is told True as soon as the picture can be asked for.
        """
        self._x.XSetSelectionOwner(self._display, self._clipboard, self._window, CURRENT_TIME)
        self._x.XFlush(self._display)
        line.send(True)
        event, socket = Event(), self._x.XConnectionNumber(self._display)
        while True:
            while self._x.XPending(self._display):
                self._x.XNextEvent(self._display, ctypes.byref(event))
                if event.type == CLEAR:
                    return
                if event.type == REQUEST:
                    self._answer(event.asked, png)
            if line in wait([socket, line]):
                return

    def _answer(self, asked: Asked, png: bytes) -> None:
        """Hand over the picture, or the list of what there is; else say that there is no such thing."""
        kinds = (ctypes.c_ulong * 2)(self._atom("TARGETS"), self._atom(OFFERED))
        place = asked.property or asked.target  # old programs name none: ICCCM 2.2
        put = (self._display, asked.requestor, place)
        if asked.target == kinds[0]:
            self._x.XChangeProperty(*put, ATOM, 32, REPLACE, ctypes.byref(kinds), len(kinds))
        elif asked.target == kinds[1]:
            self._x.XChangeProperty(*put, kinds[1], 8, REPLACE, png, len(png))
        else:
            place = NONE
        told = Event(
            given=Given(
                type=NOTIFY,
                requestor=asked.requestor,
                selection=asked.selection,
                target=asked.target,
                property=place,
                time=asked.time,
            )
        )
        self._x.XSendEvent(self._display, asked.requestor, 0, 0, ctypes.byref(told))
        self._x.XFlush(self._display)

    def _ask(self, kind: str) -> tuple[int, bytes]:
        """Return the type and the bytes of what is on the clipboard; pieces to come are of the type INCR."""
        self._x.XConvertSelection(
            self._display, self._clipboard, self._atom(kind), self._here, self._window, CURRENT_TIME
        )
        event = self._wait_for(NOTIFY, time.monotonic() + PATIENCE).given
        if event.property == NONE:
            raise OSError(f"expected {kind} on the clipboard, got nothing; copy it once more")
        return self._take()

    def _take(self) -> tuple[int, bytes]:
        """Return the type and the bytes of what was put into the own window, and delete it there."""
        form, width, data = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_void_p()
        num, left = ctypes.c_ulong(), ctypes.c_ulong()
        self._x.XGetWindowProperty(
            *(self._display, self._window, self._here, 0, MOST_BYTES // 4, True, ANY_TYPE),
            *map(ctypes.byref, (form, width, num, left, data)),
        )
        each = ctypes.sizeof(ctypes.c_ulong) if width.value == 32 else width.value // 8
        content = ctypes.string_at(data, num.value * each) if data else b""
        if data:
            self._x.XFree(data)
        _check_size(len(content) + left.value)
        return form.value, content

    def _wait_for(self, kind: int, until: float) -> Event:
        """Return the next event of a kind; those of others are passed over.

        Raises:
            OSError: when none comes in time.
        """
        event, socket = Event(), self._x.XConnectionNumber(self._display)
        while True:
            while self._x.XPending(self._display):
                self._x.XNextEvent(self._display, ctypes.byref(event))
                if event.type == kind:
                    return event
            left = until - time.monotonic()
            if left <= 0:
                raise OSError(
                    f"expected what was copied within {PATIENCE:.0f} s, got no answer from its program;"
                    " copy it once more, or save it to a file"
                )
            wait([socket], left)

    def _atom(self, name: str) -> int:
        """Return the display's number of a name."""
        return int(self._x.XInternAtom(self._display, name.encode(), False))

    def _name(self, atom: int) -> str:
        """Return the name of a number, empty where it has none."""
        found = self._x.XGetAtomName(self._display, atom)
        if not found:
            return ""
        name = ctypes.string_at(found).decode("latin-1")
        self._x.XFree(found)
        return name


def _check_size(num_bytes: int) -> None:
    """Refuse what no picture is as large as."""
    if num_bytes > MOST_BYTES:
        raise OSError(f"expected at most {MOST_BYTES:,} bytes on the clipboard, got more; save it to a file")
