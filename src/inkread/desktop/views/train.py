"""The view to train: what to learn from and how, the curves while it learns, and the model at the end."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.curves import Curves
from inkread.desktop.learning import Plan
from inkread.desktop.learning_words import OFFERS, time_words
from inkread.desktop.pixels import px
from inkread.desktop.presenter import Presenter
from inkread.desktop.runs import Run
from inkread.desktop.trainer import is_frozen, is_installed
from inkread.desktop.words import say

SOON = 300  # ms between two looks at how far the training is
WRAP = 880  # px of a sentence
MOST_EPOCHS, MOST_SAMPLES, SAMPLES = 1000, 1_000_000, 8000
SAMPLE_STEP = 1000


class TrainView(ttk.Frame):
    """Shows a training."""

    def __init__(self, master: tkinter.Misc, presenter: Presenter, ask: dict[str, Callable[[], str]]) -> None:
        """Build the view; `ask` asks the person for a `folder` or a `file` to learn from."""
        super().__init__(master, padding=px(master, 10))
        self._presenter, self._learning = presenter, presenter.learning
        self._can_train = is_installed()
        self._is_looking = False
        self._runs: dict[str, Run] = {}
        self.columnconfigure(0, weight=1)
        self.rowconfigure(3, weight=1)
        self._build_source(ask).grid(row=0, sticky="ew")
        self._build_recipe().grid(row=1, sticky="ew", pady=px(self, 8))
        self._build_words().grid(row=2, sticky="ew")
        self.curves = Curves(self)
        self.curves.grid(row=3, sticky="nsew", pady=px(self, 8))
        self._bar = ttk.Progressbar(self, maximum=1.0)
        self._bar.grid(row=4, sticky="ew")
        self.summary = ttk.Label(self, wraplength=px(self, WRAP))
        self.summary.grid(row=5, sticky="w", pady=px(self, 6))
        self._build_end().grid(row=6, sticky="ew")
        self._learning.watch(self.show)
        self._offer()
        self.show()

    def show(self) -> None:
        """Show how far it is."""
        learning = self._learning
        running = learning.is_running
        self.curves.show(learning.rows, learning.num_epochs or self._number("epochs"))
        self._bar.configure(value=learning.share)
        failed = learning.phase == "failed"
        self.summary.configure(text=learning.summary, bootstyle="danger" if failed else "default")
        self._start.configure(state="normal" if self._can_train and not running else "disabled")
        self._stop.configure(state="normal" if learning.can_stop else "disabled")
        self._list_runs(running=running)
        if not running:
            self._estimate()
        self._switch_end()
        if running and not self._is_looking:
            self._is_looking = True
            self.after(SOON, self._look)

    def set_dark(self, is_dark: bool) -> None:
        """Take the colours of the theme."""
        self.curves.set_dark(is_dark)

    def start(self) -> None:
        """Train as the form says."""
        source = self.source.get().strip() if self._from.get() == "files" else None
        if source == "":
            self.source.focus_set()
        self._learning.start(Plan(source, self.recipe.get(), self._number("epochs"), self._number("samples")))

    def _build_source(self, ask: dict[str, Callable[[], str]]) -> ttk.Frame:
        """Return the row that says what is learnt from."""
        row = ttk.Frame(self)
        row.columnconfigure(1, weight=1)
        self._from = ttk.StringVar(self, "files")
        for number, name in enumerate(("files", "corrections")):
            ttk.Radiobutton(row, text=say(f"train.{name}"), value=name, variable=self._from).grid(
                row=number, column=0, sticky="w", padx=(0, px(self, 10)), pady=px(self, 3)
            )
        self.source = ttk.Entry(row)
        self.source.insert(0, self._presenter.state.training_folder)
        self.source.bind("<Key>", lambda _: self._from.set("files"))
        self.source.grid(row=0, column=1, sticky="ew")
        for number, name in enumerate(("folder", "file")):
            button = ttk.Button(
                row,
                text=say(f"train.choose_{name}"),
                command=lambda name=name: self._take_source(ask[name]()),
                bootstyle="secondary-outline",
            )
            button.grid(row=0, column=2 + number, padx=(px(self, 6), 0))
        hint = ttk.Label(row, text=say("train.corrections_hint"), bootstyle="secondary")
        hint.grid(row=1, column=1, columnspan=3, sticky="w")
        return row

    def _build_recipe(self) -> ttk.Frame:
        """Return the row that says how it is learnt."""
        row = ttk.Frame(self)
        ttk.Label(row, text=say("train.recipe_is")).pack(side="left", padx=(0, px(self, 6)))
        self.recipe = ttk.Combobox(row, values=list(OFFERS), state="readonly", width=14)
        self.recipe.set(next(iter(OFFERS)))
        self.recipe.bind("<<ComboboxSelected>>", lambda _: self._offer())
        self.recipe.pack(side="left")
        self._numbers: dict[str, ttk.Spinbox] = {}
        for name, most, step in (("epochs", MOST_EPOCHS, 1), ("samples", MOST_SAMPLES, SAMPLE_STEP)):
            ttk.Label(row, text=say(f"train.{name}")).pack(side="left", padx=(px(self, 14), px(self, 6)))
            box = ttk.Spinbox(row, from_=1, to=most, increment=step, width=8, command=self._estimate)
            box.bind("<KeyRelease>", lambda _: self._estimate())
            box.pack(side="left")
            self._numbers[name] = box
        self._numbers["samples"].set(SAMPLES)
        self._stop = ttk.Button(
            row, text=say("train.stop"), command=self._learning.stop, bootstyle="danger-outline"
        )
        self._stop.pack(side="right", padx=(px(self, 6), 0))
        self._start = ttk.Button(row, text=say("train.start"), command=self.start, bootstyle="primary")
        self._start.pack(side="right")
        return row

    def _build_words(self) -> ttk.Frame:
        """Return the lines about the recipe, and what is missing where nothing can be trained."""
        lines = ttk.Frame(self)
        self._about = ttk.Label(lines, wraplength=px(self, WRAP), bootstyle="secondary")
        self._about.pack(anchor="w")
        if not self._can_train:
            missing = say("train.no_packages_frozen" if is_frozen() else "train.no_packages")
            ttk.Label(lines, text=missing, wraplength=px(self, WRAP), bootstyle="danger").pack(anchor="w")
        return lines

    def _build_end(self) -> ttk.Frame:
        """Return the row of the models that there are."""
        row = ttk.Frame(self)
        ttk.Label(row, text=say("train.earlier")).pack(side="left", padx=(0, px(self, 6)))
        self.earlier = ttk.Combobox(row, state="readonly", width=34)
        self.earlier.bind("<<ComboboxSelected>>", lambda _: self._look_at_chosen())
        self.earlier.pack(side="left")
        self.use = ttk.Button(row, text=say("train.use"), command=self._use, bootstyle="success")
        self.use.pack(side="right")
        self.go_on = ttk.Button(
            row, text=say("train.go_on"), command=self._go_on, bootstyle="secondary-outline"
        )
        self.go_on.pack(side="right", padx=px(self, 6))
        return row

    def _list_runs(self, *, running: bool) -> None:
        """Offer the runs that there are, the one that is shown chosen; while one is trained, it alone."""
        folder = self._learning.folder
        if running:
            self.earlier.set("" if folder is None else folder.name)
            return
        runs = self._learning.earlier()
        self._runs = {say(f"train.is_{_state(run)}", name=run.folder.name): run for run in runs}
        self.earlier.configure(values=list(self._runs))
        shown = [words for words, run in self._runs.items() if run.folder == folder]
        self.earlier.set(shown[0] if shown else "")

    def _switch_end(self) -> None:
        """Let what can be done with the chosen run be done."""
        run, running = self._runs.get(self.earlier.get()), self._learning.is_running
        can_use = run is not None and run.is_finished and not running
        can_go_on = run is not None and not run.is_finished and not running and self._can_train
        self.use.configure(state="normal" if can_use else "disabled")
        self.go_on.configure(state="normal" if can_go_on else "disabled")
        self.earlier.configure(state="disabled" if running else "readonly")

    def _look(self) -> None:
        """Look how far the training is, again and again while there is one."""
        self._learning.poll()
        self._is_looking = self._learning.is_running
        if self._is_looking:
            self.after(SOON, self._look)

    def _offer(self) -> None:
        """Take the rounds that the chosen recipe takes by itself."""
        self._numbers["epochs"].set(OFFERS[self.recipe.get()])
        self._estimate()

    def _estimate(self) -> None:
        """Say what the recipe is, and about how long it will take."""
        name = self.recipe.get()
        pace = self._learning.pace(name)
        time = time_words(pace, self._number("epochs"), self._number("samples"))
        if not self._learning.num_epochs:  # nothing is shown yet: the axis is that of the form
            self.curves.show((), self._number("epochs"))
        self._about.configure(text=say("train.about", recipe=say(f"train.recipe.{name}"), time=time))

    def _number(self, name: str) -> int:
        """Return a number of the form; what is no number, or beyond its bounds, is the nearest one."""
        text, most = self._numbers[name].get().strip(), int(self._numbers[name].cget("to"))
        return min(max(int(text) if text.isdecimal() else 1, 1), most)

    def _take_source(self, path: str) -> None:
        """Learn from what the person chose."""
        if path:
            self.source.delete(0, "end")
            self.source.insert(0, path)
            self._from.set("files")

    def _look_at_chosen(self) -> None:
        """Show the curves of a run that was trained before."""
        self._learning.look_at(self._runs[self.earlier.get()].folder)

    def _go_on(self) -> None:
        """Go on with the chosen run."""
        self._learning.go_on(self._runs[self.earlier.get()].folder)

    def _use(self) -> None:
        """Read with the chosen run's model."""
        self._presenter.preferences.use_bundle(str(self._runs[self.earlier.get()].bundle))


def _state(run: Run) -> str:
    """Return the name of what a run has come to."""
    return "finished" if run.is_finished else "unfinished"
