"""Pictures for Tk, from the bytes of PNG files."""

import tkinter

import ttkbootstrap as ttk


def picture(png: bytes | None, *, master: tkinter.Misc, times: int = 1) -> tkinter.PhotoImage | str:
    """Return a picture that Tk shows as long as it is kept, or an empty text for none.

    Args:
        png: a PNG file's bytes.
        master: any widget of the window.
        times: how many times larger, whole pixels.
    """
    if png is None:
        return ""
    image = tkinter.PhotoImage(master=master, data=png, format="png")
    return image if times == 1 else image.zoom(times)


def px(widget: tkinter.Misc, length: int) -> int:
    """Return a length of a usual screen in pixels of this one."""
    return int(ttk.scale_size(widget, length))
