"""The page of a search: what is best, what matters, and how every trial fared."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from inkread.evaluation.search_result import Search, Trial, Value, setting_text
from inkread.reporting.figures import bars
from inkread.reporting.page import Block, Callout, Code, Page, Paragraph, Section, Table
from inkread.reporting.percent import percent
from inkread.reporting.style import DASHES, INK, SERIES, Words, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from inkread.reporting.page import Figure

STATES = {"complete": "trained to the end", "pruned": "ended early", "failed": "failed"}
LOG_SPAN = 20.0  # greatest ÷ least value from which a setting is drawn on a logarithmic axis
FAINT = 0.25
CHOSEN_BY = (
    "Settings were chosen by the accuracy on validation images after the last epoch. The best of many trials"
    " looks a little better than it is, because it was chosen for it: train it once more with other seeds,"
    " then read the test part once."
)


def tune_page(search: Search) -> Page:
    """Return the page of a search."""
    complete = [trial for trial in search.trials if trial.state == "complete"]
    sections = [Section("The best settings", tuple(_best(search)), "best")]
    if complete:
        sections.append(Section("How the search went", (_history(search.trials),), "history"))
    if search.importance:
        sections.append(Section("Which settings matter", tuple(_importance(search)), "importance"))
    if len(complete) > 1:
        sections.append(Section("Settings and accuracy", (_coordinates(complete),), "coordinates"))
    sections.append(Section("All trials", (_table(search),), "trials"))
    return Page(f"Search for the settings of {search.recipe}", _summary(search), tuple(sections))


def _summary(search: Search) -> str:
    """Return the whole in two sentences."""
    counts = [sum(trial.state == state for trial in search.trials) for state in STATES]
    told = ", ".join(f"{num} {words}" for num, words in zip(counts, STATES.values(), strict=True) if num)
    if search.best is None or search.best.accuracy is None:
        return f"{len(search.trials)} trials: {told or 'none yet'}. None was trained to the end."
    best = percent(search.best.accuracy)
    return f"{len(search.trials)} trials: {told}. The best reached {best} on validation."


def _best(search: Search) -> list[Block]:
    """Return the best settings and how to train with them."""
    if search.best is None:
        return [Callout("No trial was trained to the end yet: run more of them.", "warning")]
    rows = tuple((name, _short(value)) for name, value in search.best.settings.items())
    return [
        Table(("setting", "value"), rows, f"Settings of trial {search.best.number}"),
        Code(f"inkread train {search.command()} --data …"),
        Paragraph(CHOSEN_BY),
    ]


def _history(trials: Sequence[Trial]) -> "Figure":
    """Return each trial's accuracy in the order of trials, with the best so far."""
    known = [trial for trial in trials if trial.accuracy is not None]
    complete = [trial for trial in known if trial.state == "complete"]
    best = np.maximum.accumulate([100.0 * (trial.accuracy or 0.0) for trial in complete])

    def paint(axes: "Axes") -> None:
        for place, (state, mark) in enumerate((("complete", "o"), ("pruned", "x"), ("failed", "v"))):
            chosen = [trial for trial in known if trial.state == state]
            if chosen:
                heights = [100.0 * (trial.accuracy or 0.0) for trial in chosen]
                numbers = [trial.number for trial in chosen]
                axes.scatter(numbers, heights, label=STATES[state], color=SERIES[place], marker=mark, s=28)
        numbers = [trial.number for trial in complete]
        axes.step(numbers, best, where="post", color=INK, linestyle=DASHES[1], label="best so far")
        axes.locator_params(axis="x", integer=True)
        axes.legend()

    words = Words(
        "Validation accuracy of each trial, after the last epoch that it trained.",
        f"{len(complete)} trials were trained to the end; the best reached {best[-1]:.2f} %.",
        "trial",
        "validation accuracy, %",
    )
    return draw(paint, words)


