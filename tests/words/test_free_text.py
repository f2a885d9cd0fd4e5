"""The likeliest text whatever is asked for: of a lattice, and of a line's frames."""

import numpy as np
import pytest

from inkread.words.edge import Edge
from inkread.words.free_text import free_of_frames, free_of_lattice


@pytest.mark.parametrize(("cost", "text", "weight"), [(0.25, "bb", 1.5), (2.0, "a", -1.5)])
def test_the_best_way_through_a_lattice_weighs_its_odds_and_characters(cost, text, weight):
    edges = [
        Edge(0, 2, 1.0, {"a": -0.5}),
        Edge(0, 1, 2.0, {"b": -1.0, "c": -3.0}),
        Edge(1, 2, 2.0, {"b": -1.0}),
    ]
    found = free_of_lattice(edges, 3, cost=cost)
    assert (found.text, found.weight) == (text, pytest.approx(weight))


def test_the_best_way_through_frames_counts_each_character_once():
    likely = np.log([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1]])
    found = free_of_frames(likely, ("-", "I"), "-", cost=1.0)
    assert (found.text, found.weight) == ("--", pytest.approx(5 * np.log(0.8) - 2.0))
