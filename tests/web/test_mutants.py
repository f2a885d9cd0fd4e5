"""Damaged files over HTTP: each is read, or refused with a code; none ends in a failure of ours."""

import io
import os

import numpy as np
import pytest
from PIL import Image

from inkread.preprocess.decode.limits import REASONS

NUM_MUTANTS = int(os.environ.get("INKREAD_HTTP_MUTANTS", "500"))
FORMATS = ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"]
ALLOWED = {200, 400, 413, 415, 422}


@pytest.fixture(scope="module")
def seeds(drawing):
    """Sound files of several formats."""
    files = []
    for name in FORMATS:
        out = io.BytesIO()
        Image.fromarray(drawing("X")).save(out, name)
        files.append(out.getvalue())
    return files


def damage(content, rng):
    """Return `content` with one to five bytes changed, most of them in its head, and at times cut."""
    mutant = np.frombuffer(content, np.uint8).copy()
    for _ in range(rng.integers(1, 6)):
        reach = min(64, len(mutant)) if rng.random() < 0.6 else len(mutant)
        mutant[rng.integers(reach)] = rng.integers(256)
    kept = len(mutant) if rng.random() < 0.7 else int(rng.integers(1, len(mutant)))
    return mutant[:kept].tobytes()


def test_damaged_files_are_read_or_refused_with_a_code(client, seeds):
    rng = np.random.default_rng(28)
    outcomes = []
    for number in range(NUM_MUTANTS):
        mutant = damage(seeds[number % len(seeds)], rng)
        answer = client.post("/api/v1/read?keep=0", data=mutant, content_type="image/png")
        outcomes.append(answer.status_code)
        assert answer.status_code in ALLOWED, (number, answer.text)
        if answer.status_code != 200:
            assert answer.json["error"]["code"] in REASONS
    assert 0 < outcomes.count(200) < NUM_MUTANTS
