"""A root folder in which the tests install a package, and run single steps of its script."""

import os
import subprocess
import sys
import sysconfig

from inkread.deploy.archive import with_sums


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

    def install(self, *words, umask=-1):
        """Run the script; returns what came of it."""
        run = ["sh", self.release / "install.sh", *words]
        return subprocess.run(
            run, env=self.variables, capture_output=True, text=True, check=False, umask=umask
        )

    def step(self, settings, step):
        """Run a step of the script alone, with some settings; return what it prints."""
        place = self.root / "etc" / "inkread" / "inkread.env"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(settings)
        script = (self.release / "install.sh").read_text().replace('\nmain "$@"\n', f"\n{step}\n")
        command, around = ["sh", "-c", script], {"env": self.variables, "cwd": self.release}
        return subprocess.run(command, **around, capture_output=True, text=True, check=True).stdout


def write_program(path, text):
    """Write something that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
