"""Keeps the readings of `inkread read --keep` in the history."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inkread.cli.history_place import opened
from inkread.cli.image_paths import ImageInput
from inkread.cli.read_output import Outcome
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.history import Store


@contextlib.contextmanager
def keeping(
    outcomes: Iterator[Outcome], inputs: Sequence[ImageInput], *, keep: bool
) -> Iterator[Iterator[Outcome]]:
    """Yield the outcomes, each reading kept before it is told, where that is asked for.

    Args:
        outcomes: one an input.
        inputs: what is read.
        keep: whether readings are kept, in the history of `INKREAD_HISTORY` or of the system's place.

    Raises:
        HistoryError: when one cannot be kept.
    """
    if not keep:
        yield outcomes
        return
    with opened(None, make=True) as store:
        yield _kept(outcomes, inputs, store)


def _kept(outcomes: Iterator[Outcome], inputs: Sequence[ImageInput], store: "Store") -> Iterator[Outcome]:
    """Yield the outcomes, having kept each reading with its image.

    The image is made anew from its pixels: no place, time or camera of a photo is kept.
    """
    from dataclasses import replace

    from inkread.history import LOCAL_OWNER
    from inkread.history.png import png_of
    from inkread.preprocess.decode import decode

    for item, outcome in zip(inputs, outcomes, strict=True):
        answer = outcome.answer
        if not isinstance(answer, ImageError) and not isinstance(item.source, ImageError):
            image = png_of(decode(item.source).grey)
            store.add(replace(answer, source=item.name), owner=LOCAL_OWNER, door="cli", image=image)
        yield outcome
