"""The view to look inside: the steps from the paper on as a row of pictures, the layers below one another."""

import itertools
import tkinter

import ttkbootstrap as ttk

from inkread.desktop.answer_words import headline
from inkread.desktop.pixels import picture, px
from inkread.desktop.presenter import Presenter
from inkread.desktop.replies import Picture
from inkread.desktop.words import say, say_of

MOST_STEPS = 8  # in a row
SCROLLED = {"Up": (-1, "units"), "Down": (1, "units"), "Prior": (-1, "pages"), "Next": (1, "pages")}
"""How far each key moves the steps."""


class InsideView(ttk.Frame):
    """Shows the steps of one reading."""

    def __init__(self, master: tkinter.Misc, presenter: Presenter) -> None:
        """Build the view."""
        super().__init__(master, padding=px(master, 10))
        self._presenter, self._insight = presenter, presenter.insight
        self._insight.scale = max(1, round(px(self, 100) / 100))
        self._pictures: list[tkinter.PhotoImage | str] = []
        self._shown: object = None
        head = ttk.Frame(self)
        head.pack(fill="x", pady=(0, px(self, 8)))
        self.words = ttk.Label(head)
        self.words.pack(side="left")
        sheet = ttk.Button(
            head, text=say("inside.sheet"), command=presenter.look_into_sheet, bootstyle="secondary-outline"
        )
        sheet.pack(side="right")
        self._steps = ttk.ScrolledFrame(self, auto_hide=False)
        for widget, (key, scrolled) in itertools.product((self, sheet), SCROLLED.items()):
            widget.bind(f"<{key}>", lambda _, by=scrolled: self._steps.yview_scroll(*by))  # type: ignore[misc]
        self._steps.pack(fill="both", expand=True)
        self._insight.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show what was looked into, if it is something else than before."""
        inside = self._insight.inside
        said = "" if inside is None else headline(inside.answer).sentence
        self.words.configure(text=f"{self._insight.words}   {said}".strip())
        if inside is self._shown:
            return
        self._shown = inside
        for child in self._steps.winfo_children():
            child.destroy()
        self._pictures.clear()
        if inside is not None:
            self._show_trail(inside.trail)
            self._show_stages(inside.stages)

    def _show_trail(self, trail: tuple[Picture, ...]) -> None:
        """Show the steps before the network side by side."""
        self._title(say("inside.trail"))
        row = ttk.Frame(self._steps)
        row.pack(anchor="w", pady=(0, px(self, 10)))
        for number, step in enumerate(trail[:MOST_STEPS]):
            cell = ttk.Frame(row)
            cell.grid(row=number // 6, column=number % 6, padx=(0, px(self, 8)), pady=px(self, 4), sticky="n")
            name = say_of("inside.step", step.name, step.name)
            ttk.Label(cell, text=say("inside.numbered", n=number + 1, step=name)).pack(anchor="w")
            ttk.Label(cell, image=self._picture(step)).pack(anchor="w")
            ttk.Label(cell, text=step.shape, bootstyle="secondary").pack(anchor="w")

    def _show_stages(self, stages: tuple[Picture, ...]) -> None:
        """Show the network's layers below one another."""
        if not stages:
            return
        self._title(say("inside.network"))
        ttk.Label(self._steps, text=say("inside.legend"), bootstyle="secondary").pack(anchor="w")
        for stage in stages:
            words = say_of("inside.kind", "logits" if stage.name == "logits" else stage.kind, stage.kind)
            title = ttk.Label(self._steps, text=f"{stage.name}   {words}   {stage.shape}")
            title.pack(anchor="w", pady=(px(self, 8), px(self, 2)))
            ttk.Label(self._steps, image=self._picture(stage)).pack(anchor="w")

    def _title(self, text: str) -> None:
        """Put a heading below what is there."""
        ttk.Label(self._steps, text=text, font="TkHeadingFont").pack(
            anchor="w", pady=(px(self, 4), px(self, 2))
        )

    def _picture(self, step: Picture) -> tkinter.PhotoImage | str:
        """Return a step's picture, kept as long as it is shown."""
        self._pictures.append(picture(step.png, master=self))
        return self._pictures[-1]
