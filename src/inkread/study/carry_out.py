"""A study carried out: data, scaling, one question after another, cross-validation, the final model."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from inkread import atomic
from inkread.datasets.explore.opened import open_parts
from inkread.errors import TrainingError
from inkread.evaluation.curves import read_curves
from inkread.evaluation.exploration import Exploration
from inkread.evaluation.scaling_result import ScalingResult, ScalingRun
from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry, StudyRun
from inkread.reporting.explore_pictures import Pictures
from inkread.study.budget import Rates, fit_each_to, fit_to, measure_rates
from inkread.study.crossval.folder import CONFIG as CROSSVAL_CONFIG
from inkread.study.crossval.options import CrossvalOptions
from inkread.study.crossval.options import Listener as CrossvalListener
from inkread.study.crossval.outcome import Outcome
from inkread.study.crossval.run import cross_validate
from inkread.study.explore import explore
from inkread.study.final_model import final_model
from inkread.study.inquiries import BASE, Experiment, Inquiry, usual_inquiries
from inkread.study.options import Listener, StudyOptions
from inkread.study.scaling import ScalingOptions, scaling_experiment
from inkread.study.steps import Record, Steps
from inkread.study.studied_set import StudiedSet, keep_material, kept_material, studied_set
from inkread.training.fit import train
from inkread.training.material import Material
from inkread.training.recipes import find_recipe
from inkread.training.run_folder import CONFIG, RunOptions

OPTIONS = "study.json"
SECONDS = 60.0  # of a minute
CROSSVAL_SHARE = 0.08  # of the time
SCALING = ScalingOptions(most_images=4000)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Everything that a study found.

    Attributes:
        facts: what it was made of.
        exploration: of the data, and its pictures.
        scaling: the experiment on the scale of pixels.
        inquiries: the questions, in order.
        crossval: of the base recipe.
        final: the model it ends with.
    """

    facts: StudyFacts
    exploration: tuple[Exploration, Pictures]
    scaling: ScalingResult
    inquiries: tuple[StudyInquiry, ...]
    crossval: Outcome
    final: FinalModel


def carry_out(options: StudyOptions, listener: Listener, *, command: str) -> Study:
    """Return the study, its steps and runs kept in its folder.

    Killed at any moment and resumed it gives the same figures: how long each run trains was measured once,
    and is kept.

    Raises:
        TrainingError: when the folder holds another study, or there is none to resume.
        DataError: when the set cannot be opened.
    """
    _claim(options)
    chosen = studied_set(options.source)
    listener.saying("Looking at the data")
    exploration = explore(options.source, seed=options.seed, progress=listener.progress)
    material = _material(chosen, options.folder / "material", listener)
    steps = Steps(options.folder / "steps")
    scaling = _scaling(chosen, steps, listener)
    *questions, contest = usual_inquiries()
    inquiries = (*questions, _without_seeds(contest, options.final_seeds))
    rates = _rates(inquiries, material, steps, listener)
    answered = [_answer(one, (options, rates), material, steps, listener) for one in inquiries]
    crossval = _crossval(chosen, options, rates, material, listener)
    listener.saying("Training the final model")
    best = answered[-1].runs.index(answered[-1].best)
    final = final_model(
        _fitted(inquiries[-1], options, rates, material)[best],
        _run_folder(options, inquiries[-1], best),
        study=(options, chosen, material),
        listener=listener,
    )
    facts = _facts(chosen, options, material, num_test=final.n, command=command)
    return Study(facts, exploration, scaling, tuple(answered), crossval, final)


def _facts(
    chosen: StudiedSet, options: StudyOptions, material: Material, *, num_test: int, command: str
) -> StudyFacts:
    """Return what the study was made of."""
    return StudyFacts(
        chosen.training_source.replace(chosen.source, options.name or chosen.source, 1),
        options.minutes,
        options.seed,
        len(material.labels),
        len(material.validation_labels),
        num_test,
        material.num_leaks,
        command,
        bool(material.shared_writers),
    )


def _claim(options: StudyOptions) -> None:
    """Make the folder ready, or find the study in it that is to be gone on with."""
    path = options.folder / OPTIONS
    wanted = options.deciding()
    if path.is_file():
        if not options.resume:
            raise TrainingError(
                f"{options.folder}: expected a new folder, got one with a study in it;"
                " resume it, or name another"
            )
        began = json.loads(path.read_text("utf-8"))
        other = [key for key, value in wanted.items() if began.get(key) != value]
        if other:
            raise TrainingError(
                f"{options.folder}: expected {other[0]} {began.get(other[0])!r} as the study began,"
                f" got {wanted[other[0]]!r}; ask for the same, or start a new study"
            )
        return
    if options.resume:
        raise TrainingError(
            f"{options.folder}: expected a study to go on with, got none;"
            " check the name, or start without resume"
        )
    options.folder.mkdir(parents=True, exist_ok=True)
    atomic.write_text(path, json.dumps(wanted, indent=1, ensure_ascii=False) + "\n")


