"""What `compare` is given: run folders and bundles, and the images that all of them are judged on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inkread.bundle import Bundle
from inkread.errors import DataError
from inkread.evaluation.curves import CONFIG, read_config
from inkread.training.held_out import HeldOut, held_out
from inkread.training.material import Progress

BUNDLE = "bundle"  # the folder of a run that holds one


@dataclass(frozen=True, slots=True)
class Contestant:
    """A run or a bundle.

    Attributes:
        name: what tables call it.
        bundle: opened.
        sources: what the run was trained on, or None of a bundle, which does not say.
        num_validation: the run's validation images, or None.
        extra: sets that trained the run whole.
    """

    name: str
    bundle: Bundle
    sources: tuple[str, ...] | None = None
    num_validation: int | None = None
    extra: tuple[str, ...] = ()


def open_contestants(runs: Sequence[str]) -> tuple[Contestant, ...]:
    """Return the runs and bundles of these names.

    Raises:
        BundleError: when one is neither.
        DataError: when a run is not finished, fewer than two were named, or one twice.
    """
    if len(runs) < 2 or len(set(runs)) < len(runs):
        raise DataError(f"expected two different runs or more, got {', '.join(runs)}; name another")
    last = [Path(run).name for run in runs]
    names = [name if last.count(name) == 1 else run for name, run in zip(last, runs, strict=True)]
    return tuple(_open(name, run) for name, run in zip(names, runs, strict=True))


def shared_images(
    contestants: Sequence[Contestant],
    data: Sequence[str],
    *,
    whole: bool = False,
    progress: Progress | None = None,
) -> HeldOut:
    """Return the images that all contestants are judged on: validation images that no run was trained on.

    Args:
        contestants: runs and bundles.
        data: `SOURCE` or `SOURCE:SPLIT` each; none takes the runs' own, which must be the same.
        whole: all of the images of `data`, not their validation part alone.
        progress: called now and then.

    Raises:
        DataError: when the runs do not share their validation images, or one was trained on those of `data`.
    """
    _refuse_trained_on(contestants, data, whole=whole)
    sources = tuple(data) or _own_sources(contestants)
    images = held_out(sources, whole=whole, progress=progress)
    for contestant in contestants:
        if not data and contestant.num_validation != len(images.labels):
            raise DataError(
                f"{contestant.name}: expected its {contestant.num_validation} validation images, got"
                f" {len(images.labels)} from {', '.join(sources)}; has the data changed since?"
            )
    return images


def _open(name: str, run: str) -> Contestant:
    """Return one run or bundle."""
    folder = Path(run)
    if not (folder / CONFIG).is_file():
        return Contestant(name, Bundle.open(run))
    if not (folder / BUNDLE).is_dir():
        raise DataError(f"{run}: expected a finished run, got one without a bundle; resume it first")
    config = read_config(folder)
    sources = tuple(map(str, config["sources"]))
    extra = tuple(map(str, config.get("extra", ())))
    return Contestant(name, Bundle.open(folder / BUNDLE), sources, int(config["num_validation"]), extra)


def _own_sources(contestants: Sequence[Contestant]) -> tuple[str, ...]:
    """Return the sources that all runs were trained on."""
    for contestant in contestants:
        if contestant.sources is None:
            raise DataError(
                f"{contestant.name}: expected a run folder, which names its data, got a bundle; name --data"
            )
    first = contestants[0]
    for other in contestants[1:]:
        if set(other.sources or ()) != set(first.sources or ()):
            raise DataError(
                f"expected runs that share their validation images, got {first.name} of"
                f" {', '.join(first.sources or ())} and {other.name} of {', '.join(other.sources or ())};"
                " name --data to judge both on"
            )
    return first.sources or ()


def _refuse_trained_on(contestants: Sequence[Contestant], data: Sequence[str], *, whole: bool) -> None:
    """Refuse images that a run may have been trained on."""
    if whole and not data:
        raise DataError("expected --data with --whole, got none; name a set that no run was trained on")
    for contestant in contestants:
        for source in data:
            for own in (*(contestant.sources or ()), *contestant.extra):
                # Of the very same source the validation part is parted alike, and was left out of training.
                is_left_out = source == own and own not in contestant.extra and not whole
                if _may_overlap(source, own) and not is_left_out:
                    way = (
                        "another set"
                        if own in contestant.extra
                        else f"{own} without --whole, to judge on its validation part"
                    )
                    raise DataError(
                        f"{contestant.name}: expected images that it was not trained on, got {source} and it"
                        f" was trained on {own}; name {way}"
                    )


def _may_overlap(one: str, other: str) -> bool:
    """Return whether two sources may hold the same images: one set, and not two of its splits.

    Example:
        >>> _may_overlap("mnist", "mnist:train"), _may_overlap("mnist:test", "mnist:train")
        (True, False)
    """
    (name, split), (other_name, other_split) = _parts(one), _parts(other)
    return name == other_name and (not split or not other_split or split == other_split)


def _parts(source: str) -> tuple[str, str]:
    """Return the set of a source and its split, empty where none is named."""
    name, colon, split = source.rpartition(":")
    return (name, split) if colon and split.isalnum() else (source, "")
