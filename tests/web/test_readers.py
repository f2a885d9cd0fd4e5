"""Several bundles read side by side, each by its name."""

import pytest

from inkread.bundle import write_bundle
from inkread.errors import BundleError, ConfigError, RequestError
from inkread.web.readers import Readers


@pytest.fixture(scope="module")
def folders(make_bundle, tmp_path_factory):
    place = tmp_path_factory.mktemp("bundles")
    for name in ("first", "second"):
        write_bundle(make_bundle(name=name), place / name)
    return tuple(str(place / name) for name in ("first", "second"))


def test_the_first_bundle_is_the_default(folders):
    readers = Readers(folders)
    assert readers.default == "first"
    assert readers.reader().bundle.name == "first"
    assert readers.reader("second").bundle.name == "second"
    assert [bundle.name for bundle in readers.bundles] == ["first", "second"]


def test_all_readers_of_a_bundle_share_its_network(folders):
    readers = Readers(folders)
    assert readers.reader(charset="17")._session is readers.reader(top_k=2)._session
    assert readers.inspector() is readers.inspector("first")


def test_a_name_that_no_bundle_has_is_refused(folders):
    with pytest.raises(RequestError, match="expected a bundle among first, second"):
        Readers(folders).reader("../first")


def test_two_bundles_of_one_name_are_refused(folders):
    with pytest.raises(ConfigError, match="expected bundles of different names"):
        Readers((folders[0], folders[0]))


def test_a_folder_without_a_bundle_is_refused(tmp_path):
    with pytest.raises(BundleError):
        Readers((str(tmp_path),))
