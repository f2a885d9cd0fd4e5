"""What the clients of a reading service ask, and which answers are right."""

import functools
import io
import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from service_process import KEY

sys.path.insert(0, str(Path(__file__).parents[2] / "attacks"))

from make_attacks import ATTACKS

WITH_KEY = {"X-API-Key": KEY}
HOSTILE_EVERY = 20  # 5 %
REFUSALS = (400, 413, 415, 422)
NAMES = sorted(ATTACKS)
WORDS_ASKED = ("language=english", "pattern=AA99-9999&keep=0", "mode=characters&keep=0")
READ_NAMES = [name for name in NAMES if "ok" in ATTACKS[name][1]]  # odd or as large as can be, and read


@functools.cache
def attack(name):
    """The bytes of a hostile file."""
    return ATTACKS[name][0]()


@functools.cache
def picture(slant):
    """A stroke on paper, as a PNG."""
    image = Image.new("L", (120, 120), 235)
    ImageDraw.Draw(image).line((60 - slant, 15, 60 + slant, 105), fill=30, width=9)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@functools.cache
def written(turn):
    """Two lines of letters on paper, as a PNG."""
    image = Image.new("L", (420, 150), 235)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=40 + turn % 3)
    draw.text((20, 15), "river stone", font=font, fill=30)
    draw.text((20, 80), f"AB{turn:02}-7788", font=font, fill=30)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def strokes(slant):
    """A drawing, as the page sends it."""
    return json.dumps({"strokes": [[[140 - slant, 140 + slant], [40, 240]]], "width": 280, "height": 280})


def ask_everything(connection, number, turn):
    """One request of a mixed load: drawings, images, stages, words, the history; one in twenty hostile."""
    step = number * 7 + turn
    if step % HOSTILE_EVERY == 0:
        return ask_hostile(connection, step // HOSTILE_EVERY)
    if _is_one_of_words(number, turn):
        return ask_words(connection, turn)
    asks = [ask_strokes, ask_image, ask_history, ask_strokes, ask_stages]
    return asks[step % len(asks)](connection, step % 30)


def ask_what_is_large(connection, number, turn):
    """One request of those that take most memory: large pictures, words, and every stage of a drawing."""
    if _is_one_of_words(number, turn):
        return ask_words(connection, turn)
    step = number + turn
    if step % 2:
        return ask_stages(connection, step % 30)
    name = READ_NAMES[step // 2 % len(READ_NAMES)]
    status, body = send(connection, "/api/v1/read?keep=0", attack(name), "image/png")
    assert status in (200, *REFUSALS), (name, status, body)
    return None


def _is_one_of_words(number, turn):
    """Return whether this turn is one of words: two clients ask, as many as a worker takes at once."""
    return number < 2 and turn % 2 == 0


def ask_hostile(connection, turn):
    """Send a hostile file; it is refused, or read where it only looks odd."""
    name = NAMES[turn % len(NAMES)]
    status, body = send(connection, "/api/v1/read?keep=0", attack(name), "image/png")
    assert status in (200, *REFUSALS), (name, status, body)


def ask_strokes(connection, slant):
    """Send a drawing that is not kept."""
    expect_reading(*send(connection, "/api/v1/read?keep=0", strokes(slant), "application/json"))


def ask_image(connection, slant):
    """Send an image that is kept; returns its id."""
    return expect_reading(*send(connection, "/api/v1/read", picture(slant), "image/png"))["id"]


def ask_stages(connection, slant):
    """Ask for every stage of a drawing."""
    status, body = send(connection, "/api/v1/explain?keep=0", strokes(slant), "application/json")
    assert status == 200, (status, body)
    assert body["stages"]


def ask_words(connection, turn):
    """Send two lines of writing, which are read whole, by a pattern or cut into characters."""
    asked = WORDS_ASKED[turn // 2 % len(WORDS_ASKED)]
    status, body = send(connection, f"/api/v1/words?{asked}", written(turn % 30), "image/png")
    assert status == 200, (status, body)
    (reading,) = body["readings"]
    assert len(reading["lines"]) == 2, reading


def ask_history(connection, _slant):
    """List what was kept."""
    connection.request("GET", "/api/v1/history?limit=20", headers=WITH_KEY)
    status, body = answer(connection)
    assert status == 200, (status, body)


def send(connection, path, body, kind):
    """Post a body; returns the status and the answer."""
    connection.request("POST", path, body, {"Content-Type": kind, **WITH_KEY})
    return answer(connection)


def answer(connection):
    """The status and the JSON of an answer."""
    got = connection.getresponse()
    return got.status, json.loads(got.read())


def expect_reading(status, body):
    """The only reading of an answer that must be one."""
    assert status == 200, (status, body)
    (reading,) = body["readings"]
    assert reading["candidates"], reading
    return reading
