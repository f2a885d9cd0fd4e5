"""Fixtures for every test: the real data sets, databases, and a tiny bundle that reads six drawings."""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import settings

# A busy machine is no fault of the code: no example fails for taking long. Speed is measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).parents[1]
# The first is the same engine without a window: it opens a page in half the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
# With a camera that shows a test picture, and that every page may use.
CHROMIUM_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
)
BROWSER_PATIENCE = 20_000  # ms that an expectation waits: the machine may be busy


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("INKREAD_DATA") or REPOSITORY.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}; name its folder in INKREAD_DATA")
    return folder


DEBIAN = Path("/usr/lib/postgresql")  # which keeps the server's programs off the PATH


def postgresql_programs():
    """Return the folder of PostgreSQL's programs, or None where they or Python's driver are not installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else sorted(DEBIAN.glob("*/bin"))
    return found[-1] if found and find_spec("psycopg") and os.name == "posix" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put the files that train first: one of minutes must not begin when all the others are through."""
    long = {item.path for item in items if item.get_closest_marker("train")}
    items.sort(key=lambda item: item.path not in long)


def pytest_generate_tests(metafunc):
    """Run a test of `database_address` with every database that is here, unless it chooses; CI has both."""
    marks = metafunc.definition.iter_markers("parametrize")
    chosen = any(mark.args[0] == "database_address" for mark in marks)
    if "database_address" in metafunc.fixturenames and not chosen:
        kinds = ["sqlite", *(["postgresql"] if postgresql_programs() else [])]
        metafunc.parametrize("database_address", kinds, indirect=True)


