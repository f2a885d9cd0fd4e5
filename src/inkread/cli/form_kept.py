"""The forms that a command has read so far, kept beside its table until that is whole: for `--resume`."""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from inkread import atomic
from inkread.cli.counted import counted
from inkread.cli.form_workers import FormOptions
from inkread.cli.sheets import SheetInput
from inkread.errors import ConfigError, ImageError
from inkread.harmless import printable

if TYPE_CHECKING:
    from inkread.forms.reader import FormReader
    from inkread.forms.reading import FormReading
    from inkread.forms.template import Template

    Read = Callable[[Sequence[SheetInput]], Iterator[FormReading | ImageError]]

SUFFIX = ".form"
LONGEST_HEAD = 64 * 1024  # bytes of the line that says whose form it is
DECIDES = {
    "inkread": "version of inkread",
    "bundle": "model",
    "template": "template, blank form or list of words",
}
"""What a form is read by, as the record calls it and as a person does."""


@dataclass(frozen=True, slots=True)
class Mark:
    """By which a sheet is known again.

    Attributes:
        file: where its form is kept.
        name: of the sheet.
        place: of its image: the path, or what stands for standard input.
        source: of its image.
    """

    file: Path
    name: str
    place: str
    source: Path | bytes


@dataclass(slots=True)
class KeptForms:
    """What was read before, and what is read now.

    Attributes:
        folder: beside the table.
        decides: by what every form of the table is read, for the record.
        template: of the forms.
        crops: whether the picture of each field is wanted, and not only of the doubtful ones.
        num_before: how many forms of the table had been read before.
    """

    folder: Path
    decides: dict[str, str]
    template: "Template"
    crops: bool
    num_before: int = 0
    _contents: dict[str, str | None] = field(default_factory=dict)

    def answers(self, sheets: Sequence[SheetInput], read: "Read") -> "Iterator[FormReading | ImageError]":
        """Yield what each sheet holds, in order; what had not been read before is read, and kept.

        What cannot be read is not kept: it may be mended by the next time.

        Args:
            sheets: of the table.
            read: gives what some sheets hold, in order.

        Raises:
            ConfigError: when an image that was read before is not there any more.
            InkreadError: when the disk is full.
        """
        marks = [self._mark(sheet) for sheet in sheets]
        self._refuse_missing([mark for mark in marks if mark is not None])
        before = [mark is not None and self._holds(mark) for mark in marks]
        self.num_before = sum(before)
        coming = read([sheet for sheet, known in zip(sheets, before, strict=True) if not known])
        for sheet, mark, known in zip(sheets, marks, before, strict=True):
            answer = self._opened(mark) if mark is not None and known else next(coming)
            if answer is None:  # damaged since
                answer = next(read([sheet]))
            if mark is not None and not known and not isinstance(answer, ImageError):
                self._keep(mark, answer)
            yield answer

    def _mark(self, sheet: SheetInput) -> Mark | None:
        """Return by what a sheet is known again; None where there is nothing to read."""
        source = sheet.image.source
        if isinstance(source, ImageError):
            return None
        place = sheet.image.name if isinstance(source, bytes) else os.path.abspath(source)  # noqa: PTH100 - of a link its own name
        key = hashlib.sha256(f"{place}\0{sheet.page}".encode("utf-8", "surrogateescape")).hexdigest()
        return Mark(self.folder / f"{key}{SUFFIX}", printable(sheet.name), place, source)

    def _content(self, mark: Mark) -> str | None:
        """Return the SHA-256 of a sheet's image, which is looked at once for all its pages."""
        if mark.place not in self._contents:
            self._contents[mark.place] = _content_of(mark.source)
        return self._contents[mark.place]

    def _refuse_missing(self, wanted: Sequence[Mark]) -> None:
        """Refuse to go on where an image is missing that was read: a drive may not be there.

        Raises:
            ConfigError: when one is.
        """
        kept = set(self.folder.glob(f"*{SUFFIX}"))
        missing = kept - {mark.file for mark in wanted if mark.file in kept and self._content(mark)}
        if missing:
            names = sorted(str(_head_of(file).get("name", "?")) for file in missing)
            others = f" and {counted(len(names) - 1, 'other')}" if len(names) > 1 else ""
            raise ConfigError(
                f"{self.folder}: expected all images that were read before, got none of {names[0]}{others};"
                " name them too, or delete the folder to begin anew"
            )

    def _holds(self, mark: Mark) -> bool:
        """Return whether a sheet was read before, as it is now, and all that is wanted of it is kept."""
        head = _head_of(mark.file)
        if not head or head.get("content") != self._content(mark):
            return False
        return bool(head.get("crops") or not self.crops)

    def _opened(self, mark: Mark) -> "FormReading | None":
        """Return a form that was read before, None where it is damaged."""
        from inkread.forms.packed import unpacked

        try:
            return unpacked(mark.file.read_bytes().partition(b"\n")[2], self.template)
        except (OSError, ValueError):
            return None

    def _keep(self, mark: Mark, reading: "FormReading") -> None:
        """Keep a form; with the first one the folder becomes something to go on with."""
        from inkread.forms.packed import packed
        from inkread.scale.batch.record import RECORD, write_record
        from inkread.scale.batch.work_folder import no_room

        content = self._content(mark)
        if content is None:
            return
        head = json.dumps({"name": mark.name, "content": content, "crops": self.crops}).encode()
        try:
            atomic.write_bytes(mark.file, head + b"\n" + packed(reading, crops=self.crops))
            if not (self.folder / RECORD).exists():
                write_record(self.folder, self.decides)
        except OSError as error:
            raise no_room(error, mark.file) from error


