"""Temperature scaling: one number that makes a network's probabilities mean what they say."""

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import ConfigError
from inkread.evaluation.metrics import negative_log_likelihood
from inkread.recognition.probabilities import Projection

LEAST, MOST = 0.05, 20.0  # a network outside is broken: twenty times too sure or too shy
TOLERANCE = 1e-6  # of ln T
COARSE = 1e-4  # likewise, where each step costs a softmax over all samples


def fit_temperature(
    logits: npt.NDArray[np.floating], labels: Labels, *, weights: npt.NDArray[np.floating] | None = None
) -> float:
    """Return the temperature T for which softmax(logits / T) is most likely on held-out samples.

    Fit on samples that the weights were not trained on; otherwise T comes out too low. The order of the
    classes never changes, so accuracy stays as it is (Guo et al. 2017, arXiv 1706.04599, section 4.2).

    Args:
        logits: axes (n, c), before softmax.
        labels: axes (n,), the true columns.
        weights: axes (n,), how much each sample counts, or None for all alike.

    Raises:
        ConfigError: when there are no samples, or not as many labels as logits.
    """
    from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

    if not len(labels) or len(labels) != len(logits):
        raise ConfigError(
            f"expected logits and labels of the same samples, got {len(logits)} and {len(labels)};"
            " give the held-out part"
        )
    margins = _margins(logits, labels)

    def loss(log_temperature: float) -> float:
        scaled = margins * np.exp(-log_temperature)
        peak = scaled.max(axis=1)
        losses = peak + np.log(np.exp(scaled - peak[:, None]).sum(axis=1))
        return float(np.average(losses, weights=weights))

    # The loss is convex in 1 / T, so in ln T it has one valley, which the bounded search cannot miss.
    bounds = (np.log(LEAST), np.log(MOST))
    found = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": TOLERANCE})
    return float(np.exp(found.x))


def fit_temperature_onto(
    logits: npt.NDArray[np.float32], labels: Labels, held: Charset, onto: Charset
) -> float:
    """Return the temperature for which probabilities over a charset in force are most likely.

    Args:
        logits: axes (n, c), over `held`, of samples that the weights were not trained on.
        labels: axes (n,), over `onto`.
        held: what the logits stand for.
        onto: the charset in force; where it folds, probabilities are summed after the softmax.
    """
    from scipy.optimize import minimize_scalar

    def loss(log_temperature: float) -> float:
        table = Projection(held, onto, temperature=float(np.exp(log_temperature)))(logits)
        return negative_log_likelihood(table, labels)

    bounds = (np.log(LEAST), np.log(MOST))
    found = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": COARSE})
    return float(np.exp(found.x))


def _margins(logits: npt.NDArray[np.floating], labels: Labels) -> npt.NDArray[np.float64]:
    """Return each logit minus that of the true class, axes (n, c): -ln p is their log-sum-exp."""
    wide = logits.astype(np.float64)
    margins: npt.NDArray[np.float64] = wide - wide[np.arange(len(labels)), labels][:, None]
    return margins
