"""What the window asks of its worker: plain records, which the window makes without NumPy."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from inkread.desktop.replies import FileRow
from inkread.preprocess.strokes import Strokes

Order: TypeAlias = Literal["newest", "oldest", "unsure"]
Form: TypeAlias = Literal["csv", "json", "zip"]


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

    Attributes:
        paths: of files and folders.
        charset: what may come out.
        keep: whether each reading is kept in the history.
        side: px of a thumbnail's longest side.
    """

    paths: tuple[str, ...]
    charset: str | None = None
    keep: bool = True
    side: int = 48


@dataclass(frozen=True, slots=True)
class WriteResults:
    """Write the table of files to a CSV file; answered by `Saved`."""

    path: Path
    rows: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True)
class FindEntries:
    """Look for kept readings; answered by `Found`."""

    search: str = ""
    order: Order = "newest"
    after: str | None = None
    limit: int = 50


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
        dark: whether pictures are drawn for a dark window.
        scale: how many of the screen's pixels stand for one of a usual screen.
    """

    source: Strokes | str
    is_entry: bool = False
    dark: bool = False
    scale: int = 1


Request: TypeAlias = (
    Open
    | UseBundle
    | UseHistory
    | AskColours
    | ReadDrawing
    | KeepDrawing
    | SaveDrawing
    | SaveSample
    | ReadFiles
    | WriteResults
    | FindEntries
    | CorrectEntry
    | DeleteEntries
    | RestoreEntries
    | ExportEntries
    | LookInside
)
