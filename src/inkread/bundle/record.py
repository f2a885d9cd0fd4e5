"""A bundle in memory: its manifest and the bytes of its ONNX file, which always belong together."""

import difflib
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from inkread.bundle.manifest import Manifest, from_json
from inkread.bundle.parts import ModelFile
from inkread.bundle.storage import MANIFEST, MODEL, read_files
from inkread.errors import BundleError

DEFAULT = "inkread-62"
"""The bundle that reads where none is named."""

ALIASES = MappingProxyType({"best": "inkread-62-best"})
"""Names that stand for a shipped bundle: `best` for the surest, whatever it costs."""

SHIPPED = Path(__file__).parents[1] / "bundles"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Bundle(Manifest):
    """A model with all it takes to read with it.

    Attributes:
        model: the ONNX file's bytes, of the SHA-256 and size that `model_file` names.
        origin: the folder or zip it was opened from, or None; not part of its content.

    Raises:
        BundleError: when `model` is not the file that `model_file` describes.
    """

    model: bytes
    origin: Path | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Verify the model before any parser can see it."""
        Manifest.__post_init__(self)
        found = ModelFile.of(self.model)
        if found != self.model_file:
            place = self.name if self.origin is None else self.origin / MODEL
            raise BundleError(
                f"{place}: expected {self.model_file.size:,} bytes of SHA-256 {self.model_file.sha256[:12]}…,"
                f" got {found.size:,} of {found.sha256[:12]}…; the file was altered or damaged:"
                " get the bundle again"
            )

    def __repr__(self) -> str:
        """Name the bundle and what it can read, without its weights."""
        return f"Bundle(name={self.name!r}, charset={''.join(self.charset.graphemes)!r})"

    def check_characters(self, advice: str = "name another") -> None:
        """Refuse a bundle that reads lines, where single characters are to be read.

        Raises:
            BundleError: then, with `advice` on what to do.
        """
        if self.reads_lines:
            raise BundleError(
                f"{self.name}: expected a bundle that reads single characters, got one that reads lines;"
                f" {advice}"
            )

    @classmethod
    def open(cls, source: str | Path | None = None) -> "Bundle":
        """Return the bundle of a folder, of a zip, or of a name that ships with inkread.

        Args:
            source: a path; or a shipped name, or `best` for the surest of them, which win over a file of
                that name (write `./name` for the file); None for `inkread-62`.

        Raises:
            BundleError: when there is none, or anything in it is not as it should be.
        """
        path = _locate(source)
        text, model = read_files(path)
        manifest = from_json(text, where=str(path / MANIFEST))
        kept = {item.name: getattr(manifest, item.name) for item in fields(Manifest)}
        return cls(**kept, model=model, origin=path)


def shipped() -> tuple[str, ...]:
    """Return the names of the bundles that ship with inkread."""
    if not SHIPPED.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in SHIPPED.iterdir() if (folder / MANIFEST).is_file()))


def named_anywhere(source: str | None) -> str | None:
    """Return what means the bundle `source` in whatever folder a process works: a shipped name, or a path.

    Raises:
        BundleError: when there is none.
    """
    if source is None or ALIASES.get(source, source) in shipped():
        return source
    return str(_locate(source).absolute())


def _locate(source: str | Path | None) -> Path:
    """Return the folder or zip that `source` means."""
    if isinstance(source, Path):
        return source
    name = DEFAULT if source is None else source
    names = shipped()
    if ALIASES.get(name, name) in names:
        return SHIPPED / ALIASES.get(name, name)
    if source is None or not name or not Path(name).exists():  # an empty name is the current folder to Path
        known = (*names, *(alias for alias, meant in ALIASES.items() if meant in names))
        close = difflib.get_close_matches(name, known, n=1)
        advice = f"did you mean {close[0]!r}?" if close else f"name one of {', '.join(known) or 'your own'}"
        raise BundleError(f"expected a bundle's folder, zip or name, got {name!r}; {advice}")
    return Path(name)
