"""What the pen does to a sheet, whatever is written on it: press, move, lift, take back, bring again."""

from abc import ABC, abstractmethod

from inkread.desktop.sheet import Sheet
from inkread.desktop.watched import Watched

LIVE = 120.0  # ms between two readings while the pen moves


class Inking(Watched, ABC):
    """Decides what becomes of the sheet; the paper in the window tells it what the pen does.

    Args:
        sheet: to write on.

    Attributes:
        sheet: what is drawn.
        is_erasing: whether the pen rubs out.
        shows_guide: whether the lines are shown between which the writing should stand.
    """

    follows_pen = True  # whether it is read while the pen moves, and not only once it is lifted

    def __init__(self, sheet: Sheet) -> None:
        """Begin with the pen in hand."""
        super().__init__()
        self.sheet = sheet
        self.is_erasing = False
        self.shows_guide = True
        self._last_read = 0.0

    def press(self, x: float, y: float, time: float) -> None:
        """Put pen or eraser on the paper at x, y in units of the sheet, at a time in ms."""
        if self.is_erasing:
            self.sheet.rub(x, y)
        else:
            self.sheet.down(x, y, time)
        self._last_read = time
        self.changed()

    def drag(self, x: float, y: float, time: float) -> bool:
        """Move it, and return whether there is something new to show; the answer may follow the pen."""
        is_new = self.sheet.rub(x, y) if self.is_erasing else self.sheet.move(x, y, time)
        if is_new and self.follows_pen and time - self._last_read > LIVE:
            self._last_read = time
            self._read()
        return is_new

    def lift(self) -> None:
        """Lift it."""
        is_new = self.sheet.stop_rubbing() if self.is_erasing else self.sheet.up()
        if is_new:
            self.refresh()

    def undo(self) -> None:
        """Take the last step back."""
        if self.sheet.undo():
            self.refresh()

    def redo(self) -> None:
        """Bring it again."""
        if self.sheet.redo():
            self.refresh()

    def clear(self) -> None:
        """Take all ink away; undo brings it back."""
        if self.sheet.clear():
            self.refresh()

    def set_pen(self, width: float) -> None:
        """Write with a pen of so many units."""
        if width != self.sheet.pen_width:
            self.sheet.set_pen(width)
            self.refresh()

    def renew(self) -> None:
        """Take a new sheet; undo brings the old one back."""
        self.sheet.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the sheet as it is now."""
        if self.sheet.is_empty:
            self._forget()
        else:
            self._read()
        self.changed()

    @abstractmethod
    def _read(self) -> None:
        """Ask what is on the sheet."""

    @abstractmethod
    def _forget(self) -> None:
        """Nothing is on the sheet any more."""
