"""MNIST-C: fifteen ways in which a glyph of 28×28 px is spoilt, to measure by and never to train on.

Mu and Gilmer 2019, "MNIST-C: A Robustness Benchmark for Computer Vision", arXiv 1906.02337. Written anew
after the paper and the severities that its authors published with it, those of their data set. Their files
were made with other libraries and other random numbers, so that single images differ from theirs and
accuracies compare but for chance. An import contract in pyproject.toml keeps training away from here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from inkread.errors import DataError
from inkread.evaluation.corruptions.affine import rotate, scale, shear, translate
from inkread.evaluation.corruptions.blur import glass_blur, motion_blur
from inkread.evaluation.corruptions.edges import canny_edges
from inkread.evaluation.corruptions.levels import SIDE, Glyphs
from inkread.evaluation.corruptions.light import brightness, fog, stripe
from inkread.evaluation.corruptions.noise import impulse_noise, shot_noise
from inkread.evaluation.corruptions.overlays import dotted_line, spatter, zigzag

Corruption = Callable[[Glyphs, np.random.Generator], Glyphs]
"""Takes glyphs, axes (n, 28, 28), uint8, white ink on black, and chance; returns as many spoilt ones."""

CORRUPTIONS: Mapping[str, Corruption] = MappingProxyType(
    {
        "shot noise": shot_noise,
        "impulse noise": impulse_noise,
        "glass blur": glass_blur,
        "motion blur": motion_blur,
        "shear": shear,
        "scale": scale,
        "rotate": rotate,
        "brightness": brightness,
        "translate": translate,
        "stripe": stripe,
        "fog": fog,
        "spatter": spatter,
        "dotted line": dotted_line,
        "zigzag": zigzag,
        "canny edges": canny_edges,
    }
)
"""By name, in the order of the paper."""


def corrupt(glyphs: Glyphs, name: str, *, seed: int) -> Glyphs:
    """Return the glyphs spoilt by the corruption `name`; the same seed gives the same images.

    Args:
        glyphs: axes (n, 28, 28), uint8, white ink on black, as MNIST has them; they stay as they are.
        name: a key of `CORRUPTIONS`.
        seed: of all chance; each corruption draws its own numbers from it.

    Raises:
        DataError: when the images are of another size, or there is no such corruption.

    Example:
        >>> corrupt(np.zeros((1, 28, 28), np.uint8), "stripe", seed=0)[0, 0].tolist()[:8]
        [255, 255, 255, 255, 255, 255, 255, 0]
    """
    if glyphs.shape[1:] != (SIDE, SIDE) or glyphs.dtype != np.uint8:
        raise DataError(
            f"expected glyphs of {SIDE}×{SIDE} px in grey levels of 8 bits, got {glyphs.dtype} of shape"
            f" {glyphs.shape}; use MNIST's own images"
        )
    if name not in CORRUPTIONS:
        raise DataError(f"expected a corruption among {', '.join(CORRUPTIONS)}, got {name!r}; choose one")
    rng = np.random.default_rng([seed, list(CORRUPTIONS).index(name)])
    return CORRUPTIONS[name](glyphs, rng)
