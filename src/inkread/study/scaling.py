"""Why scaling matters, shown by experiment: one network, the same seeds, and pixels of three scales."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels, Samples
from inkread.datasets.split import stratified_split
from inkread.errors import ConfigError
from inkread.evaluation.scaling_result import SCALES, ScalingResult, ScalingRun
from inkread.preprocess.contract import preprocess_many
from inkread.preprocess.frame import SIDE

MAX_GREY = 255.0
HIDDEN = 128
NETWORK = f"one hidden layer of {HIDDEN} units with ReLU, batches of 64"
BATCH = 64
# The usual first rates of either optimiser: Keras's own defaults.
RATES = {"sgd": 0.01, "adam": 0.001}
FRACTIONS = (0.75, 0.25)
LEAST_IMAGES = 20  # fewer show nothing

Glyphs = npt.NDArray[np.uint8]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class ScalingOptions:
    """How long the experiment takes; a minute as it stands.

    Attributes:
        epochs: passes over the training images.
        most_images: images taken from the set, training and validation together.
        seeds: a training of each scale and optimiser for each.
        optimisers: names of RATES.
    """

    epochs: int = 8
    most_images: int = 8000
    seeds: tuple[int, ...] = (0, 1, 2)
    optimisers: tuple[str, ...] = ("sgd", "adam")


def scaling_experiment(
    samples: Samples, options: ScalingOptions | None = None, *, progress: Progress | None = None
) -> ScalingResult:
    """Return how well the same network learns from raw, scaled and standardised pixels.

    Images are framed by the preprocessing contract; three quarters train, one quarter validates, every class
    in its share. Nothing but the scale of the input differs between the runs of a seed: the first weights
    and the order of the images are the same.

    Raises:
        ConfigError: when there are too few images.
    """
    options = options or ScalingOptions()
    tell = progress or _silent
    rows = _some_rows(samples.labels, options.most_images)
    if len(rows) < LEAST_IMAGES:
        raise ConfigError(
            f"{samples.name}: expected at least {LEAST_IMAGES} images for the scaling experiment, got"
            f" {len(rows)}; explore a larger set, or leave --scaling out"
        )
    chosen = samples.take(rows)
    glyphs, labels = preprocess_many(chosen.images), chosen.labels
    train, validation = stratified_split(labels, FRACTIONS)
    parts = (glyphs[train], labels[train], glyphs[validation], labels[validation])
    plans = list(product(options.optimisers, SCALES, options.seeds))
    runs = []
    for number, (optimiser, scale, seed) in enumerate(plans):
        tell("training on pixels of each scale", number, len(plans))
        runs.append(_run(parts, (optimiser, scale, seed), options.epochs, len(samples.charset)))
    tell("training on pixels of each scale", len(plans), len(plans))
    return ScalingResult(NETWORK, tuple(runs), len(train), len(validation))


def _run(
    parts: tuple[Glyphs, Labels, Glyphs, Labels], plan: tuple[str, str, int], epochs: int, num_classes: int
) -> ScalingRun:
    """Return one training."""
    glyphs, labels, validation_glyphs, validation_labels = parts
    optimiser, scale, seed = plan
    model = _network(_scale_of(scale, glyphs), num_classes, seed)
    # Of Keras's own class, so that the rate is the only choice.
    made = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[optimiser](RATES[optimiser])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    # A metric told by its name has its variables made by the first step, which is then traced twice.
    accuracy = keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    model.compile(optimizer=made, loss=loss, metrics=[accuracy])
    model.optimizer.build(model.trainable_variables)
    accuracies, losses = [], []
    for epoch in range(epochs):
        order = np.random.default_rng((seed, epoch)).permutation(len(labels))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            model.train_on_batch(glyphs[batch], labels[batch])
        seen = model.evaluate(
            validation_glyphs,
            validation_labels,
            batch_size=len(validation_labels),
            verbose=0,
            return_dict=True,
        )
        accuracies.append(float(seen["accuracy"]))
        losses.append(float(seen["loss"]))
    return ScalingRun(scale, optimiser, seed, tuple(accuracies), tuple(losses))


def _network(scale: tuple[float, float], num_classes: int, seed: int) -> Any:  # noqa: ANN401 - Keras is untyped
    """Return the network from bytes to logits; `scale` is the factor and the offset of its input."""
    factor, offset = scale
    first, second = (keras.initializers.GlorotUniform(seed=2 * seed + place) for place in range(2))
    inputs = keras.Input((SIDE, SIDE), dtype="uint8")
    flat = keras.layers.Flatten()(keras.layers.Rescaling(factor, offset)(inputs))
    hidden = keras.layers.Dense(HIDDEN, activation="relu", kernel_initializer=first)(flat)
    return keras.Model(inputs, keras.layers.Dense(num_classes, kernel_initializer=second)(hidden))


def _scale_of(scale: str, glyphs: Glyphs) -> tuple[float, float]:
    """Return the factor and the offset of a scale; mean and deviation are the training images'."""
    if scale == "raw":
        return 1.0, 0.0
    if scale == "scaled":
        return 1.0 / MAX_GREY, 0.0
    mean, deviation = float(glyphs.mean()), max(float(glyphs.std()), 1.0)
    return 1.0 / deviation, -mean / deviation


def _some_rows(labels: Labels, most: int) -> npt.NDArray[np.int64]:
    """Return rows of at most `most` images, every class in its share, ascending."""
    if len(labels) <= most:
        return np.arange(len(labels))
    share = most / len(labels)
    return stratified_split(labels, (share, 1.0 - share))[0]


def _silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
