"""Calibrates a bundle in one go: temperature and sets of each usual charset, and the gate."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inkread.bundle import Bundle, CharsetDoubt, Doubt, Gate, Score
from inkread.datasets.samples import Labels, Samples
from inkread.evaluation.charset_doubt import HeldOutLogits, charset_doubts
from inkread.evaluation.garbage import fitted, images_of
from inkread.evaluation.garbage.characters import characters_on_pages, small_characters
from inkread.evaluation.gate_fit import GateMaterial, fit_gate
from inkread.evaluation.observed import Observed, Observer, Progress, prepare
from inkread.evaluation.priors import even_kinds
from inkread.evaluation.temperature import fit_temperature
from inkread.preprocess.contract import Preprocessed
from inkread.recognition.session import Glyphs, Session
from inkread.trail import GreyImage

UNTOUCHED = ("accuracy", "top_2", "macro_recall")
"""Figures that no calibration changes; the others were of the bundle as it was, and go."""
OF_THE_GATE = ("kept", "refused")
"""Figures that change with the gate alone: where nothing else has changed, all others stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How much to look at, and by what chance.

    Attributes:
        command: what was typed, for the record.
        seed: of the images that are drawn.
        num_garbage: images of each kind that is no character.
        num_pages: characters laid on pages, as people's images show them.
        with_gate: whether to fit a gate.
        with_temperature: whether to fit the bundle's own temperature too, each kind of character (digits,
            capitals, lower-case letters) counted as much as any other.
    """

    command: str
    seed: int = 0
    num_garbage: int = 1000
    num_pages: int = 3000
    with_gate: bool = True
    with_temperature: bool = False


def calibrate(
    bundle: Bundle,
    validation: Sequence[Samples],
    own: Sequence[Samples],
    wish: Calibration,
    *,
    progress: Progress,
) -> Bundle:
    """Return `bundle` with a new section on doubt; its network stays as it is.

    Of its scores those stay that calibration cannot change: how sure it is, and what it refuses, is to be
    measured anew.

    Args:
        bundle: what to calibrate.
        validation: images that its network was not trained on, of characters that it reads.
        own: people's own images: the gate is fitted on every second one of them too, and its limit set so
            that the others pass.
        wish: how much to look at.
        progress: called now and then.

    Raises:
        BundleError: when its logits are not made by a dense layer.
        CharsetError: when the bundle cannot read a character of `validation`.
        DataError: when there are too few images.
    """
    before = bundle
    looked = [_Looked.at(samples, bundle, progress) for samples in validation]
    glyphs, labels = _joined(looked)
    held_out = HeldOutLogits(bundle.charset, Session(bundle).logits(glyphs), labels)
    if wish.with_temperature:
        weights = even_kinds(bundle.charset)[labels] / np.bincount(labels)[labels]
        bundle = replace(bundle, temperature=fit_temperature(held_out.logits, labels, weights=weights))
    charsets = charset_doubts(held_out, temperature=bundle.temperature)
    people = [_Looked.at(samples, bundle, progress) for samples in own] if wish.with_gate else []
    gate = _gate(bundle, looked, people, wish, progress) if wish.with_gate else None
    digest = hashlib.sha256(glyphs.tobytes() + labels.tobytes()).hexdigest()
    made = replace(bundle, doubt=Doubt(charsets, gate, digest, wish.command))
    return replace(made, scores=_scores_left(before, made))


def _scores_left(before: Bundle, made: Bundle) -> tuple[Score, ...]:
    """Return the scores of a bundle that still hold now that it is calibrated anew."""
    is_same = before.temperature == made.temperature and _charsets(before) == _charsets(made)
    return tuple(
        score
        for score in before.scores
        if score.metric in UNTOUCHED or (is_same and score.metric not in OF_THE_GATE)
    )


def _charsets(bundle: Bundle) -> tuple[CharsetDoubt, ...] | None:
    """Return the temperatures and sets of a bundle's charsets, or None where it has none."""
    return bundle.doubt.charsets if bundle.doubt else None


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """A labelled set, preprocessed.

    Attributes:
        name: the set's.
        prepared: every image.
        labels: axes (n,), places in the bundle's charset.
    """

    name: str
    prepared: tuple[Preprocessed, ...]
    labels: Labels

    @classmethod
    def at(cls, samples: Samples, bundle: Bundle, progress: Progress) -> "_Looked":
        """Return a set, each image preprocessed."""
        graphemes = samples.charset.graphemes
        places = np.array([bundle.charset.encode(grapheme) for grapheme in graphemes], np.int64)
        prepared = prepare(samples.images, bundle, samples.name, progress, num=len(samples))
        return cls(samples.name, prepared, places[samples.labels])

    def half(self, first: int) -> "_Looked":
        """Return every second image, from the one at `first`."""
        return _Looked(self.name, self.prepared[first::2], self.labels[first::2])


def _joined(sets: Sequence[_Looked]) -> tuple[Glyphs, Labels]:
    """Return the glyphs with ink of all sets, axes (n, 28, 28), and their labels, axes (n,)."""
    inked = [
        (item.glyph, label)
        for one in sets
        for item, label in zip(one.prepared, one.labels.tolist(), strict=True)
        if not item.trail.blank
    ]
    glyphs, labels = zip(*inked, strict=True)
    return np.stack(glyphs), np.array(labels, np.int64)


def _gate(
    bundle: Bundle,
    looked: Sequence[_Looked],
    people: Sequence[_Looked],
    wish: Calibration,
    progress: Progress,
) -> Gate:
    """Return the gate fitted on characters, as they are and laid on pages, and on what is no character."""
    observer = Observer(bundle)
    glyphs, _ = _joined(looked)

    def observed(images: Iterable[GreyImage], name: str, num: int) -> Observed:
        return observer.look(prepare(images, bundle, name, progress, num=num))

    on_pages = characters_on_pages(glyphs, num=wish.num_pages, seed=wish.seed)
    pages = observed(on_pages, "characters on pages", wish.num_pages)
    in_few_pixels = small_characters(glyphs, num=wish.num_pages, seed=wish.seed)
    small = observed(in_few_pixels, "small characters", wish.num_pages)
    garbage = [
        observed(images_of(kind, glyphs, num=wish.num_garbage, seed=wish.seed), kind.name, wish.num_garbage)
        for kind in fitted()
    ]
    to_fit = [*looked, *(one.half(0) for one in people)]
    to_limit = [*looked, *(one.half(1) for one in people)]
    known, labels = _joined(to_fit)
    material = GateMaterial(
        characters=(*(observer.look(one.prepared) for one in to_fit), pages, small),
        features=observer.features(known)[1],
        labels=labels,
        garbage=garbage,
        own={one.name: observer.look(one.prepared) for one in to_limit},
    )
    return fit_gate(material, tensor=observer.tensor, seed=wish.seed)
