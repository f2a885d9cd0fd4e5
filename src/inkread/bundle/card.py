"""The card beside a bundle: what people are told of its model, in Markdown."""

from pathlib import Path
from typing import Final

CARD: Final = "MODEL_CARD.md"
MOST_BYTES: Final = 200_000  # a card is a few pages; a larger file is something else


def card_of(folder: Path | None) -> str:
    """Return the text of the card in a bundle's folder; empty where there is none.

    Raises:
        OSError: when it cannot be read.
    """
    path = None if folder is None else folder / CARD
    if path is None or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return ""
    return path.read_text("utf-8", errors="replace")
