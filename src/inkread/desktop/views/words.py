"""The view of words: a picture or a wide sheet with boxes on it, beside it the text and its characters."""

import tkinter
from collections.abc import Callable, Mapping
from typing import TypeAlias

import ttkbootstrap as ttk

from inkread.desktop.bars import WORD, Bars
from inkread.desktop.glyph_choice import with_candidate
from inkread.desktop.line_paper import LinePaper
from inkread.desktop.passage_words import candidates_of, headline_of, name_of, title_of
from inkread.desktop.picture_canvas import PictureCanvas
from inkread.desktop.pixels import px
from inkread.desktop.presenter import Presenter
from inkread.desktop.views.page_turner import PageTurner
from inkread.desktop.views.wishes import Wishes
from inkread.desktop.words import say

SIDE_PANEL, APART = 310, 14  # px of the column beside the canvas, and of the space in it between the two
TEXT_ROWS = 3
LARGE = 15  # points of the text
Do: TypeAlias = Callable[[], object]


class WordsView(ttk.Frame):
    """Shows words, codes and lines."""

    def __init__(self, master: tkinter.Misc, presenter: Presenter, actions: Mapping[str, Do]) -> None:
        """Build the view; `actions` do what the buttons `picture`, `copy` and `list` say."""
        super().__init__(master, padding=px(master, 10))
        self._passage = presenter.passage
        self._answer: object = None
        self.columnconfigure(0, weight=1)
        self.columnconfigure(1, minsize=px(self, SIDE_PANEL))
        self.rowconfigure(2, weight=1)
        self._build_tools(actions).grid(row=0, column=0, sticky="ew")
        self.wishes = Wishes(self, self._passage, actions["list"])
        ttk.Frame.grid(self.wishes, row=1, column=0, sticky="ew", pady=px(self, 8))
        self.pages = PageTurner(self.wishes.below, self._passage)
        self.paper, self.picture = LinePaper(self, self._passage), PictureCanvas(self, self._passage)
        self._build_side(actions).grid(row=0, column=1, rowspan=3, sticky="nsew", padx=(px(self, APART), 0))
        self._passage.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show the text, the character that is looked at, and what can be done."""
        passage, answer = self._passage, self._passage.answer
        if answer is not self._answer:
            self._answer = answer
            noted = None if answer is None else answer.correction
            self.set_text(noted or ("" if answer is None else answer.text))
        self._name.configure(text=name_of(passage))
        self._sentence.configure(text=headline_of(passage))
        self._title.configure(text=title_of(passage))
        self.bars.show(candidates_of(passage))
        self._tool.set("eraser" if passage.is_erasing else "pen")
        self._show_canvas()
        self._switch()

    def _switch(self) -> None:
        """Let be done what can be done now."""
        passage, sheet = self._passage, self._passage.sheet
        for tool in self._tools:
            tool.configure(state="normal" if passage.is_paper else "disabled")
        for button, can in (
            (self._undo, passage.is_paper and sheet.can_undo),
            (self._redo, passage.is_paper and sheet.can_redo),
            (self._clear, passage.is_paper and not sheet.is_empty),
            (self.next, passage.is_paper and not sheet.is_empty),
            (self.look, passage.glyph is not None),
            (self._note, passage.answer is not None),
            (self._copy, bool(self.text)),
        ):
            button.configure(state="normal" if can else "disabled")

    @property
    def canvas(self) -> ttk.Canvas:
        """The sheet or the picture, whichever is shown."""
        return self.paper if self._passage.is_paper else self.picture

    @property
    def text(self) -> str:
        """What stands in the field, as the person may have put it right."""
        return self.field.get("1.0", "end-1c").strip()

    def set_text(self, text: str) -> None:
        """Put a text into the field, to be put right."""
        self.field.delete("1.0", "end")
        self.field.insert("1.0", text)
        self.field.edit_reset()

    def set_dark(self, is_dark: bool) -> None:
        """Take the colours of the theme."""
        self.paper.set_dark(is_dark)
        self.picture.take_colours()
        self.bars.set_dark(is_dark)

    def use(self, tool: str) -> None:
        """Take the pen or the eraser."""
        self._passage.is_erasing = tool == "eraser"
        self._passage.changed()

    def widen(self, by: float) -> None:
        """Take a thicker or thinner pen."""
        self._passage.set_pen(self._passage.sheet.pen_width + by)

    def _show_canvas(self) -> None:
        """Show the sheet or the picture, and only that."""
        for canvas in (self.paper, self.picture):
            if canvas is not self.canvas:
                canvas.grid_remove()
            elif not canvas.winfo_manager():
                canvas.grid(row=2, column=0, sticky="nsew")  # type: ignore[no-untyped-call]

    def _build_tools(self, actions: Mapping[str, Do]) -> ttk.Frame:
        """Return the row of buttons above the canvas."""
        tools = ttk.Frame(self)
        for name, do, style in (
            ("picture", actions["picture"], "primary"),
            ("sheet", self._passage.take_paper, "secondary-outline"),
        ):
            button = ttk.Button(tools, text=say(f"words.{name}"), command=do, bootstyle=style)
            button.pack(side="left", padx=(0, px(self, 6)))
        self._tool = ttk.StringVar(self, "pen")
        self._tools = [self._tool_button(tools, tool) for tool in ("pen", "eraser")]
        self._undo = self._button(tools, "undo", self._passage.undo)
        self._redo = self._button(tools, "redo", self._passage.redo)
        self._clear = self._button(tools, "clear", self._passage.clear)
        return tools

    def _build_side(self, actions: Mapping[str, Do]) -> ttk.Frame:
        """Return the column beside the canvas."""
        side = ttk.Frame(self)
        side.columnconfigure(0, weight=1)
        side.rowconfigure((1, 5), weight=1)
        self._name = ttk.Label(side, bootstyle="secondary")
        self._name.grid(row=0, sticky="w")
        self._build_field(side).grid(row=1, sticky="nsew")
        self._sentence = ttk.Label(side, wraplength=px(self, SIDE_PANEL - APART), justify="left")
        self._sentence.grid(row=2, sticky="ew", pady=px(self, 4))
        row = ttk.Frame(side)
        row.grid(row=3, sticky="ew", pady=(0, px(self, 8)))
        self._note = ttk.Button(row, text=say("write.correct"), command=self.note)
        self._note.pack(side="left")
        self._copy = self._button(row, "copy", actions["copy"])
        self._title = ttk.Label(side, bootstyle="secondary")
        self._title.grid(row=4, sticky="w")
        self.bars = Bars(side, self._choose, letter=WORD)
        self.bars.grid(row=5, sticky="new")
        foot = ttk.Frame(side)
        foot.grid(row=6, sticky="se")
        self.look = self._button(foot, "look", self._look)
        self.next = ttk.Button(foot, text=say("write.next"), command=self._passage.keep_and_renew)
        self.next.pack(side="left", padx=(px(self, 6), 0))
        return side

    def _build_field(self, master: tkinter.Misc) -> ttk.Text:
        """Return the field with the text, in which it is put right."""
        family = ttk.nametofont("TkDefaultFont").actual("family")
        self.field = ttk.Text(master, height=TEXT_ROWS, width=1, wrap="word", undo=True, font=(family, LARGE))
        self.field.bind("<Return>", self._return)
        self.field.bind("<Tab>", lambda event: _go(event.widget.tk_focusNext()))
        self.field.bind("<Shift-Tab>", lambda event: _go(event.widget.tk_focusPrev()))
        return self.field

    def _tool_button(self, master: tkinter.Misc, tool: str) -> ttk.Radiobutton:
        """Return the button that takes the pen or the eraser."""
        button = ttk.Radiobutton(
            master,
            text=say(f"write.{tool}"),
            value=tool,
            variable=self._tool,
            bootstyle="primary-outline-toolbutton",
            command=lambda: self.use(self._tool.get()),
        )
        button.pack(side="left", padx=(px(self, 2), 0))
        return button

    def _button(self, master: tkinter.Misc, name: str, command: Do) -> ttk.Button:
        """Return one of the plain buttons."""
        button = ttk.Button(master, text=say(f"write.{name}"), command=command, bootstyle="secondary-outline")
        button.pack(side="left", padx=(px(self, 6), 0))
        return button

    def note(self) -> None:
        """Note what the person typed."""
        self._passage.note(self.text)
        self.canvas.focus_set()

    def _return(self, _: "tkinter.Event[tkinter.Misc]") -> str | None:
        """Note what was typed; where there are lines the key ends one."""
        if self._passage.wish.lines:
            return None
        self.note()
        return "break"

    def _choose(self, candidate: str) -> None:
        """Take another character, or another text, into the field."""
        number = self._passage.chosen
        self.set_text(candidate if number is None else with_candidate(self.text, number, candidate))
        self.field.focus_set()

    def _look(self) -> None:
        """Look into the character that is chosen."""
        if self._passage.look_inside():
            self.event_generate("<<LookInside>>")


def _go(widget: tkinter.Misc | None) -> str:
    """Give the keyboard to a widget."""
    if widget is not None:
        widget.focus_set()
    return "break"
