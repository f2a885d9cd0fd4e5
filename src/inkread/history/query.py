"""What to look for in the history, and where a part of the answer ended."""

import base64
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple, get_args

from inkread.errors import HistoryError
from inkread.harmless import printable
from inkread.history.entry import DOORS, Door

Order = Literal["newest", "oldest", "unsure"]
ORDERS: tuple[Order, ...] = get_args(Order)
LONGEST_CURSOR = 200  # characters; ours have 128
ID = re.compile(r"[0-9a-f]{32}")
LARGEST_PAGE = 1000  # entries; one with its glyph is about a kilobyte


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; each field left at None leaves everything in.

    Attributes:
        owner: whose entries; None is for the operator, who sees everyone's.
        text: what the entry shows: its correction where there is one, else its answer.
        search: a part of the answer, the correction or the source, upper and lower case alike.
        below: only confidences below this.
        above: only confidences of at least this.
        corrected: only entries that have, or have not, been corrected.
        door: only what came in there.
        since: only what was kept at this time or later; aware.
        until: only what was kept before this time; aware.
        order: `newest` or `oldest` first, or `unsure`: the least confident first, and of these only what
            nobody has corrected and is not blank.
        limit: the most entries of a page, 1 to 1000.
        after: the `next` of the page before.

    Raises:
        HistoryError: with the code `bad_query`, when a field holds no such value.
    """

    owner: str | None
    text: str | None = None
    search: str | None = None
    below: float | None = None
    above: float | None = None
    corrected: bool | None = None
    door: Door | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Order = "newest"
    limit: int = 50
    after: str | None = None

    def __post_init__(self) -> None:
        """Refuse values that could only find nothing, or everything by mistake."""
        if self.order not in ORDERS:
            raise bad_query(f"an order, {', '.join(ORDERS)}", self.order, "choose one of these")
        if self.door is not None and self.door not in DOORS:
            raise bad_query(f"a door, {', '.join(DOORS)}", self.door, "choose one of these")
        if not 1 <= self.limit <= LARGEST_PAGE:
            raise bad_query(f"a limit from 1 to {LARGEST_PAGE}", self.limit, "ask for several pages")
        for bound in (self.below, self.above):
            if bound is not None and not 0.0 <= bound <= 1.0:
                raise bad_query("a confidence from 0 to 1", bound, "90 % is 0.9")
        self._check_times_and_texts()

    def _check_times_and_texts(self) -> None:
        """Refuse what a database would choke on."""
        for time in (self.since, self.until):
            if time is not None and not _is_told_in_utc(time):
                raise bad_query("a time with its zone", time.isoformat(), "add +00:00 for UTC")
        lines = [] if self.text is None else self.text.split("\n")
        for text in (*lines, self.search):
            if text is not None and text != printable(text):  # NUL in PostgreSQL, half characters in UTF-8
                raise bad_query("visible characters", text[:80], "leave the others out")


class Cursor(NamedTuple):
    """The last entry of a page.

    Attributes:
        key: what the order goes by: its time as ISO text, or its confidence.
        id: its id, which tells apart entries of the same key.
    """

    key: str | float
    id: str


def encode_cursor(order: Order, cursor: Cursor) -> str:
    """Return the text that `Query.after` takes; it means something in this order only.

    Example:
        >>> decode_cursor("unsure", encode_cursor("unsure", Cursor(0.5, "ab" * 16))).key
        0.5
    """
    return base64.urlsafe_b64encode(json.dumps([order, *cursor]).encode()).decode("ascii")


def decode_cursor(order: Order, text: str) -> Cursor:
    """Return what `encode_cursor` packed.

    Raises:
        HistoryError: with the code `bad_query`, when the text is none of this order's.
    """
    try:
        if len(text) > LONGEST_CURSOR:  # and so not nested a thousand times
            raise ValueError(len(text))
        found, key, entry_id = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
        if found != order or not is_id(entry_id):
            raise ValueError(found)
        if order == "unsure":
            return Cursor(float(key), entry_id)
        if not _is_told_in_utc(datetime.fromisoformat(key)):
            raise ValueError(key)
        return Cursor(str(key), entry_id)
    except (ValueError, TypeError) as error:  # no base64, no JSON, or JSON of another form
        raise bad_query(f"what a page of the order {order} ended with", text[:80], "begin anew") from error


def is_id(text: object) -> bool:
    """Return whether `text` is of the form that ids have; no other needs to be looked for."""
    return isinstance(text, str) and ID.fullmatch(text) is not None


def bad_query(expected: str, got: object, advice: str) -> HistoryError:
    """Return the error about one field of a query."""
    return HistoryError(f"expected {expected}, got {got!r}; {advice}", code="bad_query")


def _is_told_in_utc(time: datetime) -> bool:
    """Return whether a time has a zone, and is none at the world's end that UTC does not reach."""
    try:
        return time.tzinfo is not None and bool(time.astimezone(UTC))
    except OverflowError:
        return False
