"""Reads the sheets of forms in any number of processes, whose number changes no byte of the output."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from inkread.cli.sheets import SheetInput
from inkread.cli.worker_pool import in_order
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.forms.files import FormFiles
    from inkread.forms.reader import FormReader
    from inkread.forms.reading import FormReading
    from inkread.forms.template import Template
    from inkread.preprocess.decode.door import Source

    Sheet: TypeAlias = Source | ImageError
    Answer: TypeAlias = FormReading | ImageError


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What each process makes its reader of.

    Attributes:
        template: the form.
        files: beside it, which are read once: what stands for one may have changed since.
        bundle: of single glyphs, or None for the one that ships.
    """

    template: "Template"
    files: "FormFiles"
    bundle: str | None

    def reader(self) -> "FormReader":
        """Return a new reader.

        Raises:
            ImageError: when the blank form holds too little print.
            ConfigError: when a pattern, charset or lexicon is wrong.
        """
        from inkread.forms.reader import FormReader

        return FormReader(self.template, bundle=self.bundle, files=self.files)


def answers_of(
    sheets: Sequence[SheetInput], reader: "FormReader", options: FormOptions, *, workers: int
) -> "Iterator[Answer]":
    """Yield what each sheet holds, or why it cannot be read, in order.

    Pages are cut out and drawn here, so that a file of many is read once.

    Args:
        sheets: to read.
        reader: of this process.
        options: what other processes make theirs of.
        workers: how many processes.

    Raises:
        InkreadError: when a process is killed.
    """
    sources = map(SheetInput.source_or_error, sheets)
    start = partial(_start, options)
    return in_order(sources, partial(_answer, reader), start, workers=min(workers, len(sheets)))


def _start(options: FormOptions) -> "Callable[[Sheet], Answer]":
    """Return what reads a sheet; called in a worker."""
    return partial(_answer, options.reader())


def _answer(reader: "FormReader", source: "Sheet") -> "Answer":
    """Return what a sheet holds, or why it cannot be read."""
    if isinstance(source, ImageError):
        return source
    try:
        return reader.read(source)
    except ImageError as error:
        return error
