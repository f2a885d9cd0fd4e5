"""Scans of filled forms that a request brings: each found on its blank form, read, and put into JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inkread.errors import ConfigError, RequestError
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.paper import fit_longest_side
from inkread.preprocess.strokes import Strokes
from inkread.web.backend import Backend
from inkread.web.forms_template import MOST_FIELDS, bad_template
from inkread.web.pictures import jpeg_url
from inkread.web.reading import count_as, decoded, each, page_cautions, sheet_of
from inkread.web.uploads import Upload

if TYPE_CHECKING:
    from inkread.forms.reader import FormReader
    from inkread.forms.reading import FieldReading
    from inkread.forms.template import Template
    from inkread.web.bounded_reader import BoundedReader
    from inkread.words.lexicon import Lexicon

MOST_SCANS = 4
"""Of a request: one of twenty fields takes as long as a page of writing."""
LONGEST_CROP = 900  # px of a field's picture in an answer


@dataclass(frozen=True, slots=True, eq=False)
class FormsWish:
    """By what scans are to be read.

    Attributes:
        template: of the form, checked.
        blank: the picture of the blank form.
        lists: of words, by the names in the template.
        bundle: name of the bundle; None for the default.
        crops: whether to tell what each field looks like.
        page: of each scan; None for the first, with a warning where there are others.
    """

    template: "Template"
    blank: Upload
    lists: "Mapping[str, Lexicon]"
    bundle: str | None
    crops: bool
    page: int | None = None


def read_forms(behind: Backend, scans: Sequence[Upload], wish: FormsWish) -> list[dict[str, Any]]:
    """Return an answer for each scan; one among several that cannot be read has `error` in it.

    Raises:
        ImageError: when the blank form, or the only scan, cannot be read, or is another form.
        RequestError: 422 `bad_template`, 503 `busy`.
    """
    from inkread.web.bounded_reader import BoundedReader  # a start of the service does without

    with behind.words_gate.entered():
        with behind.words_turns.taken():
            words = BoundedReader(behind.word_readers.reader(wish.bundle))
            reader = _reader(behind, wish, words)

        def read(scan: Upload) -> dict[str, Any]:
            words.begin()
            return _read_one(behind, reader, scan, wish)

        return each(behind, scans, read)


def find_boxes(behind: Backend, upload: Upload) -> dict[str, Any]:
    """Return the printed boxes of a blank form, in px of the picture that was sent.

    Raises:
        ImageError: when it is no picture that can be read.
        RequestError: 415 `unsupported_media_type` for a drawing, 503 `busy`.
    """
    from inkread.forms.boxes import boxes_of

    if isinstance(upload.content, Strokes):
        raise RequestError(
            "expected a picture of a form, got a drawing; send an image",
            status=415,
            code="unsupported_media_type",
        )
    with behind.words_gate.entered(), behind.words_turns.taken():
        image = decoded(behind, upload)
        scaled = image.numbers.get("scaled")  # a large JPEG is decoded smaller
        times = scaled if isinstance(scaled, int) else 1
        found = boxes_of(image.grey)[:MOST_FIELDS]
    height, width = (times * side for side in image.grey.shape)
    boxes = [{side: times * px for side, px in box._asdict().items()} for box in found]
    return {"boxes": boxes, "width": width, "height": height}


def _reader(behind: Backend, wish: FormsWish, words: "BoundedReader") -> "FormReader":
    """Return a reader of the form, which ends with the request: nothing of the form is kept."""
    from inkread.forms.files import FormFiles
    from inkread.forms.reader import FormReader

    blank = decoded(behind, wish.blank)
    try:
        return FormReader(wish.template, files=FormFiles(blank, wish.lists), reader=words)
    except ConfigError as error:
        raise bad_template(str(error)) from error


def _read_one(behind: Backend, reader: "FormReader", scan: Upload, wish: FormsWish) -> dict[str, Any]:
    """Return the answer for one scan."""
    with behind.words_turns.taken():
        sheet = sheet_of(behind, scan, wish.page)
        grey = sheet.image.grey
        reading = reader.read(DecodedImage(grey))
    bundle = behind.readers.reader(wish.bundle).bundle.name
    blank = not any(value.value or value.refusal for value in reading.values)
    count_as(behind, bundle, blank=blank, refused=bool(reading.doubtful))
    height, width = grey.shape
    return {
        "name": scan.name,
        "values": [_told(value, crops=wish.crops) for value in reading.values],
        "doubtful": [value.field.name for value in reading.doubtful],
        "warnings": [warning.to_dict() for warning in page_cautions(sheet, wish.page)],
        "page": wish.page or 1,
        "pages": sheet.pages,
        "width": width,
        "height": height,
        "bundle": bundle,
    }


def _told(value: "FieldReading", *, crops: bool) -> dict[str, Any]:
    """Return one value as the interface tells it."""
    kind = {"lines": value.field.lines, "tick": value.field.tick}
    return {
        **value.to_dict(),
        **kind,
        "crop": jpeg_url(fit_longest_side(value.crop, LONGEST_CROP)) if crops else None,
    }
