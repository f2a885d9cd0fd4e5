"""The ordered graphemes a model can output, and the named sets a person may restrict a reading to."""

import difflib
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inkread.errors import CharsetError, ConfigError

# Case pairs that EMNIST Balanced merges because they look the same once their size is lost
# (Cohen et al. 2017, arXiv 1702.05373, section III-A).
MERGED_BY_EMNIST = "cijklmopsuvwxyz"
CLOSE = 0.75  # of two names, as difflib's ratio: `digts` and `digits` have 0.91
CLOSE_IN_CAPITALS = 0.85  # POWER, which may well be five characters, has 0.80 with `lower`


@dataclass(frozen=True, slots=True)
class Charset:
    """Ordered graphemes; the place of each is its label.

    Attributes:
        graphemes: each one visible mark as NFC text, no two alike.
        folds: graphemes read as another one of the set, such as `c` as `C` where case is not told apart.

    Raises:
        CharsetError: when the set is empty, repeats a grapheme, or folds onto one that is not in it.

    Example:
        >>> Charset(("a", "b")).encode("b")
        1
        >>> Charset.parse("caseless").encode("q") == Charset.parse("caseless").encode("Q")
        True
    """

    graphemes: tuple[str, ...]
    folds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __post_init__(self) -> None:
        """Refuse a set that could not tell its labels apart."""
        if not self.graphemes:
            raise CharsetError("expected at least one grapheme, got none; name a set such as digits")
        for grapheme in self.graphemes:
            if not grapheme or grapheme != unicodedata.normalize("NFC", grapheme):
                raise CharsetError(f"expected graphemes as NFC text, got {grapheme!r}; normalise it first")
        repeated = sorted({g for g in self.graphemes if self.graphemes.count(g) > 1})
        if repeated:
            raise CharsetError(f"expected each grapheme once, got {repeated[0]!r} twice; remove one of them")
        strays = sorted(set(self.folds.values()) - set(self.graphemes))
        if strays:
            raise CharsetError(
                f"expected folds onto graphemes of the set, got {strays[0]!r}; add it to the set"
            )

    def __len__(self) -> int:
        """Return the number of graphemes."""
        return len(self.graphemes)

    def __reduce__(self) -> "tuple[type[Charset], tuple[tuple[str, ...], dict[str, str]]]":
        """Return what another process makes the same set of: a read-only mapping cannot be sent there."""
        return Charset, (self.graphemes, dict(self.folds))

    def encode(self, grapheme: str) -> int:
        """Return the label of `grapheme`, folded where the set folds it.

        Raises:
            CharsetError: when the set does not hold it.
        """
        kept = self.folds.get(grapheme, grapheme)
        try:
            return self.graphemes.index(kept)
        except ValueError:
            held = "".join(self.graphemes)
            raise CharsetError(
                f"expected one of {held!r}, got {grapheme!r}; choose a wider charset"
            ) from None

    def decode(self, label: int) -> str:
        """Return the grapheme of `label`.

        Raises:
            CharsetError: when there is no such label.
        """
        if not 0 <= label < len(self.graphemes):
            raise CharsetError(
                f"expected a label from 0 to {len(self) - 1}, got {label}; was another charset meant?"
            )
        return self.graphemes[label]

    def holds(self, grapheme: str) -> bool:
        """Return whether `grapheme`, folded where the set folds it, is in the set."""
        return self.folds.get(grapheme, grapheme) in self.graphemes

    def project(self, onto: "Charset") -> tuple[int, ...]:
        """Return, for each label of this set, its label in `onto`, or -1 where `onto` leaves it out.

        Raises:
            CharsetError: when a grapheme of `onto` can never come out of this set.

        Example:
            >>> Charset(tuple("1Oo")).project(Charset(("O",), {"o": "O"}))
            (-1, 0, 0)
        """
        labels = tuple(onto.encode(g) if onto.holds(g) else -1 for g in self.graphemes)
        missing = sorted(set(range(len(onto))) - set(labels))
        if missing:
            lost = onto.graphemes[missing[0]]
            known = "".join(self.graphemes)
            raise CharsetError(
                f"expected graphemes among {known!r}, got {lost!r}; this bundle cannot read it"
            )
        return labels

    @classmethod
    def of(cls, wanted: "str | Charset") -> "Charset":
        """Return the charset that a person gave: one already, or a text as `parse` takes it.

        Raises:
            CharsetError: as `parse`.
            ConfigError: when it is neither.
        """
        if isinstance(wanted, str):
            return cls.parse(wanted)
        if not isinstance(wanted, Charset):
            raise ConfigError(
                f"expected a charset as a text or a Charset, got {wanted!r:.60};"
                " join characters into one text, such as '0123'"
            )
        return wanted

    @classmethod
    def parse(cls, text: str) -> "Charset":
        """Return the named set `text`, or else the set of the graphemes that `text` spells out.

        Names win over spelling: `digits` is 0-9, not the letters d, i, g, t and s.

        Raises:
            CharsetError: when `text` is empty, repeats a grapheme or looks like a misspelt name.

        Example:
            >>> Charset.parse("upper").graphemes[:3]
            ('A', 'B', 'C')
            >>> len(Charset.parse("balanced")), Charset.parse("XYZ").graphemes
            (47, ('X', 'Y', 'Z'))
        """
        if text in NAMED:
            return NAMED[text]
        graphemes = tuple(unicodedata.normalize("NFC", text))
        repeated = next((one for place, one in enumerate(graphemes) if one in graphemes[:place]), None)
        meant = _name_meant_by(text)
        if meant is not None:
            really = "" if repeated else ", or these characters in another order"
            raise CharsetError(f"expected a charset, got {text!r}; did you mean {meant!r}{really}?")
        if repeated:
            raise CharsetError(
                f"expected each character once, got {repeated!r} twice in {text!r}; remove one of them,"
                f" or name a set: {', '.join(NAMED)}"
            )
        return cls(graphemes)


