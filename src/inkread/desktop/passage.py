"""The view of words: a picture or a wide sheet, its text, its characters, and what it really is."""

from dataclasses import replace
from pathlib import Path

from inkread.desktop.glyph_choice import strokes_in
from inkread.desktop.insight import Insight
from inkread.desktop.keeping import Keeping
from inkread.desktop.pages import Leaf
from inkread.desktop.passage_notes import PassageNotes
from inkread.desktop.replies import Fitted, Pages, Past, Told, Trouble, WordGlyph, WordsAnswer
from inkread.desktop.requests import FitPicture, KeepWords, ReadWords, Wish
from inkread.desktop.sheet import Sheet
from inkread.desktop.status import Status
from inkread.desktop.words import say
from inkread.desktop.worker import Asks
from inkread.preprocess.strokes import Strokes

WIDTH, HEIGHT = 720.0, 270.0  # units of the sheet: a word of ten letters as one writes on a tablet
PEN = 9.0  # units


class Passage(Keeping):
    """Decides what the view shows.

    Attributes:
        is_paper: whether the sheet is shown, and not a picture.
        leaf: which page of which file is shown.
        answer: to the sheet or the picture; None before there is one.
        wish: what the person says before anything is read.
        wrong: what is wrong with that, in words; empty where nothing is.
        chosen: the number of the character that is looked at, or None.
        keeps: whether readings of pictures are kept in the history.
        png: the picture as large as there is room for, or None.
        is_busy: whether an answer is on its way.
    """

    follows_pen = False  # a line takes longer to read than a character

    def __init__(self, worker: Asks, status: Status, insight: Insight) -> None:
        """Begin with an empty sheet."""
        super().__init__(worker, status, Sheet(WIDTH, HEIGHT, pen_width=PEN))
        self._insight = insight
        self.is_paper = True
        self.leaf = Leaf()
        self.answer: WordsAnswer | None = None
        self.wish = Wish()
        self.wrong = ""
        self.chosen: int | None = None
        self.keeps = True
        self.png: bytes | None = None
        self.is_busy = False
        self._source: ReadWords | None = None  # of the picture, with nothing wished
        self._room: FitPicture | None = None
        self._newest = self._newest_fit = 0
        self._is_keeping = False  # whether the answer that is on its way is kept
        self._later: ReadWords | None = None  # to be asked once that is here, for it takes its place
        self._notes = PassageNotes(worker, status, self._noted)

    @property
    def glyph(self) -> WordGlyph | None:
        """The character that is looked at, or None."""
        return None if self.answer is None or self.chosen is None else self.answer.glyphs[self.chosen]

    @property
    def name(self) -> str:
        """What the picture is called."""
        return self.leaf.name

    @property
    def hint(self) -> str:
        """What stands where the picture will be."""
        return "" if self.png is not None else say("words.opening" if self.is_busy else "words.empty")

    def open(self, path: str) -> None:
        """Read a picture in the place of what is shown; the sheet stays as it is."""
        self._show(ReadWords(path), Leaf(path, Path(path).name))

    def turn(self, by: int) -> None:
        """Read a page further on or back, where the file has it."""
        leaf = self.leaf.turned(by)
        if leaf is None or self.is_paper:
            return
        if self.is_busy and self.answer is None:
            self._worker.cancel(self._newest)  # nobody has seen that page, nor said anything of it
        self._show(ReadWords(leaf.path, page=leaf.number), leaf)

    def show_kept(self, past: Past) -> None:
        """Show a kept reading as it was kept."""
        leaf = Leaf(name=past.source or say("words.kept_drawing"))
        self._show(ReadWords(past.id, is_entry=True, as_kept=True), leaf)

    def take_paper(self) -> None:
        """Show the sheet, to write on."""
        self.is_paper, self._source, self.png, self.leaf = True, None, None, Leaf()
        self._notes.forget()
        self._forget()
        self.refresh()

    def set_wish(self, *, lines: bool, pattern: str, lexicon: str, language: str | None = None) -> None:
        """Say what is known of the text; where that is new it is read anew."""
        wish = Wish(lines, pattern.strip() or None, lexicon.strip() or None, language)
        if wish != self.wish:
            self.wish, self.wrong = wish, ""  # of an empty sheet nothing is asked
            if self._source is not None:
                self._source = replace(self._source, as_kept=False)
            self.refresh()

    def choose(self, number: int | None) -> None:
        """Look at one of the characters, or at none."""
        num = 0 if self.answer is None else len(self.answer.glyphs)
        self.chosen = None if number is None or not num else number % num
        self.changed()

    def step(self, by: int) -> None:
        """Look at a character further on or back."""
        self.choose(by - 1 if self.chosen is None and by > 0 else (self.chosen or 0) + by)

    def look_inside(self) -> bool:
        """Show the steps of the character that is looked at; return whether there is one."""
        glyph = self.glyph
        if glyph is None:
            return False
        name = say("words.character", text=glyph.text)
        if self._source is None:
            self._insight.look(strokes_in(self.sheet.drawing(), glyph), name=name)
        else:
            top, left, height, width = (round(side) for side in glyph.box)
            self._insight.look(
                self._source.source,
                is_entry=self._source.is_entry,
                page=self._source.page,
                box=(top, left, height, width),
                name=name,
            )
        return True

    def fit(self, height: int, width: int) -> None:
        """Show the picture within so many px."""
        room = FitPicture(height, width)
        if room != self._room:
            self._room = room
            self._fit()

    def note(self, text: str) -> None:
        """Note what it really is: of the sheet with a new one to go on, of a picture in its kept reading."""
        answer = self.answer
        if self.is_paper:
            self.keep_and_renew(text.strip() or None)
        elif answer is None or self._source is None:
            self._status.say(say("words.nothing"))
        elif answer.id is None:
            self._ask(replace(self._source, wish=self._valid(), keep=True, correction=text.strip() or None))
        else:
            self._notes.note(answer.id, answer.correction, text.strip() or None)

    def undo(self) -> None:
        """Take back the last stroke, or what was noted last of the picture."""
        super().undo() if self.is_paper else self._notes.undo()

    def redo(self) -> None:
        """Bring it again."""
        super().redo() if self.is_paper else self._notes.redo()

    def refresh(self) -> None:
        """Read what is shown as it is now."""
        if self._source is None:
            super().refresh()
        else:
            self._ask_for_picture()
            self.changed()

    def _show(self, source: ReadWords, leaf: Leaf) -> None:
        """Read another picture."""
        self._forget()
        self._notes.forget()
        self.is_paper, self.png, self.leaf, self._source = False, None, leaf, source
        self.refresh()

    def _ask_for_picture(self) -> None:
        """Ask what the picture shows; its reading is kept in the place of the one before."""
        source, answer = self._source, self.answer
        if source is None:
            return
        if source.is_entry:
            self._ask(replace(source, wish=self.wish))
        else:
            before = (self.leaf.kept, None) if answer is None else (answer.id, answer.correction)
            keep = self.keeps or before[0] is not None
            self._ask(replace(source, wish=self.wish, keep=keep, instead=before[0], correction=before[1]))

    def _read(self) -> None:
        """Ask what is on the sheet."""
        self._ask(ReadWords(self.sheet.drawing(), self.wish))

    def _request(self, drawing: Strokes, correction: str | None) -> KeepWords:
        """Keep it as what it is read as; a wish that cannot be met loses nothing."""
        return KeepWords(drawing, self._valid(), correction)

    def _valid(self) -> Wish:
        """Return the wish, or none where it cannot be met."""
        return Wish(self.wish.lines) if self.wrong else self.wish

    def _forget(self) -> None:
        """Nothing is shown: what is on its way is to something that is gone."""
        self._newest, self.answer, self.chosen, self.is_busy = 0, None, None, False
        self._newest_fit = 0
        self._is_keeping, self._later = False, None

    def _ask(self, request: ReadWords) -> None:
        """Ask for a reading; an answer to an earlier question is passed over."""
        ticket, leaf = [0], self.leaf

        def hear(told: Told) -> None:
            if isinstance(told, WordsAnswer):
                leaf.keep(told.id)
            if isinstance(told, Pages):
                leaf.of = told.of
                self.changed()
            elif ticket[0] == self._newest and not self._goes_on(told):
                self.is_busy = False
                self._hear(told)
                self.changed()

        self.is_busy, self.wrong = True, ""
        if self._is_keeping:
            self._later = request
        else:
            self._is_keeping = request.keep
            ticket[0] = self._newest = self._worker.ask(request, hear)

    def _goes_on(self, told: Told) -> bool:
        """Ask what waited for a reading to be kept; return whether something did, which that one is not."""
        is_last = not (isinstance(told, Trouble) and told.code == "wrong_wish")  # a reading without follows
        later = self._later
        if is_last:
            self._is_keeping, self._later = False, None
        if later is not None and is_last:
            kept = told if isinstance(told, WordsAnswer) else None
            if kept is not None and kept.id is not None:
                later = replace(
                    later, keep=True, instead=kept.id, correction=later.correction or kept.correction
                )
            self._ask(later)
        return later is not None

    def _hear(self, told: Told) -> None:
        """Take what was read."""
        if isinstance(told, WordsAnswer):
            if self.answer is not None and told.id != self.answer.id:
                self._notes.forget()
            if self.answer is None or len(self.answer.glyphs) != len(told.glyphs):
                self.chosen = None
            self.answer = told
            if told.trouble is not None:
                self._status.complain(told.trouble)
            if not self.is_paper:
                self._fit()
        elif isinstance(told, Trouble) and told.code == "wrong_wish":
            self.wrong = told.message
        elif isinstance(told, Trouble):
            self._status.complain(told)

    def _fit(self) -> None:
        """Ask for the picture as large as there is room for."""

        def hear(told: Told) -> None:
            if ticket[0] == self._newest_fit and isinstance(told, Fitted) and not self.is_paper:
                self.png = told.png
                self.changed()

        ticket = [0]
        if self._room is not None and self.answer is not None and not self.is_paper:
            ticket[0] = self._newest_fit = self._worker.ask(self._room, hear)

    def _noted(self, text: str | None) -> None:
        """Show what is noted of the picture."""
        if self.answer is not None:
            self.answer = replace(self.answer, correction=text)
            self.changed()
