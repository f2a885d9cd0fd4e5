"""Answers to pictures sent by a plain form, in words: for browsers without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from inkread.errors import ImageError, RequestError
from inkread.web.backend import backend
from inkread.web.errors import refusal_of
from inkread.web.reading import Wish, read_all
from inkread.web.texts import Texts
from inkread.web.uploads import uploads

UNSURE: Final = 0.6  # below this confidence the answer begins with “perhaps”, as in answer.js
MOST_SHOWN: Final = 3  # characters of a set that are shown side by side
LEAST_SHOWN: Final = 0.001  # of a probability


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form got no answers.

    Attributes:
        words: for the person.
        status: of the HTTP answer.
        code: of the refusal.
    """

    words: str
    status: int
    code: str


def answers(texts: Texts) -> list[dict[str, Any]]:
    """Return what the page shows for each picture of the request's form.

    Raises:
        ImageError: when the only picture cannot be read.
        RequestError: when the form brings none, or too many, or there is no such bundle.
    """
    behind = backend()
    wish = Wish(bundle=request.args.get("bundle"))
    readings = read_all(behind, uploads(most=behind.settings.max_files), wish)
    return [_shown(texts, one) for one in readings]


def trouble(texts: Texts, error: ImageError | RequestError) -> Trouble:
    """Return what to tell the person whose form could not be answered."""
    refusal = refusal_of(error)
    return Trouble(words_of(texts, refusal.to_dict()["error"]), refusal.status, refusal.code)


def _shown(texts: Texts, reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return one answer of the interface in words."""
    if "error" in reading:
        return {"name": reading["name"], "trouble": words_of(texts, reading["error"])}
    cautions = [said(texts, "refusal", reading["refusal"])] if reading["refusal"] else []
    warnings = [one for one in reading["warnings"] if one["code"] != (reading["refusal"] or {}).get("code")]
    return {
        "name": reading["name"],
        "trouble": None,
        "text": " ".join(_shown_set(reading)),
        "words": _sentence(texts, reading),
        "sure": _sureness(texts, reading),
        "glyph": reading["glyph"],
        "refusal": reading["refusal"],
        "set": reading["set"],
        "cautions": [*cautions, *(said(texts, "warning", one) for one in warnings)],
        "candidates": [
            {"text": c["text"], "percent": percent(c["confidence"]), "width": f"{c['confidence']:.1%}"}
            for c in reading["candidates"]
        ],
    }


def _sureness(texts: Texts, reading: Mapping[str, Any]) -> str:
    """Return how sure the answer is; nothing of what is no character, whatever the network makes of it."""
    if reading["blank"] or reading["refusal"]:
        return ""
    return texts("answer.confidence", percent=percent(reading["confidence"]))


def _sentence(texts: Texts, reading: Mapping[str, Any]) -> str:
    """Return the answer as one sentence."""
    if reading["blank"]:
        return texts("answer.blank")
    if reading["refusal"]:
        return texts.of("answer.refused_for", reading["refusal"]["code"], "answer.refused")
    *others, last = [_character(texts, one) for one in _shown_set(reading)]
    if others:
        return texts("answer.or", first=", ".join(others), last=last)
    key = "answer.reads_unsure" if reading["confidence"] < UNSURE else "answer.reads"
    return texts(key, what=_character(texts, reading["text"]))


def _shown_set(reading: Mapping[str, Any]) -> list[str]:
    """Return the characters that are shown large: the few that cannot be told apart, or else the answer."""
    few = not reading["refusal"] and 1 < len(reading["set"]) <= MOST_SHOWN
    return list(reading["set"]) if few else [reading["text"]]


def percent(share: float) -> str:
    """Return a probability as `texts.js` writes it: not 100% unless it is certain, not 0% where it may be.

    >>> [percent(share) for share in (0.0, 0.0002, 0.004, 0.5, 0.996, 0.99996, 1.0)]
    ['0.0%', '<0.1%', '0.4%', '50%', '99.6%', '99.9%', '100.0%']
    """
    if 0 < share < LEAST_SHOWN / 2:
        return f"<{LEAST_SHOWN:.1%}"
    shown = min(share, 1 - LEAST_SHOWN) if share < 1 else 1.0
    return f"{shown:.1%}" if share > 0.99 or share < 0.01 else f"{shown:.0%}"


def _character(texts: Texts, text: str) -> str:
    """Return a character in words that tell 0 from O.

    >>> from inkread.web.texts import load
    >>> _character(load("en"), "0"), _character(load("en"), "O")
    ('the digit 0', 'the capital letter O')
    """
    kind = (
        "digit" if text.isdigit() else "upper" if text.isupper() else "lower" if text.islower() else "other"
    )
    return texts(f"character.{kind}", text=text)


def said(texts: Texts, family: str, caution: Mapping[str, str]) -> str:
    """Return a caution in the page's words."""
    return texts.of(family, caution["code"], f"{family}.other", message=caution["message"])


def words_of(texts: Texts, error: Mapping[str, str]) -> str:
    """Return an error in the page's words."""
    return texts.of("error", error["code"], "error.unknown", message=error["message"])
