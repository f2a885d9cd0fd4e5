"""What a target is sent: the application, its locked packages, and how to run it there; nothing else."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, get_args

from inkread.deploy.archive import Part, with_sums, zipped
from inkread.deploy.wheel import serving_wheel
from inkread.errors import ConfigError

Target = Literal["docker", "ec2", "lambda", "systemd"]
TARGETS: Final[tuple[Target, ...]] = get_args(Target)
# target -> folders of `files/` that are laid out, one over the other.
FOLDERS: Final[dict[Target, tuple[str, ...]]] = {
    "docker": ("docker", "compose", "grafana"),
    "lambda": ("docker", "lambda"),
    "systemd": ("systemd", "grafana"),
    "ec2": ("systemd", "ec2", "grafana"),
}
COMMON: Final = ("hollow.py", "prune.py", "read_all.py", "requirements.txt")
SHARED: Final = "requirements-shared.txt"
"""What a history needs that several machines share: a function has none."""
RUN_THERE: Final = ("with_settings.py", "ask_health.py")
"""What the units and the script that installs them call."""
# target -> files of `files/` itself that are laid out.
FILES: Final[dict[Target, tuple[str, ...]]] = {
    "docker": (*COMMON, SHARED),
    "lambda": COMMON,
    "systemd": (*COMMON, SHARED, *RUN_THERE),
    "ec2": (*COMMON, SHARED, *RUN_THERE, "report.py"),
}
BUNDLE: Final = "bundle.zip"
DOCKERFILE: Final = "Dockerfile"
USER: Final = b"USER 10001:10001\n"


@dataclass(frozen=True, slots=True)
class Package:
    """What is sent.

    Attributes:
        target: where to.
        name: of the archive.
        parts: its files, with their sums.
        archive: its bytes.
    """

    target: Target
    name: str
    parts: tuple[Part, ...]
    archive: bytes

    @property
    def sha256(self) -> str:
        """The archive's digest, hexadecimal."""
        return hashlib.sha256(self.archive).hexdigest()


def lay_out(target: Target, *, bundle: Path | str | None = None) -> Package:
    """Return the package for a target; the same bytes whenever it is asked for.

    Args:
        target: where it goes.
        bundle: a bundle's folder, zip or name that reads in place of the usual one.

    Raises:
        ConfigError: when there is no such target.
        BundleError: when the bundle cannot be read with.
    """
    if target not in TARGETS:
        raise ConfigError(f"expected a target among {', '.join(TARGETS)}, got {target!r}; choose one")
    parts = [serving_wheel(), *_files(target)]
    if bundle is not None:
        parts = [*map(_reading_with_bundle, parts), Part(BUNDLE, _bundle_zip(bundle))]
    listed = tuple(with_sums(parts))
    return Package(target, f"inkread-{version('inkread')}-{target}.zip", listed, zipped(listed))


def laid_file(name: str) -> bytes:
    """Return a file that is laid out, by its path below `files/`."""
    return _root().joinpath(name).read_bytes()


def _files(target: Target) -> Iterator[Part]:
    """Yield the files of a target; one of a later folder stands for one of the same name before it."""
    found = {name: laid_file(name) for name in FILES[target]}
    for folder in FOLDERS[target]:
        found |= {name: content.read_bytes() for name, content in _below(_root() / folder)}
    for name, content in found.items():
        yield Part(name, content, runs=content.startswith(b"#!"))


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the files below a folder with their paths."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def _root() -> Traversable:
    """Return the folder of files that are laid out."""
    return files("inkread.deploy") / "files"


def _reading_with_bundle(part: Part) -> Part:
    """Return a file of a target, in which the image is told to read with the bundle that is sent along."""
    if part.name != DOCKERFILE:
        return part
    line = f"ENV INKREAD_WEB_BUNDLES=/opt/inkread/{BUNDLE}\n".encode()
    return part._replace(content=part.content.replace(USER, line + USER))


def _bundle_zip(source: Path | str) -> bytes:
    """Return a bundle as a zip, after opening it: what cannot be read with is told here, not there."""
    from inkread.bundle import Bundle

    path = Bundle.open(source).origin or Path(source)
    if path.is_file():
        return path.read_bytes()
    inner = [one for one in sorted(path.rglob("*")) if one.is_file()]
    return zipped(Part(one.relative_to(path).as_posix(), one.read_bytes()) for one in inner)
