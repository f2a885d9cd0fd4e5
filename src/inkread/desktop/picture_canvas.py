"""The picture of some words in the window, with boxes around its characters, each of which can be chosen."""

import tkinter

import ttkbootstrap as ttk

from inkread.desktop.glyph_boxes import GlyphBoxes
from inkread.desktop.passage import Passage
from inkread.desktop.pixels import picture, px

SOON = 120  # ms after the last change of its size that the picture is made anew
BELOW = 28  # px kept free for the signs below the boxes of a single line
STEPS = {"Left": -1, "Right": 1, "Up": -1, "Down": 1}


class PictureCanvas(ttk.Canvas):
    """Shows a picture as large as there is room; a click or the arrow keys choose a character."""

    def __init__(self, master: tkinter.Misc, passage: Passage) -> None:
        """Show the picture of `passage`."""
        super().__init__(master, width=1, height=1, highlightthickness=1, takefocus=True, autostyle=False)
        self._passage = passage
        self._image: tkinter.PhotoImage | str = ""
        self._png: bytes | None = None
        self.boxes = GlyphBoxes(self)
        self._boxed: tuple[object, ...] = ()
        self._due: str | None = None
        self.bind("<Configure>", lambda _: self._fit_soon())
        self.bind("<Button-1>", self._click)
        for key, by in STEPS.items():
            self.bind(f"<{key}>", lambda _, by=by: self._step(by))  # type: ignore[misc]
        passage.watch(self.show)

    def show(self) -> None:
        """Draw what changed."""
        passage = self._passage
        if passage.is_paper:
            return
        now = (passage.png, passage.answer, passage.chosen, passage.hint)
        if now != self._boxed:
            self._boxed = now
            if passage.png is not self._png:
                self._png = passage.png
                self._image = picture(passage.png, master=self)
            self._draw()

    def take_colours(self) -> None:
        """Take the colours of the theme."""
        colours = ttk.Style.get_instance().colors
        self.configure(
            background=colours.inputbg, highlightbackground=colours.border, highlightcolor=colours.primary
        )
        self._draw()

    def _draw(self) -> None:
        """Draw the picture and its boxes, or what stands in their place."""
        self.delete("all")
        passage, colours = self._passage, ttk.Style.get_instance().colors
        middle = (self.winfo_width() / 2, self.winfo_height() / 2)
        if isinstance(self._image, str) or passage.answer is None:
            self.create_text(*middle, text=passage.hint, fill=colours.inputfg, justify="center")
            return
        width, height = self._image.width(), self._image.height()
        left, top = middle[0] - width / 2, middle[1] - height / 2
        self.create_image(*middle, image=self._image)
        across, down = width / passage.answer.width, height / passage.answer.height
        self.boxes.draw(
            passage.answer.glyphs, passage.chosen, lambda x, y: (left + x * across, top + y * down)
        )

    def _fit_soon(self) -> None:
        """Ask for a picture of the new size once that has settled."""
        self._draw()
        if self._due is not None:
            self.after_cancel(self._due)
        self._due = self.after(SOON, self._fit)

    def _fit(self) -> None:
        """Ask for a picture of this size."""
        self._due = None
        edge = px(self, BELOW)
        self._passage.fit(max(1, self.winfo_height() - 2 * edge), max(1, self.winfo_width() - 2 * edge))

    def _click(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Choose the character that is clicked, or none."""
        self.focus_set()
        self._passage.choose(self.boxes.at(event.x, event.y))

    def _step(self, by: int) -> str:
        """Choose the next character, or the one before."""
        self._passage.step(by)
        return "break"
