"""The end of a run of lines: its bundle, proved, its confidence fitted, judged on held-out lines."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.bundle import Score, Training
from inkread.errors import TrainingError
from inkread.evaluation.text_metrics import TextScores, text_scores
from inkread.recognition.line_session import LineSession
from inkread.training.architectures import Model
from inkread.training.keras_file import save_keras
from inkread.training.lines.export import export_lines, with_scores
from inkread.training.lines.fit import LineRun
from inkread.training.lines.grow import load_or_grow
from inkread.training.lines.material import LINES, Lines
from inkread.training.lines.network import build
from inkread.training.lines.recipe import LineRecipe
from inkread.training.run_folder import CONFIG, ENVIRONMENT, claim, environment, weights_named
from inkread.words.automaton import AnyText
from inkread.words.beam import USUAL_WIDTH, Found, posterior
from inkread.words.ctc import best_path, log_probabilities
from inkread.words.prefix_beam import PrefixSearch

KERAS_MODEL = "model.keras"
TEMPERATURES = np.geomspace(0.5, 8.0, 41)
MOST_FITTED = 1000  # lines: more would change the temperature little
LEAST = 1e-6  # of a probability, so that its logarithm is one


def claim_lines(recipe: LineRecipe, sources: tuple[Sequence[Path], Path], run: LineRun) -> None:
    """Make the run's folder ready, and write what is needed to repeat the run.

    Raises:
        TrainingError: when it holds a run and is not to go on, or is to and holds none; when the weights to
            start from are another network's.
    """
    claim(run.folder, resume=run.resume)
    if run.resume:
        return
    if recipe.start_share and not run.load:
        raise TrainingError(
            f"{recipe.name}: expected --load beside a start_share, got none; name the weights to start from"
        )
    if not (recipe.epochs or run.load):
        raise TrainingError(
            f"{recipe.name}: expected --load beside no epochs, got none; name weights to take"
        )
    for path in run.load:
        load_or_grow(build(recipe, len(LINES)), path)  # a wrong file is told before lines are gathered
    sets, validation = sources
    config = {
        "recipe": dataclasses.asdict(recipe),
        "seed": run.seed,
        "sources": [str(path) for path in sets],
        "validation": str(validation),
        "charset": "".join(LINES.graphemes),
        "load": [weights_named(path) for path in run.load],
    }
    atomic.write_text(run.folder / ENVIRONMENT, json.dumps(environment(), indent=2) + "\n")
    atomic.write_text(run.folder / CONFIG, json.dumps(config, indent=2, ensure_ascii=False) + "\n")


def finish_lines(
    model: Model, recipe: LineRecipe, material: tuple[Lines, Lines], run: LineRun, *, name: str
) -> dict[str, Any]:
    """Write `model.keras` and `bundle/`; return what the bundle's best path makes of the held-out lines.

    Args:
        model: trained.
        recipe: it was trained by.
        material: lines that it was trained on, and held-out ones.
        run: how it was carried out.
        name: the bundle's.

    Raises:
        TrainingError: when the bundle's answers differ from Keras'.
    """
    lines, held_out = material
    save_keras(model, run.folder / KERAS_MODEL)
    training = Training(
        data=lines.digest(),
        recipe=f"{recipe.name} {hashlib.sha256(recipe.digest().encode()).hexdigest()[:12]}",
        seeds=(run.seed,),
        epochs=recipe.epochs,
        packages=environment()["packages"],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    place = run.folder / "bundle"
    bundle = export_lines(model, name, training, place)
    session = LineSession(bundle)
    frames = [log_probabilities(session.frames(image)) for image in held_out.images]
    read = [best_path(one, LINES.graphemes) for one in frames]
    scores = text_scores(list(zip(held_out.texts, read, strict=True)))
    temperature = fitted_temperature(frames[:MOST_FITTED], held_out.texts[:MOST_FITTED])
    with_scores(bundle, _scores(scores, run.seed), place, temperature=temperature)
    told = {"run": str(run.folder), "bundle": str(place), "temperature": temperature}
    return {**told, **scores.to_dict()}


def fitted_temperature(frames: Sequence[npt.NDArray[np.float32]], texts: Sequence[str]) -> float:
    """Return the temperature of the posterior at which confidence tells best whether a text is right.

    It makes the mean logarithmic loss of "the likeliest text is right" least (Guo et al. 2017, section 4.2,
    for two classes); 1 where there are no lines.

    Args:
        frames: logarithms of probabilities of each line.
        texts: what the lines say.
    """
    search = PrefixSearch(LINES.graphemes, AnyText(LINES.graphemes), None, USUAL_WIDTH)
    found = [(search.texts(one), text) for one, text in zip(frames, texts, strict=True)]
    read = [(hypotheses, text) for hypotheses, text in found if hypotheses]
    if not read:
        return 1.0
    losses = [np.mean([_loss(hypotheses, text, float(t)) for hypotheses, text in read]) for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _loss(found: list[Found], text: str, temperature: float) -> float:
    """Return the logarithmic loss of one line."""
    confidence = min(max(posterior(found, temperature=temperature)[0], LEAST), 1.0 - LEAST)
    return -float(np.log(confidence if found[0].text == text else 1.0 - confidence))


def _scores(scores: TextScores, seed: int) -> tuple[Score, ...]:
    """Return what was measured as scores of the bundle."""

    def score(metric: str, value: float) -> Score:
        return Score(
            set="composed words of held-out fonts and glyphs, validation part, best path",
            charset="".join(LINES.graphemes),
            metric=metric,
            value=value,
            spread=None,
            n=scores.num,
            seeds=(seed,),
            command="inkread words train",
        )

    return score("character_error_rate", scores.cer), score("word_error_rate", scores.wer)
