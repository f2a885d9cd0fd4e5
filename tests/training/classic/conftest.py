"""A folder of sets with a tiny MNIST in it, and plans for it."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from inkread.datasets.formats.idx import write_idx


@pytest.fixture(scope="session")
def sets_folder(digits, tmp_path_factory) -> Path:
    """A folder with `mnist`: 200 bundled digits to train on, 60 others to test on."""
    root = tmp_path_factory.mktemp("sets")
    (root / "mnist").mkdir()
    parts = {
        "train": (digits.glyphs[:200], digits.labels[:200]),
        "t10k": (digits.validation_glyphs[:60], digits.validation_labels[:60]),
    }
    for name, (glyphs, labels) in parts.items():
        write_idx(root / "mnist" / f"{name}-images-idx3-ubyte", glyphs)
        write_idx(root / "mnist" / f"{name}-labels-idx1-ubyte", labels.astype("uint8"))
    return root


@pytest.fixture(scope="session")
def make_plan(sets_folder):
    """Makes a plan of the smallest recipe on the tiny MNIST."""
    from inkread.training.classic.protocol import Plan
    from inkread.training.recipes import find_recipe

    def make(folder, *, num_seeds=1, root=sets_folder):
        recipe = find_recipe("mlp", epochs=2, batch_size=32)
        return Plan(("mnist",), (recipe,), num_seeds, root, folder)

    return make


@pytest.fixture(scope="session")
def watching():
    """Opens a watcher that watches nothing."""

    @contextmanager
    def opened(_cell):
        yield lambda _position, _num_steps: None

    return opened
