"""What the documentation says of finished studies: charts, tables and sentences, made from their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

import numpy as np

from inkread.evaluation.study_record import StudyRecord
from inkread.evaluation.study_result import StudyInquiry
from inkread.evaluation.validation_processes import KChoice, KScore, Process
from inkread.reporting.figures import Curve, curves, scatter
from inkread.reporting.page import Block, Callout, Figure, Paragraph, Table
from inkread.reporting.percent import percent
from inkread.reporting.scaling_section import scaling_section
from inkread.reporting.study_runs import runs_table
from inkread.reporting.study_words import conclusion, final_sentence, merits
from inkread.reporting.style import Words
from inkread.reporting.validation_sections import ways_to_validate, which_k

TITLES = {
    "mnist": "MNIST",
    "az": "EMNIST's capitals in the form of the A–Z CSV",
    "digits": "scikit-learn's digits",
}
"""Studies in the order in which a page tells of them."""

HALVES = np.sqrt(2.0)  # a margin is of a difference; each of the two has its share


def made_of(study: StudyRecord) -> str:
    """Return what a study was made of, and the command to repeat it."""
    facts = study.facts
    cores = study.environment.get("cpus", "?")
    return (
        f"`{facts.command}` on {cores} cores: {facts.num_training:,} images train,"
        f" {facts.num_validation:,} others choose."
    )


def scaling(study: StudyRecord) -> list[Block]:
    """Return what the scale of the pixels did; why, the page says itself."""
    return list(scaling_section(study.scaling).blocks[:-1])


def question(study: StudyRecord, slug: str) -> list[Block]:
    """Return the answer to one question of a study.

    Raises:
        StopIteration: when the study did not ask it.
    """
    inquiry = next(one for one in study.inquiries if one.slug == slug)
    charts = [_by_depth(inquiry), _cost(inquiry)] if slug == "depth" else [_cost(inquiry)]
    return [Callout(conclusion(inquiry)), *charts, runs_table(inquiry), *_merits(inquiry)]


def finals(studies: Mapping[str, StudyRecord]) -> list[Block]:
    """Return the models that the studies ended with, a row each."""
    rows = tuple(
        (
            TITLES.get(name, name),
            study.final.name,
            final_sentence(study.final),
            "none" if study.final.together is None else percent(study.final.together),
            f"{100 * study.folds.mean:.2f} ± {100 * study.folds.deviation:.2f} % of {study.folds.n:,},"
            f" {len(study.folds.accuracies)} folds ({study.folds.recipe})",
            f"`{study.facts.command}`",
        )
        for name, study in studies.items()
    )
    header = ("set", "final model", "test", "seeds together", "cross-validation", "command")
    return [Table(header, rows, "The models that the studies ended with, chosen on validation images:")]


def best_k(folds: Mapping[str, Any]) -> list[Block]:
    """Return which K is best by a cross-validation's record."""
    choice = folds["choose_k"]
    scores = tuple(KScore(**score | {"means": tuple(score["means"])}) for score in choice["scores"])
    made = KChoice(choice["best"], scores, choice["margin"], tuple(choice["why"]))
    said = f"`{folds['command']}`: {folds['n']:,} images, seed {folds['seed']}."
    return [Paragraph(said), *which_k(made).blocks]


def processes(folds: Mapping[str, Any]) -> list[Block]:
    """Return the ways to validate side by side, by a cross-validation's record."""
    made = [Process(**item | {"interval": tuple(item["interval"])}) for item in folds["processes"]]
    return list(ways_to_validate(made).blocks)


OF_STUDY: dict[str, Callable[[StudyRecord], Sequence[Block]]] = {
    "scaling": scaling,
    "depth": partial(question, slug="depth"),
    "filters": partial(question, slug="filters"),
}
OF_STUDIES: dict[str, Callable[[Mapping[str, StudyRecord]], Sequence[Block]]] = {"finals": finals}
OF_FOLDS: dict[str, Callable[[Mapping[str, Any]], Sequence[Block]]] = {
    "best-k": best_k,
    "processes": processes,
}
"""Blocks by name: of each study, of all of them together, of the cross-validation that chose K."""


def _by_depth(inquiry: StudyInquiry) -> Figure:
    """Return validation accuracy by the number of convolutions, in its band of chance."""
    values = 100.0 * np.array([run.accuracy for run in inquiry.runs])
    margins = 100.0 * np.array([inquiry.margin(run) / HALVES for run in inquiry.runs])
    depths = np.arange(1, len(values) + 1)
    told = "; ".join(f"{run.name} {percent(run.accuracy)}" for run in inquiry.runs)
    words = Words(
        "Validation accuracy by depth; the band holds 95 % of what chance does to each.",
        told,
        "convolutions",
        "validation accuracy, %",
    )
    return curves([Curve("accuracy", depths, values, values - margins, values + margins)], words)


def _cost(inquiry: StudyInquiry) -> Figure:
    """Return accuracy against the pace of training."""
    rates = np.array([run.rate for run in inquiry.runs])
    values = 100.0 * np.array([run.accuracy for run in inquiry.runs])
    told = "; ".join(f"{run.name} {run.rate:,.0f} images a second" for run in inquiry.runs)
    words = Words(
        "What it costs: to the right is fast, above is accurate.",
        told,
        "images trained on a second",
        "validation accuracy, %",
    )
    names = [[run.name for run in inquiry.runs]]
    return scatter([("", rates, values)], words, names=names)


def _merits(inquiry: StudyInquiry) -> list[Block]:
    """Return merits and demerits against the first run, as measured."""
    sides = merits(inquiry)
    rows = tuple(zip_longest(*sides, fillvalue=""))
    caption = f"Against “{inquiry.runs[0].name}”, as measured:"
    return [Table(("merits", "demerits"), rows, caption)] if rows else []
