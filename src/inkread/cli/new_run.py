"""The folder of a run that the person did not name."""

from pathlib import Path

from inkread.errors import ConfigError

RUNS = Path("runs")


def run_folder(named: Path | None, kind: str, *, resume: bool) -> Path:
    """Return the folder that was named, else the first of `runs/KIND-1`, `-2` … that is not there yet.

    Raises:
        ConfigError: when a run is to be resumed and none was named.
    """
    if named is not None:
        return named
    if resume:
        raise ConfigError("expected --resume with --run, got no folder; name the run to go on with")
    number = 1
    while (RUNS / f"{kind}-{number}").exists():
        number += 1
    return RUNS / f"{kind}-{number}"
