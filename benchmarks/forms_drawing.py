"""A form of 20 fields: drawn blank, filled in with single glyphs, and photographed."""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from forms_values import FIELDS, LEXICONS
from PIL import Image, ImageDraw, ImageFont

from inkread.forms.template import Field, Template
from inkread.words.compose.placing import MARGIN, placed
from inkread.words.compose.style import Style

WIDTH, HEIGHT = 1240, 1754  # px: A4 at 150 dots an inch
LEFTS, TOP, ROW = (70, 660), 210, 150
CELL_WIDTH, CELL_HEIGHT, APART, FREE_WIDTH = 42, 54, 10, 500
AROUND = 6  # px that a field's box is larger than its frame, as drawn by hand
FINE = 2  # times: the paper is drawn larger than the blank picture, as paper has no pixels
PHOTO = (1700, 2300)  # width and height, px
PRINT, HINT = 60, 150  # grey levels of what is printed
STROKE_AT, SHARPER = 110, 3.0  # an enlarged glyph's edge, see inkread.words.compose.picture
TURNED = 0.05  # of the photographs are upside down or lie on their side


@dataclass(frozen=True)
class Form:
    """The blank paper, twice as large as its picture, its template, and where the frames are."""

    paper: np.ndarray
    template: Template
    frames: dict

    @classmethod
    def drawn(cls, folder: Path) -> "Form":
        """Draw the form, and write its picture, its template and its lists of words into `folder`."""
        page = Image.new("L", (WIDTH * FINE, HEIGHT * FINE), 255)
        pen = ImageDraw.Draw(page)
        _text(pen, 70, 60, "Application for membership", 40, PRINT)
        _text(
            pen,
            70,
            115,
            "Please write in capitals, one character to a box. Leave empty what you do not know.",
            20,
            PRINT,
        )
        frames, fields = {}, []
        for place, spec in enumerate(FIELDS):
            left, top = LEFTS[place % 2], TOP + ROW * (place // 2)
            _text(pen, left, top - 28, spec.label, 20, PRINT)
            frames[spec.name] = _frame(pen, spec, left, top)
            box = _box(frames[spec.name])
            fields.append(
                Field(spec.name, *box, pattern=spec.pattern, charset=spec.charset, lexicon=spec.lexicon)
            )
        template = Template("membership", "blank.png", WIDTH, HEIGHT, tuple(fields), folder)
        paper = np.asarray(page)
        small = cv2.resize(paper, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(folder / "blank.png"), small)
        (folder / "form.yaml").write_text(template.to_yaml(), "utf-8")
        for name, words in LEXICONS.items():
            (folder / name).write_text("\n".join(words) + "\n", "utf-8")
        return cls(paper, template, frames)


def filled_in(form, values, bank, rng):
    """Return the paper with values written in its fields, axes (height, width), 0-255."""
    style = replace(Style.drawn(rng), skew=0.0)
    ink = np.zeros(form.paper.shape, np.uint8)
    size = float(rng.uniform(0.55, 0.8))
    for spec in FIELDS:
        text = values[spec.name]
        if text:
            own = replace(style, height=round(size * CELL_HEIGHT * FINE), gap=float(rng.uniform(0.1, 0.35)))
            _write(ink, text, (spec.kind, form.frames[spec.name]), own, bank, rng)
    share = np.clip((ink.astype(np.float32) - STROKE_AT) * SHARPER / 255 + 0.5, 0.0, 1.0)
    share = cv2.GaussianBlur(share, (0, 0), 1.0)
    dark = float(rng.uniform(15, 110))
    return form.paper * (1 - share) + dark * share


def photographed(paper, rng):
    """Return a JPEG of the paper on a desk, aslant, turned, in uneven light, as bytes in an array."""
    wide, tall = PHOTO
    high, across = paper.shape
    inset = rng.uniform(0.03, 0.09, (4, 2)) * (wide, tall)
    corners = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]]) + inset * [
        [1, 1],
        [-1, 1],
        [-1, -1],
        [1, -1],
    ]
    turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), float(rng.normal(0.0, 3.0)), 0.95)
    corners = cv2.transform(corners[None], turn)[0]
    source = np.array([[0, 0], [across, 0], [across, high], [0, high]])
    onto = cv2.getPerspectiveTransform(source.astype(np.float32), corners.astype(np.float32))
    soft = cv2.GaussianBlur(np.asarray(paper, np.float32), (0, 0), 0.8)
    seen = cv2.warpPerspective(soft, onto, PHOTO, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.ones_like(soft), onto, PHOTO, flags=cv2.INTER_LINEAR)
    desk = cv2.GaussianBlur(rng.normal(0.0, 60.0, (tall, wide)).astype(np.float32), (0, 0), 3.0)
    white = float(rng.uniform(0.7, 1.0))
    seen = (white * seen + (1 - white) * 20) * cover + (float(rng.uniform(40, 150)) + desk) * (1 - cover)
    seen = cv2.GaussianBlur(seen * _light(rng), (0, 0), float(rng.uniform(0.4, 1.3)))
    seen += rng.normal(0.0, float(rng.uniform(0.5, 5.0)), seen.shape)
    turns = int(rng.integers(1, 4)) if rng.random() < TURNED else 0
    picture = np.ascontiguousarray(np.rot90(np.clip(np.rint(seen), 0, 255).astype(np.uint8), turns))
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 92))])[1]


