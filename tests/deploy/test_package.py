"""A package holds what serving needs and nothing else, as the same bytes each time."""

import hashlib
import io
import zipfile

import pytest

from inkread.deploy.footprint import footprint
from inkread.deploy.package import TARGETS, lay_out
from inkread.errors import BundleError, ConfigError

ADDRESSES = (b"pypi.org", b"pythonhosted", b"--index-url", b"--find-links")


def test_a_package_is_the_same_bytes_each_time(packages):
    assert lay_out("docker").archive == packages["docker"].archive


@pytest.mark.parametrize("target", TARGETS)
def test_a_package_names_no_place_to_download_from(target, packages):
    parts = packages[target].parts
    assert [part.name for part in parts if any(one in part.content for one in ADDRESSES)] == []


@pytest.mark.parametrize("target", TARGETS)
def test_sums_in_a_package_are_those_of_its_files(target, packages):
    with zipfile.ZipFile(io.BytesIO(packages[target].archive)) as archive:
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
        assert sums.keys() == {*archive.namelist()} - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_the_wheel_has_pages_and_the_bundle_and_nothing_of_training(systemd_package, names):
    wheel = next(part for part in systemd_package.parts if part.name.endswith(".whl"))
    found = names(wheel.content)
    for needed in (
        "web/templates/read.html",
        "web/static/icon.svg",
        "bundles/inkread-62/model.onnx",
        "py.typed",
    ):
        assert f"inkread/{needed}" in found
    for part in (
        "words/compose",
        "training",
        "evaluation",
        "datasets",
        "study",
        "reporting",
        "desktop",
        "deploy",
    ):
        assert [name for name in found if name.startswith(f"inkread/{part}/")] == []
    assert [name for name in found if name.endswith(".pyc")] == []


def test_what_a_shared_history_needs_goes_wherever_there_can_be_one(packages):
    shared = {target for target in TARGETS if "requirements-shared.txt" in names_of(packages[target])}
    assert shared == {"docker", "ec2", "systemd"}
    assert "psycopg" in footprint(packages["docker"]).packages
    assert "psycopg" not in footprint(packages["systemd"]).packages


def names_of(package):
    return {part.name for part in package.parts}


def test_what_is_installed_is_told_largest_first(systemd_package):
    told = footprint(systemd_package)
    sizes = list(told.packages.values())
    assert sizes == sorted(sizes, reverse=True)
    assert told.total == told.application + sum(sizes)
    assert next(iter(told.packages)) == "opencv-python-headless"


def test_another_bundle_is_sent_along_and_read_with(tiny_folder):
    made = {part.name: part.content for part in lay_out("docker", bundle=tiny_folder).parts}
    assert b"\nENV INKREAD_WEB_BUNDLES=/opt/inkread/bundle.zip\nUSER" in made["Dockerfile"]
    assert zipfile.ZipFile(io.BytesIO(made["bundle.zip"])).testzip() is None


def test_what_cannot_be_sent_is_told(tmp_path):
    with pytest.raises(ConfigError, match="expected a target among docker, ec2, lambda, systemd, got 'vm'"):
        lay_out("vm")
    with pytest.raises(BundleError):
        lay_out("docker", bundle=tmp_path)
