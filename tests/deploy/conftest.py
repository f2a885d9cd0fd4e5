"""What a package is installed from in tests: this environment's own packages, as there is no network."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from inkread.deploy.package import TARGETS, lay_out

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "web" / "service")]  # the latter for what starts a service
# Of a script for sh, on the systems of targets.
collect_ignore = [path.name for path in HERE.glob("test_install*.py")] if os.name == "nt" else []


@pytest.fixture(scope="session")
def packages():
    """The package for each target."""
    return {target: lay_out(target) for target in TARGETS}


@pytest.fixture(scope="session")
def systemd_package(packages):
    """The package for systemd."""
    return packages["systemd"]


@pytest.fixture(scope="session")
def names():
    """Tells the names in a zip's bytes."""

    def told(content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()

    return told


@pytest.fixture
def new_machine(systemd_package, tmp_path):
    """A machine on which nothing is installed."""
    from machine import Machine

    return Machine(tmp_path, systemd_package.parts)


@pytest.fixture(scope="module")
def machine(systemd_package, tmp_path_factory):
    """A machine on which the package is installed."""
    from machine import Machine

    made = Machine(tmp_path_factory.mktemp("machine"), systemd_package.parts)
    done = made.install()
    assert done.returncode == 0, done.stderr
    return made
