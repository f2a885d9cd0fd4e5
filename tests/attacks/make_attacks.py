"""All hostile files by name, each made when asked for; run it with a folder's name to write them there.

An entry is a function that makes the bytes, and the set of right answers: `ok`, or reason codes.
"""

import sys
from pathlib import Path

import attack_bombs
import attack_jpegs
import attack_lies

ATTACKS = {**attack_bombs.ATTACKS, **attack_jpegs.ATTACKS, **attack_lies.ATTACKS}


def write_attacks(folder):
    """Write each attack as `<name>.png`, whatever it is, because a name proves nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in ATTACKS.items():
        (folder / f"{name}.png").write_bytes(make())


if __name__ == "__main__":
    write_attacks(Path(sys.argv[1]))
