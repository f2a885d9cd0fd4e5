"""Lines of kept writing with what a person says that they are: pictures and texts to teach words with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inkread.errors import HistoryError
from inkread.history.export import Progress, counted, of_corrected
from inkread.history.png import png_of
from inkread.history.query import Query

if TYPE_CHECKING:
    from inkread.history.entry import Entry
    from inkread.history.store import Store
    from inkread.preprocess.segment.sheet import Sheet
    from inkread.trail import GreyImage
    from inkread.word_reading import PlacedGlyph

QUARTERS = (0, 2, 1, 3)  # turns, counterclockwise, that a page may have been read after
ROOM = 0.5  # of a line's height: paper left around its ink, without which it would touch the picture's edge
WHITE = 255


@dataclass(frozen=True, slots=True)
class WordLines:
    """The lines of one reading.

    Attributes:
        lines: of each its picture, a PNG, and its text; none where the two cannot be paired for sure.
    """

    lines: tuple[tuple[bytes, str], ...]


def word_lines(
    store: "Store", query: Query, *, unchecked: bool = False, progress: Progress | None = None
) -> Iterator[WordLines]:
    """Yield the lines of each reading of words that the query finds and whose picture is kept.

    What was read as one line is the kept picture as it is. The lines of a page are found in its picture as
    they were when it was read, turned if it was, each its own ink on white. Where they are not as many as
    those of the text, or do not hold the characters that were read one line after the other, nobody can tell
    which is which, and there is none.

    Args:
        store: the history.
        query: what goes in, whatever its limit; the oldest come first, so that a set only grows.
        unchecked: whether readings that nobody corrected go in too, under the reader's answer, but for those
            that it refused.
        progress: told the number of readings done and of all.

    Raises:
        HistoryError: with the code `bad_query` where only corrected ones are wanted and the query asks for
            what was not.
    """
    query = query if unchecked else of_corrected(query)
    query = replace(query, order="oldest", after=None)
    total = store.find(replace(query, limit=1)).total
    for entry in counted(store.entries(query), total, progress):
        if _is_to_learn_from(entry):
            yield WordLines(tuple(_lines(entry, store.pictures.read(entry.id))))


def nothing_to_learn(*, unchecked: bool, left_out: int) -> HistoryError:
    """Return the error of a set that would be empty.

    Args:
        unchecked: whether readings that nobody corrected were wanted too.
        left_out: how many were found whose lines in the picture are not surely those of the text.
    """
    said = "" if unchecked else " that someone corrected or confirmed"
    if left_out:
        got = f"{left_out:,} whose lines in the picture are not surely those of the text"
        advice = "correct them line by line, and leave the line ends as they are"
    else:
        got = "none"
        advice = (
            "keep some first" if unchecked else "correct some first, or take those nobody has checked too"
        )
    return HistoryError(
        f"expected words or lines with their pictures{said}, got {got}; {advice}", code="not_found"
    )


def _is_to_learn_from(entry: "Entry") -> bool:
    """Return whether an entry is of words and has picture and text; what the reader refused says nothing."""
    is_known = entry.correction is not None or entry.refusal is None
    return entry.glyphs is not None and entry.has_image and is_known and bool(entry.label.strip())


def _lines(entry: "Entry", content: bytes | None) -> Iterator[tuple[bytes, str]]:
    """Yield picture and text of each line of an entry that has any, given its kept picture."""
    texts = [" ".join(line.split()) for line in entry.label.split("\n")]
    if content is None or len(texts) != len(entry.text.split("\n")):
        return
    if len(texts) == 1:
        yield content, texts[0]
        return
    found = _found(entry, content)
    if len(found) == len(texts):
        yield from ((png_of(_on_paper(line)), text) for line, text in zip(found, texts, strict=True) if text)


def _found(entry: "Entry", content: bytes) -> list["Sheet"]:
    """Return the ink of a page's lines as they were read; none where that cannot be told."""
    from inkread.preprocess.decode import decode
    from inkread.preprocess.segment.page import segment
    from inkread.preprocess.segment.page_cautions import TURNED

    if not entry.glyphs and any(said.code == TURNED.code for said in entry.warnings):
        return []  # it was turned, and no character says how
    image, num = decode(content), entry.text.count("\n") + 1
    for turns in QUARTERS if entry.glyphs else QUARTERS[:1]:
        found = [line[0].sheet for line in segment(image, lines=True, turns=turns).lines]
        if len(found) == num and _hold(found, entry.glyphs or ()):
            return found
    return []


def _hold(lines: Sequence["Sheet"], glyphs: Sequence["PlacedGlyph"]) -> bool:
    """Return whether characters in the order of reading lie in lines, from the first of these to the last."""
    rest = iter(lines)
    line = next(rest)
    for glyph in glyphs:
        while not _lies_in(line, glyph):
            following = next(rest, None)
            if following is None:
                return False
            line = following
    return True


def _lies_in(line: "Sheet", glyph: "PlacedGlyph") -> bool:
    """Return whether the middle of a character lies in the part of the picture that is a line's."""
    import numpy as np

    top, left, height, width = glyph.box
    onto = np.vstack([line.to_source, [0.0, 0.0, 1.0]])[:3]
    x, y, scale = np.linalg.solve(onto, (left + width / 2, top + height / 2, 1.0)).tolist()
    tall, wide = line.mask.shape
    return bool(0.0 <= x / scale <= wide and 0.0 <= y / scale <= tall)


def _on_paper(sheet: "Sheet") -> "GreyImage":
    """Return the ink of a line on white, axes (height, width), uint8."""
    import numpy as np

    rows, columns = np.nonzero(sheet.mask)
    ink = sheet.share[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return np.pad(WHITE - ink, round(ROOM * ink.shape[0]), constant_values=WHITE)
