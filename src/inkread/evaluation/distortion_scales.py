"""The scales of the robustness table: what the strength of each distortion counts, and which there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of one distortion.

    Attributes:
        unit: what a strength counts.
        short_unit: the same where there is little room.
        strengths: in the order of a chart.
    """

    unit: str
    short_unit: str
    strengths: tuple[float, ...]


SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        "rotation": Scale("degrees, either way", "degrees", (5, 10, 15, 20, 30)),
        "scale": Scale("the character's size, px", "size, px", (60, 40, 24, 16, 12)),
        "shift": Scale("off the middle, % of the character's size", "off, % of size", (25, 50, 55, 60, 70)),
        "pen width": Scale("added, % of the character's size", "added, % of size", (-7.5, -5, -2.5, 5, 10)),
        "blur": Scale("standard deviation, % of the character's size", "% of size", (1, 2.5, 5, 7.5, 10)),
        "JPEG": Scale("quality", "quality", (50, 30, 20, 10, 5)),
        "contrast": Scale("grey levels between ink and paper", "grey levels", (120, 60, 40, 30, 20)),
        "paper tint": Scale("grey level of the paper", "paper's grey", (240, 215, 170, 120, 80)),
        "uneven light": Scale("light lost in the darkest corner, %", "light lost, %", (20, 40, 60, 75, 85)),
        "ruled lines": Scale("darkness, % of the ink's", "darkness, %", (10, 20, 30, 40, 60)),
    }
)
"""By the distortion's name, in the order of the table."""
