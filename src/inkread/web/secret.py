"""The secret that signs visitors' cookies: the operator's, or one made once and kept beside the history."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Final

from inkread.errors import ConfigError
from inkread.web.settings import LEAST_SECRET

NAME: Final = "web-secret"


def new_secret() -> str:
    """Return a secret that dies with this process, for a service that keeps nothing."""
    return secrets.token_hex()


def kept_secret(folder: Path) -> str:
    """Return the secret in `folder`, made where there is none; processes that come at once agree on one.

    Raises:
        ConfigError: when the file can neither be read nor made, or holds none.
    """
    path = folder / NAME
    try:
        if not path.exists():
            _make(path)
        found = path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}: expected a secret to sign cookies with, got “{error}”; set INKREAD_WEB_SECRET"
        ) from error
    if len(found) < LEAST_SECRET:
        raise ConfigError(
            f"{path}: expected a secret of {LEAST_SECRET} characters, got {len(found)}; remove the file"
        )
    return found


def _make(path: Path) -> None:
    """Write a new secret, for its owner's eyes only; a file that another process made meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_secret())
            file.flush()
            os.fsync(file.fileno())
        # A link, because a rename would replace what another process has read already.
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink()
