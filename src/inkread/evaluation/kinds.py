"""The charsets that a set is usually judged under, and which of them fit a reader and a set."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from inkread.charset import NAMED, Charset
from inkread.datasets.samples import Samples
from inkread.errors import DataError

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "byclass": "62 classes",
        "balanced": "47 classes",
        "caseless": "36 classes",
        "letters-caseless": "known letter, 26 classes",
        "digits": "known digit",
        "upper": "known capital",
        "lower": "known lower-case letter",
    }
)
"""The usual charsets, as tables call them: first with nothing known; then only samples of that kind are
counted and only such answers may come out."""


def usual_charsets(held: Charset, samples: Samples) -> tuple[str, ...]:
    """Return the usual charsets that a reader of `held` can answer in and that the labels can decide."""
    return tuple(name for name in KINDS if _fits(NAMED[name], held, samples))


def judged_charsets(held: Charset, samples: Samples) -> tuple[str, ...]:
    """Return the usual charsets that fit, after the reader's own where they leave out samples that it counts.

    A reader of five letters of one's own can answer in no usual charset, but in its own.
    """
    usual = usual_charsets(held, samples)
    counted = [grapheme for grapheme in _present(samples) if held.holds(grapheme)]
    has_all = all(any(NAMED[name].holds(grapheme) for name in usual) for grapheme in counted)
    return usual if has_all or not _fits(held, held, samples) else (own_name(held), *usual)


def own_name(held: Charset) -> str:
    """Return what a reader's own charset is called: its name where it has one, else what it spells.

    Example:
        >>> own_name(Charset(tuple("ABC"))), own_name(NAMED["letters"])
        ('ABC', 'letters')
    """
    return next((name for name, named in NAMED.items() if named == held), "".join(held.graphemes))


def charset_called(name: str, held: Charset) -> Charset:
    """Return the charset `name`, which may be the reader's own: what that spells lacks its folds."""
    return held if name == own_name(held) else Charset.parse(name)


def narrowest_charset(held: Charset, samples: Samples) -> str:
    """Return the charset that counts most samples, of these the one with the fewest classes.

    It is a usual one, or the reader's own. Of capitals alone it is `upper`, not the letters of either case,
    of which there are as many.

    Raises:
        DataError: when a reader of `held` can answer in none of them; then one has to be named.

    Example:
        >>> digits = Samples("d", np.zeros((2, 28, 28), np.uint8), np.array([0, 7]), NAMED["digits"])
        >>> narrowest_charset(NAMED["byclass"], digits)
        'digits'
    """
    names = judged_charsets(held, samples)
    if not names:
        raise DataError(
            f"{samples.name}: expected characters of a usual charset, got others, or a bundle that cannot"
            " read them; name what may come out with --charset"
        )
    written = [samples.charset.decode(int(label)) for label in samples.labels]
    made = {name: charset_called(name, held) for name in reversed(names)}
    return min(made, key=lambda name: (-sum(map(made[name].holds, written)), len(made[name])))


def _fits(onto: Charset, held: Charset, samples: Samples) -> bool:
    """Return whether samples can be judged under `onto` by a reader of `held`."""
    given = {onto.folds.get(grapheme, grapheme) for grapheme in held.graphemes}
    # A label that stands for c and C alike cannot judge a reader that tells them apart.
    told_apart = any(
        onto.holds(lower) != onto.holds(kept)
        or (onto.holds(kept) and onto.encode(lower) != onto.encode(kept))
        for lower, kept in samples.charset.folds.items()
    )
    return given >= set(onto.graphemes) and not told_apart and any(map(onto.holds, _present(samples)))


def _present(samples: Samples) -> list[str]:
    """Return the graphemes that the samples stand for, each once."""
    return [samples.charset.decode(int(label)) for label in np.unique(samples.labels)]
