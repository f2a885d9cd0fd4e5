"""A few of the bundled digits, shared by all tests of studies."""

import pytest


@pytest.fixture(scope="session")
def few_digits():
    """Material of 320 images to train on and 180 to validate."""
    from dataclasses import replace

    from inkread.training.material import gather

    whole = gather(["digits"], leak_check=False)
    return replace(whole, glyphs=whole.glyphs[:320], labels=whole.labels[:320])
