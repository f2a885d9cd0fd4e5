"""What the scaling experiment found: one network taught on pixels of three scales, all else alike."""

import math
import statistics
from dataclasses import dataclass
from typing import Any

SCALES = ("raw", "scaled", "standardised")
"""Grey values 0 to 255 as they are; divided by 255; less their mean and divided by their deviation."""

LAG = 0.01  # of accuracy: less may be chance


@dataclass(frozen=True, slots=True)
class ScalingRun:
    """One training.

    Attributes:
        scale: one of SCALES.
        optimiser: `sgd` (plain gradient descent) or `adam`.
        seed: of the first weights and the order of the images.
        accuracy: on validation images after each epoch, 0 to 1.
        loss: likewise, in nats; infinite or NaN where training fell apart.
    """

    scale: str
    optimiser: str
    seed: int
    accuracy: tuple[float, ...]
    loss: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ScalingResult:
    """All runs of the experiment.

    Attributes:
        network: what was trained, in words.
        runs: every scale with every optimiser and seed.
        num_training: images trained on.
        num_validation: images measured on.
    """

    network: str
    runs: tuple[ScalingRun, ...]
    num_training: int
    num_validation: int

    @property
    def optimisers(self) -> tuple[str, ...]:
        """The optimisers, in order."""
        return tuple(dict.fromkeys(run.optimiser for run in self.runs))

    def of(self, scale: str, optimiser: str) -> tuple[ScalingRun, ...]:
        """Return the runs of one scale and optimiser, one a seed."""
        return tuple(run for run in self.runs if (run.scale, run.optimiser) == (scale, optimiser))

    def final(self, scale: str, optimiser: str) -> tuple[float, float]:
        """Return mean and standard deviation, over the seeds, of the last epoch's validation accuracy."""
        reached = [run.accuracy[-1] for run in self.of(scale, optimiser)]
        return statistics.fmean(reached), statistics.stdev(reached) if len(reached) > 1 else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON-ready values."""
        return {
            "network": self.network,
            "num_training": self.num_training,
            "num_validation": self.num_validation,
            "final": [
                {"scale": scale, "optimiser": optimiser, "accuracy": mean, "deviation": deviation}
                for optimiser in self.optimisers
                for scale in SCALES
                for mean, deviation in [self.final(scale, optimiser)]
            ],
            "runs": [
                {
                    "scale": run.scale,
                    "optimiser": run.optimiser,
                    "seed": run.seed,
                    "validation_accuracy": list(run.accuracy),
                    "validation_loss": [loss if math.isfinite(loss) else None for loss in run.loss],
                }
                for run in self.runs
            ],
            "verdict": [verdict(self, optimiser) for optimiser in self.optimisers],
        }


def verdict(result: ScalingResult, optimiser: str) -> str:
    """Return in a sentence what scaling was worth with one optimiser."""
    raw, raw_deviation = result.final("raw", optimiser)
    best = max(SCALES[1:], key=lambda scale: result.final(scale, optimiser)[0])
    reached, deviation = result.final(best, optimiser)
    named = {"sgd": "plain gradient descent", "adam": "Adam"}.get(optimiser, optimiser)
    figures = (
        f"raw {100 * raw:.1f} ± {100 * raw_deviation:.1f} %,"
        f" {best} {100 * reached:.1f} ± {100 * deviation:.1f} %"
        f" of {result.num_validation:,} validation images"
    )
    if reached - raw > LAG + deviation + raw_deviation:
        return f"With {named} scaling is worth {100 * (reached - raw):.1f} points here: {figures}."
    if raw - reached > LAG + deviation + raw_deviation:
        return f"With {named} raw pixels did better here, which is unusual: {figures}."
    return f"With {named} scaling makes no difference that chance could not make here: {figures}."