def _importance(search: Search) -> list[Block]:
    """Return the settings' importance."""
    names = list(search.importance)
    shares = [100.0 * search.importance[name] for name in names]
    words = Words(
        "Share of the spread between trials that each setting explains (fANOVA, Hutter et al. 2014).",
        "; ".join(f"{name} {share:.0f} %" for name, share in zip(names, shares, strict=True)),
        "setting",
        "share, %",
    )
    return [bars(names, shares, words)]


def _coordinates(trials: Sequence[Trial]) -> "Figure":
    """Return parallel coordinates: a line a trial through its settings to its accuracy."""
    names = list(trials[0].settings)
    columns = [_scaled([trial.settings[name] for trial in trials]) for name in names]
    accuracies = np.array([trial.accuracy or 0.0 for trial in trials])
    places = np.stack([*(column for column, _ in columns), _unit(accuracies)], axis=1)
    best = int(accuracies.argmax())
    ends = [ends for _, ends in columns] + [(percent(accuracies.min()), percent(accuracies.max()))]
    across = np.arange(len(names) + 1)

    def paint(axes: "Axes") -> None:
        for row, line in enumerate(places):
            is_best = row == best
            opacity = 1.0 if is_best else FAINT + 0.5 * float(line[-1])
            width = 2.6 if is_best else 1.1
            colour, above = SERIES[int(is_best)], 2 + int(is_best)  # no other line runs over the best
            axes.plot(across, line, color=colour, alpha=opacity, linewidth=width, zorder=above)
        axes.set_xticks(across, [*names, "accuracy"], rotation=20, ha="right")
        axes.set_yticks([])
        axes.set_ylim(-0.15, 1.15)
        axes.spines["left"].set_visible(False)
        axes.grid(visible=True, axis="x")
        for place, (low, high) in enumerate(ends):
            axes.annotate(low, (place, -0.02), ha="center", va="top", fontsize=8)
            axes.annotate(high, (place, 1.02), ha="center", va="bottom", fontsize=8)

    words = Words(
        "Each line is a trial, from its settings to its accuracy; the thick one is the best.",
        f"Parallel coordinates of {len(trials)} trials over {', '.join(names)} and validation accuracy.",
    )
    return draw(paint, words, height=3.8)


def _scaled(values: Sequence[Value]) -> tuple[np.ndarray, tuple[str, str]]:
    """Return where the values of a setting lie on its axis, 0-1, and the names of both ends."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < len(values):
        kinds = sorted({setting_text(value) for value in values})
        places = [kinds.index(setting_text(value)) for value in values]
        return _unit(np.array(places, float)), (kinds[0], kinds[-1])
    array = np.array(numbers, float)
    ends = (f"{array.min():.3g}", f"{array.max():.3g}")
    if array.min() > 0 and array.max() / array.min() >= LOG_SPAN:
        array = np.log(array)
    return _unit(array), ends


def _unit(values: np.ndarray) -> np.ndarray:
    """Return values moved and stretched to 0-1; all 0.5 where they are the same."""
    span = values.max() - values.min()
    return np.full_like(values, 0.5, dtype=float) if span == 0 else (values - values.min()) / span


def _table(search: Search) -> Table:
    """Return every trial with its settings, best first."""
    names = list(dict.fromkeys(name for trial in search.trials for name in trial.settings))
    ranked = sorted(search.trials, key=lambda trial: (-(trial.accuracy or 0.0), trial.number))
    rows = tuple(
        (
            trial.number,
            STATES[trial.state],
            None if trial.accuracy is None else percent(trial.accuracy),
            trial.seconds,
            *(_short(trial.settings.get(name)) for name in names),
        )
        for trial in ranked
    )
    return Table(("trial", "state", "accuracy", "seconds", *names), rows, "Every trial, best first")


def _short(value: Value) -> str:
    """Return a setting in few digits."""
    return f"{value:.3g}" if isinstance(value, float) else setting_text(value)
