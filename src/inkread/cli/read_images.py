"""Reads the images of a command: in blocks, or one by one where each is to be explained."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.cli.image_paths import ImageInput
from inkread.cli.progress import bars
from inkread.cli.read_output import Outcome
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

BLOCK = 64  # images between two movements of the progress bar
MANY = 64  # images from which on there is a progress bar: fewer take under a second


def outcomes_of(reader: "Reader", inputs: Sequence[ImageInput], *, explain: Path | None) -> Iterator[Outcome]:
    """Yield what becomes of each input, in order; the network sees a block of them at a time.

    Args:
        reader: reads them.
        inputs: the images.
        explain: the folder for pictures of each one's steps, or None for none.
    """
    if explain is not None:
        yield from _explained(reader, inputs, explain)
        return
    for start in range(0, len(inputs), BLOCK):
        block = inputs[start : start + BLOCK]
        sources = [item.source for item in block if not isinstance(item.source, ImageError)]
        answers = iter(reader.read_many(sources, on_error="keep"))
        for item in block:
            answer = item.source if isinstance(item.source, ImageError) else next(answers)
            yield Outcome(item.name, answer)


def with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Yield `outcomes`, with a bar on standard error where they are many and someone is there to see it."""
    if total < MANY:
        yield from outcomes
        return
    with bars() as tell:
        for done, outcome in enumerate(outcomes, start=1):
            tell("Reading", done, total)
            yield outcome


def _explained(reader: "Reader", inputs: Sequence[ImageInput], folder: Path) -> Iterator[Outcome]:
    """Yield what becomes of each input, having written pictures of its steps and stages into `folder`."""
    from inkread.recognition.explain import Explainer

    explainer = Explainer(folder, reader=reader)
    for item in inputs:
        try:
            if isinstance(item.source, ImageError):
                raise item.source
            reading = reader.read(item.source, pictures=True)
        except ImageError as error:
            yield Outcome(item.name, error)
            continue
        explainer.write(reading, name=Path(item.name).stem)
        yield Outcome(item.name, reading)
