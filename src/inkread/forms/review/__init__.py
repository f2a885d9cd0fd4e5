"""The page on which a person looks at doubtful values: one file, which asks no network for anything."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

import cv2

from inkread.forms.reading import FieldReading
from inkread.forms.table import cell
from inkread.forms.ticks import TICKED
from inkread.harmless import printable
from inkread.trail import GreyImage

WIDEST = 900  # px of a crop on the page
QUALITY = 80  # of its JPEG
OTHERS = 3  # texts offered besides the one read


class ReviewPage:
    """Makes the page piece by piece, so that thousands of forms need no more memory than one."""

    def __init__(self, form: str) -> None:
        """Begin the page of a form of this name."""
        self._form = form
        self.num_items = 0
        self.num_failed = 0
        self._digest = hashlib.sha256(form.encode())

    def head(self) -> bytes:
        """Return what stands before the values."""
        script = _file("review.js")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}';"
            " base-uri 'none'; form-action 'none'"
        )
        text = (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{escape(self._form)}: values to look at</title>\n"
            f"<style>{_file('review.css')}</style>\n</head>\n<body>\n"
            f"<header><h1>{escape(self._form)}</h1>{HEADER}</header>\n<main>\n<ol>\n"
        )
        return text.encode("utf-8")

    def items(self, name: str, values: Iterable[FieldReading]) -> Iterator[bytes]:
        """Yield one item for each of some doubtful values of an image."""
        file = cell(printable(name))
        for value in values:
            self.num_items += 1
            item = _item(value, file, self.num_items).encode("utf-8")
            self._digest.update(item)
            yield item

    def failed(self, name: str, why: str) -> bytes:
        """Return an item for an image that was not read.

        Args:
            name: of the image.
            why: a sentence that tells the person what to do.
        """
        self.num_failed += 1
        return (
            f'<li class="failed"><strong>{escape(printable(name))}</strong> <span>was not read</span>'
            f'<p class="why">{escape(printable(why))}</p></li>\n'
        ).encode()

    def tail(self) -> bytes:
        """Return what stands after the values."""
        nothing = "" if self.num_items else ONLY_FAILED if self.num_failed else NOTHING
        key = f'<p id="key" data-key="{self._digest.hexdigest()}" hidden></p>\n'
        text = f"</ol>\n{nothing}{key}</main>\n<script>{_file('review.js')}</script>\n</body>\n</html>\n"
        return text.encode("utf-8")


HEADER = (
    '<p id="told" role="status"></p>'
    '<p class="keys"><kbd>Enter</kbd> takes a value and goes to the next one,'
    " <kbd>Shift</kbd>+<kbd>Enter</kbd> back.</p>"
    '<button id="forget" type="button" hidden>Begin anew</button>'
    '<button id="download" type="button">Download corrections.csv</button>'
)
ONLY_FAILED = '<p class="nothing">No value is doubtful, but not every image was read.</p>\n'
NOTHING = '<p class="nothing">No value is doubtful: there is nothing to look at.</p>\n'


def _item(value: FieldReading, file: str, number: int) -> str:
    """Return one value as an item of the list: its crop, an input field, and what else it may be."""
    field, said = escape(value.field.name), f"value{number}"
    held = escape(value.value)
    usual = f'id="{said}" spellcheck="false" autocomplete="off" autocapitalize="off"'
    if value.field.tick:
        checked = " checked" if value.value == TICKED else ""
        entry = f'<label class="tick"><input type="checkbox" id="{said}"{checked}> ticked</label>'
    elif value.field.lines:
        entry = f'<textarea {usual} rows="3" title="Alt+Enter begins a line">{held}</textarea>'
    else:
        entry = f'<input {usual} value="{held}">'
    others = "".join(
        f'<button type="button" class="other">{escape(one.text)}</button>'
        for one in value.candidates[1 : 1 + OTHERS]
    )
    why = value.refusal.message if value.refusal else f"{value.confidence:.0%} sure"
    return (
        f'<li data-file="{escape(file)}" data-field="{field}">'
        f'<img src="data:image/jpeg;base64,{_jpeg(value.crop)}" alt="The field {field} as it was written">'
        f'<label for="{said}"><strong>{field}</strong> <span>{escape(file)}</span></label>'
        f'<div class="entry">{entry}{others}</div><p class="why">{escape(why)}</p></li>\n'
    )


def _jpeg(crop: GreyImage) -> str:
    """Return a crop, axes (height, width), as the base64 text of a JPEG that is at most 900 px wide."""
    height, width = crop.shape
    if width > WIDEST:
        shape = WIDEST, max(1, round(height * WIDEST / width))
        crop = cv2.resize(crop, shape, interpolation=cv2.INTER_AREA)
    packed = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return base64.b64encode(packed.tobytes()).decode("ascii")


def _file(name: str) -> str:
    """Return a file of this package."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")
