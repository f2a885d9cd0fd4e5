"""The forms that a command has read so far, kept beside its table until that is whole: for `--resume`."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inkread import atomic
from inkread.cli.form_workers import FormOptions
from inkread.cli.sheets import SheetInput
from inkread.errors import ImageError, InkreadError

if TYPE_CHECKING:
    from inkread.forms.reader import FormReader
    from inkread.forms.reading import FormReading
    from inkread.forms.template import Template

SUFFIX = ".form"


@dataclass(slots=True)
class KeptForms:
    """What was read before, and what is read now.

    Attributes:
        folder: beside the table.
        decides: what every form of the table is read by, for the record.
        template: of the forms.
        crops: whether the picture of each field is kept, and not only of the doubtful ones.
        num_before: how many forms of the table had been read before.
    """

    folder: Path
    decides: dict[str, str]
    template: "Template"
    crops: bool
    num_before: int = 0

    def answers(
        self,
        sheets: Sequence[SheetInput],
        read: "Callable[[Sequence[SheetInput]], Iterator[FormReading | ImageError]]",
    ) -> "Iterator[FormReading | ImageError]":
        """Yield what each sheet holds, in order; what had not been read before is read, and kept.

        What cannot be read is not kept: it may be mended by the next time.

        Args:
            sheets: of the table.
            read: gives what some sheets hold, in order.

        Raises:
            InkreadError: when the disk is full, or what was kept is damaged.
        """
        files = [self._file(sheet) for sheet in sheets]
        before = [file is not None and file.is_file() for file in files]
        self.num_before = sum(before)
        coming = read([sheet for sheet, known in zip(sheets, before, strict=True) if not known])
        for file, known in zip(files, before, strict=True):
            if file is not None and known:
                yield self._opened(file)
                continue
            answer = next(coming)
            if file is not None and not isinstance(answer, ImageError):
                self._keep(file, answer)
            yield answer

    def _file(self, sheet: SheetInput) -> Path | None:
        """Return where a sheet's reading is kept; None where there is nothing to read."""
        source = sheet.image.source
        if isinstance(source, ImageError):
            return None
        if isinstance(source, bytes):
            said = hashlib.sha256(source).hexdigest()
        else:
            try:
                found = source.stat()
            except (OSError, ValueError):
                return None
            said = f"{os.path.abspath(source)}\0{found.st_size}\0{found.st_mtime_ns}"  # noqa: PTH100 - of a link its own name
        digest = hashlib.sha256(f"{said}\0{sheet.page}".encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / f"{digest}{SUFFIX}"

    def _opened(self, file: Path) -> "FormReading":
        """Return a form that was read before."""
        from inkread.forms.packed import unpacked

        try:
            return unpacked(file.read_bytes(), self.template)
        except (OSError, ValueError) as error:
            raise InkreadError(
                f"{file}: expected a form that was read before, got a damaged file; delete it and go on"
                " with --resume"
            ) from error

    def _keep(self, file: Path, reading: "FormReading") -> None:
        """Keep a form; with the first one the folder becomes something to go on with."""
        from inkread.forms.packed import packed
        from inkread.scale.batch.record import RECORD, write_record
        from inkread.scale.batch.work_folder import no_room

        try:
            atomic.write_bytes(file, packed(reading, crops=self.crops))
            if not (self.folder / RECORD).exists():
                write_record(self.folder, self.decides)
        except OSError as error:
            raise no_room(error, file) from error


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
        ConfigError: when what is kept is of another form or bundle, when it was not asked to go on,
            when another process is at it, or nothing can be kept there.
    """
    from inkread.scale.batch.record import RECORD, check_same, read_record
    from inkread.scale.batch.versions import inkread_version
    from inkread.scale.batch.work_folder import close, folder_of, held

    template = options.template.to_yaml() + options.files.digest
    decides = {
        "inkread": inkread_version(),
        "bundle": reader.bundle.digest,
        "template": hashlib.sha256(template.encode()).hexdigest(),
        "crops": "all" if crops else "doubtful",
    }
    folder = folder_of(output)
    with held(folder, resume=resume):
        found = read_record(folder)
        if found is not None:
            check_same(folder, found, decides)
        yield KeptForms(folder, decides, options.template, crops)
        if (folder / RECORD).exists():
            close(folder)
