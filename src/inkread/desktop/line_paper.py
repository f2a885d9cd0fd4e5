"""The wide sheet in the window: a line to write words on, with boxes around what was read."""

import tkinter

from inkread.desktop.canvas import Paper
from inkread.desktop.glyph_boxes import GlyphBoxes
from inkread.desktop.passage import Passage
from inkread.desktop.words import say

LINES = (0.28, 0.72)  # of the sheet's height: capitals stand between


class LinePaper(Paper):
    """A sheet for words; a press on the sign below a box chooses that character, anywhere else it writes."""

    def __init__(self, master: tkinter.Misc, passage: Passage) -> None:
        """Show the sheet of `passage`."""
        super().__init__(master, passage, hint=say("words.hint"))
        self._passage = passage
        self.boxes = GlyphBoxes(self)
        self._boxed: tuple[object, ...] = ()
        for key, by in (("Left", -1), ("Right", 1)):
            self.bind(f"<Control-{key}>", lambda _, by=by: self._step(by))  # type: ignore[misc]

    def show(self) -> None:
        """Draw what changed on the sheet, and the boxes where those did."""
        super().show()
        answer = self._passage.answer if self._passage.is_paper else None
        now = (answer, self._passage.chosen, self._shown, self._is_dark)
        if now != self._boxed:
            self._boxed = now
            self.boxes.draw(() if answer is None else answer.glyphs, self._passage.chosen, self._px)

    def redraw(self) -> None:
        """Draw everything anew, the boxes too."""
        self._boxed = ()
        super().redraw()

    def _draw_guide(self, colour: str) -> None:
        """Draw the lines between which to write."""
        sheet = self._passage.sheet
        for share in LINES:
            ends = [*self._px(0, share * sheet.height), *self._px(sheet.width, share * sheet.height)]
            self.create_line(*ends, fill=colour, dash=(4, 4))

    def _press(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Choose the character whose sign is pressed, or write."""
        number = self.boxes.sign_at(event.x, event.y)
        if number is None:
            super()._press(event)
        else:
            self.focus_set()
            self._passage.choose(number)

    def _step(self, by: int) -> str:
        """Choose the next character, or the one before."""
        self._passage.step(by)
        return "break"
