"""Names sorted on disk, so that a hundred million of them take no more memory than a hundred thousand."""

import heapq
import itertools
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

RUN = 200_000  # names sorted in memory at a time: about 40 MB
FAN_IN = 64  # files open at once; macOS grants a process 256


def sorted_names(names: Iterable[str], scratch: Path) -> Iterator[str]:
    """Yield `names` in the order of paths: by folder, then by name.

    Args:
        names: relative paths with forward slashes, in any order.
        scratch: a folder for the files that they are sorted in; these are gone when all have been yielded.
    """
    runs = [_kept(run, scratch / f"names-{number}") for number, run in enumerate(_sorted_runs(names))]
    for number in itertools.count():
        if len(runs) <= FAN_IN:
            break
        merged = _kept(_merged(runs[:FAN_IN]), scratch / f"merged-{number}")
        runs = [*runs[FAN_IN:], merged]
    yield from _merged(runs)


def _sorted_runs(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the names in sorted lists of at most `RUN`."""
    waiting = iter(names)
    while run := list(itertools.islice(waiting, RUN)):
        run.sort(key=_order)
        yield run


def _kept(names: Iterable[str], path: Path) -> Path:
    """Write one name a line and return the file."""
    with path.open("w", encoding="ascii") as file:
        for name in names:  # as JSON: a name may hold line feeds, and bytes that are no text
            file.write(json.dumps(name) + "\n")
    return path


def _merged(runs: list[Path]) -> Iterator[str]:
    """Yield the names of several sorted files in order; then the files are gone."""
    with ExitStack() as opened:
        files = [opened.enter_context(path.open(encoding="ascii")) for path in runs]
        yield from heapq.merge(*(map(json.loads, file) for file in files), key=_order)
    for path in runs:
        path.unlink()


def _order(name: str) -> str:
    """Return what to sort by: `a/b` comes before `a-b/c`, as paths are sorted part by part."""
    return name.replace("/", "\0")
