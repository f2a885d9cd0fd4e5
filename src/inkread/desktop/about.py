"""Two small windows: the keys, and what inkread is, with the model's card."""

import tkinter

import ttkbootstrap as ttk

from inkread.desktop.card import card_parts
from inkread.desktop.pixels import px
from inkread.desktop.replies import Ready
from inkread.desktop.words import say

ASIDE = 40  # px from the corner of the other window


def show_keys(root: tkinter.Misc) -> ttk.Toplevel:
    """Show the keys."""
    window = _window(root, say("keys.title"), 520, 470)
    text = "\n".join(line.replace("  ", "\t", 1) for line in say("keys.text").splitlines())
    shown = _text(window, tabs=str(px(root, 130)))
    shown.tag_configure("keys", lmargin2=px(root, 130))
    shown.insert("1.0", text, "keys")
    shown.configure(state="disabled")
    return window


def show_about(root: tkinter.Misc, ready: Ready | None) -> ttk.Toplevel:
    """Show the version and the card of the loaded model."""
    import inkread

    window = _window(root, say("about.title"), 760, 560)
    lede = say("about.lede", version=inkread.__version__)
    ttk.Label(window, text=lede, wraplength=px(root, 700)).pack(
        anchor="w", padx=px(root, 14), pady=px(root, 10)
    )
    shown = _text(window, tabs="")
    card = say("status.loading") if ready is None else ready.card or say("about.no_card")
    for kind, text in card_parts(card):
        shown.insert("end", f"{text}\n", kind)
    shown.configure(state="disabled")
    return window


def _window(root: tkinter.Misc, title: str, width: int, height: int) -> ttk.Toplevel:
    """Return a small window before the other one, which Escape closes."""
    top = root.winfo_toplevel()
    position = (top.winfo_rootx() + px(root, ASIDE), top.winfo_rooty() + px(root, ASIDE))
    size = (px(root, width), px(root, height))
    window = ttk.Toplevel(title=title, master=root, size=size, position=position)
    close = ttk.Button(window, text=say("about.close"), command=window.destroy, bootstyle="primary")
    close.pack(side="bottom", anchor="e", padx=px(root, 14), pady=px(root, 10))
    window.bind("<Escape>", lambda _: window.destroy())
    close.focus_set()
    return window


def _text(window: ttk.Toplevel, tabs: str) -> ttk.Text:
    """Return a field of text that scrolls."""
    frame = ttk.Frame(window)
    frame.pack(fill="both", expand=True, padx=px(window, 14), pady=(px(window, 10), 0))
    shown = ttk.Text(frame, wrap="word", borderwidth=0, highlightthickness=0, tabs=tabs, font="TkDefaultFont")
    bar = ttk.Scrollbar(frame, command=shown.yview)
    shown.configure(yscrollcommand=bar.set)
    shown.tag_configure("heading", font="TkHeadingFont", spacing1=px(window, 8), spacing3=px(window, 2))
    shown.tag_configure("text", spacing3=px(window, 6))
    shown.tag_configure("item", lmargin2=px(window, 12), spacing3=px(window, 3))
    shown.tag_configure("table", font="TkFixedFont", wrap="none", spacing3=px(window, 2))
    bar.pack(side="right", fill="y")
    shown.pack(side="left", fill="both", expand=True)
    return shown
