"""A study's figures as a record of a few kilobytes: written once, read again to make tables and charts of."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np

from inkread.errors import DataError
from inkread.evaluation.crossval import Crossval
from inkread.evaluation.curves import COLUMNS, Curves
from inkread.evaluation.scaling_result import ScalingResult, ScalingRun
from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry, StudyRun

FORMAT = 1
SIZES = ("num_training", "num_validation", "num_classes", "hardened")
DIGITS = 6  # after the point: finer than one image in a million
NUMBERS = re.compile(r"\[\s+((?:(?:-?[\d.e+-]+|null|true|false),?\s+)+)\]")


@dataclass(frozen=True, slots=True)
class Folds:
    """What the cross-validation of a study came to.

    Attributes:
        recipe: that was cross-validated.
        accuracies: of each fold, 0 to 1.
        n: images, each held out once.
        mean: of the accuracies.
        deviation: their sample standard deviation.
        interval: 95 %, corrected for the images that folds share.
    """

    recipe: str
    accuracies: tuple[float, ...]
    n: int
    mean: float
    deviation: float
    interval: tuple[float, float]

    @classmethod
    def of(cls, summary: Crossval) -> "Folds":
        """Return the figures of a cross-validation that a study keeps."""
        accuracies = tuple(fit.accuracy for fit in summary.fits)
        return cls(summary.recipe, accuracies, summary.n, summary.mean, summary.deviation, summary.corrected)


@dataclass(frozen=True, slots=True, eq=False)
class StudyRecord:
    """All figures of a study.

    Attributes:
        facts: what it was made of.
        scaling: the experiment on the scale of pixels.
        inquiries: the questions, in order.
        folds: the cross-validation.
        final: the model it ends with.
        environment: versions and machine, by name.
    """

    facts: StudyFacts
    scaling: ScalingResult
    inquiries: tuple[StudyInquiry, ...]
    folds: Folds
    final: FinalModel
    environment: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready values, accuracies and losses rounded to DIGITS."""
        final = asdict(self.final) | {
            "graphemes": list(self.final.graphemes),
            "confusion_matrix": self.final.confusion_matrix.tolist(),
            "mean": self.final.mean,
            "deviation": self.final.deviation,
        }
        return {
            "format": FORMAT,
            "facts": asdict(self.facts),
            "scaling": _rounded(self.scaling.to_dict()),
            "inquiries": [_of_inquiry(inquiry) for inquiry in self.inquiries],
            "crossval": _rounded(asdict(self.folds)),
            "final": _rounded(final),
            "environment": dict(self.environment),
        }


def record_text(record: Mapping[str, Any]) -> str:
    """Return a record as JSON, a row of numbers on one line.

    Example:
        >>> print(record_text({"a": [1.5, None], "b": {"c": "d"}}), end="")
        {
         "a": [1.5, null],
         "b": {
          "c": "d"
         }
        }
    """
    text = json.dumps(record, indent=1, ensure_ascii=False)
    return NUMBERS.sub(lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


def read_study_record(path: Path) -> StudyRecord:
    """Return the study whose `record_text` is in a file.

    Raises:
        DataError: when it is missing, damaged or of another format.
    """
    try:
        record = json.loads(path.read_text("utf-8"))
        if record["format"] != FORMAT:
            raise DataError(f"{path}: expected format {FORMAT}, got {record['format']!r}; study again")
        return _of_record(record)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: expected the figures of a study, got no such file ({error}); study again, or resume"
        ) from error


def _of_inquiry(inquiry: StudyInquiry) -> dict[str, Any]:
    """Return a question with its runs as JSON-ready values."""
    asked = {one.name: getattr(inquiry, one.name) for one in fields(inquiry) if one.name != "runs"}
    return {
        **asked,
        "runs": [
            {
                "name": run.name,
                "num_parameters": run.num_parameters,
                "images_a_second": round(run.rate, 1),
                "verdict": run.diagnosis.verdict,
                "margin": round(inquiry.margin(run), DIGITS),
                **{name: getattr(run.curves, name) for name in SIZES},
                **{name: _rounded(getattr(run.curves, name).tolist()) for name in COLUMNS},
            }
            for run in inquiry.runs
        ],
    }


def _of_record(record: Mapping[str, Any]) -> StudyRecord:
    """Return the study of a record."""
    scaling, final, folds = record["scaling"], dict(record["final"]), dict(record["crossval"])
    runs = tuple(_scaling_run(run) for run in scaling["runs"])
    for derived in ("mean", "deviation"):
        del final[derived]
    for name in ("seeds", "validation", "test", "graphemes"):
        final[name] = tuple(final[name])
    final["confusion_matrix"] = np.array(final["confusion_matrix"], np.int64)
    folds |= {"accuracies": tuple(folds["accuracies"]), "interval": tuple(folds["interval"])}
    return StudyRecord(
        StudyFacts(**record["facts"]),
        ScalingResult(scaling["network"], runs, scaling["num_training"], scaling["num_validation"]),
        tuple(
            StudyInquiry(**{**one, "runs": tuple(_run(run) for run in one["runs"])})
            for one in record["inquiries"]
        ),
        Folds(**folds),
        FinalModel(**final),
        record["environment"],
    )


def _run(run: Mapping[str, Any]) -> StudyRun:
    """Return a run of its record."""
    parts: dict[str, Any] = {name: run[name] for name in SIZES}
    parts |= {name: np.array(run[name], np.float64) for name in COLUMNS}
    return StudyRun(run["name"], run["num_parameters"], run["images_a_second"], Curves(**parts))


def _scaling_run(run: Mapping[str, Any]) -> ScalingRun:
    """Return a training of the scaling experiment of its record; a loss that fell apart is none there."""
    losses: Sequence[float | None] = run["validation_loss"]
    return ScalingRun(
        run["scale"],
        run["optimiser"],
        run["seed"],
        tuple(run["validation_accuracy"]),
        tuple(float("nan") if loss is None else loss for loss in losses),
    )


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON-ready values of any kind
    """Return JSON-ready values with every fraction rounded, and none where training fell apart."""
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
