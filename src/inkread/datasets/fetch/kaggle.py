"""Fetches a Kaggle data set through the person's own account, with the Kaggle client they signed in with."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from inkread.errors import DataError


def fetch_from_kaggle(dataset: str, target: Path) -> None:
    """Bring the zip of `dataset` (`owner/name`) to `target`.

    The client keeps the account's key, which inkread never reads, and shows its own progress on
    standard error.

    Raises:
        DataError: when the client is missing, not signed in, or fails; says what to do by hand.
    """
    client = kaggle_client()
    by_hand = (
        f"download the zip from https://www.kaggle.com/datasets/{dataset} in a browser and run:"
        f" inkread data fetch az --from THE-FILE"
    )
    if client is None:
        raise DataError(
            f"expected the Kaggle client, got none; install it (pip install kaggle) and sign in (kaggle auth"
            f" login), or {by_hand}"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".kaggle-", dir=target.parent) as scratch:
        done = subprocess.run(
            [client, "datasets", "download", dataset, "-p", scratch],
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        zips = list(Path(scratch).glob("*.zip"))
        if done.returncode or len(zips) != 1:
            said = (done.stdout.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            raise DataError(f"expected a zip from the Kaggle client, got {said!r}; sign in, or {by_hand}")
        zips[0].replace(target)


def kaggle_client() -> str | None:
    """Return the Kaggle client's program, on the path or beside this Python, or None."""
    return shutil.which("kaggle") or shutil.which("kaggle", path=str(Path(sys.executable).parent))
