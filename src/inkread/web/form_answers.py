"""Answers to pictures sent by a plain form, in words: for browsers without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from inkread.errors import ImageError, RequestError
from inkread.web.backend import backend
from inkread.web.errors import refusal_of
from inkread.web.reading import Wish, read_all
from inkread.web.texts import Texts
from inkread.web.uploads import uploads

UNSURE: Final = 0.6  # below this confidence the answer begins with “perhaps”, as in answer.js
MOST_SHOWN: Final = 3  # characters of a set that are shown side by side


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form got no answers.

    Attributes:
        words: for the person.
        status: of the HTTP answer.
    """

    words: str
    status: int


def answers(texts: Texts) -> list[dict[str, Any]]:
    """Return what the page shows for each picture of the request's form.

    Raises:
        ImageError: when the only picture cannot be read.
        RequestError: when the form brings none, or too many.
    """
    behind = backend()
    said = read_all(behind, uploads(most=behind.settings.max_files), Wish())
    return [_shown(texts, one) for one in said]


def trouble(texts: Texts, error: ImageError | RequestError) -> Trouble:
    """Return what to tell the person whose form could not be answered."""
    refusal = refusal_of(error)
    return Trouble(_words_of(texts, refusal.to_dict()["error"]), refusal.status)


def _shown(texts: Texts, reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return one answer of the interface in words."""
    if "error" in reading:
        return {"name": reading["name"], "trouble": _words_of(texts, reading["error"])}
    cautions = [_said(texts, "refusal", reading["refusal"])] if reading["refusal"] else []
    warnings = [one for one in reading["warnings"] if one["code"] != (reading["refusal"] or {}).get("code")]
    return {
        "name": reading["name"],
        "trouble": None,
        "text": reading["text"],
        "words": _sentence(texts, reading),
        "sure": texts("answer.confidence", percent=f"{reading['confidence']:.0%}") if reading["text"] else "",
        "glyph": reading["glyph"],
        "refusal": reading["refusal"],
        "set": reading["set"],
        "cautions": [*cautions, *(_said(texts, "warning", one) for one in warnings)],
        "candidates": [
            {"text": c["text"], "percent": f"{c['confidence']:.1%}"} for c in reading["candidates"]
        ],
    }


def _sentence(texts: Texts, reading: Mapping[str, Any]) -> str:
    """Return the answer as one sentence."""
    if reading["blank"]:
        return texts("answer.blank")
    if reading["refusal"]:
        return texts("answer.refused")
    if 1 < len(reading["set"]) <= MOST_SHOWN:
        *first, last = [_character(texts, one) for one in reading["set"]]
        return texts("answer.or", first=", ".join(first), last=last)
    key = "answer.reads_unsure" if reading["confidence"] < UNSURE else "answer.reads"
    return texts(key, what=_character(texts, reading["text"]))


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


def _said(texts: Texts, family: str, caution: Mapping[str, str]) -> str:
    """Return a caution in the page's words."""
    return texts.of(family, caution["code"], f"{family}.other", message=caution["message"])


def _words_of(texts: Texts, error: Mapping[str, str]) -> str:
    """Return an error in the page's words."""
    return texts.of("error", error["code"], "error.unknown", message=error["message"])
