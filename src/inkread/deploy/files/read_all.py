"""Reads a picture in every way that the service does, and prints the answers: `read_all.py [BUNDLE…]`.

Run by `prune.py` before and after it removes anything, so that the answers can be compared, and so that
Python compiles what a service loads, and nothing else.
"""

import contextlib
import importlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from inkread.web import create_app
from inkread.web.settings import WebSettings

OF_SERVERS = ("gunicorn.app.base", "gunicorn.workers.gthread")
OF_SHARED_HISTORIES = ("psycopg", "s3fs", "sqlalchemy.dialects.postgresql.psycopg")
HOST = {"Host": "localhost"}
PATHS = ("/", "/words", "/forms", "/health/ready", "/health/history", "/metrics", "/api/v1/bundles")
DOORS = ("/api/v1/read", "/api/v1/words", "/api/v1/explain")
PASSING = ("id", "image", "took_ms")  # what is another in each answer
SEVEN = [(25, 20), (65, 20), (40, 75)]
WIDE, HIGH = 600, 440
PRINT = (("Member card No. 5", 40, 48), ("Code, as on the back", 110, 32), ("Please write clearly", 340, 40))
TEMPLATE = f"""form: 1
name: card
blank: card.png
width: {WIDE}
height: {HIGH}
fields:
- {{name: code, left: 40, top: 170, width: 260, height: 120}}
"""


def main() -> None:
    """Print what the service answers, with the bundles that are named; load what it loads besides."""
    for name in (*OF_SERVERS, *OF_SHARED_HISTORIES):
        with contextlib.suppress(ImportError):  # not installed here
            importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        history = str(Path(folder) / "history.db")
        app = create_app(WebSettings(history=history, bundles=tuple(sys.argv[1:])))
        client = app.test_client()
        answers: list[Any] = [client.get(path, headers=HOST).status_code for path in PATHS]
        for path in DOORS:
            answer = client.post(path, data=png(seven()), headers=HOST | {"Content-Type": "image/png"})
            answers.append((answer.status_code, lasting(answer.json)))
        answer = client.post("/api/v1/forms/read", data=card(), headers=HOST)
        answers.append((answer.status_code, lasting(answer.json)))
        app.extensions["inkread-close"]()
    print(json.dumps(answers))


def lasting(answer: Any) -> Any:  # noqa: ANN401 - JSON
    """Return what is the same in every answer to a question."""
    if isinstance(answer, list):
        return [lasting(one) for one in answer]
    if not isinstance(answer, dict):
        return answer
    return {key: lasting(one) for key, one in answer.items() if key not in PASSING}


def seven() -> Image.Image:
    """Return a picture of a seven."""
    picture = Image.new("L", (90, 90), 250)
    ImageDraw.Draw(picture).line(SEVEN, 20, 7)
    return picture


def card() -> dict[str, tuple[io.BytesIO, str]]:
    """Return a request to read a form that lies askew."""
    blank = Image.new("L", (WIDE, HIGH), 250)
    pen = ImageDraw.Draw(blank)
    pen.rectangle((40, 170, 300, 290), None, 60, 2)
    for text, top, size in PRINT:
        pen.text((40, top), text, 20, ImageFont.load_default(size))
    filled = blank.copy()
    filled.paste(seven(), (60, 185))
    scan = filled.rotate(2, Image.Resampling.BICUBIC, fillcolor=235)
    return {
        "template": (io.BytesIO(TEMPLATE.encode()), "card.yaml"),
        "blank": (io.BytesIO(png(blank)), "card.png"),
        "image": (io.BytesIO(png(scan)), "scan.png"),
    }


def png(picture: Image.Image) -> bytes:
    """Return the file of a picture."""
    memory = io.BytesIO()
    picture.save(memory, "png")
    return memory.getvalue()


if __name__ == "__main__":
    main()
