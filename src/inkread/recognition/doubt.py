"""Why an answer should not be trusted as one character, in words; `None` where nothing speaks against it."""

from dataclasses import dataclass

from inkread.preprocess.cautions import BLANK, SEVERAL
from inkread.preprocess.contract import Preprocessed
from inkread.trail import Caution

LEAST_SHARE = 0.01  # of the probability over all that the bundle reads must be left for the charset in force

NO_CHARACTER = Caution(
    "no_character", "This does not look like one letter or digit: write a single one, large and clear."
)
NOT_ASKED_FOR = Caution(
    "not_in_charset", "This looks like a character that was not asked for: allow more, or write another."
)
NOT_SURE = Caution("not_sure", "It is not clear enough which character this is: write it again, larger.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one answer.

    Attributes:
        is_character: whether the gate, or the plain rule, takes the image for one character.
        asked_share: what part of all probability the charset in force has, 0 to 1.
        confidence: the top candidate's, 0 to 1.
    """

    is_character: bool
    asked_share: float
    confidence: float


def refusal_of(
    prepared: Preprocessed, evidence: Evidence, *, abstain_below: float | None = None
) -> Caution | None:
    """Return why the image should not be read as one character of the charset in force, or None.

    Args:
        prepared: the glyph with its trail.
        evidence: what the network makes of it.
        abstain_below: the least confidence of an answer, or None for any.
    """
    if prepared.trail.blank:
        return BLANK
    if SEVERAL in prepared.trail.warnings:
        return SEVERAL
    if not evidence.is_character:
        return NO_CHARACTER
    if evidence.asked_share < LEAST_SHARE:
        return NOT_ASKED_FOR
    return NOT_SURE if abstain_below is not None and evidence.confidence < abstain_below else None
