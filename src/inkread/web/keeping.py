"""A reading on its way into the history; one that finds no room there is answered all the same."""

from dataclasses import dataclass

from flask import url_for

from inkread.errors import HistoryError
from inkread.predictions import GlyphReading
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.strokes import Strokes
from inkread.web.backend import Backend
from inkread.web.errors import Refusal, refusal_of
from inkread.web.pictures import kept_png
from inkread.web.uploads import Upload
from inkread.web.visitor import door, owner_or_new


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


def keep_reading(behind: Backend, reading: GlyphReading, upload: Upload, image: DecodedImage) -> Kept:
    """Keep a reading for the visitor; it is on the disk when this returns an id.

    A full disk or a database that is gone is the operator's trouble: the visitor is told, and has the answer.
    """
    if behind.store is None:
        return NOT_ASKED
    content = upload.content
    try:
        entry = behind.store.add(
            reading,
            owner=owner_or_new(),
            door=door(),
            image=kept_png(image.grey),
            strokes=content.to_dict() if isinstance(content, Strokes) else None,
        )
    except HistoryError as error:
        trouble = refusal_of(error)
        behind.metrics.not_kept.labels(trouble.code).inc()
        return Kept(trouble=trouble)
    return Kept(entry.id)
