"""The reader of forms: from a picture of a filled form to the values of its fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from inkread.bundle import Bundle
from inkread.errors import ConfigError, InkreadError
from inkread.forms.faint import FAINT
from inkread.forms.files import FormFiles
from inkread.forms.printed import AROUND_TICK, FieldPrint, Freed, freed
from inkread.forms.reading import FieldReading, FormReading
from inkread.forms.registration import WIDEST_DARK, BlankForm, Registration, without_light
from inkread.forms.template import Field, Template
from inkread.forms.tick_groups import one_of_each_group
from inkread.forms.ticks import TICKED, Tick, TickBox
from inkread.preprocess.cautions import BLANK
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.source import name_of
from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.page_cautions import LEFT_OUT
from inkread.preprocess.segment.rulings import Rulings
from inkread.preprocess.segment.sheet import Sheet, sheet_of
from inkread.trail import Caution, GreyImage
from inkread.words.reader import WordReader
from inkread.words.wanted import Asked

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source

OUTSIDE = Caution(
    "outside_picture",
    "The picture shows only a part of this field or nothing of it: take the whole sheet.",
)
COVERED = Caution(
    "print_not_seen",
    "What the form has printed here is not seen: something lies over it, or it is cut off.",
)
PARTLY = Caution(
    "partly_left_out",
    "Something here is far larger than the rest and was not read: look whether it belongs to the value.",
)
LEAST_SHOWN = 0.95  # of a field: of its box, drawn by hand, a little may lie beyond the sheet's edge
LEAST_PRINT = 0.8  # of a field's print: of 930 photographed and scanned empty fields all was seen
FILLED = 1.5  # times a tick box's side: dark places of that width are no shadow
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
        level = self._blank.grey
        sides = [float(min(one.width, one.height)) for one in template.fields if one.tick]
        of_ticks = _of_ticks(self._blank.as_it_came, level, sides)
        prints = {one: FieldPrint.of(of_ticks if one.tick else level, one) for one in template.fields}
        self._fields = [
            _Prepared.of(field, beside, prints[field], self._reader, template) for field in template.fields
        ]

    @property
    def bundle(self) -> Bundle:
        """The bundle that reads single glyphs."""
        return self._reader.bundle

    @property
    def warnings(self) -> tuple[tuple[Field, Caution], ...]:
        """What to know before anything is read: words of a list that never come out, tick boxes not found."""
        return tuple((one.field, caution) for one in self._fields for caution in one.said)

    def read(self, source: "Source") -> FormReading:
        """Return the values of a filled form.

        Args:
            source: what `Reader.read` takes.

        Raises:
            ImageError: when it is no picture that can be read, or `other_form` where the form is not found.
        """
        grey = decode(source).grey
        registration = self._blank.found_in(grey)
        seen = _Seen.of(grey, registration, [one.field for one in self._fields if one.field.tick])
        values = one_of_each_group([self._value(one, seen) for one in self._fields])
        return FormReading(values, registration, name_of(source) or None)

    def warm(self) -> "FormReader":
        """Load the network now instead of with the first picture; return the reader itself."""
        self._reader.warm()
        return self

    def _value(self, one: "_Prepared", seen: "_Seen") -> FieldReading:
        """Return the value of one field."""
        field, registration = one.field, seen.registration
        box = field.left, field.top, field.width, field.height
        found = freed(seen.of_ticks if field.tick else seen.level, one.print_, registration)
        corners = registration.corners(*box)
        crop = _crop(seen.grey, field, registration, found.scale)
        shown = registration.share_in(seen.grey.shape, box)
        hidden = OUTSIDE if shown < LEAST_SHOWN else COVERED if found.print_seen < LEAST_PRINT else None
        doubt = hidden or (FAINT if found.faint else None)
        empty = FieldReading(field, "", 0.0 if doubt else 1.0, (), corners, crop, doubt)
        if one.tick_box is not None:
            return _ticked(empty, one.tick_box.read(found))
        sheet = _sheet(found)
        if not sheet.mask.any():
            return empty
        reading = self._reader.read(sheet, lines=field.lines, **one.asked)  # type: ignore[call-overload]
        if reading.refusal == BLANK:  # specks of the paper
            return empty
        candidates = getattr(reading, "candidates", ())
        left_out = any(said.code == LEFT_OUT for said in reading.trail.warnings)
        refusal = hidden or reading.refusal or (PARTLY if left_out else doubt)
        return FieldReading(field, reading.text, reading.confidence, candidates, corners, crop, refusal)


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A picture as it came, without light for texts and for tick boxes, and where the form lies in it.

    In the picture for texts, what is wider than some strokes is taken for paper: so a filled box would be.
    """

    grey: GreyImage
    level: GreyImage
    of_ticks: GreyImage
    registration: Registration

    @classmethod
    def of(cls, grey: GreyImage, registration: Registration, ticks: Sequence[Field]) -> "_Seen":
        """Return a picture in which a filled tick box is dark, however wide it is."""
        level = without_light(grey)
        boxes = [registration.corners(one.left, one.top, one.width, one.height) for one in ticks]
        sides = [float(np.ptp(box, axis=0).min()) for box in boxes]
        return cls(grey, level, _of_ticks(grey, level, sides), registration)


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """One field, its print, what is asked of the reader, and what a person should know of that."""

    field: Field
    print_: FieldPrint
    asked: Asked
    said: tuple[Caution, ...]
    tick_box: TickBox | None

    @classmethod
    def of(
        cls, field: Field, files: FormFiles, print_: FieldPrint, reader: WordReader, form: Template
    ) -> "_Prepared":
        lexicon = files.words_of(field)
        try:
            asked: Asked = {"pattern": field.pattern, "lexicon": lexicon, "charset": field.charset}
            said = reader.check(pattern=field.pattern, lexicon=lexicon, charset=field.charset)
            others = [one for one in form.fields if one.name != field.name]
            tick_box = TickBox.of(print_, others) if field.tick else None
        except InkreadError as error:
            raise ConfigError(f"field {field.name!r}: {error}") from error
        return cls(field, print_, asked, (*said, *(tick_box.said if tick_box else ())), tick_box)


