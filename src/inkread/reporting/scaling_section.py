"""The section that shows why scaling matters: curves and final accuracies side by side."""

import numpy as np

from inkread.evaluation.scaling_result import SCALES, ScalingResult, verdict
from inkread.reporting.figures import Curve, curves
from inkread.reporting.page import Block, Callout, Cell, Figure, Paragraph, Section, Table
from inkread.reporting.style import Words

NAMES = {"sgd": "plain gradient descent", "adam": "Adam"}
PIXELS = {"raw": "raw, 0 to 255", "scaled": "scaled to [0, 1]", "standardised": "standardised"}
WHY = (
    "A step of gradient descent moves each weight in proportion to its input. Raw pixels are 255 times as"
    " large as scaled ones: the same rate takes steps 255 times as long in the first layer, where the loss"
    " is 255² times as curved, so it overshoots, units die, and the rest learns late. Adam divides each step"
    " by the size of the gradient and hides most of this, but not how the weights begin: the first"
    " activations are 255 times too large.\n\nInside inkread's networks scaling is a layer of the model, so"
    " it can be neither forgotten nor done twice."
)


def scaling_section(result: ScalingResult) -> Section:
    """Return the section of a scaling experiment."""
    num_seeds = len(result.of(SCALES[0], result.optimisers[0]))
    intro = (
        f"The same network ({result.network}), the same first weights, the same order of"
        f" {result.num_training:,} images; only the scale of the pixels differs. Each curve is the mean of"
        f" {num_seeds} seeds, measured on {result.num_validation:,} images it did not learn from."
    )
    blocks: list[Block] = [Paragraph(intro)]
    for optimiser in result.optimisers:
        blocks += [_drawing(result, optimiser), Callout(verdict(result, optimiser))]
    blocks += [_table(result), Paragraph(WHY)]
    return Section("Why scaling matters", tuple(blocks), "scaling")


def _drawing(result: ScalingResult, optimiser: str) -> Figure:
    """Return validation accuracy by epoch, a curve a scale, its band from the worst seed to the best."""
    lines = []
    for scale in SCALES:
        reached = 100.0 * np.array([run.accuracy for run in result.of(scale, optimiser)])
        epochs = np.arange(1, reached.shape[1] + 1)
        lines.append(
            Curve(PIXELS[scale], epochs, reached.mean(axis=0), reached.min(axis=0), reached.max(axis=0))
        )
    words = Words(
        f"Validation accuracy with {NAMES[optimiser]}. The band goes from the worst seed to the best.",
        verdict(result, optimiser),
        "epoch",
        "validation accuracy, %",
    )
    return curves(lines, words)


def _table(result: ScalingResult) -> Table:
    """Return the accuracies of the last epoch."""

    def cell(scale: str, optimiser: str) -> Cell:
        mean, deviation = result.final(scale, optimiser)
        return f"{100 * mean:.1f} ± {100 * deviation:.1f}"

    rows = tuple(
        (PIXELS[scale], *(cell(scale, optimiser) for optimiser in result.optimisers)) for scale in SCALES
    )
    return Table(
        ("pixels", *(f"{NAMES[optimiser]}, %" for optimiser in result.optimisers)),
        rows,
        "Validation accuracy after the last epoch",
        "± is the standard deviation over the seeds.",
    )
