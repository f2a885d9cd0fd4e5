"""Which of the languages that ship a person speaks, as a browser or a system tells it."""

TAGS = {"en": "english"}  # of the languages that ship, as BCP 47 begins them


def spoken_language(tag: str | None) -> str | None:
    """Return the language model that ships for a tag of BCP 47 or the name of a locale, or None.

    >>> spoken_language("en-GB"), spoken_language("en_US"), spoken_language("English_United States")
    ('english', 'english', 'english')
    >>> spoken_language("de-CH"), spoken_language("C"), spoken_language(None)
    (None, None, None)
    """
    first = (tag or "").replace("_", "-").partition("-")[0].lower()
    return first if first in TAGS.values() else TAGS.get(first)
