"""Edges: an outline and nothing else."""

import numpy as np

from inkread.evaluation.corruptions import corrupt


def test_a_block_leaves_its_outline():
    block = np.zeros((1, 28, 28), np.uint8)
    block[0, 8:20, 8:20] = 255
    edges = corrupt(block, "canny edges", seed=0)[0]
    assert set(np.unique(edges)) == {0, 255}
    assert not edges[11:17, 11:17].any()
    assert not edges[:5].any()
    assert 36 <= np.count_nonzero(edges) <= 56


def test_an_empty_image_has_no_edges():
    assert not corrupt(np.zeros((1, 28, 28), np.uint8), "canny edges", seed=0).any()
