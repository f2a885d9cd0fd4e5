"""What the clients of a reading service ask, and which answers are right."""

import functools
import io
import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw
from service_process import KEY

sys.path.insert(0, str(Path(__file__).parents[2] / "attacks"))

from make_attacks import ATTACKS

WITH_KEY = {"X-API-Key": KEY}
HOSTILE_EVERY = 20  # 5 %
REFUSALS = (400, 413, 415, 422)
NAMES = sorted(ATTACKS)
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


def strokes(slant):
    """A drawing, as the page sends it."""
    return json.dumps({"strokes": [[[140 - slant, 140 + slant], [40, 240]]], "width": 280, "height": 280})


def ask_everything(connection, number, turn):
    """One request of a mixed load: drawings, images, stages, the history, and one hostile file in twenty."""
    step = number * 7 + turn
    if step % HOSTILE_EVERY == 0:
        return ask_hostile(connection, step // HOSTILE_EVERY)
    asks = [ask_strokes, ask_image, ask_history, ask_strokes, ask_stages]
    return asks[step % len(asks)](connection, step % 30)


def ask_what_is_large(connection, number, turn):
    """One request of those that take most memory: large pictures, and every stage of a drawing."""
    step = number + turn
    if step % 2:
        return ask_stages(connection, step % 30)
    name = READ_NAMES[step // 2 % len(READ_NAMES)]
    status, body = send(connection, "/api/v1/read?keep=0", attack(name), "image/png")
    assert status in (200, *REFUSALS), (name, status, body)
    return None


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
