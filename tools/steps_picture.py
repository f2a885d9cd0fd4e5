"""Draws docs/images/steps.png: a sample photo on its way to the network, step by step."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from inkread import Reader
from inkread.recognition.explain import Explainer

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "7-photo.jpg"
PICTURE = ROOT / "docs" / "images" / "steps.png"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        strip = Explainer(Path(folder)).write(Reader().read(SAMPLE, pictures=True), name=SAMPLE.stem)[0]
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(strip, PICTURE)
    sys.stdout.write(f"{PICTURE}\n")
