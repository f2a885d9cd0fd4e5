"""The parts of a page refuse what would mislead or shut out its reader."""

import pytest

from inkread.errors import ConfigError
from inkread.reporting.page import PNG, Figure, Table


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ConfigError, match="expected 2 cells"):
        Table(("a", "b"), ((1, 2), (3,)), "Two columns")


def test_a_drawing_without_a_text_is_refused():
    with pytest.raises(ConfigError, match="say what is to be seen"):
        Figure(b"", PNG, "A curve", " ")


def test_a_drawing_of_another_type_is_refused():
    with pytest.raises(ConfigError, match="image/gif"):
        Figure(b"", "image/gif", "A curve", "It rises.")
