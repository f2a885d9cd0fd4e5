"""Answers to pictures of writing sent by a plain form, in words: for browsers without JavaScript."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request

from inkread.web.backend import Backend, backend
from inkread.web.form_answers import percent, said, words_of
from inkread.web.texts import Texts
from inkread.web.words_asked import WordsWish, words_body
from inkread.web.words_doubts import degree, line_doubts
from inkread.web.words_reading import MOST_PICTURES, read_words

FIELDS: Final = ("pattern", "lexicon", "language")


def words_answers(texts: Texts) -> list[dict[str, Any]]:
    """Return what the page shows for each picture of the request's form.

    Raises:
        ImageError: when the only picture cannot be read.
        RequestError: when the form brings none, or too many, or asks for what cannot be, or there is no such
            bundle.
    """
    behind = backend()
    things, fields = words_body(most=most_pictures(behind), fields=FIELDS)
    asked = {name: text.strip() or None for name, text in fields.items()}
    readings = read_words(behind, things, WordsWish(bundle=request.args.get("bundle"), **asked))  # type: ignore[arg-type] # only texts
    return [_shown(texts, one) for one in readings]


def most_pictures(behind: Backend) -> int:
    """Return how many pictures of words a request may bring."""
    return min(MOST_PICTURES, behind.settings.max_files)


def _shown(texts: Texts, reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return one answer of the interface in words."""
    if "error" in reading:
        return {"name": reading["name"], "trouble": words_of(texts, reading["error"])}
    lines = reading["lines"]
    others = lines[0]["candidates"][1:] if len(lines) == 1 else []
    return {
        "name": reading["name"],
        "trouble": None,
        "text": reading["text"],
        "words": _sentence(texts, reading),
        "sure": _sureness(texts, reading) if reading["text"] else "",
        "refusal": reading["refusal"],
        "cautions": _cautions(texts, reading),
        "others": [{"text": one["text"], "percent": percent(one["confidence"])} for one in others],
        "picture": reading["image"],
        "width": reading["width"],
        "height": reading["height"],
        "boxes": [glyph["box"] for line in lines for glyph in line["glyphs"]],
    }


def _sentence(texts: Texts, reading: Mapping[str, Any]) -> str:
    """Return what stands above the text."""
    refusal = reading["refusal"]
    if reading["text"]:
        return texts("words.reads_lines" if len(reading["lines"]) > 1 else "words.reads")
    if reading["blank"] or not refusal:
        return texts("answer.blank")
    return texts.of("answer.refused_for", refusal["code"], "answer.refused")


def _sureness(texts: Texts, reading: Mapping[str, Any]) -> str:
    """Return how sure the answer is; of several lines that every one is right, as the history tells it."""
    name, said = degree(reading["confidence"]), percent(reading["confidence"])
    if len(reading["lines"]) > 1:
        return texts(f"words.sure_lines.{name}", percent=said)
    return texts(f"words.sure.{name}", percent=said)


def _cautions(texts: Texts, reading: Mapping[str, Any]) -> list[str]:
    """Return refusals and warnings; of several lines those that are to be looked at, with their numbers."""
    refusal, lines = reading["refusal"], reading["lines"]
    several = lines if len(lines) > 1 else []
    found = [said(texts, "refusal", refusal)] if refusal else line_doubts(texts, several)
    odd = [one for one in reading["warnings"] if one["code"] != (refusal or {}).get("code")]
    return [*found, *(said(texts, "warning", one) for one in odd)]
