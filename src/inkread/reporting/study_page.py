"""The report of a study: one page on which every sentence rests on a figure measured for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inkread.evaluation.exploration import Exploration
from inkread.evaluation.scaling_result import ScalingResult
from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry
from inkread.reporting.explore_page import explore_page
from inkread.reporting.explore_pictures import Pictures
from inkread.reporting.figures import Curve, confusion, curves, intervals
from inkread.reporting.page import Block, Callout, Code, Figure, Page, Paragraph, Section, Table
from inkread.reporting.percent import percent
from inkread.reporting.scaling_section import scaling_section
from inkread.reporting.study_runs import runs_table
from inkread.reporting.study_words import (
    choice_sentence,
    conclusion,
    final_sentence,
    merits,
    parts_sentence,
    together_sentence,
    verdict_row,
)
from inkread.reporting.style import Words
from inkread.reporting.workflow import workflow

LEFT_OUT = ("How to repeat", "Samples")  # of the page about the data: the study has its own
PROTOCOL = (
    "Everything was chosen on validation images; the weights are always those of the last epoch, never the"
    " best's. Runs of one question were shown the same number of images, so that the network is compared, not"
    " the clock; only the networks that the final model was chosen among were each given the same time. The"
    " test images were opened after the last training and read once."
)


@dataclass(frozen=True, slots=True)
class StudyParts:
    """What the page is made of.

    Attributes:
        facts: what was studied.
        exploration: of the data, and its pictures.
        scaling: the experiment on the scale of pixels.
        inquiries: the questions, answered.
        crossval: sections of the cross-validation.
        final: the final model.
    """

    facts: StudyFacts
    exploration: tuple[Exploration, Pictures]
    scaling: ScalingResult
    inquiries: Sequence[StudyInquiry]
    crossval: Sequence[Section]
    final: FinalModel


def study_page(parts: StudyParts) -> Page:
    """Return the report."""
    facts, final = parts.facts, parts.final
    data = explore_page(*parts.exploration, command=f"inkread data explore {facts.source.partition(':')[0]}")
    sections = (
        _conclusions(parts),
        Section("How it was done", (workflow(facts, parts.inquiries), Paragraph(PROTOCOL)), "workflow"),
        *(section for section in data.sections if section.title not in LEFT_OUT),
        scaling_section(parts.scaling),
        *(_inquiry(one) for one in parts.inquiries),
        _depth(parts.inquiries),
        *(replace(one, title=f"Cross-validation: {one.title}", slug="") for one in parts.crossval),
        _verdicts(parts.inquiries),
        _final(parts.inquiries[-1], final),
        _repeat(facts, final),
    )
    summary = f"{final.name}: {final_sentence(final)}"
    return Page(f"A study of {facts.source}", summary, sections)


def _conclusions(parts: StudyParts) -> Section:
    """Return what the hurried reader should know."""
    blocks: list[Block] = [Callout(f"{parts.final.name}: {final_sentence(parts.final)}", "good")]
    blocks += [Paragraph(f"{one.question} {conclusion(one)}") for one in parts.inquiries]
    return Section("Conclusions", tuple(blocks), "conclusions")


def _inquiry(inquiry: StudyInquiry) -> Section:
    """Return a question with its runs' curves, bars and table."""
    runs = inquiry.runs
    blocks: list[Block] = [Callout(conclusion(inquiry)), _curves(inquiry)]
    names = [run.name for run in runs]
    accuracies = 100.0 * np.array([run.accuracy for run in runs])
    margins = 100.0 * np.array([inquiry.margin(run) / np.sqrt(2.0) for run in runs])
    words = Words(
        "Validation accuracy after the last epoch, each with the interval that chance alone would leave it in"
        " 95 times of 100.",
        "; ".join(f"{name} {accuracy:.2f} %" for name, accuracy in zip(names, accuracies, strict=True)),
        "",
        "validation accuracy, %",
    )
    blocks.append(intervals(names, accuracies, margins, words))
    blocks.append(runs_table(inquiry))
    return Section(inquiry.question, tuple(blocks), inquiry.slug)


def _curves(inquiry: StudyInquiry) -> Figure:
    """Return validation accuracy by epoch, a line a run."""
    lines = [
        Curve(run.name, np.arange(1, len(run.curves) + 1), 100.0 * run.curves.validation_accuracy)
        for run in inquiry.runs
    ]
    best = inquiry.best
    words = Words(
        "Validation accuracy, epoch by epoch.",
        f"The last epoch's best is {best.name} with {percent(best.accuracy)}.",
        "epoch",
        "validation accuracy, %",
    )
    return curves(lines, words)


def _depth(inquiries: Sequence[StudyInquiry]) -> Section:
    """Return the merits and demerits of depth and of filters, as measured here."""
    blocks: list[Block] = []
    for inquiry in inquiries:
        if inquiry.slug not in ("depth", "filters"):
            continue
        good, bad = merits(inquiry)
        first = inquiry.runs[0].name
        length = max(len(good), len(bad), 1)
        padded = [side + ("",) * (length - len(side)) for side in (good or ("none",), bad or ("none",))]
        blocks.append(
            Table(("merits", "demerits"), tuple(zip(*padded, strict=True)), f"Against {first}, as measured")
        )
    return Section("Merits and demerits of depth", tuple(blocks), "merits")


def _verdicts(inquiries: Sequence[StudyInquiry]) -> Section:
    """Return the diagnosis of every run."""
    rows = tuple(verdict_row(inquiry.question, run) for inquiry in inquiries for run in inquiry.runs)
    table = Table(("question", "run", "verdict", "why"), rows, "Over-, under- or well-fitted")
    return Section("Diagnosis of every run", (table,), "diagnosis")


def _final(contest: StudyInquiry, final: FinalModel) -> Section:
    """Return the final model's figures."""
    rows = tuple(
        (seed, percent(validation), percent(test))
        for seed, validation, test in zip(final.seeds, final.validation, final.test, strict=True)
    )
    words = Words(
        "Confusion matrix of the first seed on the test images: rows are true, columns what was read; the"
        " stronger the colour, the larger the share of its row.",
        f"{int(np.trace(final.confusion_matrix)):,} of {final.n:,} test images lie on the diagonal.",
        "read as",
        "true",
    )
    said = [one for one in (choice_sentence(contest, final), together_sentence(final)) if one]
    blocks: tuple[Block, ...] = (
        Callout(final_sentence(final), "good"),
        *(Paragraph(one) for one in said),
        Table(("seed", "validation", "test"), rows, f"{final.name}, trained from each seed"),
        Paragraph(
            f"The truth is among the two most probable in {percent(final.top_2)}. Expected calibration error:"
            f" {percent(final.ece)} (15 bins)."
        ),
        confusion(final.confusion_matrix, final.graphemes, words),
    )
    return Section("The final model", blocks, "final")


def _repeat(facts: StudyFacts, final: FinalModel) -> Section:
    """Return how to do it again, and how to use what came out."""
    text = (
        f"{parts_sentence(facts)} The budget was {facts.minutes:g} min, the seed {facts.seed}. With another"
        " budget, or on another machine, runs are longer or shorter, and figures differ."
    )
    best = f"final-seed-{final.seeds[0]}" if final.together is None else "final-together"
    read = f"inkread read --bundle …/runs/{best}/bundle photo.jpg"
    return Section("How to repeat it", (Paragraph(text), Code(f"{facts.command}\n{read}")), "repeat")