def _material(chosen: StudiedSet, folder: Path, listener: Listener) -> Material:
    """Return the framed images, kept from an earlier start where they are there."""
    kept = kept_material(folder)
    if kept is not None:
        return kept
    listener.saying("Framing the images, and looking for copies of test images among them")
    keep_material(chosen.gather(listener.progress), folder)
    material = kept_material(folder)
    if material is None:
        raise TrainingError(f"{folder}: expected the images just written, got none; is the disk sound?")
    return material


def _scaling(chosen: StudiedSet, steps: Steps, listener: Listener) -> ScalingResult:
    """Return the experiment on the scale of pixels."""

    def make() -> Record:
        listener.saying("Why scaling matters: the same network on pixels of three scales")
        parts = open_parts(chosen.source, split="train" if chosen.has_test_split else None)
        found = scaling_experiment(next(iter(parts)).samples, SCALING, progress=listener.progress)
        return asdict(found)

    record = steps.once("scaling", make)
    runs = tuple(
        ScalingRun(**{**run, "accuracy": tuple(run["accuracy"]), "loss": tuple(run["loss"])})
        for run in record["runs"]
    )
    return ScalingResult(record["network"], runs, record["num_training"], record["num_validation"])


def _rates(inquiries: tuple[Inquiry, ...], material: Material, steps: Steps, listener: Listener) -> Rates:
    """Return how fast each recipe trains, measured once in the life of a study."""
    experiments = [experiment for inquiry in inquiries for experiment in inquiry.experiments]
    experiments.append(Experiment(BASE, find_recipe(BASE)))  # for the cross-validation

    def make() -> Record:
        listener.saying("Timing each network, to fit the study to the time there is")
        return measure_rates(
            experiments, material, tell=lambda done, total: listener.progress("timing networks", done, total)
        )

    return steps.once("rates", make)


def _without_seeds(contest: Inquiry, num_seeds: int) -> Inquiry:
    """Return the inquiry without the time that the other seeds of its best run take, as long as that each."""
    num_runs = len(contest.experiments)
    return replace(contest, share=contest.share * num_runs / (num_runs + num_seeds - 1))


def _fitted(
    inquiry: Inquiry, options: StudyOptions, rates: Rates, material: Material
) -> tuple[Experiment, ...]:
    """Return the runs of one question, as long as its share of the time allows."""
    fit = fit_to if inquiry.alike == "images" else fit_each_to
    seconds = inquiry.share * options.minutes * SECONDS
    return fit(inquiry.experiments, seconds, rates=rates, num_images=len(material.labels))


def _run_folder(options: StudyOptions, inquiry: Inquiry, number: int) -> Path:
    """Return where a run of a question is kept."""
    return options.folder / "runs" / f"{inquiry.slug}-{number}"


def _answer(
    inquiry: Inquiry,
    asked: tuple[StudyOptions, Rates],
    material: Material,
    steps: Steps,
    listener: Listener,
) -> StudyInquiry:
    """Return the runs of one question."""
    options, rates = asked
    fitted = _fitted(inquiry, options, rates, material)
    runs = []
    for number, experiment in enumerate(fitted):
        folder = _run_folder(options, inquiry, number)

        def make(experiment: Experiment = experiment, folder: Path = folder) -> Record:
            listener.saying(f"{inquiry.question} {experiment.name}")
            run = RunOptions(folder, seed=options.seed, resume=(folder / CONFIG).is_file())
            with listener.watching(experiment.recipe.epochs) as watch:
                model = train(experiment.recipe, material, run, watch=watch)
            return {"num_parameters": int(model.count_params())}

        record = steps.once(f"{inquiry.slug}-{number}", make)
        rate = rates[inquiry.experiments[number].recipe.digest()]
        runs.append(StudyRun(experiment.name, record["num_parameters"], rate, read_curves(folder)))
    return StudyInquiry(inquiry.slug, inquiry.question, tuple(runs), inquiry.alike)


def _crossval(
    chosen: StudiedSet, options: StudyOptions, rates: Rates, material: Material, listener: Listener
) -> Outcome:
    """Return the cross-validation of the base recipe."""
    listener.saying(f"Cross-validating {BASE} in {options.folds} folds")
    base = Experiment(BASE, find_recipe(BASE))
    num_images = (len(material.labels) + len(material.validation_labels)) * (options.folds - 1)
    seconds = CROSSVAL_SHARE * options.minutes * SECONDS / options.folds
    (fitted,) = fit_to([base], seconds, rates=rates, num_images=num_images // options.folds)
    folder = options.folder / "crossval"
    asked = CrossvalOptions(
        chosen.training_source,
        fitted.recipe,
        folder,
        folds=options.folds,
        seed=options.seed,
        resume=(folder / CROSSVAL_CONFIG).is_file(),
    )
    told = CrossvalListener(
        listener.progress, lambda _told: None, listener.saying, importing=listener.importing
    )
    return cross_validate(asked, told)
