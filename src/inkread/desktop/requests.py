"""What the window asks of its worker: plain records, which the window makes without NumPy."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from inkread.desktop.replies import FileRow
from inkread.preprocess.strokes import Strokes

MOST_FILES = 20_000  # that the window's table holds; beyond, the command line reads folders
Order: TypeAlias = Literal["newest", "oldest", "unsure"]
Form: TypeAlias = Literal["csv", "json", "zip"]
Box: TypeAlias = tuple[int, int, int, int]
"""Top, left, height and width in px."""


@dataclass(frozen=True, slots=True)
class Open:
    """Load the reader; answered by `Ready`."""


@dataclass(frozen=True, slots=True)
class UseBundle:
    """Read with another model, None for the one that ships; answered by `Ready`, or the old one stays."""

    bundle: str | None


@dataclass(frozen=True, slots=True)
class UseHistory:
    """Keep readings elsewhere, None for the usual place; answered by `Placed`, or the old one stays."""

    address: str | None


@dataclass(frozen=True, slots=True)
class AskColours:
    """Ask whether the system's windows are dark; answered by `SystemColours`."""


@dataclass(frozen=True, slots=True)
class ReadDrawing:
    """Read what is on the sheet; answered by an `Answer`. A later one takes its place while it waits."""

    strokes: Strokes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class KeepDrawing:
    """Read a drawing and keep it in the history; answered by `Kept`."""

    strokes: Strokes
    charset: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class RenderDrawing:
    """Make a picture of a drawing; answered by `Rendered`."""

    strokes: Strokes


@dataclass(frozen=True, slots=True)
class SaveDrawing:
    """Write a drawing to a file, as SVG or PNG by its ending; answered by `Saved`."""

    strokes: Strokes
    path: Path


@dataclass(frozen=True, slots=True)
class SaveSample:
    """Write a drawing into a training folder, under what it shows; answered by `Saved`."""

    strokes: Strokes
    folder: Path
    label: str


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Read files and all images of folders, one by one; answered by `Progress`, then a `FileRow` each.

    While folders are listed `Progress` tells how many were found so far, and at their end how many there are.

    Attributes:
        paths: of files and folders.
        charset: what may come out.
        keep: whether each reading is kept in the history.
        side: px of a thumbnail's longest side.
        most: how many of them are read; the others are only counted.
    """

    paths: tuple[str, ...]
    charset: str | None = None
    keep: bool = True
    side: int = 48
    most: int = MOST_FILES


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person says about words before they are read.

    Attributes:
        lines: whether there may be several lines.
        pattern: what each line follows, or None.
        lexicon: the file of the only words that may come out, or None.
        language: the name of the language of joined-up writing, or None for any.
    """

    lines: bool = False
    pattern: str | None = None
    lexicon: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Read a word, a code, a line or several; answered by `WordsAnswer`.

    Of drawings a later one takes its place while it waits.

    Attributes:
        source: the drawing, the path of a file, or the id of a kept reading.
        wish: what is known of it.
        is_entry: whether it is an id.
        as_kept: whether a kept reading is shown as it was kept, and not read anew.
        keep: whether the reading of a file is kept in the history.
        instead: the id of a kept reading of the same file, which goes then.
        correction: what the person says that the file shows, to be kept with it.
        page: of the file, from 1; where it has several, `Pages` comes before the answer.
    """

    source: Strokes | str
    wish: Wish = Wish()
    is_entry: bool = False
    as_kept: bool = False
    keep: bool = False
    instead: str | None = None
    correction: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class KeepWords:
    """Read a drawing of words and keep it in the history; answered by `Kept`."""

    strokes: Strokes
    wish: Wish = Wish()
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class FitPicture:
    """Show the picture that words were last read from within so many px; answered by `Fitted`."""

    height: int
    width: int


@dataclass(frozen=True, slots=True)
class WriteResults:
    """Write the table of files to a CSV file; answered by `Saved`."""

    path: Path
    rows: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class FindEntries:
    """Look for kept readings; answered by `Found`.

    Attributes:
        search: a part of what is looked for; empty for everything.
        order: which ones come first.
        after: the end of the page before, or None.
        limit: the most that are told.
        side: px that the small picture of words is wide at most; it is lower than that.
    """

    search: str = ""
    order: Order = "newest"
    after: str | None = None
    limit: int = 50
    side: int = 56


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """Note what a kept reading shows, or take that back with None; answered by its `Past`."""

    id: str
    text: str | None


@dataclass(frozen=True, slots=True)
class DeleteEntries:
    """Let kept readings go; answered by `Gone`."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoreEntries:
    """Bring readings back that were deleted since the window is open; answered by `Restored`."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportEntries:
    """Write what a search finds to a file; answered by `Progress`, then `Saved`."""

    path: Path
    form: Form
    search: str = ""


@dataclass(frozen=True, slots=True)
class LookInside:
    """Show every step for a drawing, a file or a kept reading; answered by `Inside`.

    Attributes:
        source: the drawing, the path of a file, or the id of a kept reading.
        is_entry: whether it is an id.
        page: of the file, from 1.
        box: the part of it to look into, top, left, height and width in px as words were read from it; None
            for all of it.
        dark: whether pictures are drawn for a dark window.
        scale: how many of the screen's pixels stand for one of a usual screen.
    """

    source: Strokes | str
    is_entry: bool = False
    box: Box | None = None
    dark: bool = False
    scale: int = 1
    page: int = 1


Request: TypeAlias = (
    Open
    | UseBundle
    | UseHistory
    | AskColours
    | ReadDrawing
    | KeepDrawing
    | RenderDrawing
    | SaveDrawing
    | SaveSample
    | ReadFiles
    | ReadWords
    | KeepWords
    | FitPicture
    | WriteResults
    | FindEntries
    | CorrectEntry
    | DeleteEntries
    | RestoreEntries
    | ExportEntries
    | LookInside
)
