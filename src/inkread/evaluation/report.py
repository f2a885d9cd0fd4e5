"""The report of an evaluation: every figure with spread, n and seeds, and the command that makes it again."""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from inkread import bundle
from inkread.errors import DataError
from inkread.evaluation.evaluate import Evaluation, Score
from inkread.evaluation.intervals import Figure, over_seeds
from inkread.evaluation.metrics import Confusion
from inkread.evaluation.robustness import Robustness, robustness_from_dict

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

FORMAT = 1
METRICS = ("accuracy", "top_2", "macro_recall", "ece")


@dataclass(frozen=True, slots=True)
class Row:
    """One set under one charset, over all bundles evaluated: the same recipe with other seeds.

    Attributes:
        set: the set's name.
        charset: what might come out.
        n: samples counted.
        num_blank: samples of the whole set in which no ink was found.
        figures: by metric (`accuracy`, `top_2`, `macro_recall`, `ece`).
        confusions: of the first bundle, most frequent first.
    """

    set: str
    charset: str
    n: int
    num_blank: int
    figures: Mapping[str, Figure]
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run of `inkread evaluate` found.

    Attributes:
        command: what was typed.
        evaluations: one a bundle and set.
        absent: sets of the suite that were not there, so that no one takes silence for success.
        framing: by pair of sets, how well each is told by its frame, before and after the contract.
        robustness: sets read spoilt, over all bundles.
        models: the `identity` of each bundle, in the order given; a name may be given to another model.
    """

    command: str
    evaluations: tuple[Evaluation, ...]
    absent: tuple[str, ...] = ()
    framing: Mapping[str, Any] = field(default_factory=dict)
    robustness: tuple[Robustness, ...] = ()
    models: tuple[str, ...] = ()

    @property
    def num_runs(self) -> int:
        """The bundles evaluated: runs of one recipe with other seeds."""
        seeds = [figure.num_seeds for row in self.rows() for figure in row.figures.values()]
        return max([*seeds, *(len(found.plain.runs) for found in self.robustness)], default=1)

    def rows(self) -> tuple[Row, ...]:
        """Return one row a set and charset, in the order evaluated."""
        groups: dict[tuple[str, str], list[tuple[Evaluation, Score]]] = {}
        for evaluation in self.evaluations:
            for score in evaluation.scores:
                groups.setdefault((evaluation.set, score.charset), []).append((evaluation, score))
        return tuple(_row(members) for members in groups.values())

    def scores(self, *, seeds: Sequence[Sequence[int]]) -> tuple[bundle.Score, ...]:
        """Return the figures as a bundle keeps them.

        Args:
            seeds: of each bundle, in the order evaluated, those it was trained with: one, or several where
                several networks answer together.

        Raises:
            DataError: when there are not as many as bundles, or of several not all are known.
        """
        names = list(dict.fromkeys(evaluation.bundle for evaluation in self.evaluations))
        most = max((figure.num_seeds for row in self.rows() for figure in row.figures.values()), default=0)
        if most != len(seeds) or (most > 1 and not all(seeds)):
            raise DataError(
                f"expected the seeds of each of {most} runs of {', '.join(names)}, got those of"
                f" {sum(map(bool, seeds))}; evaluate bundles that say what they were trained with"
            )
        return tuple(
            bundle.Score(
                set=row.set,
                charset=row.charset,
                metric="expected_calibration_error" if metric == "ece" else metric,
                value=figure.mean,
                spread=figure.deviation,
                n=row.n,
                seeds=tuple(itertools.chain.from_iterable(seeds)),
                command=self.command,
            )
            for row in self.rows()
            for metric, figure in row.figures.items()
        )

    def to_json(self) -> str:
        """Return the report as JSON text, the same for the same figures."""
        fields = {
            "format": FORMAT,
            "command": self.command,
            "figures": [_figures(row) for row in self.rows()],
            "evaluations": [evaluation.to_dict() for evaluation in self.evaluations],
            "absent": list(self.absent),
            "framing": dict(self.framing),
            "robustness": [found.to_dict() for found in self.robustness],
            "models": list(self.models),
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def identity(reader: "Reader") -> str:
    """Return what a reader's figures are of: its preprocessing contract and the SHA-256 of its model."""
    return f"{reader.bundle.preprocess.contract} {reader.bundle.model_file.sha256}"


def report_from_json(text: str, *, where: str) -> Report:
    """Return the report that `to_json` wrote.

    Args:
        text: the JSON.
        where: the file's name, for the error.

    Raises:
        DataError: when it is not such a report.
    """
    try:
        fields = json.loads(text)
        if fields["format"] != FORMAT:
            raise DataError(
                f"{where}: expected a report of format {FORMAT}, got {fields['format']!r}; evaluate again"
            )
        evaluations = tuple(_evaluation(item) for item in fields["evaluations"])
        return Report(
            command=fields["command"],
            evaluations=evaluations,
            absent=tuple(fields["absent"]),
            framing=fields["framing"],
            # Older reports have neither of these.
            robustness=tuple(map(robustness_from_dict, fields.get("robustness", ()))),
            models=tuple(fields.get("models", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{where}: expected a report of inkread evaluate, got another file ({error}); evaluate again"
        ) from error


def _row(members: list[tuple[Evaluation, Score]]) -> Row:
    """Return the row of one set and charset over its bundles."""
    evaluation, first = members[0]
    figures = {
        metric: over_seeds([getattr(score, metric) for _, score in members], n=first.n) for metric in METRICS
    }
    return Row(evaluation.set, first.charset, first.n, evaluation.num_blank, figures, first.confusions)


def _figures(row: Row) -> dict[str, Any]:
    """Return a row as JSON-ready values."""
    figures = {metric: asdict(figure) for metric, figure in row.figures.items()}
    return {"set": row.set, "charset": row.charset, "n": row.n, **figures}


def _evaluation(item: Mapping[str, Any]) -> Evaluation:
    """Return one evaluation from its JSON."""
    scores = tuple(
        Score(**{**score, "interval": tuple(score["interval"]), "confusions": _confusions(score)})
        for score in item["scores"]
    )
    return Evaluation(**{**item, "scores": scores})


def _confusions(score: Mapping[str, Any]) -> tuple[Confusion, ...]:
    """Return a score's confusions from their JSON."""
    return tuple(Confusion(**confusion) for confusion in score["confusions"])