@contextmanager
def kept_forms(
    output: Path, options: FormOptions, reader: "FormReader", *, resume: bool, crops: bool
) -> Iterator[KeptForms]:
    """Yield the forms kept for a table; they go when the block ends without an error.

    Args:
        output: the table.
        options: by which forms are read.
        reader: made of them.
        resume: whether to go on with a table that was stopped.
        crops: whether the picture of each field is wanted, and not only of the doubtful ones.

    Raises:
        ConfigError: when what is kept is of another form or model, when it was not asked to go on,
            when another process is at it, or nothing can be kept there.
    """
    from inkread.scale.batch.record import RECORD, read_record
    from inkread.scale.batch.versions import inkread_version
    from inkread.scale.batch.work_folder import folder_of, held

    template = options.template.to_yaml() + options.files.digest
    decides = {
        "inkread": inkread_version(),
        "bundle": reader.bundle.digest,
        "template": hashlib.sha256(template.encode()).hexdigest(),
    }
    folder = folder_of(output)
    with held(folder, resume=resume):
        _check_same(folder, read_record(folder), decides)
        try:
            yield KeptForms(folder, decides, options.template, crops)
        except BaseException:
            if (folder / RECORD).exists():
                typer.echo(f"inkread: what was read is kept in {folder}; --resume goes on with it", err=True)
            raise
        (folder / RECORD).unlink(missing_ok=True)  # a folder without one is emptied and goes


def _check_same(folder: Path, found: dict[str, str] | None, decides: dict[str, str]) -> None:
    """Refuse to go on with a table that was begun by something else.

    Raises:
        ConfigError: naming what differs.
    """
    for name, value in decides.items():
        if found is not None and found.get(name) != value:
            raise ConfigError(
                f"{folder}: expected the {DECIDES[name]} that the table was begun with, got another; go on"
                " with that one, or delete the folder to begin anew"
            )


def _content_of(source: Path | bytes) -> str | None:
    """Return the SHA-256 of a file; None where it cannot be read, and of a pipe, which is read only once."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            return None
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _head_of(file: Path) -> dict[str, object]:
    """Return what a kept form says of itself; nothing where it is damaged or not there."""
    try:
        with file.open("rb") as opened:
            head = json.loads(opened.readline(LONGEST_HEAD))
    except (OSError, ValueError):
        return {}
    return head if isinstance(head, dict) else {}
