"""Letters with accents and the like as what a reader of plain letters takes them for: ü as u or ue."""

import unicodedata

STANDS_FOR = {
    "ä": ("a", "ae"),
    "ö": ("o", "oe"),
    "ü": ("u", "ue"),
    "å": ("a", "aa"),
    "ø": ("o", "oe"),
    "æ": ("ae",),
    "œ": ("oe",),
    "ß": ("ss", "B"),
    "ł": ("l",),
    "đ": ("d",),
    "ð": ("d",),
    "þ": ("th",),
    "ħ": ("h",),
    "ı": ("i",),
    "’": ("'",),
    "‘": ("'",),
    "“": ('"',),
    "”": ('"',),
    "–": ("-",),
    "—": ("-",),
}
"""What people write for a letter, then what it looks like, where that is not the letter without its marks."""


def plain_forms(text: str) -> tuple[str, ...]:
    """Return a text without letters beyond ASCII, in each way that all of them are written alike.

    Args:
        text: NFC. What nothing is known to stand for is left as it is.

    >>> plain_forms("Müller"), plain_forms("MÜLLER"), plain_forms("Łódź"), plain_forms("Rose")
    (('Muller', 'Mueller'), ('MULLER', 'MUELLER'), ('Lodz',), ('Rose',))
    """
    if text.isascii():
        return (text,)
    capitals = text.isupper()  # asked once: a word of 65,000 letters took half a minute
    choices = [_plain(char, capitals=capitals) for char in text]
    ways = max(map(len, choices))
    return tuple(
        dict.fromkeys("".join(one[min(way, len(one) - 1)] for one in choices) for way in range(ways))
    )


def _plain(char: str, *, capitals: bool) -> tuple[str, ...]:
    """Return what may stand for one character."""
    if char.isascii():
        return (char,)
    known = STANDS_FOR.get(char.lower())
    if known is None:
        bare = "".join(one for one in unicodedata.normalize("NFD", char) if not unicodedata.combining(one))
        return (bare,)
    if not char.isupper():
        return known
    return tuple(one.upper() if capitals else one.capitalize() for one in known)
