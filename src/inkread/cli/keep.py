"""Keeps the readings of `inkread read --keep` in the history."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from inkread.cli.history_place import opened
from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.cli.read_output import Outcome
    from inkread.cli.read_words import Words
    from inkread.history import Store

_T = TypeVar("_T", "Outcome", "Words")


@contextlib.contextmanager
def keeping(outcomes: Iterator[_T], *, keep: bool) -> Iterator[Iterator[_T]]:
    """Yield the outcomes, each reading kept before it is told, where that is asked for.

    Args:
        outcomes: one an image; those to be kept come with their pixels.
        keep: whether readings are kept, in the history of `INKREAD_HISTORY` or of the system's place.

    Raises:
        HistoryError: when one cannot be kept.
    """
    if not keep:
        yield outcomes
        return
    with opened(None, make=True) as store:
        yield _kept(outcomes, store)


def _kept(outcomes: Iterator[_T], store: "Store") -> Iterator[_T]:
    """Yield the outcomes, having kept each reading with its image, and let go of the image's pixels.

    The image is made anew from its pixels: no place, time or camera of a photo is kept.
    """
    from inkread.history import LOCAL_OWNER
    from inkread.history.png import png_of

    for outcome in outcomes:
        if not isinstance(outcome.answer, ImageError) and outcome.pixels is not None:
            reading = replace(outcome.answer, source=outcome.name)
            store.add(reading, owner=LOCAL_OWNER, door="cli", image=png_of(outcome.pixels))
        yield replace(outcome, pixels=None)