def _light(rng):
    """Return light that falls off to one side, with the soft shadow of a hand or a head, 0-1."""
    wide, tall = PHOTO
    rows, columns = np.linspace(-0.5, 0.5, tall)[:, None], np.linspace(-0.5, 0.5, wide)[None]
    angle = float(rng.uniform(0, 2 * np.pi))
    light = 1.0 - float(rng.uniform(0.0, 0.35)) * (0.5 + np.sin(angle) * rows + np.cos(angle) * columns)
    shadow = np.zeros((tall // 10, wide // 10), np.uint8)
    middle = rng.uniform(0, 1, 2) * (wide / 10, tall / 10)
    spokes = np.linspace(0, 2 * np.pi, 9)[:-1]
    reach = rng.uniform(25, 90, 8)
    points = middle + np.column_stack([np.cos(spokes), np.sin(spokes)]) * reach[:, None]
    cv2.fillPoly(shadow, [np.rint(points).astype(np.int32)], 255)
    soft = cv2.GaussianBlur(shadow.astype(np.float32) / 255, (0, 0), float(rng.uniform(1.5, 8.0)))
    return (light * (1 - float(rng.uniform(0.0, 0.45)) * cv2.resize(soft, PHOTO))).astype(np.float32)


def _text(pen, left, top, text, size, grey):
    pen.text((left * FINE, top * FINE), text, fill=grey, font=ImageFont.load_default(size * FINE))


def _frame(pen, spec, left, top):
    """Draw what a field has printed; return its boxes as left, top, right, bottom, px of the blank."""
    step = CELL_WIDTH + (APART if spec.kind == "boxes" else 0)
    if spec.kind in ("comb", "boxes"):
        lefts = [left + step * place for place in range(spec.cells)]
        cells = [(x, top, x + CELL_WIDTH, top + CELL_HEIGHT) for x in lefts]
    else:
        cells = [(left, top, left + FREE_WIDTH, top + CELL_HEIGHT)]
    for place, (x, y, right, bottom) in enumerate(cells):
        if spec.kind == "line":
            pen.line((x * FINE, bottom * FINE, right * FINE, bottom * FINE), fill=PRINT, width=3)
        else:
            pen.rectangle((x * FINE, y * FINE, right * FINE, bottom * FINE), outline=PRINT, width=3)
        if spec.hint and len(cells) > 1:
            _text(pen, x + 14, y + 18, spec.hint[place], 18, HINT)
    if spec.hint and len(cells) == 1:
        _text(pen, cells[0][2] - 60, top + 14, spec.hint, 24, PRINT)
    return cells


def _box(cells):
    """Return left, top, width and height of the box that a person draws around a field's frame."""
    left, top = cells[0][0] - AROUND, cells[0][1] - AROUND
    return left, top, cells[-1][2] + AROUND - left, cells[-1][3] + AROUND - top


def _write(ink, text, frame, style, bank, rng):
    """Write a text into a field: a character to a cell, or all in one."""
    kind, cells = frame
    if kind in ("comb", "boxes"):
        for char, cell in zip(text, cells, strict=False):
            own = replace(
                style, height=round(style.height * float(np.clip(rng.normal(1.0, 0.06), 0.85, 1.15)))
            )
            page, boxes = placed(char, bank, own, rng)
            top, left, height, width = boxes[0]
            glyph = _narrowed(page[top : top + height, left : left + width], 0.95 * CELL_WIDTH * FINE)
            x0, y0, x1, y1 = (FINE * side for side in cell)
            x = (x0 + x1 - glyph.shape[1]) / 2 + rng.normal(0.0, 0.06) * CELL_WIDTH * FINE
            y = (y0 + y1 - glyph.shape[0]) / 2 + rng.normal(0.0, 0.05) * CELL_HEIGHT * FINE
            _paste(ink, glyph, round(x), round(y))
        return
    page, boxes = placed(text, bank, style, rng)
    room = 0.88 * (cells[0][2] - cells[0][0]) * FINE
    base = round(MARGIN * style.height) + style.height
    left, right = boxes[0][1], boxes[-1][1] + boxes[-1][3]
    scale = min(1.0, room / (right - left))
    line = _scaled(page[:, left:right], scale)
    x0, _, _, y1 = (FINE * side for side in cells[0])
    above = rng.uniform(0.02, 0.12) if kind == "line" else rng.uniform(0.1, 0.22)
    x = x0 + rng.uniform(0.02, 0.08) * (cells[0][2] - cells[0][0]) * FINE
    _paste(ink, line, round(x), round(y1 - above * CELL_HEIGHT * FINE - base * scale))


def _narrowed(glyph, widest):
    return _scaled(glyph, min(1.0, widest / glyph.shape[1]))


def _scaled(glyph, scale):
    shape = max(1, round(glyph.shape[1] * scale)), max(1, round(glyph.shape[0] * scale))
    return glyph if scale == 1.0 else cv2.resize(glyph, shape, interpolation=cv2.INTER_AREA)


def _paste(ink, glyph, left, top):
    part = ink[top : top + glyph.shape[0], left : left + glyph.shape[1]]
    np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)
