"""From what a request brings to what it is answered: each thing decoded, read, kept, and put into JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inkread.errors import ImageError
from inkread.history.png import png_of
from inkread.predictions import GlyphReading
from inkread.preprocess.cautions import file_cautions
from inkread.preprocess.decode import DecodedImage, decode
from inkread.preprocess.strokes import Strokes
from inkread.recognition.reader import Reader
from inkread.trail import Caution
from inkread.web.backend import Backend
from inkread.web.errors import refusal_of
from inkread.web.keeping import NOT_ASKED, Kept, keep_reading
from inkread.web.pictures import png_url
from inkread.web.sheets import Sheet
from inkread.web.uploads import Upload
from inkread.web.visitor import door


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How to read.

    Attributes:
        charset: what may come out, as `Charset.parse` takes it; None for everything.
        top_k: candidates of a reading.
        keep: whether to keep it in the history, where the service keeps any.
        bundle: name of the bundle; None for the default.
    """

    charset: str | None = None
    top_k: int = 5
    keep: bool = True
    bundle: str | None = None


def read_all(behind: Backend, uploads: Sequence[Upload], wish: Wish) -> list[dict[str, Any]]:
    """Return an answer for each upload; one among several that cannot be read has `error` in it.

    Raises:
        ImageError: when the only one cannot be read.
        RequestError: when there is no such bundle, or too much is at work.
        CharsetError: when the bundle cannot read the charset.
    """
    reader = behind.readers.reader(wish.bundle, charset=wish.charset, top_k=wish.top_k)
    with behind.gate.entered():
        return each(behind, uploads, lambda upload: _read_one(behind, reader, upload, keep=wish.keep))


def each(
    behind: Backend, uploads: Sequence[Upload], read: Callable[[Upload], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what `read` answers to each upload; one among several that cannot be read has `error` in it.

    Raises:
        ImageError: when the only one cannot be read.
    """
    answers = []
    for upload in uploads:
        try:
            answers.append(read(upload))
        except ImageError as error:
            refusal = refusal_of(error)
            behind.metrics.refusals.labels(refusal.code).inc()
            if len(uploads) == 1:
                raise
            answers.append({"name": upload.name, **refusal.to_dict()})
    return answers


def decoded(behind: Backend, upload: Upload) -> DecodedImage:
    """Return the pixels of an upload: a file's by a process that can be killed, a drawing's by our own pen.

    Raises:
        ImageError: when it is no picture that can be read.
    """
    content = upload.content
    return decode(content) if isinstance(content, Strokes) else behind.decoders.decode(content)


def sheet_of(behind: Backend, upload: Upload, page: int | None) -> Sheet:
    """Return the page of an upload that is asked for, else its first, and how many it has; a drawing has one.

    Raises:
        ImageError: when it cannot be read, and `no_page` where it has fewer.
    """
    if isinstance(upload.content, Strokes):
        return Sheet(decoded(behind, upload), 1)
    return behind.sheets.sheet(upload.content, page)


def page_cautions(sheet: Sheet, page: int | None) -> tuple[Caution, ...]:
    """Return what a person should know of a file where no page was asked for: that it has others."""
    return file_cautions({"pages": sheet.pages}) if page is None else ()


def answer(reading: GlyphReading, *, name: str, kept: Kept) -> dict[str, Any]:
    """Return a reading as the interface tells it."""
    said = reading.to_dict()
    return {
        "id": kept.id,
        "name": name,
        **{
            key: said[key]
            for key in ("text", "confidence", "blank", "candidates", "set", "refusal", "warnings")
        },
        "bundle": reading.bundle,
        "not_kept": kept.trouble and kept.trouble.to_dict()["error"],
        "image": kept.image,
        "glyph": None if reading.glyph is None else png_url(png_of(reading.glyph)),
    }


def count(behind: Backend, reading: GlyphReading) -> None:
    """Count a reading of a character."""
    count_as(behind, reading.bundle, blank=reading.blank, refused=reading.rejected)


def count_as(behind: Backend, bundle: str | None, *, blank: bool, refused: bool) -> None:
    """Count a reading by a bundle."""
    outcome = "blank" if blank else "refused" if refused else "read"
    behind.metrics.readings.labels(bundle, door(), outcome).inc()


def _read_one(behind: Backend, reader: Reader, upload: Upload, *, keep: bool) -> dict[str, Any]:
    """Return the answer for one upload."""
    with behind.turns.taken():
        image = decoded(behind, upload)
        reading = replace(reader.read(image), source=upload.name)
    count(behind, reading)
    kept = keep_reading(behind, reading, upload, grey=image.grey) if keep else NOT_ASKED
    return answer(reading, name=upload.name, kept=kept)
