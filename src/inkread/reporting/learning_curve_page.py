"""The page of a learning curve: accuracy against training-set size, and what more images promise."""

from dataclasses import dataclass

import numpy as np

from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.power_law import PowerLaw, Promise
from inkread.reporting.figures import Curve, curves
from inkread.reporting.page import Figure, Page, Paragraph, Section, Table
from inkread.reporting.style import Words

NUM_DRAWN = 60  # points of the law's line
WORSE = 1.05  # times the error as measured, above which a promise shows that there is no law


@dataclass(frozen=True, slots=True)
class Measured:
    """What a learning curve was measured with.

    Attributes:
        recipe: the recipe's name.
        sources: what was trained on.
        num_validation: images that every accuracy was counted on.
        sizes: training images, ascending.
        accuracies: on training images at each size.
        validation_accuracies: on the validation images.
    """

    recipe: str
    sources: tuple[str, ...]
    num_validation: int
    sizes: tuple[int, ...]
    accuracies: tuple[float, ...]
    validation_accuracies: tuple[float, ...]


def learning_curve_page(measured: Measured, law: PowerLaw) -> Page:
    """Return the page of a learning curve and the law through it."""
    return Page(
        f"Learning curve of {measured.recipe}",
        f"{measured.recipe} on {', '.join(measured.sources)}.\n\n{outlook(measured, law)}",
        (
            Section("Accuracy against training-set size", (_figure(measured, law), _table(measured))),
            Section("What more images promise", (_promises(law), Paragraph(_small_print(law)))),
        ),
    )


def outlook(measured: Measured, law: PowerLaw) -> str:
    """Return what twice the images promise, in words and with its interval."""
    double: Promise = law.promises[0]
    now = 1 - measured.validation_accuracies[-1]
    text = (
        f"With {measured.sizes[-1]:,} training images the validation error is {100 * now:.2f} %. Twice as"
        f" many, {double.size:,}, promise {100 * double.error:.2f} %, between {100 * double.low:.2f} and"
        f" {100 * double.high:.2f} %."
    )
    if double.error > WORSE * now:
        return text + " That is more than now: the points lie on no law. Train longer, or measure more sizes."
    if double.high < now:
        return text + " More images will help."
    if double.error > 0.95 * now:
        return text + " More images of the same kind will hardly help: change the recipe instead."
    return text + " More images probably help, but so few points and validation images cannot promise it."


def _figure(measured: Measured, law: PowerLaw) -> Figure:
    """Return the errors as measured, and the law with its promise."""
    sizes = np.array(measured.sizes, np.float64)
    errors = [
        100 * (1 - np.array(shares)) for shares in (measured.validation_accuracies, measured.accuracies)
    ]
    num = measured.num_validation
    edges = np.array([wilson_interval(round(share * num), num) for share in measured.validation_accuracies])
    seen = Curve("validation", sizes, errors[0], 100 * (1 - edges[:, 1]), 100 * (1 - edges[:, 0]))
    ahead = np.geomspace(sizes[0], law.promises[-1].size, NUM_DRAWN)
    line = Curve("power law", ahead, 100 * law.errors(ahead))
    far = np.array([promise.size for promise in law.promises], np.float64)
    promised = [
        100 * np.array([getattr(one, name) for one in law.promises]) for name in ("error", "low", "high")
    ]
    words = Words(
        "Error against training images, with the 95 % interval of counting on the validation images; further"
        " right, what the law promises, with its interval.",
        f"The validation error goes from {errors[0][0]:.1f} to {errors[0][-1]:.1f} % at {len(sizes)} sizes.",
        x="training images",
        y="error, %",
    )
    lines = [seen, Curve("training", sizes, errors[1]), line, Curve("promise", far, *promised)]
    return curves(lines, words, log_x=True)


def _table(measured: Measured) -> Table:
    """Return the points."""
    rows = tuple(
        (size, f"{100 * seen:.2f}", f"{100 * unseen:.2f}")
        for size, seen, unseen in zip(
            measured.sizes, measured.accuracies, measured.validation_accuracies, strict=True
        )
    )
    num = measured.num_validation
    note = f"Every size holds the one before and is judged on the same {num:,} validation images."
    return Table(
        ("training images", "training accuracy %", "validation accuracy %"), rows, "As measured", note
    )


def _promises(law: PowerLaw) -> Table:
    """Return what other sizes promise."""
    rows = tuple(
        (one.size, f"{100 * one.error:.2f}", f"{100 * one.low:.2f}–{100 * one.high:.2f}")
        for one in law.promises
    )
    caption = "The error to be expected of more images of the same kind"
    return Table(("training images", "error %", "95 % interval"), rows, caption)


def _small_print(law: PowerLaw) -> str:
    """Return the law and what it does not know."""
    floor = f" towards a floor of {100 * law.floor:.2f} %" if law.floor else ""
    return (
        f"The law: error = {law.scale:.3g} ÷ images^{law.exponent:.2f}{floor}; the points lie about it by"
        f" {law.scatter:.1f} standard errors of counting. The interval covers counting, the luck of training"
        " as far as it shows in the scatter, and whether the law has a floor. It does not cover images of"
        " another kind, nor how far a law holds beyond what was measured: trust twice the images, doubt ten"
        " times."
    )
