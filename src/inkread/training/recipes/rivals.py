"""Two networks of other people, the best published on the EMNIST sets, to be trained as ours are."""

from dataclasses import dataclass
from typing import Annotated

from inkread.errors import ConfigError
from inkread.training.recipes.bounds import Bounds, check_bounds

BANDS = 4  # of a wavelet transform: one mean of four neighbours, three differences


@dataclass(frozen=True, slots=True)
class SpinalVgg:
    """VGG-5 with spinal dense layers: each sees half of the vector and what the one before made of the other.

    Kabir et al. 2020, "SpinalNet: Deep Neural Network with Gradual Input", arXiv 2007.03347; layers as in the
    authors' scripts, github.com/dipuk0506/SpinalNet, folder MNIST_VGG.

    Attributes:
        width: filters of the first two convolutions; the next have twice, the others four times as many.
        spine: units of each of the four spinal layers.
        dropout: share left out before each dense layer.

    Raises:
        ConfigError: when a number is outside its range.
    """

    width: Annotated[int, Bounds(1, 512)] = 64
    spine: Annotated[int, Bounds(1, 8192)] = 128
    dropout: Annotated[float, Bounds(0, 1, below=True)] = 0.5

    def __post_init__(self) -> None:
        """Refuse numbers that make no network."""
        check_bounds(self, "network")


@dataclass(frozen=True, slots=True)
class WaveMixLite:
    """WaveMixLite: blocks that mix places by a wavelet transform instead of by wide kernels.

    Jeevan et al. 2022, "WaveMix: A Resource-efficient Neural Network for Image Analysis", arXiv 2205.14375;
    layers as in the authors' package, github.com/pranavphoenix/WaveMix, `Level1Waveblock`.

    Attributes:
        channels: of all maps but the first, a multiple of four; the first number of WaveMixLite-112/16.
        blocks: one after the other; the second number.
        expansion: how many times as wide the middle of a block is.
        dropout: share left out in the middle of each block.

    Raises:
        ConfigError: when a number is outside its range.
    """

    channels: Annotated[int, Bounds(4, 2048)] = 112
    blocks: Annotated[int, Bounds(1, 64)] = 16
    expansion: Annotated[int, Bounds(1, 16)] = 2
    dropout: Annotated[float, Bounds(0, 1, below=True)] = 0.5

    def __post_init__(self) -> None:
        """Refuse numbers that make no network."""
        check_bounds(self, "network")
        if self.channels % BANDS:
            raise ConfigError(
                f"network: expected channels to be a multiple of {BANDS}, one part a band of the wavelet"
                f" transform, got {self.channels}; change it"
            )
