"""A command's output in the file that a person named: whole or not at all, in a folder made for it."""

from pathlib import Path

from inkread.errors import ConfigError


def write_output(path: Path, text: str, *, option: str = "--output") -> None:
    """Write `text` to `path`.

    Args:
        path: the file; its folder is made where there is none.
        text: all that the file is to hold.
        option: what the person named the file with.

    Raises:
        ConfigError: when nothing can be written there.
    """
    from inkread import atomic  # and what it imports: 10 ms that `--help` does not need

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(path, text)
    except OSError as error:
        raise ConfigError(
            f"{path}: expected a place to write to, got {error.strerror}; choose another {option}"
        ) from error
