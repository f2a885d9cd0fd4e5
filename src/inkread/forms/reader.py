"""The reader of forms: from a picture of a filled form to the values of its fields."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from inkread.bundle import Bundle
from inkread.errors import ConfigError, InkreadError
from inkread.forms.files import FormFiles
from inkread.forms.printed import FieldPrint, Freed, freed
from inkread.forms.reading import FieldReading, FormReading
from inkread.forms.registration import BlankForm, Registration, without_light
from inkread.forms.template import Field, Template
from inkread.predictions import Candidate
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.source import name_of
from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.rulings import Rulings
from inkread.preprocess.segment.sheet import Sheet, sheet_of
from inkread.trail import GreyImage
from inkread.words.constraint import Asked
from inkread.words.lexicon import Lexicon
from inkread.words.reader import WordReader

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

SMALL_MARK = 0.35  # of a cell's height: lower marks between cells are no characters


class FormReader:
    """Reads pictures of one form; any number of threads may use it at once.

    Args:
        template: the form.
        bundle: of single glyphs, as for `WordReader`.
        top_k: how many texts each value comes with.
        files: what the files beside the template hold; None opens them.
        reader: of words, one that is shared; then `bundle` and `top_k` say nothing.

    Raises:
        ImageError: when the blank form's picture cannot be read or holds too little print.
        ConfigError: when a pattern, charset or lexicon is wrong; the message names the field.
    """

    def __init__(
        self,
        template: Template,
        *,
        bundle: Bundle | str | Path | None = None,
        top_k: int = 5,
        files: FormFiles | None = None,
        reader: WordReader | None = None,
    ) -> None:
        """Prepare the blank form, and what each field may hold."""
        self.template = template
        beside = files or FormFiles.of(template)
        image = beside.blank
        _check_size(template, image.numbers, image.grey.shape)
        self._blank = BlankForm(image.grey, width=template.width, height=template.height)
        self._reader = reader or WordReader(bundle, top_k=top_k)
        self._fields = [
            _Prepared.of(field, beside, FieldPrint.of(self._blank.grey, field), self._reader)
            for field in template.fields
        ]

    def read(self, source: "Source") -> FormReading:
        """Return the values of a filled form.

        Args:
            source: what `Reader.read` takes.

        Raises:
            ImageError: when it is no picture that can be read, or `other_form` where the form is not found.
        """
        grey = decode(source).grey
        registration = self._blank.found_in(grey)
        level = without_light(grey)
        values = tuple(self._value(one, grey, level, registration) for one in self._fields)
        return FormReading(values, registration, name_of(source) or None)

    def warm(self) -> "FormReader":
        """Load the network now instead of with the first picture; return the reader itself."""
        self._reader.warm()
        return self

    def _value(
        self, one: "_Prepared", grey: GreyImage, level: GreyImage, registration: Registration
    ) -> FieldReading:
        """Return the value of one field."""
        field = one.field
        found = freed(level, one.print_, registration)
        sheet = _sheet(found)
        corners = registration.corners(field.left, field.top, field.width, field.height)
        crop = _crop(grey, field, registration, found.scale)
        if not sheet.mask.any():
            return FieldReading(field, "", 1.0, (), corners, crop)
        reading = self._reader.read(sheet, lines=field.lines, **one.asked)  # type: ignore[call-overload]
        if reading.refusal == BLANK:  # specks of the paper
            return FieldReading(field, "", 1.0, (), corners, crop)
        candidates = tuple(
            Candidate(one.written(other.text), other.confidence)
            for other in getattr(reading, "candidates", ())
        )
        text = one.written(reading.text)
        return FieldReading(field, text, reading.confidence, candidates, corners, crop, reading.refusal)


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """One field, its print, and what is asked of the reader."""

    field: Field
    print_: FieldPrint
    asked: Asked

    def written(self, text: str) -> str:
        """Return a text, each line with the spaces of the entry that it is, where the field has a list."""
        lexicon = self.asked.get("lexicon")
        if not isinstance(lexicon, Lexicon):
            return text
        return "\n".join(lexicon.spaced(line) for line in text.split("\n"))

    @classmethod
    def of(cls, field: Field, files: FormFiles, print_: FieldPrint, reader: WordReader) -> "_Prepared":
        lexicon = files.words_of(field)
        try:
            asked: Asked = {"pattern": field.pattern, "lexicon": lexicon, "charset": field.charset}
            reader.check(pattern=field.pattern, lexicon=lexicon, charset=field.charset)
        except InkreadError as error:
            raise ConfigError(f"field {field.name!r}: {error}") from error
        return cls(field, print_, asked)


def _check_size(template: Template, numbers: Any, shape: tuple[int, ...]) -> None:  # noqa: ANN401
    """Refuse a blank picture of another size than the boxes refer to."""
    scaled = int(numbers.get("scaled", 1))  # a large JPEG is decoded smaller, its sides rounded up
    height, width = (scaled * side for side in shape)
    if max(abs(width - template.width), abs(height - template.height)) >= scaled:
        raise ConfigError(
            f"{template.blank_path}: expected a picture of {template.width} x {template.height} px, got"
            f" {width} x {height}; name the picture that the boxes were drawn on, or draw them anew"
        )


def _sheet(found: Freed) -> Sheet:
    """Return the ink of a freed field, with the cells that its template knows."""

    def known(mask: Mask) -> Rulings:
        cells = found.cells
        if mask.shape != cells.shape:
            shape = mask.shape[1], mask.shape[0]
            cells = cv2.resize(cells.astype(np.float32), shape, interpolation=cv2.INTER_NEAREST).astype(
                np.int32
            )
        return Rulings(np.zeros_like(mask), cells, 0)

    return _in_cells(sheet_of(found.grey, printed=known)[0])


def _in_cells(sheet: Sheet) -> Sheet:
    """Return a sheet without small marks beside its cells: ends of strokes that a wall cut off."""
    if not (sheet.cells > 0).any():
        return sheet
    count, mark_of, stats, _ = cv2.connectedComponentsWithStats(sheet.mask, connectivity=8)
    inner = np.bincount(mark_of[sheet.cells > 0], minlength=count)
    low = stats[:, cv2.CC_STAT_HEIGHT] < SMALL_MARK * np.count_nonzero((sheet.cells == 1).any(axis=1))
    kept = ~(low & (inner * 2 < stats[:, cv2.CC_STAT_AREA]))
    mask = sheet.mask * kept[mark_of]
    around = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return replace(sheet, mask=mask.astype(np.uint8), share=(sheet.share * around).astype(np.uint8))


def _crop(grey: GreyImage, field: Field, registration: Registration, scale: float) -> GreyImage:
    """Return the field as it looks in the picture, upright, axes (height, width)."""
    shape = round(field.height * scale), round(field.width * scale)
    return registration.part(grey, field.left, field.top, shape, scale=scale)
