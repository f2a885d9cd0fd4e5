"""The view to write on: paper and tools on the left, the answer and what to do with it on the right."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.answer_words import Tone, cautions, headline, percent
from inkread.desktop.bars import Bars
from inkread.desktop.canvas import Paper
from inkread.desktop.pixels import picture, px
from inkread.desktop.preferences import CHARSETS
from inkread.desktop.presenter import Presenter
from inkread.desktop.sheet import PENS
from inkread.desktop.words import say

SIDE_PANEL, APART = 330, 14  # px of the column beside the paper, and of the space in it between the two
TONES: dict[bool, dict[Tone, str]] = {
    False: {"sure": "#0a6640", "doubtful": "#8a5a00", "refused": "#b02a37", "none": "#495057"},
    True: {"sure": "#5fcf9a", "doubtful": "#ffcf5c", "refused": "#ff8a8f", "none": "#ced4da"},
}
"""Colours of the large answer on light and on dark ground, all of a contrast above 4.5 (WCAG 2, 1.4.3)."""
LARGE = 44  # points of the answer


class WriteView(ttk.Frame):
    """Shows the sheet and its answer."""

    def __init__(self, master: tkinter.Misc, presenter: Presenter) -> None:
        """Build the view."""
        super().__init__(master, padding=px(master, 10))
        self._presenter, self._writing = presenter, presenter.writing
        self._glyph: tkinter.PhotoImage | str = ""
        self.columnconfigure(0, weight=1)
        self.columnconfigure(1, minsize=px(self, SIDE_PANEL))
        self.rowconfigure(1, weight=1)
        self._build_tools().grid(row=0, column=0, sticky="ew", pady=(0, px(self, 8)))
        self.paper = Paper(self, self._writing, hint=say("write.hint"))
        self.paper.grid(row=1, column=0, sticky="nsew")  # type: ignore[no-untyped-call] # ttk.Canvas is untyped
        self._build_answer().grid(row=0, column=1, rowspan=2, sticky="nsew", padx=(px(self, APART), 0))
        self._writing.watch(self.show)
        presenter.preferences.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show the answer as it is now."""
        writing, sheet = self._writing, self._writing.sheet
        said = headline(writing.answer)
        colour = TONES[self._presenter.state.is_dark][said.tone]
        self._large.configure(text=said.large, foreground=colour)
        self._sentence.configure(text=said.sentence)
        sure = "" if writing.answer is None or writing.answer.blank else percent(writing.answer.confidence)
        self._sure.configure(text=sure)
        self._cautions.configure(text="\n".join(cautions(writing.answer)))
        self.bars.show(writing.answer)
        self._glyph = picture(
            None if writing.answer is None else writing.answer.glyph, master=self, times=px(self, 3)
        )
        self._seen.configure(image=self._glyph)
        self._seen_title.configure(text=say("write.seen") if self._glyph else "")
        self._else.configure(text="" if writing.answer is None or writing.answer.blank else say("write.else"))
        self._tool.set("eraser" if writing.is_erasing else "pen")
        self._charset.set(say(f"write.{self._presenter.preferences.charset}"))
        for button, can in ((self._undo, sheet.can_undo), (self._redo, sheet.can_redo)):
            button.configure(state="normal" if can else "disabled")
        for button in (self._clear, self.next, self._look, self._note):
            button.configure(state="disabled" if sheet.is_empty else "normal")

    def set_dark(self, is_dark: bool) -> None:
        """Take the colours of the theme."""
        self.show()
        self.paper.set_dark(is_dark)
        self.bars.set_dark(is_dark)

    def use(self, tool: str) -> None:
        """Take the pen or the eraser."""
        self._writing.is_erasing = tool == "eraser"
        self._writing.changed()

    def widen(self, by: float) -> None:
        """Take a thicker or thinner pen."""
        self._width.set(min(max(self._width.get() + by, PENS[0]), PENS[1]))
        self._writing.set_pen(round(self._width.get()))

    def _build_tools(self) -> ttk.Frame:
        """Return the row of tools above the paper."""
        tools = ttk.Frame(self)
        self._tool = ttk.StringVar(self, "pen")
        for tool in ("pen", "eraser"):
            ttk.Radiobutton(
                tools,
                text=say(f"write.{tool}"),
                value=tool,
                variable=self._tool,
                bootstyle="primary-outline-toolbutton",
                command=lambda: self.use(self._tool.get()),
            ).pack(side="left", padx=(0, px(self, 2)))
        self._undo = self._button(tools, "undo", self._writing.undo)
        self._redo = self._button(tools, "redo", self._writing.redo)
        self._clear = self._button(tools, "clear", self._writing.clear)
        ttk.Label(tools, text=say("write.width")).pack(side="left", padx=(px(self, 12), px(self, 4)))
        self._width = ttk.DoubleVar(self, self._writing.sheet.pen_width)
        ttk.Scale(
            tools,
            from_=PENS[0],
            to=PENS[1],
            variable=self._width,
            length=px(self, 90),
            command=lambda _: self._writing.set_pen(round(self._width.get())),
        ).pack(side="left")
        self._guide = ttk.BooleanVar(self, self._writing.shows_guide)
        guide = ttk.Checkbutton(
            tools, text=say("write.guide"), variable=self._guide, command=self._switch_guide
        )
        guide.pack(side="left", padx=(px(self, 12), 0))
        return tools

    def _build_answer(self) -> ttk.Frame:
        """Return the column beside the paper."""
        side = ttk.Frame(self)
        side.columnconfigure(0, weight=1)
        wrap = px(self, SIDE_PANEL - APART)
        self._build_charset(side).grid(row=0, sticky="ew")
        family = ttk.nametofont("TkDefaultFont").actual("family")
        self._large = ttk.Label(side, font=(family, LARGE), anchor="center")
        self._large.grid(row=1, sticky="ew", pady=(px(self, 6), 0))
        self._sentence = ttk.Label(side, wraplength=wrap, anchor="center", justify="center")
        self._sentence.grid(row=2, sticky="ew")
        self._sure = ttk.Label(side, anchor="center", bootstyle="secondary")
        self._sure.grid(row=3, sticky="ew")
        self._cautions = ttk.Label(side, wraplength=wrap, justify="left")
        self._cautions.grid(row=4, sticky="ew", pady=px(self, 4))
        self._else = ttk.Label(side, bootstyle="secondary")
        self._else.grid(row=5, sticky="w")
        self.bars = Bars(side, lambda text: self._writing.keep_and_renew(text))
        self.bars.grid(row=6, sticky="ew")
        self._build_correction(side).grid(row=7, sticky="ew", pady=px(self, 8))
        self._build_end(side).grid(row=8, sticky="sew")
        side.rowconfigure(8, weight=1)
        return side

    def _build_charset(self, master: tkinter.Misc) -> ttk.Frame:
        """Return the choice of what may come out."""
        row = ttk.Frame(master)
        names = {say(f"write.{name}"): name for name in CHARSETS}
        ttk.Label(row, text=say("write.charset")).pack(side="left", padx=(0, px(self, 6)))
        self._charset = ttk.Combobox(row, values=list(names), state="readonly", width=18)
        set_charset = self._presenter.preferences.set_charset
        self._charset.bind("<<ComboboxSelected>>", lambda _: set_charset(names[self._charset.get()]))
        self._charset.pack(side="left", fill="x", expand=True)
        return row

    def _build_correction(self, master: tkinter.Misc) -> ttk.Frame:
        """Return the row in which the person says what it is."""
        row = ttk.Frame(master)
        ttk.Label(row, text=say("write.it_was")).pack(side="left", padx=(0, px(self, 6)))
        self.correction = ttk.Entry(row, width=5)
        self.correction.pack(side="left")
        self.correction.bind("<Return>", lambda _: self._correct())
        self._note = ttk.Button(row, text=say("write.correct"), command=self._correct)
        self._note.pack(side="left", padx=px(self, 6))
        return row

    def _build_end(self, master: tkinter.Misc) -> ttk.Frame:
        """Return what stands at the foot: what the network sees, and the two buttons."""
        foot = ttk.Frame(master)
        foot.columnconfigure(0, weight=1)
        foot.rowconfigure(0, weight=1)
        self._seen_title = ttk.Label(foot, bootstyle="secondary")
        self._seen_title.grid(row=0, column=0, sticky="sw")
        self._seen = ttk.Label(foot)
        self._seen.grid(row=1, column=0, sticky="sw")
        buttons = ttk.Frame(foot)
        buttons.grid(row=0, column=1, rowspan=2, sticky="se")
        self._look = ttk.Button(
            buttons,
            text=say("write.look"),
            command=self._presenter.look_into_sheet,
            bootstyle="secondary-outline",
        )
        self._look.pack(fill="x", pady=(0, px(self, 6)))
        self.next = ttk.Button(
            buttons, text=say("write.next"), command=self._writing.keep_and_renew, bootstyle="primary"
        )
        self.next.pack(fill="x")
        return foot

    def _button(self, master: tkinter.Misc, name: str, command: Callable[[], None]) -> ttk.Button:
        """Return one of the buttons above the paper."""
        button = ttk.Button(master, text=say(f"write.{name}"), command=command, bootstyle="secondary-outline")
        button.pack(side="left", padx=(px(self, 6), 0))
        return button

    def _switch_guide(self) -> None:
        """Show the guide box, or not."""
        self._writing.shows_guide = self._guide.get()
        self._writing.changed()

    def _correct(self) -> None:
        """Keep the drawing as what the person typed."""
        text = self.correction.get().strip()
        if text:
            self.correction.delete(0, "end")
            self._writing.keep_and_renew(text)
            self.paper.focus_set()
