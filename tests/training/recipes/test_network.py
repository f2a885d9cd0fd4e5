"""A network's record: layers that do not fit together are refused before anything is built."""

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import Network


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"filters": (0,)}, r"expected each of filters from 1 to 2048, got \(0,\)"),
        ({"filters": (8,), "kernel_sizes": (29,)}, "expected each of kernel_sizes from 1 to 28"),
        ({"units": (10_000,)}, "expected each of units from 1 to 8192"),
        ({"dropout": 1.0}, "expected dropout from 0 to below 1, got 1.0"),
        ({"filters": (8, 8, 8), "kernel_sizes": (3, 3)}, "one of kernel_sizes .* or 3, .* got 2"),
        ({"filters": (8, 8), "strides": (1, 1, 1)}, "one of strides .* or 2, .* got 3"),
        ({"filters": (8,), "pool_after": (2,)}, "pool_after to name convolutions from 1 to 1, got 2"),
        ({"filters": (8,), "separable": (2,)}, "separable to name convolutions from 1 to 1, got 2"),
        ({"filters": (8,), "map_dropout": 0.2}, "expected a pool for map_dropout 0.2"),
        ({"filters": (8,) * 15}, "convolution 14 to leave a map, got a kernel of 3×3 on maps of 2×2"),
        ({"filters": (8,) * 5, "padding": "same", "pool_after": (1, 2, 3, 4, 5)}, "convolution 5 to leave"),
    ],
)
def test_layers_that_do_not_fit_are_refused(settings, said):
    with pytest.raises(ConfigError, match=f"network: .*{said}"):
        Network(**settings)


@pytest.mark.train
@pytest.mark.parametrize(
    "settings",
    [
        {"filters": (8,) * 13},  # 28 - 26 = 2
        {"filters": (8,) * 4, "padding": "same", "pool_after": (1, 2, 3, 4)},  # 28, 14, 7, 3, 1
        {"filters": (8, 8), "strides": (4, 4), "padding": "same"},
        {"filters": (8,), "kernel_sizes": (28,)},
        {},
    ],
)
def test_a_stack_that_leaves_a_map_is_one_that_keras_builds(settings):
    from inkread.training.architectures import build

    assert build(Network(**settings), 3).output_shape == (None, 3)


def test_a_single_kernel_size_holds_for_all_convolutions():
    network = Network(filters=(4, 5), kernel_sizes=(7,), strides=(1, 2))
    assert [network.kernel_size(place) for place in (1, 2)] == [7, 7]
    assert [network.stride(place) for place in (1, 2)] == [1, 2]
