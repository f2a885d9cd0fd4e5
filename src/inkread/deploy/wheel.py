"""A wheel of what serving needs of inkread: made from the installed package, the same bytes every time."""

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

import inkread
from inkread.deploy.archive import Part, zipped
from inkread.errors import ConfigError

LEFT_OUT: Final = frozenset(
    {"datasets", "deploy", "desktop", "evaluation", "reporting", "scale", "study", "training"}
)
"""Parts that serving never imports; the contracts between the layers see to that."""
COMPOSING: Final = ("words", "compose")
"""Makes pictures to train on."""
COMPILED: Final = "__pycache__"
WHEEL: Final = b"Wheel-Version: 1.0\nGenerator: inkread\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def serving_wheel() -> Part:
    """Return the wheel under its file name.

    It is made from the files of the package that runs, not from a checkout, so that whoever has installed
    inkread can deploy it.

    Raises:
        ConfigError: when inkread is not installed, so that nothing tells its name and version.
    """
    installed = distribution("inkread")
    record = f"inkread-{installed.version}.dist-info"
    files = [*_code(), *_metadata(installed, record)]
    lines = [_record_line(part) for part in files]
    files.append(Part(f"{record}/RECORD", "".join((*lines, f"{record}/RECORD,,\n")).encode()))
    return Part(f"inkread-{installed.version}-py3-none-any.whl", zipped(files))


def _code() -> Iterator[Part]:
    """Yield the package's files, but for the parts that are left out."""
    package = Path(inkread.__file__).parent
    for path in sorted(package.rglob("*")):
        inner = path.relative_to(package)
        hidden = COMPILED in inner.parts or any(part.startswith(".") for part in inner.parts)
        left_out = inner.parts[0] in LEFT_OUT or inner.parts[:2] == COMPOSING
        if path.is_file() and not hidden and not left_out:
            yield Part(f"inkread/{inner.as_posix()}", path.read_bytes())


def _metadata(installed: Distribution, record: str) -> Iterator[Part]:
    """Yield what tells an installer about the package."""
    for name in ("METADATA", "entry_points.txt", "licenses/LICENSE"):
        text = installed.read_text(name)
        if text is None:
            raise ConfigError(f"expected {name} of the installed inkread, got none; install inkread anew")
        yield Part(f"{record}/{name}", text.encode())
    yield Part(f"{record}/WHEEL", WHEEL)


def _record_line(part: Part) -> str:
    """Return a file's line of a wheel's RECORD: name, digest, size."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(part.content).digest()).rstrip(b"=").decode()
    return f"{part.name},sha256={digest},{len(part.content)}\n"
