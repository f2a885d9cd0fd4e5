"""Words, codes, lines and pages: read, kept, shown again, and their picture made to fit the window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from inkread.desktop.answers import note_of, trouble_of
from inkread.desktop.pages import page_name
from inkread.desktop.replies import Fitted, Kept, Pages, Told, Trouble, WordGlyph, WordsAnswer
from inkread.desktop.requests import FitPicture, KeepWords, ReadWords, Wish
from inkread.desktop.workbench import Workbench
from inkread.errors import CharsetError, ConfigError, HistoryError
from inkread.harmless import printable
from inkread.preprocess.strokes import Strokes

if TYPE_CHECKING:
    from inkread.preprocess.decode import DecodedImage
    from inkread.trail import GreyImage
    from inkread.word_reading import PageReading, PlacedGlyph, WordReading
    from inkread.words.wanted import Asked

    Reading: TypeAlias = WordReading | PageReading

LONGEST_SIDE = 2400  # px; words are parted at no more, so that nothing is lost by it
MOST_TIMES = 4.0  # larger than it is that a small picture is shown


def read_words(bench: Workbench, asked: ReadWords) -> Iterator[Told]:
    """Read a picture or a drawing, or show a kept reading as it was kept; what is wrong in a wish is told."""
    if asked.as_kept and isinstance(asked.source, str):
        yield _kept_answer(bench, asked.source)
        return
    if isinstance(asked.source, str) and not asked.is_entry:
        pages = bench.pages(asked.source)
        if pages.of > 1:
            yield Pages(pages.of)
        picture, name = fitted_page(pages.page(asked.page)), _name(asked, pages.of)
    else:
        picture, name = _picture(bench, asked.source), ""
    try:
        reading = _read(bench, asked.wish, picture)
    except (ConfigError, CharsetError) as error:
        yield Trouble("wrong_wish", str(error))
        reading = _read(bench, Wish(asked.wish.lines), picture)
    bench.words.show(picture)
    answer = _answer(reading, picture.shape)
    if isinstance(asked.source, Strokes):
        yield _in_units(answer, asked.source)
    elif asked.is_entry:
        yield replace(answer, id=asked.source)
    else:
        yield _kept(bench, asked, name, reading, picture) if asked.keep else answer


def keep_words(bench: Workbench, asked: KeepWords) -> Iterator[Told]:
    """Read a drawing of words and keep it, with what the person says that it shows."""
    from inkread.history import LOCAL_OWNER
    from inkread.history.rows import checked_correction

    # Checked first: a reading that is kept without its correction would be kept again with it.
    said = None if asked.correction is None else checked_correction(asked.correction, words=True)
    picture = _picture(bench, asked.strokes)
    entry = bench.keep(_read(bench, asked.wish, picture), picture, strokes=asked.strokes)
    if said is not None:
        bench.store().correct(entry.id, said, owner=LOCAL_OWNER)
    yield Kept(entry.id)


def fit_picture(bench: Workbench, asked: FitPicture) -> Iterator[Told]:
    """Make the picture that was read last as large as there is room for, within reason."""
    import cv2

    from inkread.history.png import png_of

    picture = bench.words.picture
    height, width = picture.shape
    scale = min(asked.height / height, asked.width / width, MOST_TIMES)
    shape = (max(1, round(width * scale)), max(1, round(height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    yield Fitted(png_of(cv2.resize(picture, shape, interpolation=way)))


def fitted_page(image: "DecodedImage") -> "GreyImage":
    """Return a picture as words are read from it, axes (height, width): boxes are told in its pixels."""
    from inkread.preprocess.paper import fit_longest_side

    return fit_longest_side(image.grey, LONGEST_SIDE)


def _picture(bench: Workbench, source: Strokes | str) -> "GreyImage":
    """Return the pixels of a kept reading, or of a drawing, a pixel a unit."""
    if isinstance(source, str):
        return fitted_page(bench.kept_image(source))
    from inkread.preprocess.stroke_rendering import ink_box, render

    left, top, right, bottom = ink_box(source)
    return render(source, longest=max(right - left, bottom - top))


def _name(asked: ReadWords, num_pages: int) -> str:
    """Return under which name the reading of a file's page is kept."""
    return page_name(Path(str(asked.source)).name, asked.page, num_pages)


