"""Times one worker, several, and as many separate commands in turn, for the benchmarks that compare them.

What the machine itself allows is told by the separate commands, each on its part: where two cores of the
system are the halves of one, as on most rented machines, these fall short of twice the speed too.
"""

import hashlib
import statistics
import subprocess
import sys
import time

import numpy as np

READ = "from inkread.cli.main import run; run()"
ONE, SEVERAL, SEPARATE = "one worker", "several workers", "as many separate commands"
PAPER, BAR, DARKEST = 235, 30, 60  # greys


def start(*words, **options):
    """Return the running command of inkread's of these words."""
    return subprocess.Popen([sys.executable, "-c", READ, *map(str, words)], **options)


def together(commands):
    """Return how long the commands take that `commands` starts, until the last ends, s."""
    started = time.perf_counter()
    codes = [command.wait() for command in commands()]
    took = time.perf_counter() - started
    if any(codes):
        raise RuntimeError(f"expected all images to be read, got exit codes {codes}; run it by hand")
    return took


def digest(path):
    """Return the digest of what a command wrote."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def efficiencies(ways, *, number, pairs):
    """Return a row a way: its median time, and its median efficiency against one worker.

    Args:
        ways: name -> function that returns how long it took, s, and the digest of what was written.
        number: how many work at once.
        pairs: how often all take their turn.
    """
    times, written = {name: [] for name in ways}, {name: set() for name in ways}
    for _ in range(pairs):
        for name, way in ways.items():
            took, found = way()
            times[name].append(took)
            written[name].add(found)
    return [
        {
            "what": name,
            "n": pairs,
            "median_s": round(statistics.median(found), 2),
            "efficiency": round(
                statistics.median(one / other for one, other in zip(times[ONE], found, strict=True))
                / (1 if name == ONE else number),
                3,
            ),
            "same_bytes": name == SEPARATE or len(written[name] | written[ONE]) == 1,
        }
        for name, found in times.items()
    ]


def lines(rows, count):
    """Return rows as lines for a terminal, with the images a second of `count` images."""
    return [
        f"  {row['what']:<28} {row['median_s']:7.2f} s {count / row['median_s']:7,.0f} images/s  efficiency"
        f" {row['efficiency']:5.2f}  {'same bytes' if row['same_bytes'] else 'OTHER BYTES'}  (n = {row['n']})"
        for row in rows
    ]


def two_bars(chance, side):
    """Return a picture of two bars at a random place, axes (side, side), uint8, dark on light."""
    thick, margin = side // 12 + 1, side // 9
    page = np.full((side, side), PAPER, np.uint8)
    top, left = chance.integers(margin, side - margin - thick, 2)
    page[top : top + thick, margin : side - margin] = BAR
    page[margin : side - margin, left : left + thick] = chance.integers(0, DARKEST)
    return page
