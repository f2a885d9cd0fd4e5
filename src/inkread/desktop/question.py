"""A question in a small window before the other one: yes or no, or a word to type."""

import tkinter

import ttkbootstrap as ttk
from ttkbootstrap.dialogs import Dialog

from inkread.desktop.pixels import px
from inkread.desktop.words import say

WRAP = 380  # px of a line
APART = 18  # px around the question


class Question(Dialog):
    """Asks, and waits for the answer; Return says yes, Escape no.

    Args:
        parent: the window before which it is asked.
        question: what is asked.
        yes: what the button says that agrees.
        usual: the text that is offered to be typed over; None where only yes or no is asked.
        is_risky: whether to agree loses something: Return then says no, until the other button is gone to.

    Attributes:
        answer: what was typed, empty where nothing was to be; None where the person did not agree.
    """

    def __init__(
        self,
        parent: tkinter.Misc,
        question: str,
        *,
        yes: str,
        usual: str | None = None,
        is_risky: bool = False,
    ) -> None:
        """Show nothing yet; see `ask`."""
        super().__init__(parent=parent, title=say("window.title"))
        self.answer: str | None = None
        self._question, self._yes, self._usual, self._is_risky = question, yes, usual, is_risky
        self._typed: ttk.Entry | None = None

    def ask(self) -> str | None:
        """Show it until it is answered, and return the answer."""
        self.show()
        return self.answer

    def create_body(self, master: tkinter.Misc) -> None:
        """Put the question, and the field where there is one, into the window."""
        frame = ttk.Frame(master, padding=px(master, APART))
        frame.pack(fill="both", expand=True)
        ttk.Label(frame, text=self._question, wraplength=px(master, WRAP), justify="left").pack(anchor="w")
        if self._usual is not None:
            self._typed = ttk.Entry(frame)
            self._typed.insert(0, self._usual)
            self._typed.selection_range(0, "end")
            self._typed.pack(fill="x", pady=(px(master, APART // 2), 0))
            self._typed.bind("<Return>", lambda _: self._agree())

    def create_buttonbox(self, master: tkinter.Misc) -> None:
        """Put the two buttons below it."""
        row = ttk.Frame(master, padding=(px(master, APART), 0, px(master, APART), px(master, APART)))
        row.pack(side="bottom", fill="x")
        no = ttk.Button(row, text=say("ask.no"), command=self.close, bootstyle="secondary-outline")
        style = "danger" if self._is_risky else "primary"
        yes = ttk.Button(row, text=self._yes, command=self._agree, bootstyle=style)
        yes.pack(side="right")
        no.pack(side="right", padx=px(master, 6))
        yes.lower()  # Tab goes from the left to the right
        no.lower()
        for button in (yes, no):
            button.bind("<Return>", lambda event: event.widget.invoke())
        first = self._typed or (no if self._is_risky else yes)
        self._initial_focus = first  # type: ignore[assignment] # the base says None alone

    def _agree(self) -> None:
        """Take the answer."""
        self.answer = "" if self._typed is None else self._typed.get()
        self.close()
