"""The history in a file: CSV, JSON, or a zip of labelled images to train on; made as it is read."""

import csv
import hashlib
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from inkread.errors import DataError, HistoryError
from inkread.folder_names import folder_of, grapheme_of
from inkread.harmless import no_formula
from inkread.history.entry import Entry
from inkread.history.query import Query, bad_query
from inkread.history.zip_time import zip_time

if TYPE_CHECKING:
    from inkread.history.store import Store

Form = Literal["csv", "json", "zip"]
FORMS: tuple[Form, ...] = get_args(Form)
MEDIA_TYPES: dict[Form, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
COLUMNS = (
    *("id", "made_at", "door", "text", "confidence", "correction", "corrected_at"),
    *("set", "refusal", "warnings", "bundle", "source", "has_image"),
)

Progress = Callable[[int, int], None]


def export(
    store: "Store", form: Form, query: Query, *, unchecked: bool = False, progress: Progress | None = None
) -> Iterator[bytes]:
    """Return the file, in parts, of everything that the query finds, whatever its limit.

    Args:
        store: the history.
        form: `csv` and `json` have a row or object an entry. `zip` has the images, in a folder a character
            as `inkread train --data` takes them; the history's owners are its writers, by a number each.
        query: what goes in; into a zip only what is one visible character and has an image or a glyph.
        unchecked: for a zip, whether images nobody has corrected go in too, under the reader's answer, but
            for those that it refused.
        progress: told the number of entries done and of all.

    Raises:
        HistoryError: with the code `bad_query` for another form, or for a zip of what was corrected where
            the query asks for what was not; `not_found` when a zip would be empty.
    """
    if form not in FORMS:
        raise bad_query(f"a form, {', '.join(FORMS)}", form, "choose one of these")
    if form == "zip" and not unchecked:
        query = of_corrected(query)
    total = store.find(replace(query, limit=1, after=None)).total
    entries = counted(store.entries(replace(query, after=None)), total, progress)
    if form == "zip":
        pictures = _pictures(store, entries)
        first = next(pictures, None)
        if first is None:
            raise _no_picture(total, unchecked=unchecked)
        return _zip(itertools.chain([first], pictures))
    return _csv(entries) if form == "csv" else _json(entries)


def of_corrected(query: Query) -> Query:
    """Return the query for what someone corrected or confirmed.

    Raises:
        HistoryError: with the code `bad_query`, when the query asks for what nobody has.
    """
    if query.corrected is not False and query.order != "unsure":
        return replace(query, corrected=True)
    asked = "the order unsure" if query.order == "unsure" else "uncorrected ones"
    raise bad_query("a query for corrected readings", asked, "ask for a zip of unchecked ones too")


def _no_picture(total: int, *, unchecked: bool) -> HistoryError:
    """Return the error of a zip that would be empty."""
    if total or unchecked:
        expected, got = "readings of one character each", f"none among {total:,}"
        advice = "words, pages and blank images go into csv and json"
    else:
        expected, got = "readings that someone corrected or confirmed", "none"
        advice = "correct some first, or take those nobody has checked too"
    return HistoryError(f"expected {expected}, got {got}; {advice}", code="not_found")


def counted(entries: Iterator[Entry], total: int, progress: Progress | None) -> Iterator[Entry]:
    """Yield the entries and tell how far they are."""
    for done, entry in enumerate(entries, start=1):
        yield entry
        if progress:
            progress(done, max(done, total))


def _csv(entries: Iterator[Entry]) -> Iterator[bytes]:
    """Yield a CSV with a header."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        yield _taken(line)
        writer.writerow([no_formula(cell) for cell in _cells(entry)])
    yield _taken(line)


def _cells(entry: Entry) -> list[str | float]:
    """Return the cells of an entry's row, in the order of `COLUMNS`."""
    told = entry.to_dict()
    told["set"] = " ".join(entry.set)
    told["refusal"] = entry.refusal.code if entry.refusal else ""
    told["warnings"] = " ".join(warning.code for warning in entry.warnings)
    told["has_image"] = str(entry.has_image).lower()
    return ["" if told[column] is None else told[column] for column in COLUMNS]


def _json(entries: Iterator[Entry]) -> Iterator[bytes]:
    """Yield a JSON list."""
    before = "[\n"
    for entry in entries:
        yield f"{before}{json.dumps(entry.to_dict(), ensure_ascii=False)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _pictures(store: "Store", entries: Iterator[Entry]) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Yield the image of each entry that shows one visible character, and its place in a zip."""
    for number, entry in enumerate(entries, start=1):
        folder = _folder(entry)
        image = (folder and (store.pictures.read(entry.id) if entry.has_image else None)) or entry.glyph
        if folder and image is not None:
            name = f"{folder}/{_writer(entry.owner)}-{number:06d}.png"
            yield zipfile.ZipInfo(name, zip_time(entry.made_at)), image


def _zip(pictures: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> Iterator[bytes]:
    """Yield a zip of PNG files, not compressed again."""
    parts = _Parts()
    with zipfile.ZipFile(parts, "w", zipfile.ZIP_STORED) as archive:
        for place, image in pictures:
            archive.writestr(place, image)
            yield parts.take()
    yield parts.take()


def _folder(entry: Entry) -> str | None:
    """Return the folder of what the entry shows, or None where that is no single visible character.

    A guess that the reader itself refused is nothing to learn from; what a person said of it is. The picture
    of words shows more than one character, whatever was said of it.
    """
    if entry.glyphs is not None:
        return None
    if entry.refusal is not None and entry.correction is None:
        return None
    folder = folder_of(entry.label)
    try:
        grapheme_of(folder)
    except DataError:
        return None
    return folder


def _writer(owner: str) -> str:
    """Return a name for an owner that says nothing about them, the same in every export."""
    return f"writer{hashlib.sha256(owner.encode()).hexdigest()[:8]}"


def _taken(text: io.StringIO) -> bytes:
    """Return what was written, and forget it."""
    written = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return written


class _Parts(io.RawIOBase):
    """A file to write to that is handed on part by part; it cannot go back, and zipfile need not."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, part: "bytes | bytearray | memoryview[int]") -> int:  # type: ignore[override]
        """Take a part."""
        self._written += part
        return len(part)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        written = bytes(self._written)
        self._written.clear()
        return written
