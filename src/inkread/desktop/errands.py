"""What the person does with files and the clipboard: the window asks which, and passes it on."""

import tkinter
from collections.abc import Callable
from pathlib import Path

from inkread.desktop.clipboard.process import Took, is_x11
from inkread.desktop.clipboard.window import Clipboard
from inkread.desktop.dialogs import Dialogs
from inkread.desktop.presenter import OPEN, WORDS, Presenter
from inkread.desktop.replies import Trouble
from inkread.desktop.words import say


class Errands:
    """Asks by dialogs, and does what was asked for.

    Args:
        presenter: decides and passes on.
        dialogs: asks the person.
        root: has the clipboard.
        show: shows a view.
        shown: tells which one is shown.
    """

    def __init__(
        self,
        presenter: Presenter,
        dialogs: Dialogs,
        root: tkinter.Misc,
        *,
        show: Callable[[int], None],
        shown: Callable[[], int],
    ) -> None:
        """Keep the parts."""
        self._presenter, self._dialogs, self._root = presenter, dialogs, root
        self._show, self._shown = show, shown
        self._clipboard = Clipboard(root)
        root.bind("<Destroy>", self._end, add=True)

    def open_files(self) -> None:
        """Ask for files, and read them; in the view of words as such."""
        self.open_paths(self._dialogs.open_files())

    def open_folder(self) -> None:
        """Ask for a folder, and read it."""
        folder = self._dialogs.folder(say("open.folder"))
        self.open_paths([folder] if folder else [])

    def open_paths(self, paths: list[str], *, remember: bool = True) -> None:
        """Read files and folders; in the view of words the first file, as words."""
        if paths and self._shown() == WORDS and not Path(paths[0]).is_dir():
            self._presenter.open_words(paths[0], remember=remember)
            if len(paths) > 1:
                self._presenter.status.say(say("words.first_only", name=Path(paths[0]).name))
        else:
            self.open_table(paths, remember=remember)

    def open_table(self, paths: list[str], *, remember: bool = True) -> None:
        """Read files and folders of single characters, in the table."""
        if paths:
            self._show(OPEN)
            self._presenter.open(paths, remember=remember)

    def open_dropped(self, paths: list[str]) -> None:
        """Read files and folders that were dropped on the window; what a browser drops is only an address."""
        there = [path for path in paths if _is_there(path)]
        self.open_paths(there)
        if not there:
            self._presenter.status.say(say("open.not_here"))

    def paste(self) -> None:
        """Read what was copied: files, by their addresses as a file manager has them, or else a picture."""
        self._presenter.status.say(say("clipboard.looking"))  # first: another program may take its time
        try:
            text = self._root.clipboard_get()
        except tkinter.TclError:  # nothing there, or no text
            text = ""
        paths = tuple(copied_paths(text))
        if paths:
            self._took(("files", paths))
        else:
            self._clipboard.take(self._took)

    def _took(self, told: Took) -> None:
        """Read what was on the clipboard; a picture has no place to be opened from another day."""
        what, values = told
        if what in ("files", "picture"):
            self._presenter.status.say(say("clipboard.opened", name=Path(values[0]).name))
            self.open_paths(list(values), remember=what == "files")
        elif what == "nothing":
            self._presenter.status.say(say("clipboard.nothing"))
        else:
            self._presenter.status.complain(Trouble("clipboard", say("clipboard.failed", why=values[0])))

    def save_drawing(self) -> None:
        """Ask for a file, and write to it what is on the sheet that is shown."""
        sheet = self._presenter.sheet_of(self._shown()) or self._presenter.writing
        if sheet.sheet.is_empty:
            self._presenter.status.say(say("write.nothing"))
            return
        name = sheet.answer.text if sheet.answer is not None and sheet.answer.text.isalnum() else "drawing"
        path = self._dialogs.save_as(say("menu.save"), name, [("PNG", ".png"), ("SVG", ".svg")])
        if path:
            sheet.save(Path(path))

    def save_sample(self) -> None:
        """Ask what the drawing shows and for a training folder, and write it there."""
        presenter = self._presenter
        if presenter.writing.sheet.is_empty:
            presenter.status.say(say("write.nothing"))
            return
        usual = "" if presenter.writing.answer is None else presenter.writing.answer.text
        label = self._dialogs.text(say("ask.label"), usual)
        folder = (
            self._dialogs.folder(say("menu.save_sample"), presenter.state.training_folder) if label else ""
        )
        if folder:
            presenter.set_training_folder(folder)
            presenter.writing.save_sample(Path(folder), label)

    def asking(self, title: str) -> dict[str, Callable[[], str]]:
        """Return what asks for a `folder` or for one `file`, and answers nothing where none was chosen."""
        return {
            "folder": lambda: self._dialogs.folder(title),
            "file": lambda: next(iter(self._dialogs.open_files()), ""),
        }

    def save_results(self) -> None:
        """Ask for a file, and write the table to it."""
        path = self._dialogs.save_as(say("open.save"), "results.csv", [(say("open.table"), ".csv")])
        if path:
            self._presenter.batch.write(Path(path))

    def export(self) -> None:
        """Ask for a file, and write the history to it."""
        kinds = [(say(f"past.{form}"), f".{form}") for form in ("csv", "json", "zip")]
        path = self._dialogs.save_as(say("menu.export"), "history.csv", kinds)
        if path:
            self._presenter.lookback.export(Path(path))

    def copy(self, text: str) -> None:
        """Put answers on the clipboard, a line each."""
        if not text:
            self._presenter.status.say(say("status.nothing_to_copy"))
            return
        self._root.clipboard_clear()
        self._root.clipboard_append(text)
        self._presenter.status.say(say("status.copied", text=", ".join(text.splitlines())))

    def copy_drawing(self) -> None:
        """Put what is on the sheet that is shown on the clipboard, as a picture."""
        sheet = self._presenter.sheet_of(self._shown())
        if sheet is None or sheet.sheet.is_empty:
            self._presenter.status.say(say("write.nothing" if sheet else "clipboard.no_sheet"))
        elif not is_x11():
            self._presenter.status.say(say("clipboard.elsewhere"))
        else:
            sheet.render(lambda png: self._clipboard.offer(png, self._offered))

    def _offered(self, trouble: str) -> None:
        """Tell what became of it."""
        if trouble:
            self._presenter.status.complain(Trouble("clipboard", say("clipboard.failed", why=trouble)))
        else:
            self._presenter.status.say(say("clipboard.offered"))

    def _end(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """The window goes, and with it what it left beside itself."""
        if event.widget is self._root:
            self._clipboard.close()


def copied_paths(text: str) -> list[str]:
    """Return the files that a clipboard's text names, by whole path or `file:` address, as far as they exist.

    A path that does not begin at the root is taken for a word: many a word is a file's name in some folder.

    Example:
        >>> copied_paths("no such file") == []
        True
    """
    from urllib.parse import unquote, urlsplit
    from urllib.request import url2pathname

    found = []
    for line in text.splitlines():
        is_address = line.startswith("file:")
        path = url2pathname(urlsplit(line).path) if is_address else unquote(line) if "%" in line else line
        path = path.strip()
        found += [path] if Path(path).is_absolute() and _is_there(path) else []
    return found


def _is_there(path: str) -> bool:
    """Return whether there is a file or folder of this name."""
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):  # too long, or no name that a file could have
        return False
