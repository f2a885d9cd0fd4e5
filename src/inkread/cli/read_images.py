"""Reads the images of a command: in blocks, or one by one where each is to be explained or kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.cli.image_paths import ImageInput
from inkread.cli.progress import bars
from inkread.cli.read_output import Outcome
from inkread.cli.sheets import head_of
from inkread.errors import ImageError
from inkread.preprocess.decode.format import is_pdf

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

BLOCK = 64  # images between two movements of the progress bar
MANY = 64  # images from which on there is a progress bar: fewer take under a second


def outcomes_of(
    reader: "Reader", inputs: Sequence[ImageInput], *, explain: Path | None, pixels: bool = False
) -> Iterator[Outcome]:
    """Yield what becomes of each input, in order; the network sees a block of them at a time.

    Args:
        reader: reads them.
        inputs: the images.
        explain: the folder for pictures of each one's steps, or None for none.
        pixels: whether an outcome has the pixels that were read. Then they come one by one: a block of
            photos of twelve megapixels would be 800 MB.
    """
    if explain is not None or pixels:
        yield from _one_by_one(reader, inputs, explain, pixels=pixels)
        return
    for start in range(0, len(inputs), BLOCK):
        block = inputs[start : start + BLOCK]
        sources = [item.source for item in block if not isinstance(item.source, ImageError)]
        answers = iter(reader.read_many(sources, on_error="keep"))
        for item in block:
            answer = item.source if isinstance(item.source, ImageError) else next(answers)
            yield Outcome(item.name, _told(item, answer) if isinstance(answer, ImageError) else answer)


def with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Yield `outcomes`, with a bar on standard error where they are many and someone is there to see it."""
    if total < MANY:
        yield from outcomes
        return
    with bars() as tell:
        for done, outcome in enumerate(outcomes, start=1):
            tell("Reading", done, total)
            yield outcome


def _one_by_one(
    reader: "Reader", inputs: Sequence[ImageInput], folder: Path | None, *, pixels: bool
) -> Iterator[Outcome]:
    """Yield what becomes of each input, decoded once; with pictures of its steps and stages in `folder`."""
    from inkread.preprocess.decode import decode
    from inkread.preprocess.decode.source import name_of
    from inkread.recognition.explain import Explainer

    explainer = None if folder is None else Explainer(folder, reader=reader)
    for item in inputs:
        try:
            if isinstance(item.source, ImageError):
                raise item.source
            image = decode(item.source)
            reading = reader.read(image, pictures=explainer is not None)
            reading = replace(reading, source=name_of(item.source) or None)
        except ImageError as error:
            yield Outcome(item.name, _told(item, error))
            continue
        if explainer is not None:
            explainer.write(reading, name=Path(item.name).stem)
        yield Outcome(item.name, reading, image.grey if pixels else None)


def _told(item: ImageInput, error: ImageError) -> ImageError:
    """Return an error, of a PDF with what reads it."""
    if error.reason != "unsupported_format" or not is_pdf(head_of(item.source)):
        return error
    more = ", or read what is written on its pages with --words or --lines"
    return ImageError(f"{error}{more}", reason=error.reason)
