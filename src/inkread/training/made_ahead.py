"""Things made one ahead: while one is in use, a thread makes the next."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def made_ahead(make: Callable[[int], T], places: range) -> Iterator[T]:
    """Yield what `make` gives for each place, in order, the next one made while one is in use.

    >>> list(made_ahead(lambda place: place * place, range(1, 4)))
    [1, 4, 9]
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting: deque[Future[T]] = deque()
        for place in places:
            waiting.append(pool.submit(make, place))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        if waiting:
            yield waiting.popleft().result()