def _name_meant_by(text: str) -> str | None:
    """Return the set that a text seems to name, miswritten or by another word; None for plain characters."""
    folded = text.casefold()
    if folded in NAMED or folded in SYNONYMS:
        return SYNONYMS.get(folded, folded)
    close = difflib.get_close_matches(text, NAMED, n=1, cutoff=CLOSE)
    close += difflib.get_close_matches(folded, NAMED, n=1, cutoff=CLOSE_IN_CAPITALS)
    return close[0] if close else None


def _caseless(graphemes: str) -> Charset:
    """Return the set with each lower-case letter read as its capital."""
    folds = {lower: lower.upper() for lower in string.ascii_lowercase}
    return Charset(tuple(graphemes), MappingProxyType(folds))


def _balanced() -> Charset:
    """Return EMNIST Balanced's 47 classes in the data set's own order."""
    folds = {lower: lower.upper() for lower in MERGED_BY_EMNIST}
    kept = "".join(lower for lower in string.ascii_lowercase if lower not in folds)
    return Charset(tuple(string.digits + string.ascii_uppercase + kept), MappingProxyType(folds))


NAMED: Mapping[str, Charset] = MappingProxyType(
    {
        "digits": Charset(tuple(string.digits)),
        "upper": Charset(tuple(string.ascii_uppercase)),
        "lower": Charset(tuple(string.ascii_lowercase)),
        "letters": Charset(tuple(string.ascii_uppercase + string.ascii_lowercase)),
        "letters-caseless": _caseless(string.ascii_uppercase),
        "caseless": _caseless(string.digits + string.ascii_uppercase),
        "balanced": _balanced(),
        "byclass": Charset(tuple(string.digits + string.ascii_uppercase + string.ascii_lowercase)),
    }
)
"""Named sets: 10, 26, 26, 52, 26, 36, 47 and 62 graphemes. What EMNIST calls `letters` (case merged)
is `letters-caseless` here, because someone who asks for letters wants their own g back as a g."""

SYNONYMS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("number", "numbers", "numeric", "numerals"), "digits")
    | dict.fromkeys(("capital", "capitals", "uppercase", "upper-case"), "upper")
    | dict.fromkeys(("small", "lowercase", "lower-case"), "lower")
    | dict.fromkeys(("alpha", "alphabet"), "letters")
    | dict.fromkeys(("alnum", "alphanumeric", "all"), "byclass")
)
"""Other words for a named set -> its name, which an error tells."""
