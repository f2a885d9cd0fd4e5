"""What a package is installed from in tests: this environment's own packages, as there is no network."""

import io
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from inkread.deploy.archive import with_sums
from inkread.deploy.package import TARGETS, lay_out

collect_ignore = (
    ["test_install.py"] if os.name == "nt" else []
)  # of a script for sh, on the systems of targets


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


class Machine:
    """A root folder that the unpacked package is installed below.

    Python finds the packages of this environment there, but not its inkread: an editable one is named in a
    file that is not read below PYTHONPATH. pip has no network, and nothing to fetch: the lock is empty.
    """

    def __init__(self, folder, parts):
        self.root, self.release = folder / "root", folder / "release"
        kept = [part for part in parts if part.name != "SHA256SUMS"]
        for part in with_sums(
            one._replace(content=b"") if "requirements" in one.name else one for one in kept
        ):
            path = self.release / part.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(part.content)
        outside = {
            name: text for name, text in os.environ.items() if not name.startswith(("INKREAD", "PYTHON"))
        }
        self.variables = {
            **outside,
            "PYTHON": sys.executable,
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "PIP_NO_INDEX": "1",
            "PIP_NO_COMPILE": "1",
            "INKREAD_WHOLE": "1",
            "INKREAD_ROOT": str(self.root),
        }

    @property
    def current(self):
        """The release that runs."""
        return (self.root / "opt" / "inkread" / "current").resolve()

    def install(self, *words):
        """Run the script; returns what came of it."""
        run = ["sh", self.release / "install.sh", *words]
        return subprocess.run(run, env=self.variables, capture_output=True, text=True, check=False)


@pytest.fixture
def new_machine(systemd_package, tmp_path):
    """A machine on which nothing is installed."""
    return Machine(tmp_path, systemd_package.parts)


@pytest.fixture(scope="module")
def machine(systemd_package, tmp_path_factory):
    """A machine on which the package is installed."""
    made = Machine(tmp_path_factory.mktemp("machine"), systemd_package.parts)
    done = made.install()
    assert done.returncode == 0, done.stderr
    return made


sys.path.insert(0, str(Path(__file__).parents[1] / "web" / "service"))  # for what starts a service
