"""Removes from this environment what serving never opens: tests, tools for training, other services of AWS.

Run by the environment's own Python once everything is installed; prints what went.
"""

import shutil
import sysconfig
from pathlib import Path

# What goes, by name below site-packages.
USELESS = (
    "numpy/**/tests",
    "numpy/f2py",
    "numpy/distutils",
    "numpy/typing/tests",
    "onnxruntime/backend",
    "onnxruntime/datasets",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/transformers",
    "onnxruntime/capi/libonnxruntime.so*",  # for programs in C; Python's module holds it all itself
    "pip",
    "pip-*.dist-info",
    "setuptools",
    "setuptools-*.dist-info",
)
SERVICES = "botocore/data"  # descriptions of four hundred services of AWS
KEPT_SERVICES = ("s3", "signin", "sso", "sso-oidc", "sts")  # to keep images, and to find credentials


def main() -> None:
    """Remove what serving never opens."""
    packages = Path(sysconfig.get_path("purelib"))
    going = {path for pattern in USELESS for path in packages.glob(pattern)}
    services = packages / SERVICES
    if services.is_dir():
        going |= {path for path in services.iterdir() if path.is_dir() and path.name not in KEPT_SERVICES}
    freed = 0
    for path in sorted(going):
        if path.exists():  # else it went with the folder above it
            files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            freed += sum(one.stat().st_size for one in files)
            path.unlink() if path.is_file() else shutil.rmtree(path)
    left = sum(one.stat().st_size for one in packages.rglob("*") if one.is_file())
    print(f"removed {freed / 1e6:.0f} MB that serving never opens; {left / 1e6:.0f} MB are left")


if __name__ == "__main__":
    main()
