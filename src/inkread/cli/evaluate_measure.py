"""What `inkread evaluate` was asked to measure, and the measuring: sets, how many images, spoilt how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkread.cli.progress import bars

if TYPE_CHECKING:
    from inkread.datasets.samples import Samples
    from inkread.evaluation.evaluate import Evaluation, Glyphs
    from inkread.evaluation.report import Report
    from inkread.evaluation.robustness import Robustness
    from inkread.recognition.reader import Reader

STANDARD = "standard"
SPOILT = ("mnist-c", "redrawn")  # suites on MNIST's test split
SUITES = (STANDARD, *SPOILT)
TABLE_IMAGES = 1000  # of a set for --robustness, where --limit does not say otherwise
SEED = 0  # of the framing check, of the choice of images, and of what is random in spoiling them


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command that say what to measure.

    Attributes:
        data: sets by name or path.
        split: of these sets.
        charsets: what may come out; empty for the usual ones that fit.
        suites: of `SUITES`.
        root: the folder that holds the suites' sets, or None for that of `inkread data fetch`.
        limit: images of each set, or None for all.
        check_framing: whether sets are told apart by their frame.
        robustness: whether the sets are read distorted, too.
    """

    data: Sequence[str] = ()
    split: str | None = None
    charsets: Sequence[str] = ()
    suites: Sequence[str] = ()
    root: Path | None = None
    limit: int | None = None
    check_framing: bool = False
    robustness: bool = False

    def command(self, names: list[str]) -> str:
        """Return what to type for the same figures of the bundles `names`, without this machine's folders."""
        words = ["inkread evaluate", *names]
        words += [f"--data {Path(source).name}" for source in self.data]
        words += [f"--suite {suite}" for suite in self.suites]
        words += [f"--split {self.split}"] if self.split else []
        words += [f"--charset {name}" for name in self.charsets]
        words += ["--robustness"] if self.robustness else []
        return " ".join([*words, *([f"--limit {self.limit}"] if self.limit else [])])


def measure(readers: "list[Reader]", asked: Asked) -> "Report":
    """Return the report on all bundles and sets; a set is framed once for each contract, not each bundle."""
    from inkread.evaluation.evaluate import evaluate_framed, frame_all
    from inkread.evaluation.report import Report, identity

    evaluations: list[Evaluation] = []
    absent: list[str] = []
    framed: list[tuple[Samples, Glyphs]] = []
    tables: list[Robustness] = []
    contracts = [reader.bundle.preprocess.contract for reader in readers]
    with bars() as tell:
        for name, samples in _sets(asked):
            if samples is None:
                absent.append(name)
                continue
            some = _some(samples, asked.limit)
            glyphs = {
                contract: frame_all(some, contract=contract, progress=partial(tell, some.name))
                for contract in dict.fromkeys(contracts)
            }
            evaluations += [
                evaluate_framed(reader, some, glyphs[contract], charsets=asked.charsets or None)
                for reader, contract in zip(readers, contracts, strict=True)
            ]
            framed += [(some, glyphs[contracts[0]])] if asked.check_framing else []
            tables += _table(readers, samples, asked)
    tables += _spoilt(readers, asked)
    return Report(
        command=asked.command([reader.bundle.name for reader in readers]),
        evaluations=tuple(evaluations),
        absent=tuple(absent),
        framing=_framing(framed),
        robustness=tuple(tables),
        models=tuple(map(identity, readers)),
    )


def _sets(asked: Asked) -> "Iterator[tuple[str, Samples | None]]":
    """Yield the sets asked for with their samples, None for one of the standard suite that is not there."""
    from inkread.datasets.fetch import data_home
    from inkread.datasets.sources import open_samples
    from inkread.evaluation.suites import standard_set, standard_suite

    root = asked.root or data_home()
    for name in asked.data:
        found = standard_set(name, root) if asked.split is None else None
        yield name, open_samples(name, split=asked.split) if found is None else found
    if STANDARD in asked.suites:
        for item, samples in standard_suite(root):
            yield item.name, samples


def _some(samples: "Samples", limit: int | None) -> "Samples":
    """Return at most `limit` of the samples, chosen at random by the seed, in their order."""
    import numpy as np

    if limit is None or limit >= len(samples):
        return samples
    return samples.take(np.sort(np.random.default_rng(SEED).permutation(len(samples))[:limit]))


def _table(readers: "list[Reader]", samples: "Samples", asked: Asked) -> "list[Robustness]":
    """Return the robustness table of one set, where it was asked for."""
    if not asked.robustness:
        return []
    from inkread.evaluation.distortion_table import distortion_table
    from inkread.evaluation.judge import JudgeOptions

    some = _some(samples, asked.limit or TABLE_IMAGES)
    charset = asked.charsets[0] if asked.charsets else None
    with bars() as tell:
        return [distortion_table(readers, some, JudgeOptions(charset, SEED, tell))]


def _spoilt(readers: "list[Reader]", asked: Asked) -> "list[Robustness]":
    """Return the suites on spoilt digits that were asked for."""
    wanted = [suite for suite in SPOILT if suite in asked.suites]
    if not wanted:
        return []
    from inkread.datasets.fetch import data_home
    from inkread.datasets.sources import open_samples
    from inkread.evaluation.judge import JudgeOptions
    from inkread.evaluation.mnist_c import mnist_c
    from inkread.evaluation.redrawn import redrawn

    samples = open_samples(str((asked.root or data_home()) / "mnist"), split="test")
    charset = asked.charsets[0] if asked.charsets else None
    with bars() as tell:
        options = JudgeOptions(charset, SEED, tell)
        judges = dict(zip(SPOILT, (mnist_c, redrawn), strict=True))
        return [judges[suite](readers, _some(samples, asked.limit), options) for suite in wanted]


def _framing(framed: "list[tuple[Samples, Glyphs]]") -> dict[str, Any]:
    """Return for each later set how well its frame tells it from the first one's."""
    if len(framed) < 2:
        return {}
    from inkread.evaluation.framing_check import check_framing

    checks: dict[str, Any] = {}
    with bars() as tell:
        for place, later in enumerate(framed[1:], start=1):
            found = check_framing(framed[0], later, seed=SEED)
            checks[f"{framed[0][0].name} and {later[0].name}"] = found.to_dict()
            tell("Checking the framing", place, len(framed) - 1)
    return checks
