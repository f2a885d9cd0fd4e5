"""What the worker tells the window: plain records, which the window takes without NumPy.

Pictures are the bytes of PNG files, which Tk shows by itself.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Ready:
    """The reader is loaded.

    Attributes:
        bundle: its name.
        graphemes: what may come out.
        card: the model card, Markdown; empty where there is none.
    """

    bundle: str
    graphemes: tuple[str, ...]
    card: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Readings are kept here now: a place as it may be shown."""

    place: str


@dataclass(frozen=True, slots=True)
class SystemColours:
    """Whether the system's windows are dark."""

    is_dark: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something to mind about a reading: a stable code, and a sentence for the person."""

    code: str
    message: str


class Trouble(Note):
    """Something that did not work."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a picture was read as, as `GlyphReading` has it.

    Attributes:
        text: the answer; empty for a blank one.
        confidence: its calibrated probability, 0 to 1.
        candidates: text and confidence, most probable first.
        set: the characters of which one is almost surely right.
        refusal: why it should not be trusted as one character, or None.
        warnings: what was odd about the picture.
        glyph: what the network saw, or None.
    """

    text: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    set: tuple[str, ...]
    refusal: Note | None = None
    warnings: tuple[Note, ...] = ()
    glyph: bytes | None = field(default=None, repr=False)

    @property
    def blank(self) -> bool:
        """Whether there was no ink."""
        return not self.candidates


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading is on the disk."""

    id: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file is on the disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rendered:
    """A drawing as a picture: its PNG."""

    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileRow:
    """What became of a file.

    Attributes:
        name: of the file, visible characters only.
        path: where it is.
        answer: its reading, or None where there is none.
        trouble: why there is none, or why it could not be kept; else None.
        thumbnail: a small picture of it, or None.
    """

    name: str
    path: str
    answer: Answer | None
    trouble: Trouble | None = None
    thumbnail: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WordGlyph:
    """One character of some words.

    Attributes:
        text: what it was read as.
        box: top, left, height and width of its ink.
        candidates: what it may be by itself, text and confidence, most probable first.
    """

    text: str
    box: tuple[float, float, float, float]
    candidates: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class WordsAnswer:
    """What a picture of words was read as, as `WordReading` has it.

    Attributes:
        text: the answer, a line end between lines; empty where nothing was read.
        confidence: its posterior, 0 to 1.
        candidates: whole texts and their confidence, most probable first.
        glyphs: the characters of the answer in reading order, spaces left out.
        height: of the picture, in the unit of the boxes: px, of a drawing the sheet's units.
        width: likewise.
        refusal: why there is no text to trust, or None.
        id: of the kept reading, or None where it is not kept.
        trouble: why it could not be kept, or None.
        correction: what the person says that it shows, or None.
        doubtful: of several lines those to be looked at: number from 1, and confidence.
        warnings: what was odd about the picture, or about what is known of the text.
    """

    text: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    glyphs: tuple[WordGlyph, ...]
    height: float
    width: float
    refusal: Note | None = None
    id: str | None = None
    trouble: Trouble | None = None
    correction: str | None = None
    doubtful: tuple[tuple[int, float], ...] = ()
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages the file of words has of which one is being read, told where there are several."""

    of: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as large as there is room for: its PNG."""

    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Past:
    """A kept reading.

    Attributes:
        id: the history's.
        made_at: when it was kept, aware.
        door: where it came in.
        text: the answer; empty for a blank picture.
        confidence: 0 to 1.
        correction: what a person says it shows, or None.
        source: the file's name, or None.
        glyph: what the network saw, or None.
        is_words: whether it is no single character.
        is_refused: whether the answer is not to be trusted; of a blank picture there is none.
    """

    id: str
    made_at: datetime
    door: str
    text: str
    confidence: float
    correction: str | None = None
    source: str | None = None
    glyph: bytes | None = field(default=None, repr=False)
    is_words: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page of kept readings; `next` asks for the one that follows, or is None at the end."""

    entries: tuple[Past, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Gone:
    """So many kept readings went.

    Attributes:
        count: how many.
        lost: how many of these and of those deleted before can be brought back no more.
    """

    count: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """So many deleted readings are back."""

    count: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long task is; of files that are read it is told once, before the first."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a step: its name, what kind of step, its shape in words, and its PNG."""

    name: str
    kind: str
    shape: str
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inside:
    """All steps of one reading: those before the network, then the network's layers."""

    answer: Answer
    trail: tuple[Picture, ...]
    stages: tuple[Picture, ...]


Told: TypeAlias = (
    Ready | Placed | SystemColours
    | Answer | WordsAnswer | Pages | Fitted | Kept | Saved | Rendered | FileRow | Past | Found | Gone
    | Restored | Progress | Inside | Trouble
)  # fmt: skip
