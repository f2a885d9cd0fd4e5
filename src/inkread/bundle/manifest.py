"""`bundle.json`: the record of a bundle as JSON, checked field by field, sealed by its own digest.

The digest covers the meaning of every other field, so that one changed bit, say in the order of the
charset, is an error and not fluent nonsense.
"""

import base64
import hashlib
import json
import math
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

from inkread.bundle import doubt_fields, sections
from inkread.bundle.doubt import Doubt
from inkread.bundle.fields import Fields
from inkread.bundle.migrations import FORMAT, migrate
from inkread.bundle.parts import (
    ANY_WIDTH,
    LINE_CONTRACTS,
    LINE_SHAPES,
    Golden,
    InputSpec,
    ModelFile,
    OutputSpec,
    PreprocessSpec,
    Score,
    Training,
)
from inkread.charset import Charset
from inkread.errors import BundleError, CharsetError


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about a model but its weights.

    Attributes:
        name: the bundle's name.
        charset: what the logits stand for, in order.
        preprocess: the preprocessing that belongs before the network.
        input: what the graph takes.
        output: what the graph gives.
        temperature: divides the logits before softmax, so that confidence is calibrated.
        doubt: sets and the gate, or None where the bundle was never calibrated for them.
        training: where the weights come from.
        scores: what was measured, each with its n.
        golden: one glyph with its logits, to prove the model after loading, or None.
        model_file: SHA-256 and size of `model.onnx`.
    """

    name: str
    charset: Charset
    preprocess: PreprocessSpec
    input: InputSpec
    output: OutputSpec
    temperature: float
    doubt: Doubt | None = None
    training: Training
    scores: tuple[Score, ...] = ()
    golden: Golden | None = None
    model_file: ModelFile

    def __post_init__(self) -> None:
        """Refuse parts that do not fit together."""
        if not (math.isfinite(self.temperature) and self.temperature > 0):
            raise BundleError(
                f"{self.name}: expected a temperature above 0, got {self.temperature}; calibrate again"
            )
        of_lines = (self.reads_lines, self.input.shape in LINE_SHAPES, self.output.kind == "frames")
        if len(set(of_lines)) > 1:
            raise BundleError(
                f"{self.name}: expected contract, input and output all of glyphs or all of lines, got"
                f" {self.preprocess.contract}, {self.input.shape} and {self.output.kind}; export again"
            )
        if self.golden is not None and len(self.golden.logits) != len(self.charset):
            raise BundleError(
                f"{self.name}: expected {len(self.charset)} golden logits, one a grapheme,"
                f" got {len(self.golden.logits)}; export again"
            )

    @property
    def reads_lines(self) -> bool:
        """Whether it reads whole lines of writing; single glyphs otherwise."""
        return self.preprocess.contract in LINE_CONTRACTS

    @property
    def digest(self) -> str:
        """The SHA-256 of all fields, the model's own digest among them: the seal of its `bundle.json`."""
        return _digest(_to_fields(self))


def to_json(manifest: Manifest) -> str:
    """Return `manifest` as the text of a `bundle.json`, sealed."""
    fields = _to_fields(manifest)
    return json.dumps({**fields, "digest": _digest(fields)}, indent=1, ensure_ascii=False) + "\n"


def _to_fields(manifest: Manifest) -> dict[str, Any]:
    """Return `manifest` as the fields of a `bundle.json`, but for its digest."""
    golden = manifest.golden
    return {
        "format": FORMAT,
        "name": manifest.name,
        "charset": {
            "graphemes": list(manifest.charset.graphemes),
            "folds": dict(manifest.charset.folds),
        },
        "preprocess": {
            "contract": manifest.preprocess.contract,
            "settings": dict(manifest.preprocess.settings),
        },
        "input": {
            "name": manifest.input.name,
            "shape": ["n", *("width" if side == ANY_WIDTH else side for side in manifest.input.shape)],
            "dtype": manifest.input.dtype,
            "polarity": manifest.input.polarity,
            "range": list(manifest.input.value_range),
        },
        "output": {"name": manifest.output.name, "kind": manifest.output.kind},
        "temperature": manifest.temperature,
        "doubt": manifest.doubt and doubt_fields.to_fields(manifest.doubt),
        "training": {
            "data": manifest.training.data,
            "recipe": manifest.training.recipe,
            "seeds": list(manifest.training.seeds),
            "epochs": manifest.training.epochs,
            "packages": dict(manifest.training.packages),
            "created": manifest.training.created,
        },
        "scores": [{**asdict(score), "seeds": list(score.seeds)} for score in manifest.scores],
        "golden": golden
        and {"glyph": base64.b64encode(golden.glyph).decode("ascii"), "logits": list(golden.logits)},
        "model": {"sha256": manifest.model_file.sha256, "size": manifest.model_file.size},
    }


def from_json(text: bytes, *, where: str) -> Manifest:
    """Return the manifest that the content of a `bundle.json` holds.

    Args:
        text: the file's bytes.
        where: the file's name, for messages.

    Raises:
        BundleError: when it is no JSON, was altered, is of a newer format, or a field is not as it should be.
    """
    raw = _parse(text, where)
    found = raw.pop("digest", None)
    migrated = migrate(raw, where=where)  # first, so that a newer format is refused by name
    if found != _digest(raw):
        raise BundleError(
            f"{where}: expected content of digest {found!r}, got {_digest(raw)!r};"
            " the file was altered or damaged: get the bundle again"
        )
    fields = Fields(migrated, where=where)
    fields.whole("format")
    try:
        manifest = _manifest(fields)
    except CharsetError as error:
        raise BundleError(f"{where}: charset: {error}") from error
    except BundleError as error:
        raise error if str(error).startswith(where) else BundleError(f"{where}: {error}") from error
    fields.end()
    return manifest


def _parse(text: bytes, where: str) -> dict[str, Any]:
    """Return the JSON object in `text`, with no field twice and no NaN."""
    try:
        value = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{where}: expected JSON, got {error}; get the bundle again") from error
    if not isinstance(value, dict):
        raise BundleError(f"{where}: expected a JSON object, got {type(value).__name__}; is it a bundle?")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return `pairs` as a dict, refusing a name that comes twice: readers differ on which counts."""
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a field that comes twice")
    return held


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are not JSON."""
    raise ValueError(f"{name}, which is not JSON")


def _digest(fields: dict[str, Any]) -> str:
    """Return the SHA-256 of `fields` in one canonical spelling."""
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _manifest(fields: Fields) -> Manifest:
    """Return the manifest of the checked fields."""
    return Manifest(
        name=fields.text("name"),
        charset=sections.charset(fields.inner("charset")),
        preprocess=sections.preprocess(fields.inner("preprocess")),
        input=sections.input_spec(fields.inner("input")),
        output=sections.output_spec(fields.inner("output")),
        temperature=fields.number("temperature"),
        doubt=doubt_fields.doubt(fields.optional_inner("doubt")),
        training=sections.training(fields.inner("training")),
        scores=sections.scores(fields, "scores"),
        golden=sections.golden(fields.optional_inner("golden")),
        model_file=sections.model_file(fields.inner("model")),
    )
