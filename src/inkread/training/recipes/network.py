"""What a network is made of, in numbers: convolutions, pools and dense layers, from the glyph on."""

from dataclasses import dataclass
from typing import Annotated, Literal

from inkread.errors import ConfigError
from inkread.preprocess.frame import SIDE
from inkread.training.recipes.bounds import Bounds, check_bounds

POOL = 2  # px of a map, each way, that become one


@dataclass(frozen=True, slots=True)
class Network:
    """The layers of a network, in the order in which a glyph passes them; its depth is the number of filters.

    Attributes:
        filters: of each convolution; none makes a network of dense layers alone.
        kernel_sizes: side of each convolution's kernel, px; a single one holds for all.
        strides: of each convolution; a single one holds for all.
        padding: `valid` lets a kernel shrink the maps, `same` keeps their size.
        norm: whether each convolution is followed by batch normalisation, in place of a bias.
        separable: the convolutions, counted from 1, that look at each map alone and then mix the maps point
            by point, for an eighth or so of the weights.
        pool_after: the convolutions, counted from 1, after which maps are pooled 2×2, the greatest kept.
        head: how maps become one vector: `flatten`, or `average` of each map.
        units: of each dense layer behind it.
        map_dropout: share of the numbers left out after each pool, in training.
        dropout: share left out after each dense layer, or before the last where there are none.

    Raises:
        ConfigError: when a number is outside its range, or two of them do not go together.
    """

    filters: Annotated[tuple[int, ...], Bounds(1, 2048)] = ()
    kernel_sizes: Annotated[tuple[int, ...], Bounds(1, SIDE)] = (3,)
    strides: Annotated[tuple[int, ...], Bounds(1, 4)] = (1,)
    padding: Literal["valid", "same"] = "valid"
    norm: bool = False
    separable: Annotated[tuple[int, ...], Bounds(1)] = ()
    pool_after: Annotated[tuple[int, ...], Bounds(1)] = ()
    head: Literal["flatten", "average"] = "flatten"
    units: Annotated[tuple[int, ...], Bounds(1, 8192)] = ()
    map_dropout: Annotated[float, Bounds(0, 1, below=True)] = 0.0
    dropout: Annotated[float, Bounds(0, 1, below=True)] = 0.0

    def __post_init__(self) -> None:
        """Refuse layers that do not fit together."""
        check_bounds(self, "network")
        depth = len(self.filters)
        for name in ("kernel_sizes", "strides"):
            given = getattr(self, name)
            if len(given) not in {1, max(1, depth)}:
                raise ConfigError(
                    f"network: expected one of {name} for all convolutions or {depth}, as many as filters,"
                    f" got {len(given)}; change one of the two"
                )
        for name in ("separable", "pool_after"):
            places = getattr(self, name)
            if any(place > depth for place in places):
                raise ConfigError(
                    f"network: expected {name} to name convolutions from 1 to {depth},"
                    f" got {max(places)}; there is one for each of filters"
                )
        if self.map_dropout and not self.pool_after:
            raise ConfigError(
                f"network: expected a pool for map_dropout {self.map_dropout:g} to follow, got none;"
                " set pool_after, or map_dropout to 0"
            )
        self.check_sides(SIDE)

    def kernel_size(self, place: int) -> int:
        """Return the side of the kernel of the convolution at `place`, counted from 1."""
        return self.kernel_sizes[0 if len(self.kernel_sizes) == 1 else place - 1]

    def stride(self, place: int) -> int:
        """Return the stride of the convolution at `place`, counted from 1."""
        return self.strides[0 if len(self.strides) == 1 else place - 1]

    def check_sides(self, side: int) -> None:
        """Refuse a stack under which the maps of a glyph of `side` × `side` px shrink to nothing.

        Raises:
            ConfigError: when a convolution or a pool leaves no map.
        """
        for place in range(1, len(self.filters) + 1):
            kernel_size = self.kernel_size(place)
            room = side if self.padding == "same" else side - kernel_size + 1
            after = -(-room // self.stride(place))
            if place in self.pool_after:
                after //= POOL
            if room < 1 or after < 1:
                raise ConfigError(
                    f"network: expected convolution {place} to leave a map, got a kernel of"
                    f" {kernel_size}×{kernel_size} on maps of {side}×{side};"
                    " set padding to same, or take smaller kernels, fewer filters or fewer pools"
                )
            side = after
