"""The beam finds what an exhaustive search finds, and never what is not allowed."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.words.automaton import AnyText
from inkread.words.beam import posterior, search
from inkread.words.edge import Edge
from inkread.words.lexicon import Lexicon
from inkread.words.neighbours import FREE, KINDS, kind_prior
from inkread.words.outlook import outlooks_of
from inkread.words.pattern import pattern_of

NUM_NODES = 4
CHARS = "a1-"
LOGARITHMS = st.floats(-6.0, 0.0)


@st.composite
def lattices(draw):
    """Draw the edges of a lattice of four nodes, all of them there."""
    spans = itertools.combinations(range(NUM_NODES), 2)
    return [
        Edge(first, last, draw(st.floats(-3.0, 3.0)), {char: draw(LOGARITHMS) for char in CHARS})
        for first, last in spans
    ]


def every_path(edges, at=0):
    """Yield every way through the lattice."""
    if at == NUM_NODES - 1:
        yield ()
    for edge in edges:
        if edge.first == at:
            yield from ((edge, *rest) for rest in every_path(edges, edge.last))


def likeliest_first(chars):
    return dict(sorted(chars.items(), key=lambda item: -item[1]))


def num_ways(edges):
    """Return how many ways there are through the lattice, with each choice of characters."""
    return sum(len(CHARS) ** len(path) for path in every_path(edges))


def weights_by_hand(edges, prior):
    """Return the weight of every text, by trying every path with every character."""
    weights = {}
    for path in every_path(edges):
        for chars in itertools.product(CHARS, repeat=len(path)):
            text = "".join(chars)
            score = sum(edge.odds + edge.chars[char] for edge, char in zip(path, chars, strict=True))
            score += sum(prior(text[:place], char) for place, char in enumerate(text))
            weights[text] = weights.get(text, 0.0) + math.exp(score)
    return weights


@settings(max_examples=25)
@given(lattices())
def test_without_a_width_the_search_is_exhaustive(edges):
    found = search(edges, NUM_NODES, AnyText(CHARS), prior=KINDS, width=None)
    by_hand = weights_by_hand(edges, kind_prior)
    assert {one.text for one in found} == set(by_hand)
    assert all(math.isclose(math.exp(one.score), by_hand[one.text], rel_tol=1e-9) for one in found)


@settings(max_examples=25)
@given(lattices())
def test_a_wide_beam_finds_the_same(edges):
    found = search(edges, NUM_NODES, AnyText(CHARS), prior=FREE, width=10_000)
    assert found == search(edges, NUM_NODES, AnyText(CHARS), prior=FREE, width=None)


@settings(max_examples=25)
@given(lattices(), st.floats(0.01, 20.0), st.sampled_from([FREE, KINDS]))
def test_an_outlook_leaves_out_nothing_but_texts_below_its_floor(edges, reach, prior):
    edges = [Edge(one.first, one.last, one.odds, likeliest_first(one.chars)) for one in edges]
    whole = search(edges, NUM_NODES, AnyText(CHARS), prior=prior, width=None)
    (outlook,) = outlooks_of([edges], NUM_NODES, prior, reach=reach)
    found = search(edges, NUM_NODES, AnyText(CHARS), prior=prior, width=None, outlook=outlook)
    weights = {one.text: one.score for one in found}
    assert found[0].text == max(weights, key=weights.get)
    lost = math.exp(outlook.floor) * num_ways(edges)
    for one in whole:
        assert weights.get(one.text, -math.inf) <= one.score + 1e-9
        assert math.exp(one.score) - math.exp(weights.get(one.text, -math.inf)) <= lost


def test_an_outlook_knows_the_best_way_to_the_end():
    edges = [
        Edge(0, 1, -1.0, {"a": -0.5, "1": -2.0}),
        Edge(1, 2, 2.0, {"1": -0.25}),
        Edge(0, 2, 0.0, {"a": -0.5}),
    ]
    (outlook,) = outlooks_of([edges], 3, FREE, reach=4.0)
    assert outlook.rest[1][""] == 1.75
    assert outlook.rest[0][""] == 0.25
    assert outlook.floor == -3.75


@given(lattices(), st.integers(1, 4))
def test_no_width_lets_a_pattern_be_broken_or_its_texts_be_lost(edges, width):
    pattern = pattern_of("a9-|a-|11", CHARS, known=(*CHARS, "9"))
    found = search(edges, NUM_NODES, pattern, prior=FREE, width=width)
    assert found
    assert all(pattern.matches(one.text) for one in found)


@settings(max_examples=25)
@given(lattices())
def test_posteriors_add_up_to_one_and_fall(edges):
    shares = posterior(search(edges, NUM_NODES, AnyText(CHARS), prior=FREE, width=None))
    assert math.isclose(sum(shares), 1.0)
    assert shares == sorted(shares, reverse=True)


def test_the_path_is_that_of_the_likeliest_parting():
    whole, first, second = (
        Edge(0, 2, -5.0, {"a": 0.0}),
        Edge(0, 1, 1.0, {"a": 0.0}),
        Edge(1, 2, 1.0, {"1": 0.0}),
    )
    best, other = search([whole, first, second], 3, AnyText(CHARS), prior=FREE)
    assert (best.text, best.path) == ("a1", (first, second))
    assert (other.text, other.path) == ("a", (whole,))


def test_only_words_of_a_lexicon_come_out():
    edges = [Edge(0, 1, 0.0, {"a": -0.1, "b": -3.0}), Edge(1, 2, 0.0, {"a": -0.1, "b": -3.0})]
    found = search(edges, 3, Lexicon(["ab", "ba", "aaa"]), prior=FREE)
    assert {one.text for one in found} == {"ab", "ba"}


def test_where_nothing_is_allowed_nothing_is_found():
    assert search([Edge(0, 1, 0.0, {"a": 0.0})], 2, pattern_of("aa", "a"), prior=FREE) == []
