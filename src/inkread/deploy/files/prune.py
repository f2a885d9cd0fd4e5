"""Makes this environment small: removes what serving never opens, and proves that it reads as before.

Run by the environment's own Python once everything is installed. A picture is read by the service before and
after; where the answers differ, everything is put back. Prints what went.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NamedTuple

from hollow import hollow, without_sections  # type: ignore[import-not-found] # lies beside it where it runs

# What goes, by name below site-packages. Licences stay.
USELESS = (
    "**/*.pyi",
    "**/*.pyx",
    "**/*.pxd",
    "**/__pycache__",  # of the modules that serving loads they are made again
    "numpy/**/tests",
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/_core/_simd.*",  # this and the next for NumPy's own tests
    "numpy/_core/*_tests.*",
    "numpy/distutils",
    "numpy/f2py",
    "numpy/polynomial",
    "numpy/random",  # only training draws lots
    "onnxruntime/backend",
    "onnxruntime/datasets",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/transformers",
    "onnxruntime/capi/libonnxruntime.so*",  # for programs in C; Python's module holds it all itself
    "cv2/data",
    "cv2/gapi",
    "alembic/testing",
    "sqlalchemy/testing",
    "sqlalchemy/dialects/mssql",
    "sqlalchemy/dialects/mysql",
    "sqlalchemy/dialects/oracle",
    "pygments/lexers/[a-z]*.py",  # of languages; nothing shows source code
    "pygments/lexers/*_builtins.py",
    "google/protobuf",  # ONNX Runtime's tools ask for it, and reading does not
    "google/_upb",
    "pip",
    "pip-*.dist-info",
    "pkg_resources",
    "setuptools",
    "setuptools-*.dist-info",
    "_distutils_hack",
    "distutils-precedence.pth",  # runs _distutils_hack at every start
)
SERVICES = "botocore/data"  # descriptions of four hundred services of AWS
KEPT_SERVICES = ("s3", "signin", "sso", "sso-oidc", "sts")  # to keep images, and to find credentials


class Linked(NamedTuple):
    """Libraries that a module is linked with and no reading calls.

    Attributes:
        folder: where they are.
        hollowed: beginnings of the names of those that others ask for.
        needless: of those that only the hollowed ones ask for.
        users: files that ask, by name below site-packages.
    """

    folder: str
    hollowed: tuple[str, ...]
    needless: tuple[str, ...]
    users: tuple[str, ...]


LINKED = (
    Linked(  # decoders of films, and linear algebra for larger matrices than any reading solves
        "opencv_python_headless.libs",
        ("libaom", "libavcodec", "libavformat", "libavutil", "libopenblas", "libswscale"),
        ("libcrypto", "libdrm", "libgfortran", "libquadmath", "libssl", "libswresample", "libvpx"),
        ("cv2/*.so", "opencv_python_headless.libs/libavif*"),  # OpenCV asks AVIF's for any it writes
    ),
    Linked("pillow.libs", ("libxcb",), ("libXau",), ("PIL/_imaging.*.so",)),  # pictures of the screen
)
READING = Path(__file__).with_name("read_all.py")
FAILED = "exit status"


class Bin:
    """What was removed or replaced, until it is certain that nothing of it is needed."""

    def __init__(self, folder: Path) -> None:
        """Keep it in an empty folder of the same disk."""
        self._folder, self._places = folder, list[Path]()

    def take(self, path: Path) -> None:
        """Move a file or folder here."""
        path.rename(self._folder / str(len(self._places)))
        self._places.append(path)

    def replace(self, path: Path, content: bytes | None) -> None:
        """Put other content in a file's place; none where it is to stay."""
        if content is not None:
            mode = path.stat().st_mode
            self.take(path)
            path.write_bytes(content)
            path.chmod(mode)

    def give_back(self) -> None:
        """Put everything back where it was."""
        for number in reversed(range(len(self._places))):
            place = self._places[number]
            if place.is_dir():
                shutil.rmtree(place)  # made again meanwhile
            (self._folder / str(number)).replace(place)


def main() -> int:
    """Remove what serving never opens; return the exit status."""
    packages = Path(sysconfig.get_path("purelib"))
    before, whole = answers(), size(packages)
    if before.startswith(FAILED):
        print(f"expected a picture to be read, got {before}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(dir=packages.parent) as folder:
        taken = Bin(Path(folder))
        remove(packages, taken)
        after = answers()
        if after != before:
            taken.give_back()
            print(
                f"expected the answers of before, got {after[:2000]}; everything was put back",
                file=sys.stderr,
            )
            return 0 if answers() == before else 1
    left, compiled = size(packages), size(packages, "*.pyc")
    print(f"removed {(whole - left) / 1e6:.0f} MB that serving never opens")
    print(
        f"{left / 1e6:.0f} MB are left, {compiled / 1e6:.0f} MB of them compiled by Python for a quick start"
    )
    return 0


def answers() -> str:
    """Return what pictures are read as, by a process of its own: it may end as no exception does."""
    bundles = [str(path) for path in Path(sys.prefix).glob("bundle.zip")]
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(READING), *bundles]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else f"{FAILED} {done.returncode}: {done.stderr}"


def remove(packages: Path, taken: Bin) -> None:
    """Remove what serving never opens, and empty the libraries that it never calls."""
    going = {path for pattern in USELESS for path in packages.glob(pattern)}
    services = packages / SERVICES
    if services.is_dir():
        going |= {path for path in services.iterdir() if path.is_dir() and path.name not in KEPT_SERVICES}
    for path in sorted(going):
        if path.exists():  # else it went with the folder above it
            taken.take(path)
    for linked in LINKED:
        empty(packages, linked, taken)
    for library in packages.rglob("*.so*"):
        if library.is_file():
            taken.replace(library, without_sections(library.read_bytes()))


def empty(packages: Path, linked: Linked, taken: Bin) -> None:
    """Put empty libraries in the places of those that are linked and never called."""
    libraries = sorted((packages / linked.folder).glob("lib*"))
    users = [user for pattern in linked.users for user in packages.glob(pattern)]
    wanted = [library for library in libraries if library.name.startswith(linked.hollowed)]
    empties = {library: hollow(library, users) for library in wanted}
    if None in empties.values():  # of another kind of system: what they need must stay too
        return
    for library in libraries:
        if library in empties:
            taken.replace(library, empties[library])
        elif library.name.startswith(linked.needless):
            taken.take(library)


def size(packages: Path, pattern: str = "*") -> int:
    """Return the bytes of all files of such names."""
    return sum(one.stat().st_size for one in packages.rglob(pattern) if one.is_file())


if __name__ == "__main__":
    sys.exit(main())
