"""How well a text can still end from each place of a lattice: what a search may leave out and lose nothing.

Known from the end backwards, where any character may follow any other: the best way from each node to the
last one, for each kind of character that may stand before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inkread.words.edge import Edge
from inkread.words.neighbours import Neighbours

NEVER = float("-inf")


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """The most that is still to be gained.

    Attributes:
        rest: at each node, by the context before it (see `Neighbours`), the weight of the best way on.
        floor: no text lighter than this is looked for.
    """

    rest: Sequence[dict[str, float]]
    floor: float


def outlooks_of(
    lattices: Sequence[Sequence[Edge]], num_nodes: int, prior: Neighbours, *, reach: float
) -> list[Outlook]:
    """Return the outlook of each of some lattices that are searched for the same text.

    Args:
        lattices: the edges of each; the nodes are 0 to `num_nodes - 1`.
        num_nodes: nodes of each.
        prior: of each character after what stands before it.
        reach: the logarithm of how much lighter than the best way of all a text may be.
    """
    rests = [_rest(edges, num_nodes, prior) for edges in lattices]
    floor = max(rest[0][prior.start] for rest in rests) - reach
    return [Outlook(rest, floor) for rest in rests]


def _rest(edges: Sequence[Edge], num_nodes: int, prior: Neighbours) -> list[dict[str, float]]:
    """Return the weight of the best way from each node to the last, by what stands before the node."""
    leaving: list[list[tuple[int, list[tuple[str, float]]]]] = [[] for _ in range(num_nodes)]
    for edge in edges:
        leaving[edge.first].append((edge.last, _likeliest(edge, prior)))
    rest = [dict.fromkeys(prior.contexts, NEVER) for _ in range(num_nodes)]
    rest[-1] = dict.fromkeys(prior.contexts, 0.0)
    for node in range(num_nodes - 2, -1, -1):
        for before in prior.contexts:
            best = NEVER
            for last, kinds in leaving[node]:
                ahead = rest[last]
                for kind, weight in kinds:
                    gain, after = prior.after(before, kind)
                    best = max(best, weight + gain + ahead[after])
            rest[node][before] = best
    return rest


def _likeliest(edge: Edge, prior: Neighbours) -> list[tuple[str, float]]:
    """Return the weight of an edge with its likeliest character of each kind."""
    found: dict[str, float] = {}
    for char, weight in edge.chars.items():
        kind = prior.kind_of(char)
        found[kind] = max(found.get(kind, NEVER), edge.odds + weight)
    return list(found.items())
