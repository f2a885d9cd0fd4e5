"""Which shipped language a person speaks; each that ships is somebody's."""

import pytest

from inkread.words.language_model import languages
from inkread.words.spoken import TAGS, spoken_language


def test_every_language_that_ships_has_its_tag():
    assert sorted(TAGS.values()) == list(languages())


@pytest.mark.parametrize("tag", ["", "*", "-", "eng", "de-EN", "C.UTF-8", "POSIX"])
def test_what_names_no_language_that_ships_is_none(tag):
    assert spoken_language(tag) is None
