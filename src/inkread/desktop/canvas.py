"""The paper in the window: it shows the sheet's strokes, and tells where pen or eraser is."""

import time
import tkinter

import ttkbootstrap as ttk

from inkread.desktop.inking import Inking
from inkread.desktop.sheet import RUBBER
from inkread.preprocess.strokes import Stroke

PAPERS = {False: ("#ffffff", "#14161a", "#c3ccd6"), True: ("#16191d", "#f2f4f6", "#48515b")}
"""Paper, ink and guide of light and dark windows."""
HINTS = {False: "#5c6773", True: "#a3adb8"}
"""The hint on the empty sheet, of a contrast above 4.5 to the paper (WCAG 2, 1.4.3)."""
GUIDE = (0.15, 0.85)  # of a square sheet's side: a character that fills the box is read best
STEP, LONG_STEP = 4.0, 16.0  # units that an arrow key moves the pen, and with Shift
ARROWS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}


class Paper(ttk.Canvas):
    """A sheet of paper, as large as there is room.

    The left button writes, the others rub out (macOS counts the right one as the second). With the keyboard,
    arrows move the pen and the space bar puts it down and lifts it.
    """

    def __init__(self, master: tkinter.Misc, writing: Inking, *, hint: str) -> None:
        """Show the sheet of `writing`; `hint` stands on it while it is empty."""
        # The theme would take the edge away, and with it what tells that the keyboard's pen is here.
        super().__init__(
            master, width=1, height=1, highlightthickness=1, takefocus=True, cursor="pencil", autostyle=False
        )
        self._writing, self._hint = writing, hint
        self._is_dark = False
        self._shown: tuple[object, ...] = ()
        self._last = (0.0, 0.0)
        self._pen = (writing.sheet.width / 2, writing.sheet.height / 2)  # of the keyboard
        self._is_down = False
        self._was_erasing = False
        for button, press in ((1, self._press), (2, self._press_eraser), (3, self._press_eraser)):
            self.bind(f"<ButtonPress-{button}>", press)
            self.bind(f"<B{button}-Motion>", self._drag)
            self.bind(f"<ButtonRelease-{button}>", self._lift)
        for arrow in ARROWS:
            self.bind(f"<{arrow}>", self._arrow)
        self.bind("<space>", self._space)
        self.bind("<Configure>", lambda _: self.redraw())
        self.bind("<FocusOut>", lambda _: self.delete("pen"))
        writing.watch(self.show)

    def set_dark(self, is_dark: bool) -> None:
        """Take dark paper and light ink, or the other way round."""
        self._is_dark = is_dark
        self.redraw()

    def show(self) -> None:
        """Draw what changed on the sheet; while the pen moves `_drag` draws by itself."""
        sheet = self._writing.sheet
        now = (sheet.finished, sheet.pen_width, self._writing.shows_guide, sheet.is_empty)
        if now != self._shown:
            self._shown = now
            self._draw_all()

    def redraw(self) -> None:
        """Draw everything anew, at the size that the paper has now."""
        self._shown = ()
        self.show()

    @property
    def unit(self) -> float:
        """Px of a unit of the sheet, which lies in the middle."""
        sheet = self._writing.sheet
        return min(self.winfo_width() / sheet.width, self.winfo_height() / sheet.height)

    def _draw_all(self) -> None:
        """Draw paper, guide and strokes."""
        paper, ink, guide = PAPERS[self._is_dark]
        self.delete("all")
        frame = ttk.Style.get_instance().colors.primary
        self.configure(background=paper, highlightbackground=guide, highlightcolor=frame)
        sheet = self._writing.sheet
        if self._writing.shows_guide:
            self._draw_guide(guide)
        if sheet.is_empty:
            font = ttk.nametofont("TkDefaultFont")
            middle = self._px(sheet.width / 2, sheet.height / 2)
            self.create_text(*middle, text=self._hint, fill=HINTS[self._is_dark], font=font)
        for stroke in sheet.strokes:
            self._draw(stroke, ink)

    def _draw_guide(self, colour: str) -> None:
        """Draw the box that a character should fill."""
        sheet = self._writing.sheet
        low, high = (self._px(share * sheet.width, share * sheet.height) for share in GUIDE)
        self.create_rectangle(*low, *high, outline=colour, dash=(4, 4))

    def _draw(self, stroke: Stroke, ink: str) -> None:
        """Draw one stroke; a tap is a dot."""
        places = [place for point in zip(stroke.x, stroke.y, strict=True) for place in self._px(*point)]
        if len(places) == 2:
            places += [places[0] + 0.1, places[1]]
        self._line(places, ink)

    def _line(self, places: list[float], ink: str) -> None:
        """Draw a line with round ends and corners."""
        self.create_line(places, fill=ink, width=self._pen_px(), capstyle="round", joinstyle="round")

    def _press(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Put the pen down."""
        self.focus_set()
        self._last = self._units(event.x, event.y)
        self.delete("pen")
        self._writing.press(*self._last, _now())

    def _press_eraser(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Put the eraser down, for this one move."""
        self._was_erasing, self._writing.is_erasing = self._writing.is_erasing, True
        self._is_down = False
        self._press(event)

    def _drag(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Move it, and draw the piece at once."""
        self._move_to(*self._units(event.x, event.y))

    def _move_to(self, x: float, y: float) -> None:
        """Move pen or eraser to a place in units."""
        if not self._writing.drag(x, y, _now()):
            return
        if self._writing.is_erasing:
            self.show()
            return
        ink = PAPERS[self._is_dark][1]
        ends = [*self._px(*self._last), *self._px(x, y)]
        self._line(ends, ink)
        self._last = (x, y)

    def _lift(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Lift it; the right button's eraser is put away again."""
        self._writing.lift()
        if event.num != 1:
            self._writing.is_erasing = self._was_erasing
            self._writing.changed()

    def _arrow(self, event: "tkinter.Event[tkinter.Misc]") -> str:
        """Move the keyboard's pen."""
        right, below = ARROWS[event.keysym]
        step = LONG_STEP if int(event.state) & 1 else STEP
        x, y = self._pen
        sheet = self._writing.sheet
        self._pen = (min(max(x + right * step, 0), sheet.width), min(max(y + below * step, 0), sheet.height))
        if self._is_down:
            self._move_to(*self._pen)
        self._show_pen()
        return "break"

    def _space(self, _: "tkinter.Event[tkinter.Misc]") -> str:
        """Put the keyboard's pen down, or lift it."""
        self._is_down = not self._is_down
        if self._is_down:
            self._last = self._pen
            self._writing.press(*self._pen, _now())
        else:
            self._writing.lift()
        self._show_pen()
        return "break"

    def _show_pen(self) -> None:
        """Show where the keyboard's pen is: a ring, filled while it writes."""
        self.delete("pen")
        (x, y), reach = self._px(*self._pen), max(4.0, RUBBER * self.unit / 2)
        colour = PAPERS[self._is_dark][1]
        fill = colour if self._is_down else ""
        self.create_oval(
            x - reach, y - reach, x + reach, y + reach, outline=colour, fill=fill, width=2, tags="pen"
        )

    def _px(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the sheet as one of the window."""
        unit, sheet = self.unit, self._writing.sheet
        left = (self.winfo_width() - sheet.width * unit) / 2
        top = (self.winfo_height() - sheet.height * unit) / 2
        return (left + x * unit, top + y * unit)

    def _units(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the window as one of the sheet."""
        left, top = self._px(0, 0)
        return ((x - left) / self.unit, (y - top) / self.unit)

    def _pen_px(self) -> float:
        """Return the width of a line in the window."""
        return self._writing.sheet.pen_width * self.unit


def _now() -> float:
    """Return the time in ms, from any start."""
    return time.monotonic() * 1000
