"""Five hundred damaged files through `inkread read`: each is read or refused in one line, and quickly."""

import io
import json
import time

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from inkread.cli.main import app

NUM_MUTANTS = 500
FILES_A_CALL = 10
SECONDS = 2.0  # for a whole call, so that no single file can have taken longer
FORMATS = ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF"]


def encode(image, format_name):
    out = io.BytesIO()
    image.save(out, format_name)
    return out.getvalue()


def mutate(data, rng):
    """Return `data` with some bytes replaced, half of them near its beginning, and at times cut."""
    mutant = bytearray(data)
    for _ in range(int(rng.integers(1, 6))):
        reach = min(64, len(mutant)) if rng.random() < 0.5 else len(mutant)
        mutant[int(rng.integers(0, reach))] = int(rng.integers(0, 256))
    keep = len(mutant) if rng.random() < 0.7 else int(rng.integers(1, len(mutant)))
    return bytes(mutant[:keep])


@pytest.fixture(scope="module")
def mutants(drawing, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mutants")
    rng = np.random.default_rng(500)
    seeds = [encode(Image.fromarray(drawing(grapheme)), name) for name in FORMATS for grapheme in "17X"]
    paths = []
    for at in range(NUM_MUTANTS):
        paths.append(folder / f"{at:03}.png")
        paths[-1].write_bytes(mutate(seeds[at % len(seeds)], rng))
    return paths


def read(paths, bundle):
    """Return the records of one call, having checked what must hold for each call."""
    start = time.perf_counter()
    result = CliRunner().invoke(app, ["read", "--json", "--bundle", str(bundle), *map(str, paths)])
    seconds = time.perf_counter() - start

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output
    assert seconds <= SECONDS
    return json.loads(result.stdout)


def test_damaged_files_are_read_or_refused_and_never_crash_the_command(mutants, tiny_folder):
    records = []
    for at in range(0, NUM_MUTANTS, FILES_A_CALL):
        records += read(mutants[at : at + FILES_A_CALL], tiny_folder)

    assert len(records) == NUM_MUTANTS
    refused = [record for record in records if "error" in record]
    assert 0 < len(refused) < NUM_MUTANTS
    assert all("\n" not in str(record["error"]) for record in refused)