def _read(bench: Workbench, wish: Wish, picture: "GreyImage") -> "Reading":
    """Return the reading of a picture."""
    lexicon = bench.words.lexicon(wish.lexicon) if wish.lexicon else None
    language = bench.words.language(wish.language) if wish.language else None
    asked: Asked = {"pattern": wish.pattern, "lexicon": lexicon, "language": language}
    reader = bench.words.reader
    return reader.read(picture, lines=True, **asked) if wish.lines else reader.read(picture, **asked)


def _kept(
    bench: Workbench, asked: ReadWords, name: str, reading: "Reading", picture: "GreyImage"
) -> WordsAnswer:
    """Keep the reading of a file, in the place of an earlier one where there is one; return its answer."""
    from inkread.history import LOCAL_OWNER
    from inkread.history.rows import checked_correction

    answer = _answer(reading, picture.shape)
    try:
        said = asked.correction or _said_of(bench, asked.instead)
        said = None if said is None else checked_correction(said, words=True)
        entry = bench.keep(reading, picture, name=printable(name))
        if said is not None:
            bench.store().correct(entry.id, said, owner=LOCAL_OWNER)
        if asked.instead is not None:  # last: whatever happens in between, one of the two is there
            bench.store().delete([asked.instead], owner=LOCAL_OWNER)
    except HistoryError as error:
        return replace(answer, trouble=trouble_of(error))
    return replace(answer, id=entry.id, correction=said)


def _said_of(bench: Workbench, entry_id: str | None) -> str | None:
    """Return what a person said of a kept reading, perhaps in another view."""
    from inkread.history import LOCAL_OWNER

    if entry_id is None:
        return None
    try:
        return bench.store().get(entry_id, owner=LOCAL_OWNER).correction
    except HistoryError as error:
        if error.code != "not_found":
            raise
        return None


def _kept_answer(bench: Workbench, entry_id: str) -> WordsAnswer:
    """Return a kept reading as it was kept, and show its picture.

    Raises:
        HistoryError: when there is no such reading.
        ImageError: when its picture is gone.
    """
    from inkread.history import LOCAL_OWNER

    picture = bench.kept_image(entry_id).grey
    entry = bench.store().get(entry_id, owner=LOCAL_OWNER)
    bench.words.show(picture)
    height, width = picture.shape
    return WordsAnswer(
        entry.text,
        entry.confidence,
        tuple((one.text, one.confidence) for one in entry.candidates),
        tuple(map(_glyph, entry.glyphs or ())),
        height,
        width,
        None if entry.refusal is None else note_of(entry.refusal),
        entry.id,
        correction=entry.correction,
        warnings=tuple(map(note_of, entry.warnings)),
    )


def _answer(reading: "Reading", shape: tuple[int, ...]) -> WordsAnswer:
    """Return a reading for the window."""
    height, width = shape
    return WordsAnswer(
        reading.text,
        reading.confidence,
        tuple((one.text, one.confidence) for one in getattr(reading, "candidates", ())),
        tuple(map(_glyph, reading.glyphs)),
        height,
        width,
        None if reading.refusal is None else note_of(reading.refusal),
        doubtful=_doubtful(reading),
        warnings=tuple(map(note_of, reading.trail.warnings)),
    )


def _doubtful(reading: "Reading") -> tuple[tuple[int, float], ...]:
    """Return the number and the confidence of each line to be looked at; of one line alone all is said."""
    lines = getattr(reading, "lines", ())
    if len(lines) < 2:
        return ()
    return tuple((number, lines[number - 1].confidence) for number in getattr(reading, "doubtful", ()))


def _glyph(glyph: "PlacedGlyph") -> WordGlyph:
    """Return a character of some words for the window."""
    return WordGlyph(glyph.text, glyph.box, tuple((one.text, one.confidence) for one in glyph.candidates))


def _in_units(answer: WordsAnswer, drawing: Strokes) -> WordsAnswer:
    """Return an answer to a drawing with its boxes where they are on the sheet."""
    from inkread.preprocess.stroke_rendering import MARGIN, ink_box

    left, top, _, _ = ink_box(drawing)
    glyphs = tuple(
        replace(one, box=(one.box[0] - MARGIN + top, one.box[1] - MARGIN + left, *one.box[2:]))
        for one in answer.glyphs
    )
    return replace(answer, glyphs=glyphs, height=drawing.height, width=drawing.width)
