"""The distortions of the robustness table: what happens to a character between the pen and the reader.

Each begins with the same clean page (`page`), changes one thing about it, and comes in several strengths.
For evaluation only: an import contract in pyproject.toml keeps training away from here, so that what is
measured was not trained on by these very rules.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from inkread.evaluation.distortions.camera import blurred, faint, jpeg, unevenly_lit
from inkread.evaluation.distortions.paper import ruled, tinted
from inkread.evaluation.distortions.pen import other_pen
from inkread.evaluation.distortions.place import scaled, shifted, turned
from inkread.trail import GreyImage

Distort = Callable[[GreyImage, float, np.random.Generator], GreyImage]
"""Takes a clean page, a strength and chance; returns the page distorted, grey or in colours."""


DISTORTIONS: Mapping[str, Distort] = MappingProxyType(
    {
        "rotation": turned,
        "scale": scaled,
        "shift": shifted,
        "pen width": other_pen,
        "blur": blurred,
        "JPEG": jpeg,
        "contrast": faint,
        "paper tint": tinted,
        "uneven light": unevenly_lit,
        "ruled lines": ruled,
    }
)
"""By name; the strengths of each are in `distortion_scales`."""
