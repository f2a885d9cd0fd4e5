"""Xlib's functions and events, as far as a clipboard needs them: the library that Tk stands on."""

import ctypes
from ctypes.util import find_library
from typing import Any, ClassVar, TypeAlias

USUAL = "libX11.so.6"  # where the system has no list of its libraries

_Fields: TypeAlias = list[tuple[str, Any]]  # mypy does not know of the types that C's have in common
_HEAD: _Fields = [
    ("type", ctypes.c_int),
    ("serial", ctypes.c_ulong),
    ("send_event", ctypes.c_int),
    ("display", ctypes.c_void_p),
]


class Asked(ctypes.Structure):
    """`XSelectionRequestEvent`: another program wants what this one offers."""

    _fields_: ClassVar[_Fields] = [
        *_HEAD,
        *(
            (name, ctypes.c_ulong)
            for name in ("owner", "requestor", "selection", "target", "property", "time")
        ),
    ]


class Given(ctypes.Structure):
    """`XSelectionEvent`: it was put where it was asked for; `property` is 0 where it was not."""

    _fields_: ClassVar[_Fields] = [
        *_HEAD,
        *((name, ctypes.c_ulong) for name in ("requestor", "selection", "target", "property", "time")),
    ]


class Changed(ctypes.Structure):
    """`XPropertyEvent`: a property of a window has another value."""

    _fields_: ClassVar[_Fields] = [
        *_HEAD,
        *((name, ctypes.c_ulong) for name in ("window", "atom", "time")),
        ("state", ctypes.c_int),
    ]


class Event(ctypes.Union):
    """`XEvent`, of any kind."""

    _fields_: ClassVar[_Fields] = [
        ("type", ctypes.c_int),
        ("asked", Asked),
        ("given", Given),
        ("changed", Changed),
        ("pad", ctypes.c_long * 24),
    ]


_ON_ERROR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
# A window that asked may be gone: that is no reason to end, as Xlib would by itself.
_PASS_OVER = _ON_ERROR(lambda _display, _error: 0)


def load() -> ctypes.CDLL:
    """Return Xlib with the types of what is called: by itself ctypes would cut pointers to 32 bits.

    Raises:
        OSError: when there is none.
    """
    x = ctypes.CDLL(find_library("X11") or USUAL)
    x.XSetErrorHandler.restype, x.XSetErrorHandler.argtypes = ctypes.c_void_p, [_ON_ERROR]
    x.XSetErrorHandler(_PASS_OVER)
    number, pointer, whole = ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int
    length = ctypes.c_long
    for name, result, arguments in (
        ("XOpenDisplay", pointer, [ctypes.c_char_p]),
        ("XCloseDisplay", whole, [pointer]),
        ("XDefaultRootWindow", number, [pointer]),
        ("XCreateSimpleWindow", number, [pointer, number, *[whole] * 5, number, number]),
        ("XSelectInput", whole, [pointer, number, length]),
        ("XInternAtom", number, [pointer, ctypes.c_char_p, whole]),
        ("XGetAtomName", pointer, [pointer, number]),
        ("XGetSelectionOwner", number, [pointer, number]),
        ("XSetSelectionOwner", whole, [pointer, number, number, number]),
        ("XConvertSelection", whole, [pointer, *[number] * 5]),
        (
            "XGetWindowProperty",
            whole,
            [pointer, number, number, length, length, whole, number, *[pointer] * 5],
        ),
        ("XChangeProperty", whole, [pointer, number, number, number, whole, whole, pointer, whole]),
        ("XSendEvent", whole, [pointer, number, whole, length, pointer]),
        ("XConnectionNumber", whole, [pointer]),
        ("XPending", whole, [pointer]),
        ("XNextEvent", whole, [pointer, pointer]),
        ("XFlush", whole, [pointer]),
        ("XFree", whole, [pointer]),
    ):
        function = getattr(x, name)
        function.restype, function.argtypes = result, arguments
    return x
