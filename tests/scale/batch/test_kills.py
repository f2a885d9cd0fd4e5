"""kill -9 of a batch and of its workers, then --resume: nothing lost, nothing twice, the same bytes.

The short form kills twice; `make torture PART=batch` kills as often as INKREAD_BATCH_KILLS says.
"""

import csv
import os
import random
import sys

import pytest

KILLS = int(os.environ.get("INKREAD_BATCH_KILLS", "2"))
ROUND = 5  # kills that a batch sees before it may end


@pytest.mark.timeout(3600)
def test_a_batch_killed_again_and_again_ends_with_the_bytes_of_an_unbroken_one(
    batch, pixel_rows, tmp_path, lines_of, worker_of
):
    chance = random.Random(0)
    batch.finish(pixel_rows, tmp_path / "whole.csv", "--workers", 1)
    whole = (tmp_path / "whole.csv").read_bytes()
    kills = 0
    while kills < KILLS:
        out = tmp_path / f"broken-{kills}.csv"
        ledger = tmp_path / f"{out.name}.parts" / "ledger.jsonl"
        for _ in range(min(ROUND, KILLS - kills)):
            done = lines_of(ledger) + chance.randrange(2)
            whom = worker_of if sys.platform == "linux" and kills % 2 else lambda process: [process.pid]
            resume = ["--resume"] if ledger.exists() else []
            batch.kill_when(
                lambda: ledger.exists() and lines_of(ledger) >= done,  # noqa: B023 - called before it changes
                *(pixel_rows, out, "--workers", 2, *resume),
                whom=whom,
            )
            kills += 1
            if out.exists():
                break
        if not out.exists():
            found = batch.finish(pixel_rows, out, "--workers", 2, "--resume")
            assert found["images"] == found["read"] == 2500
        assert out.read_bytes() == whole
    rows = list(csv.DictReader(whole.decode().splitlines()))
    assert [row["source"] for row in rows] == [f"rows.csv#{number}" for number in range(1, 2501)]
    assert [path.name for path in tmp_path.glob("*.parts")] == []
