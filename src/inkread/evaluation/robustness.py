"""What is left of a reader's accuracy when images are spoilt: counts of every trial, exact and mergeable."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from inkread.evaluation.intervals import Figure, over_seeds

Road = Literal["right", "straight", "refused", "misread"]
"""A count of `Counts` by its name."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one reader made of the images of one trial.

    Attributes:
        right: its first candidate is the truth, as `inkread read` gives it; an image without ink is wrong.
        refused: it said that this is no character to read, whatever its first candidate.
        misread: its first candidate is wrong, and it did not say so.
        straight: right when the image went straight into the network, past the preprocessing; None where
            the images are not of the network's size.
    """

    right: int
    refused: int
    misread: int
    straight: int | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The same images spoilt in one way.

    Attributes:
        kind: the way, such as `fog` or `rotation`.
        strength: how much, in the kind's unit; None where a kind has but one.
        n: images.
        runs: one for each reader: the same recipe with other seeds.
    """

    kind: str
    strength: float | None
    n: int
    runs: tuple[Counts, ...]

    def figure(self, road: Road) -> Figure | None:
        """Return a count as a share of the images, over the readers; None where it was not taken."""
        counts = [getattr(run, road) for run in self.runs]
        return None if None in counts else over_seeds([count / self.n for count in counts], n=self.n)

    @property
    def accuracy(self) -> Figure:
        """The share read right, as `inkread read` reads."""
        return over_seeds([run.right / self.n for run in self.runs], n=self.n)

    @property
    def percents(self) -> tuple[str, ...]:
        """Read right, refused, misread, and by the network alone where that was counted; per cent."""
        roads: tuple[Road, ...] = ("right", "refused", "misread", "straight")
        return tuple(figure.percent for figure in map(self.figure, roads) if figure is not None)

    @property
    def name(self) -> str:
        """The kind with its strength."""
        return self.kind if self.strength is None else f"{self.kind} {self.strength:g}"


@dataclass(frozen=True, slots=True)
class Robustness:
    """One set, as it is and spoilt in many ways.

    Attributes:
        suite: `mnist-c`, `redrawn` or `distortions`.
        set: the set's name.
        charset: what might come out, as `--charset` takes it.
        n: images; in every trial the same.
        seed: of the choice of images and of all that is random in spoiling them.
        plain: the images as they are.
        trials: the images spoilt, in the order of the suite.
    """

    suite: str
    set: str
    charset: str
    n: int
    seed: int
    plain: Trial
    trials: tuple[Trial, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ways of spoiling, in order, each once."""
        return tuple(dict.fromkeys(trial.kind for trial in self.trials))

    @property
    def graded(self) -> bool:
        """Whether kinds come in strengths; then a mean over the trials means nothing."""
        return any(trial.strength is not None for trial in self.trials)

    @property
    def straight(self) -> bool:
        """Whether the network alone was asked, too."""
        return all(run.straight is not None for trial in self.trials for run in trial.runs)

    def of(self, kind: str) -> tuple[Trial, ...]:
        """Return the trials of one kind, in the order of their strengths."""
        return tuple(trial for trial in self.trials if trial.kind == kind)

    def mean(self, road: Road = "right") -> Figure | None:
        """Return the mean of all trials' shares, over the readers; None where that means nothing."""
        runs = zip(*(trial.runs for trial in self.trials), strict=True)
        counts = [[getattr(counts, road) for counts in run] for run in runs]
        if self.graded or any(None in run for run in counts):
            return None
        return over_seeds([sum(run) / (self.n * len(self.trials)) for run in counts], n=self.n)

    def worst(self) -> Trial:
        """Return the trial with the fewest right answers, over the readers."""
        return min(self.trials, key=lambda trial: trial.accuracy.mean)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready values, the shares beside their counts."""
        return {**asdict(self), "mean": _summary(self.mean()), "worst": self.worst().name}


def robustness_from_dict(fields: Mapping[str, Any]) -> Robustness:
    """Return what `to_dict` wrote.

    Raises:
        KeyError: when a field is missing.
        TypeError: when one is of another form.
    """
    kept = {name: fields[name] for name in ("suite", "set", "charset", "n", "seed")}
    return Robustness(**kept, plain=_trial(fields["plain"]), trials=tuple(map(_trial, fields["trials"])))


def _trial(fields: Mapping[str, Any]) -> Trial:
    """Return a trial from its JSON."""
    return Trial(**{**fields, "runs": tuple(Counts(**counts) for counts in fields["runs"])})


def _summary(figure: Figure | None) -> dict[str, Any] | None:
    """Return a figure as JSON-ready values."""
    return None if figure is None else asdict(figure)
