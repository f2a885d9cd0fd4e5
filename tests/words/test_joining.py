"""Lines of words: the likeliest of all combinations, as many as are asked for."""

import itertools
import math

import numpy as np
import pytest

from inkread.predictions import Candidate
from inkread.words.joining import joined


def words(num, *, texts, seed=0):
    """Return words with candidates of random confidences, likeliest first."""
    rng = np.random.default_rng(seed)
    for word in range(num):
        shares = -np.sort(-rng.dirichlet(np.ones(texts)))
        yield [Candidate(f"{word}.{place}", float(share)) for place, share in enumerate(shares)]


def test_as_many_lines_come_as_are_asked_for():
    (word,) = words(1, texts=40)
    assert joined([word], top_k=40) == tuple(word)


@pytest.mark.parametrize("top_k", [1, 5, 30])
def test_the_lines_are_the_likeliest_of_all(top_k):
    line = list(words(3, texts=7))
    likeliest = sorted(math.prod(one.confidence for one in way) for way in itertools.product(*line))
    found = [one.confidence for one in joined(line, top_k=top_k)]
    assert found == pytest.approx(likeliest[: -top_k - 1 : -1])
