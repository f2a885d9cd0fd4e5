"""How one string is written and photographed: drawn anew for each picture, every figure from the seed."""

from dataclasses import dataclass

import numpy as np

FRAMES = ("none", "none", "none", "line", "boxes", "comb")  # half of the strings stand on bare paper


@dataclass(frozen=True, slots=True)
class Style:
    """What a string's picture looks like; lengths in shares of a capital's height unless px is said.

    Attributes:
        height: of a capital, px.
        slant: columns a row, above 0 to the right.
        skew: rows a column.
        gap: between two characters, on average.
        uneven: standard deviation of the gaps; below 0 in sum, characters touch.
        wander: standard deviation of how far a character stands off the line.
        frame: `none`, a ruled `line` under the text, `boxes` apart, or a `comb` of boxes joined.
        frame_dark: the frame's darkness, of the ink's.
        paper: grey level, 0-255.
        ink: grey level, 0-255.
        shade: grey levels between the lightest and the darkest corner.
        grain: standard deviation of the paper's noise, grey levels.
        blur: standard deviation, px.
        signs_off: how far a sign stands off what is before it, at most, beyond the gap.
    """

    height: int
    slant: float
    skew: float
    gap: float
    uneven: float
    wander: float
    frame: str
    frame_dark: float
    paper: int
    ink: int
    shade: float
    grain: float
    blur: float
    signs_off: float = 0.0

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Style":
        """Return a style of someone who fills in a form and photographs it."""
        frame = FRAMES[int(rng.integers(len(FRAMES)))]
        paper = int(rng.integers(170, 256))
        return cls(
            height=int(rng.integers(28, 80)),
            slant=float(np.clip(rng.normal(0.08, 0.15), -0.3, 0.5)),
            skew=float(np.clip(rng.normal(0.0, 0.012), -0.03, 0.03)),
            gap=float(rng.uniform(0.08, 0.4)) if frame == "none" else float(rng.uniform(0.25, 0.6)),
            uneven=float(rng.uniform(0.04, 0.14)),
            wander=float(rng.uniform(0.0, 0.06)),
            frame=frame,
            frame_dark=float(rng.uniform(0.25, 1.0)),
            paper=paper,
            ink=int(rng.integers(0, max(1, paper - 90))),
            shade=float(rng.uniform(0.0, 50.0)),
            grain=float(rng.uniform(0.0, 6.0)),
            blur=float(rng.uniform(0.3, 1.3)),
        )