@pytest.fixture
def database_address(request, tmp_path):
    """The address of a new, empty database: an SQLite file, or a schema of a private PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'database.db').as_posix()}"
    import psycopg

    name = f"t{uuid4().hex}"
    address = f"postgresql://inkread@/postgres?host={request.getfixturevalue('postgresql_folder')}"
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{address}&options=-csearch_path%3D{name}"


@pytest.fixture(scope="session")
def postgresql_folder():
    """The folder of a PostgreSQL cluster, reached by a socket in it, which is gone after the tests."""
    programs = postgresql_programs()
    if programs is None:
        pytest.skip("no programs of PostgreSQL, or no driver; install them")
    # PostgreSQL refuses to be run by root, as CI runs; and nobody else may enter pytest's own folders.
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner:
        shutil.chown(folder, "postgres", "postgres")

    def call(program, *words):
        command = [programs / program, "-D", folder / "data", *words]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **owner)

    call(
        "initdb", "--username", "inkread", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"
    )
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
    call("pg_ctl", "start", "--wait", "--log", folder / "log", "-o", settings)
    yield folder
    call("pg_ctl", "stop", "--wait", "--mode", "immediate")
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def aws_server():
    """The address of a server that answers as AWS does, in this process."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def aws(aws_server, monkeypatch):
    """An empty AWS, to which everything in the environment leads; its address."""
    reset = Request(f"{aws_server}/moto-api/reset", method="POST")
    with urlopen(reset, timeout=10) as answer:
        answer.read()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    settings = {
        "ENDPOINT_URL": aws_server,
        "ACCESS_KEY_ID": "testing",
        "SECRET_ACCESS_KEY": "testing",
        "DEFAULT_REGION": "us-east-1",
        "CONFIG_FILE": os.devnull,
        "SHARED_CREDENTIALS_FILE": os.devnull,
        "EC2_METADATA_DISABLED": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return aws_server


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, or else the one that Playwright brought; a process can have one Playwright."""
    from playwright.sync_api import expect, sync_playwright

    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    expect.set_options(timeout=BROWSER_PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


STROKES = {
    "1": [((60, 20), (60, 100))],
    "7": [((30, 22), (90, 22)), ((90, 22), (50, 100))],
    "L": [((35, 20), (35, 98)), ((35, 98), (90, 98))],
    "T": [((25, 22), (95, 22)), ((60, 22), (60, 100))],
    "V": [((25, 22), (60, 100)), ((60, 100), (95, 22))],
    "X": [((25, 22), (95, 100)), ((95, 22), (25, 100))],
}
"""What the tiny bundle can read, as straight lines on a square of 120 pixels."""


def draw(grapheme, *, pen=9):
    """Return `grapheme` drawn in black on white, axes (120, 120), uint8."""
    from PIL import Image, ImageDraw

    paper = Image.new("L", (120, 120), 255)
    for start, end in STROKES[grapheme]:
        ImageDraw.Draw(paper).line([start, end], fill=0, width=pen)
    return np.asarray(paper)


@pytest.fixture(scope="session")
def drawing():
    """Draws a grapheme of the tiny bundle."""
    return draw


@pytest.fixture(scope="session")
def linear_model():
    """Makes the bytes of an ONNX model: one linear layer on the pixels, from weights (784, c)."""
    from onnx import TensorProto, helper, numpy_helper

    def make(weights, *, shape=("n", 28, 28, 1), dtype=TensorProto.UINT8):
        nodes = [
            helper.make_node("Cast", ["images"], ["numbers"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["numbers", "scale"], ["unit"]),
            helper.make_node("Flatten", ["unit"], ["flat"], axis=1),
            helper.make_node("MatMul", ["flat", "weights"], ["logits"]),
        ]
        constants = {"scale": np.float32(1 / 255), "weights": np.asarray(weights, np.float32)}
        graph = helper.make_graph(
            nodes,
            "linear",
            [helper.make_tensor_value_info("images", dtype, shape)],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [shape[0], weights.shape[1]])],
            [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        return made.SerializeToString()

    return make


@pytest.fixture(scope="session")
def tiny_model(linear_model):
    """An ONNX model whose logits say how well a glyph covers each drawing of `STROKES`."""
    from inkread.preprocess.contract import preprocess

    glyphs = [preprocess(draw(grapheme)).glyph.reshape(-1) / 255.0 for grapheme in STROKES]
    centred = np.stack([glyph - glyph.mean() for glyph in glyphs], axis=1)
    return linear_model(centred / np.linalg.norm(centred, axis=0))


@pytest.fixture(scope="session")
def make_bundle(tiny_model):
    """Makes the tiny bundle, with any of its fields changed."""
    from inkread import bundle as parts
    from inkread.charset import Charset

    def make(*, model=tiny_model, **changes):
        usual = {
            "name": "tiny",
            "charset": Charset(tuple(STROKES)),
            "preprocess": parts.PreprocessSpec("inkread-28-v1"),
            "input": parts.InputSpec("images"),
            "output": parts.OutputSpec("logits"),
            "temperature": 0.5,
            "training": parts.Training(
                "sha256:00", "linear", (0,), 1, {"numpy": "2"}, "2026-01-31T12:00:00+00:00"
            ),
            "scores": (parts.Score("drawn", "17LTVX", "accuracy", 1.0, None, 6, (0,), "pytest"),),
            "model_file": parts.ModelFile.of(model),
        }
        return parts.Bundle(**{**usual, **changes}, model=model)

    return make


@pytest.fixture(scope="session")
def tiny_bundle(make_bundle):
    """A bundle of one linear layer that reads 1, 7, L, T, V and X."""
    from inkread.recognition.session import with_golden

    return with_golden(make_bundle())


@pytest.fixture(scope="session")
def calibrated_bundle(tiny_bundle):
    """The tiny bundle with sets and a gate, calibrated on slanted drawings."""
    import cv2

    from inkread.datasets.samples import Samples
    from inkread.evaluation.calibrate import Calibration, calibrate

    slants = [np.array([[1, slant, -60 * slant], [0, 1, 0]]) for slant in np.linspace(-0.3, 0.3, 7)]
    drawings = [
        (label, cv2.warpAffine(draw(grapheme, pen=pen), slant, (120, 120), borderValue=255))
        for label, grapheme in enumerate(STROKES)
        for pen in (6, 9, 12)
        for slant in slants
    ]
    labels, images = zip(*drawings, strict=True)
    samples = Samples("slanted", np.stack(images), np.array(labels), tiny_bundle.charset)
    wish = Calibration(command="pytest", num_garbage=6, num_pages=60)
    return calibrate(tiny_bundle, [samples], [], wish, progress=lambda _name, _done, _total: None)


@pytest.fixture(scope="session")
def tiny_folder(tiny_bundle, tmp_path_factory):
    """The tiny bundle's folder; not to be written to."""
    from inkread.bundle import write_bundle

    folder = tmp_path_factory.mktemp("bundles") / "tiny"
    write_bundle(tiny_bundle, folder)
    return folder


@pytest.fixture(scope="session")
def pdfs():
    """Writes PDFs by hand; tests that read them are skipped where the extra `pdf` is not installed."""
    if find_spec("pypdfium2") is None:
        pytest.skip("no pypdfium2; do: pip install 'inkread[pdf]'")
    sys.path.insert(0, str(Path(__file__).parent))
    import pdf_files

    return pdf_files
