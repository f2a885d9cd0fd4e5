"""A reading on its way into the history; one that finds no room there is answered all the same."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from inkread.errors import HistoryError
from inkread.preprocess.paper import LONGEST_SIDE
from inkread.preprocess.strokes import Strokes
from inkread.trail import GreyImage
from inkread.web.backend import Backend
from inkread.web.errors import Refusal, refusal_of
from inkread.web.pictures import kept_png
from inkread.web.uploads import Upload
from inkread.web.visitor import door, owner_or_new

if TYPE_CHECKING:
    from inkread.history.rows import Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a reading that was to be kept, or was not.

    Attributes:
        id: of the entry, or None where there is none.
        trouble: why it could not be kept, or None.
    """

    id: str | None = None
    trouble: Refusal | None = None

    @property
    def image(self) -> str | None:
        """The path of the kept image, or None."""
        return None if self.id is None else url_for("history.image", id=self.id)


NOT_ASKED = Kept()


def keep_reading(
    behind: Backend, reading: "Reading", upload: Upload, *, grey: GreyImage, longest: int = LONGEST_SIDE
) -> Kept:
    """Keep a reading for the visitor; it is on the disk when this returns an id.

    A full disk or a database that is gone is the operator's trouble: the visitor is told, and has the answer.

    Args:
        behind: with the history.
        reading: of a character, or of words.
        upload: what was read; of a drawing the strokes are kept too.
        grey: its pixels, axes (height, width), uint8.
        longest: px of the longest side that is kept of them.
    """
    if behind.history is None:
        return NOT_ASKED
    content = upload.content
    try:
        with behind.history.asked() as store:
            entry = store.add(
                reading,
                owner=owner_or_new(),
                door=door(),
                image=kept_png(grey, longest=longest),
                strokes=content.to_dict() if isinstance(content, Strokes) else None,
            )
    except HistoryError as error:
        trouble = refusal_of(error)
        behind.metrics.not_kept.labels(trouble.code).inc()
        return Kept(trouble=trouble)
    return Kept(entry.id)
