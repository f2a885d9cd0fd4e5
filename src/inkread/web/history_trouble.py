"""Trouble with the history is its operator's: visitors are told so plainly, the log keeps where and why."""

import logging
import time
from typing import Final

from inkread.errors import HistoryError

OF_THE_VISITOR: Final = ("not_found", "bad_query", "bad_correction")
SENTENCES: Final = {
    "full": "expected room for the history, got none; tell the service's operator, whose log says where",
    "busy": "expected the history free for a moment, got it at work for others; try again",
}
USUAL_SENTENCE: Final = (
    "expected a history that can be opened and written, got none;"
    " tell the service's operator, whose log says why"
)
QUIET_SECONDS: Final = 10.0  # between two lines on trouble of a kind, which many requests meet at once
LOG: Final = logging.getLogger("inkread.web")

_logged: dict[str, float] = {}
"""Code -> when it was logged last, by the monotonic clock."""


def words_for_visitors(error: HistoryError) -> str:
    """Return what a visitor is told: the error's own words where the visitor caused it.

    Else they name the database, its host and its user, or a folder: that is logged, and not for visitors.
    """
    if error.code in OF_THE_VISITOR:
        return str(error)
    now = time.monotonic()
    if now - _logged.get(error.code, -QUIET_SECONDS) >= QUIET_SECONDS:
        _logged[error.code] = now
        LOG.warning("history: %s", error)
    return SENTENCES.get(error.code, USUAL_SENTENCE)
