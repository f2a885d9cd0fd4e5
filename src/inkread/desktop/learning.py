"""The view to train: what to learn from, how far it is, and what becomes of it."""

import contextlib
import os
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Literal, TypeAlias

from inkread.desktop import runs
from inkread.desktop.learning_words import caution_of, pace_of, progress_words
from inkread.desktop.replies import Saved, Told, Trouble
from inkread.desktop.requests import ExportEntries
from inkread.desktop.runs import Facts, Row, Run
from inkread.desktop.status import Status, trouble_words
from inkread.desktop.trainer import Trains
from inkread.desktop.watched import Watched
from inkread.desktop.words import say
from inkread.desktop.worker import Asks

CORRECTIONS = "corrections.zip"  # in the run's folder: what the history had when the run began
FEWEST_CHARACTERS = 2
INTERRUPTED = 130  # the exit code of a command that was stopped as by Ctrl-C

Phase: TypeAlias = Literal["idle", "collecting", "training", "stopping", "stopped", "failed", "done"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person wants trained.

    Attributes:
        source: a folder, zip or file of labelled images; None for what was put right in the history.
        recipe: its name.
        epochs: rounds of training.
        samples: pictures drawn a round.
    """

    source: str | None
    recipe: str
    epochs: int
    samples: int


class Learning(Watched):
    """Decides what the view shows; `poll` is to be called now and then while `is_running`.

    Attributes:
        phase: what goes on.
        folder: of the run that is shown, or None.
        facts: what it began with, as soon as that is known.
        rows: its epochs that are done.
        trouble: what did not work, a sentence; empty where all is well.
        home: the folder of all runs.
    """

    def __init__(self, worker: Asks, status: Status, trainer: Trains, home: Path) -> None:
        """Begin with nothing trained."""
        super().__init__()
        self._worker, self._status, self._trainer = worker, status, trainer
        self.home = home
        self.phase: Phase = "idle"
        self.folder: Path | None = None
        self.facts: Facts | None = None
        self.rows: tuple[Row, ...] = ()
        self.trouble = ""
        self._plan: Plan | None = None
        self._ticket: int | None = None  # of the corrections that are being collected

    @property
    def is_running(self) -> bool:
        """Whether something is being trained, or made ready for it."""
        return self.phase in ("collecting", "training", "stopping")

    @property
    def can_stop(self) -> bool:
        """Whether there is something to stop that is not being stopped yet."""
        return self.phase in ("collecting", "training")

    @property
    def num_epochs(self) -> int:
        """How many epochs the run has at most; 0 while that is not known."""
        return self.facts.epochs if self.facts else self._plan.epochs if self._plan else 0

    @property
    def share(self) -> float:
        """How much of the run is done, 0 to 1."""
        return 1.0 if self.phase == "done" else len(self.rows) / max(1, self.num_epochs)

    @property
    def summary(self) -> str:
        """How it goes, in a sentence or two."""
        if self.phase == "failed":
            return self.trouble
        caution = caution_of(self.facts) if self.facts else ""
        return f"{progress_words(self.phase, self.facts, self.rows)} {caution}".strip()

    def earlier(self) -> tuple[Run, ...]:
        """Return the runs that were trained before, the newest first."""
        return runs.earlier_runs(self.home)

    def pace(self, recipe: str) -> float | None:
        """Return the seconds for a thousand pictures in the last run of a recipe that tells; else None."""
        last = [run.folder for run in self.earlier() if run.folder.name.rpartition("-")[0] == recipe]
        paces = (pace_of(runs.facts_of(folder), runs.rows_of(folder)) for folder in last)
        return next((pace for pace in paces if pace is not None), None)

    def start(self, plan: Plan) -> None:
        """Train by a plan, in a new folder."""
        if self.is_running:
            return
        if plan.source is not None and not _is_there(plan.source):
            self._fail(say("train.no_source"))
            return
        try:
            folder = runs.new_run(self.home, plan.recipe)
        except OSError as error:
            self._fail(_words_of(error))
            return
        self._show(folder, plan)
        if plan.source is None:
            self._collect(folder, plan)
        else:
            self._train(folder, plan.source, plan)

    def go_on(self, folder: Path) -> None:
        """Go on with a run that was stopped, or that ended when the window did."""
        facts = runs.facts_of(folder)
        if self.is_running or facts is None:
            return
        self._show(folder, None)
        self.facts, self.rows = facts, runs.rows_of(folder)
        self._launch([*_named(facts), "--run", str(folder), "--seed", str(facts.seed), "--resume"])

    def look_at(self, folder: Path) -> None:
        """Show a run that was trained before."""
        if self.is_running:
            return
        self._show(folder, None)
        self.facts, self.rows = runs.facts_of(folder), runs.rows_of(folder)
        self.phase = "done" if runs.run_of(folder).is_finished else "stopped"
        self.changed()

    def stop(self) -> None:
        """Let the training end soon; it can be gone on with. What only collects is given up at once."""
        if self._ticket is not None:
            self._worker.cancel(self._ticket)
            self._give_up()
        elif self.can_stop:
            self.phase = "stopping"
            self._trainer.stop()
            self.changed()

    def poll(self) -> None:
        """Look how far the training is."""
        if self.phase not in ("training", "stopping") or self.folder is None:
            return
        outcome = self._trainer.outcome()  # first: what it wrote before its end is seen below
        before = (self.facts, self.rows)
        self.facts = self.facts or runs.facts_of(self.folder)
        self.rows = runs.rows_of(self.folder) or self.rows
        if outcome is not None:
            self._end(outcome)
        elif before != (self.facts, self.rows):
            self._refuse_one_character()
            self.changed()

    def _show(self, folder: Path, plan: Plan | None) -> None:
        """Begin to show another run."""
        self.folder, self._plan = folder, plan
        self.facts, self.rows, self.trouble = None, (), ""

    def _collect(self, folder: Path, plan: Plan) -> None:
        """Take what was put right in the history as a set to train on."""
        path, ticket = folder / CORRECTIONS, [0]

        def hear(told: Told) -> None:
            if ticket[0] != self._ticket:  # given up meanwhile
                return
            if isinstance(told, Saved):
                self._ticket = None
                self._train(folder, str(path), plan)
            elif isinstance(told, Trouble):
                self._ticket = None
                nothing = told.code == "not_found"
                self._fail(say("train.no_corrections") if nothing else trouble_words(told))

        def end() -> None:
            if ticket[0] == self._ticket:  # the worker let it go, for the window closes
                self._give_up()
            if self.folder != folder:  # only now has the worker taken back what it was writing there
                _clear_away(folder)

        self.phase = "collecting"
        ticket[0] = self._ticket = self._worker.ask(ExportEntries(path, "zip"), hear, end=end)
        self.changed()

    def _give_up(self) -> None:
        """Want no more of what is being collected."""
        self.phase, self.folder, self._plan, self._ticket = "idle", None, None, None
        self.changed()

    def _train(self, folder: Path, source: str, plan: Plan) -> None:
        """Start the process for a new run."""
        numbers = ["--epochs", str(plan.epochs), "--samples-per-epoch", str(plan.samples)]
        self._launch(["--data", source, "--recipe", plan.recipe, *numbers, "--run", str(folder)])

    def _launch(self, arguments: list[str]) -> None:
        """Start the process."""
        try:
            self._trainer.start(arguments)
        except OSError as error:
            self._fail(_words_of(error))
            return
        self.phase = "training"
        self.changed()

    def _refuse_one_character(self) -> None:
        """Stop a run that could learn one answer alone."""
        if self.can_stop and self.facts and len(self.facts.graphemes) < FEWEST_CHARACTERS:
            self.trouble = say("train.one_character", character=self.facts.graphemes)
            self.stop()

    def _end(self, outcome: int) -> None:
        """The process ended: say what came of it."""
        was_stopped = self.phase == "stopping"
        if outcome == 0:
            self.phase, self.trouble = "done", ""
            self._status.say(say("train.over", name="" if self.folder is None else self.folder.name))
        elif self.trouble:
            self._fail(self.trouble)
            return
        elif was_stopped or outcome == INTERRUPTED:
            self.phase = "stopped" if self.facts else "idle"
            self._status.say(self.summary)
            self._clear_away()
        else:
            self._fail(_outcome_words(outcome, self._trainer.complaint()))
            return
        self.changed()

    def _fail(self, sentence: str) -> None:
        """Say what did not work."""
        self.phase, self.trouble = "failed", sentence
        self._status.complain(Trouble("training", sentence))
        self._clear_away()
        self.changed()

    def _clear_away(self) -> None:
        """Let the folder go in which no run was begun."""
        if self.folder is not None and _clear_away(self.folder):
            self.folder = None


def _clear_away(folder: Path) -> bool:
    """Delete the folder of a run that was never begun; return whether none was begun there."""
    if (folder / runs.CONFIG).exists():
        return False
    with contextlib.suppress(OSError):  # something else is in it: it is in nobody's way
        (folder / CORRECTIONS).unlink(missing_ok=True)
        folder.rmdir()
    return True


def _named(facts: Facts) -> list[str]:
    """Return the options by which `inkread train` knows a run again."""
    told = [word for source in facts.sources for word in ("--data", source)]
    told += ["--recipe", facts.recipe, "--epochs", str(facts.epochs)]
    if facts.samples_per_epoch is not None:
        told += ["--samples-per-epoch", str(facts.samples_per_epoch)]
    return told


def _outcome_words(outcome: int, complaint: str) -> str:
    """Return why a training ended, as a person says it."""
    if os.strerror(ENOSPC) in complaint:
        return say("train.full")
    if complaint:
        return complaint
    return say("train.killed") if outcome < 0 else say("train.ended", code=outcome)


def _words_of(error: OSError) -> str:
    """Return a failure of the system in words."""
    if error.errno == ENOSPC:
        return say("train.full")
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _is_there(path: str) -> bool:
    """Return whether there is such a folder or file."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long, or no name that a file could have
        return False
