"""What a study's figures mean, in sentences that hold for these figures and no others."""

from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry, StudyRun
from inkread.reporting.percent import percent

NEAR = 0.9  # of the best: a network this much cheaper for the same accuracy is worth naming


def conclusion(inquiry: StudyInquiry) -> str:
    """Return what the runs of a question say, chance taken into account."""
    first, best = inquiry.runs[0], inquiry.best
    n = first.curves.num_validation
    if best is first:
        rival = max(inquiry.runs[1:], key=lambda run: run.accuracy)
        lead = first.accuracy - rival.accuracy
        kind = "more than" if lead > inquiry.margin(rival) else "no more than"
        return (
            f"Nothing here did better than “{first.name}” ({percent(first.accuracy)})."
            f" The next, “{rival.name}”, lies {points(lead)} below:"
            f" {kind} chance explains among {n:,} validation images."
        )
    gain, margin = best.accuracy - first.accuracy, inquiry.margin(best)
    if gain > margin:
        return (
            f"“{best.name}” did best: {percent(best.accuracy)}, {points(gain)} above “{first.name}”."
            f" That is more than chance explains among {n:,} validation images (± {points(margin)})."
        )
    return (
        f"“{best.name}” came out first with {percent(best.accuracy)}, {points(gain)} above “{first.name}”,"
        f" but among {n:,} validation images chance alone makes ± {points(margin)}:"
        f" these runs do not part them."
    )


def merits(inquiry: StudyInquiry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the merits and the demerits of the later runs of a question against the first, as measured."""
    first = inquiry.runs[0]
    good: list[str] = []
    bad: list[str] = []
    for run in inquiry.runs[1:]:
        gain, margin = run.accuracy - first.accuracy, inquiry.margin(run)
        if abs(gain) > margin:
            (good if gain > 0 else bad).append(
                f"{run.name}: {points(abs(gain))} {'more' if gain > 0 else 'less'} accuracy"
            )
        weights = run.num_parameters / first.num_parameters
        if weights < NEAR or weights > 1 / NEAR:
            (good if weights < 1 else bad).append(f"{run.name}: {_times(weights)} the weights")
        speed = run.rate / first.rate
        if speed < NEAR or speed > 1 / NEAR:
            (good if speed > 1 else bad).append(f"{run.name}: trains {_times(speed)} as fast")
    return tuple(good), tuple(bad)


def final_sentence(final: FinalModel) -> str:
    """Return the final model's test figure with its n and spread."""
    if final.deviation is None:
        return f"{percent(final.mean)} of {final.n:,} test images, read once (one seed)."
    return (
        f"{100 * final.mean:.2f} ± {100 * final.deviation:.2f} % of {final.n:,} test images, read once"
        f" (mean and standard deviation of {len(final.seeds)} seeds)."
    )


def together_sentence(final: FinalModel) -> str:
    """Return what the networks of all seeds reach together; empty where there is one seed."""
    if final.together is None:
        return ""
    return (
        f"The {len(final.seeds)} networks together, the mean of their logits: {percent(final.together)} of"
        f" the same test images, for {len(final.seeds)} times the arithmetic; one figure, without a spread."
    )


def choice_sentence(contest: StudyInquiry, final: FinalModel) -> str:
    """Return among which networks the final model was chosen; empty where there was no choice."""
    if len(contest.runs) < 2:
        return ""
    reached = "; ".join(f"{run.name} {percent(run.accuracy)}" for run in contest.runs)
    return (
        f"Chosen by the validation images among networks given the same time, from seed {final.seeds[0]}:"
        f" {reached}."
    )


def parts_sentence(facts: StudyFacts) -> str:
    """Return how many images did what, and what a held-out figure does not promise."""
    told = (
        f"{facts.num_training:,} images trained, {facts.num_validation:,} chose, {facts.num_test:,} tested;"
        f" {facts.num_leaks:,} training images were left out because a held-out image shows the same writing."
    )
    if not facts.shared_writers:
        return told
    return (
        f"{told} The set's writers are too few, or too uneven, to be kept apart: some are in several parts,"
        " and new ones will be read less well than these figures say."
    )


def verdict_row(question: str, run: StudyRun) -> tuple[str, str, str, str]:
    """Return a run's place in the table of verdicts."""
    found = run.diagnosis
    return question, run.name, found.verdict, found.sentence


def points(share: float) -> str:
    """Return a difference of accuracies in percentage points.

    Example:
        >>> points(0.0123)
        '1.23 points'
    """
    return f"{100 * share:.2f} points"


def _times(factor: float) -> str:
    """Return a factor in words.

    Example:
        >>> _times(0.5), _times(2.4), _times(31.0)
        ('0.50 times', '2.4 times', '31 times')
    """
    digits = 2 if factor < 1 else 1 if factor < 10 else 0
    return f"{factor:.{digits}f} times"
