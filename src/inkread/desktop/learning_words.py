"""What is said of a training: how far it is, how long it will take, and what to mind."""

from itertools import pairwise

from inkread.desktop.answer_words import percent
from inkread.desktop.runs import Facts, Row
from inkread.desktop.words import say, say_count

FEW = 30  # pictures of a character, below which a reader learns it poorly
MINUTE, HOUR = 60.0, 3600.0  # seconds

OFFERS = {"compact": 12, "nimble": 15, "classic-16-32": 10, "classic-32-64": 20, "deeper": 10, "mlp": 10}
"""How many rounds each recipe takes by itself; the one that is offered first stands first."""


def duration(seconds: float) -> str:
    """Return a time as it is spoken of, no finer than it can be known.

    Example:
        >>> duration(20), duration(100), duration(6000)
        ('less than a minute', 'about 2 minutes', 'about 1.7 hours')
    """
    if seconds < 0.75 * MINUTE:
        return say("train.time.short")
    if seconds < 1.5 * HOUR:
        return say_count("train.time.minutes", max(1, round(seconds / MINUTE)))
    return say("train.time.hours", n=f"{seconds / HOUR:.1f}")


def pace_of(facts: Facts | None, rows: tuple[Row, ...]) -> float | None:
    """Return how many seconds a run took for a thousand pictures, or None where its rounds do not tell."""
    length = _usual_length(rows)
    if facts is None or not facts.samples_per_epoch or length is None:
        return None
    return length / facts.samples_per_epoch * 1000


def time_words(pace: float | None, epochs: int, samples: int) -> str:
    """Return about how long a training will take that has not begun, as far as this computer has shown it.

    Args:
        pace: seconds for a thousand pictures with this recipe, on this computer; None where it had none yet.
        epochs: rounds.
        samples: pictures a round.
    """
    if pace is None:
        return say("train.time_unknown")
    return say("train.time_known", time=duration(pace * epochs * samples / 1000))


def time_left(rows: tuple[Row, ...], epochs: int) -> float | None:
    """Return how many seconds the epochs to come will take, by those that are done; None before two are."""
    length = _usual_length(rows)
    return None if length is None else length * max(0, epochs - len(rows))


def _usual_length(rows: tuple[Row, ...]) -> float | None:
    """Return the seconds of an epoch; None before two are done."""
    ends = [row["finished_at"] for row in rows if "finished_at" in row]
    lengths = sorted(later - earlier for earlier, later in pairwise(ends))
    # The middle one: a run that was stopped for a night has one epoch of eight hours.
    return lengths[len(lengths) // 2] if lengths else None


def caution_of(facts: Facts) -> str:
    """Return what to mind about the pictures that are learnt from, or nothing."""
    each = facts.num_training // max(1, len(facts.graphemes))
    return say("train.few", n=each) if each < FEW else ""


def progress_words(phase: str, facts: Facts | None, rows: tuple[Row, ...]) -> str:
    """Return how far a training is, in a sentence or two."""
    if phase != "training" or facts is None:
        where = say(f"train.phase.{phase}", done=len(rows))
        return f"{where} {_reached(facts, rows)}" if phase in ("stopped", "done") else where
    if len(rows) >= facts.epochs:
        return say("train.finishing")
    left = time_left(rows, facts.epochs)
    where = say("train.epoch", epoch=len(rows) + 1, epochs=facts.epochs)
    told = where if left is None else say("train.left", where=where, time=duration(left))
    return f"{told}. {_material(facts)}"


def _material(facts: Facts) -> str:
    """Return what is learnt from."""
    return say(
        "train.material",
        training=say_count("count.pictures", facts.num_training),
        validation=f"{facts.num_validation:,}",
        characters=say_count("count.characters", len(facts.graphemes)),
    )


def _reached(facts: Facts | None, rows: tuple[Row, ...]) -> str:
    """Return how well the network reads pictures that it did not learn from, where there were any."""
    share = rows[-1].get("validation_accuracy") if rows else None
    if facts is None or share is None:
        return ""
    return say("train.reached", share=percent(share), n=say_count("count.pictures", facts.num_validation))
