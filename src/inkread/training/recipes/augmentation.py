"""How far writing may stray while a network is trained on it."""

from dataclasses import dataclass
from typing import Annotated

from inkread.errors import ConfigError
from inkread.training.recipes.bounds import Bounds, check_bounds

Share = Annotated[float, Bounds(0, 1)]


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far writing may stray.

    Attributes:
        rotation: standard deviation of the turn, degrees.
        shear: standard deviation of the slant, as a tangent.
        aspect: standard deviation of the logarithm of width ÷ height.
        wobble: standard deviation of the elastic displacement at each knot, px of the 28×28 image.
        grey: whether a bent glyph keeps its greys and the place where it ends up: it is then neither inked
            with a pen nor framed again, and the settings below but `shift`, `untouched` and `traits` stand
            still. For sets of one source, whose pens and blur the images to be read share.
        shift: standard deviation of a grey glyph's displacement, px; the frame would undo any other's.
        untouched: share of grey glyphs that stay as they are: a bent one is a little blurred, and a network
            that saw no other reads sharp ones worse.
        thinnest: ink threshold at the thin end, 0-1; higher is thinner.
        boldest: ink threshold at the bold end.
        pressure: standard deviation of the threshold over one glyph: a pen pressed unevenly.
        fine_pens: share of glyphs with thick strokes that are written with a fine pen.
        traits: share of glyphs given a trait of their letter, see `traits`.
        blemished: share of glyphs struck through, grainy or left with their outline, see `blemishes`.
        clipped: share of glyphs that lose a strip along one side, as a careless crop does.
        clip_share: most of the glyph that is lost there.

    Raises:
        ConfigError: when a number is outside its range, or asks for what the others rule out.
    """

    rotation: Annotated[float, Bounds(0, 90)] = 8.0
    shear: Annotated[float, Bounds(0, 2)] = 0.15
    aspect: Annotated[float, Bounds(0, 1)] = 0.12
    wobble: Annotated[float, Bounds(0, 5)] = 0.7
    grey: bool = False
    shift: Annotated[float, Bounds(0, 4)] = 0.0
    untouched: Share = 0.0
    thinnest: Share = 0.78
    boldest: Share = 0.18
    pressure: Share = 0.07
    fine_pens: Share = 0.4
    traits: Share = 0.3
    blemished: Share = 0.0
    clipped: Share = 0.15
    clip_share: Annotated[float, Bounds(0.02, 0.5)] = 0.22

    def __post_init__(self) -> None:
        """Refuse numbers that leave no writing."""
        check_bounds(self, "augmentation")
        if self.untouched and not self.grey:
            raise ConfigError(
                f"augmentation: expected grey for glyphs of which {self.untouched:.0%} stay untouched, got"
                " inked ones, which are sharp; set grey, or untouched to 0"
            )
        if self.shift and not self.grey:
            raise ConfigError(
                f"augmentation: expected grey for glyphs shifted by {self.shift:g} px, got inked ones,"
                " which are framed again; set grey, or shift to 0"
            )