def _of_ticks(grey: GreyImage, level: GreyImage, sides: Sequence[float]) -> GreyImage:
    """Return a picture without light in which filled boxes of some sides, px, are dark, given `level`."""
    widest = FILLED * max(sides, default=0.0)
    return without_light(grey, widest=widest) if widest > WIDEST_DARK else level


def _check_size(template: Template, numbers: Any, shape: tuple[int, ...]) -> None:  # noqa: ANN401
    """Refuse a blank picture of another size than the boxes refer to."""
    scaled = int(numbers.get("scaled", 1))  # a large JPEG is decoded smaller, its sides rounded up
    height, width = (scaled * side for side in shape)
    if max(abs(width - template.width), abs(height - template.height)) >= scaled:
        raise ConfigError(
            f"{template.blank_path}: expected a picture of {template.width} x {template.height} px, got"
            f" {width} x {height}; name the picture that the boxes were drawn on, or draw them anew"
        )


def _ticked(empty: FieldReading, tick: Tick) -> FieldReading:
    """Return the value of a tick box, given what it would be without ink."""
    doubt = empty.refusal or tick.refusal
    confidence = tick.confidence if tick.ticked or not doubt else 0.0
    return replace(empty, value=TICKED if tick.ticked else "", confidence=confidence, refusal=doubt)


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
    """Return the field as it looks in the picture, upright, axes (height, width).

    A tick box comes with what is around it: a mark may lie there that a person has to see.
    """
    around = round(AROUND_TICK * field.height) if field.tick else 0
    shape = round((field.height + 2 * around) * scale), round((field.width + 2 * around) * scale)
    return registration.part(grey, field.left - around, field.top - around, shape, scale=scale)
