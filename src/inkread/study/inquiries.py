"""The questions of a study, each with the runs that answer it: one thing changed at a time."""

from dataclasses import dataclass, replace
from typing import Literal

from inkread.training.recipes import Recipe, find_recipe
from inkread.training.recipes.settings import changed

BASE = "classic-16-32"
"""The recipe that all changes are made to: small enough to be trained often."""
MUON_RATE = 4e-3  # twice that read 104 of 16,000 MNIST validation digits wrong instead of 98


@dataclass(frozen=True, slots=True)
class Experiment:
    """One run of an inquiry.

    Attributes:
        name: what was done, in a few words; the same within an inquiry means the same run.
        recipe: its settings.
    """

    name: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question and the runs that answer it.

    Attributes:
        slug: its folder and its anchor in the report.
        question: as the report's heading asks it.
        share: of the study's time; the last one's is for the other seeds of its best run too.
        experiments: the first is what the others are compared with.
        alike: what all are given the same of: `images`, so that networks are compared and not the clock, or
            `seconds`, where the question is which network makes most of the time there is.
    """

    slug: str
    question: str
    share: float
    experiments: tuple[Experiment, ...]
    alike: Literal["images", "seconds"] = "images"


def usual_inquiries() -> tuple[Inquiry, ...]:
    """Return the questions that every study asks, in order; the last one's best run is the final model."""
    return (
        Inquiry("baseline", "What does a network without convolutions reach?", 0.04, _named("mlp", BASE)),
        Inquiry("changes", "What do the settings of training change?", 0.06, _changes()),
        Inquiry("depth", "What does depth buy?", 0.06, _depths()),
        Inquiry("filters", "What do more and larger filters buy?", 0.06, _filters()),
        Inquiry("candidates", "Which network makes most of the time?", 0.70, _candidates(), "seconds"),
    )


def _named(*names: str) -> tuple[Experiment, ...]:
    """Return recipes as they come, under their own names."""
    return tuple(Experiment(name, find_recipe(name)) for name in names)


def _changed(name: str, **settings: object) -> Experiment:
    """Return the base recipe with settings changed; `network__filters` stands for `network.filters`."""
    changes = {key.replace("__", "."): value for key, value in settings.items()}
    return Experiment(name, changed(find_recipe(BASE), changes))


def _changes() -> tuple[Experiment, ...]:
    """Return the base recipe and single changes to its training."""
    return (
        _changed("as it comes"),
        _changed("a third of the learning rate", learning_rate=1e-3 / 3),
        _changed("three times the learning rate", learning_rate=3e-3),
        _changed("one-cycle rate, peak three times", learning_rate=3e-3, schedule="one-cycle"),
        _changed("batches of 32", batch_size=32),
        _changed("batches of 512", batch_size=512),
        _changed("dropout of a half", network__dropout=0.5),
    )


def _depths() -> tuple[Experiment, ...]:
    """Return one to four convolutions, the rest as it is."""
    return (
        _changed("1 convolution", network__filters=(16,), network__pool_after=(1,)),
        _changed("2 convolutions", network__filters=(16, 32), network__pool_after=(1, 2)),
        _changed("3 convolutions"),
        _changed("4 convolutions", network__filters=(16, 32, 32, 32), network__pool_after=(1, 2)),
    )


def _filters() -> tuple[Experiment, ...]:
    """Return half and twice the filters, and larger kernels."""
    return (
        _changed("16, 32, 32 filters of 3×3"),
        _changed("8, 16, 16 filters of 3×3", network__filters=(8, 16, 16)),
        _changed("32, 64, 64 filters of 3×3", network__filters=(32, 64, 64)),
        _changed("16, 32, 32 filters of 5×5, 3×3, 3×3", network__kernel_sizes=(5, 3, 3)),
    )


def _candidates() -> tuple[Experiment, ...]:
    """Return the networks that a longer training may be worth.

    They are few, so that each can be trained at full length: a short race prefers what learns fast to what
    learns much. Of four on MNIST, given a minute each, it left out the one that read a sixth fewer digits
    wrong than any other after four minutes. `nimble` is left out for that: by Muon, on as much time, it read
    118 of 16,000 digits kept from training wrong, and the second here 98.
    """
    compact, nimble = find_recipe("compact"), find_recipe("nimble")
    # Clean sets of one source hold no photographs: traits of other hands, other pens and clipped edges would
    # be learnt in vain.
    gentle = replace(
        changed(
            compact, {"balance": 0.0, "even_priors": False, "extra_share": None, "learning_rate": MUON_RATE}
        ),
        augmentation=nimble.augmentation,
        samples_per_epoch=None,
    )
    return (*_named("classic-32-64-dropout"), Experiment("compact, bent in grey as nimble, by Muon", gentle))
