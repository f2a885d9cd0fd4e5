"""An amount that an option does not tell is a mistake in the use of the command."""

from datetime import timedelta

import pytest
import typer

from inkread.cli.amounts import duration, size


def test_options_tell_amounts_as_settings_do():
    assert (duration("7d"), size("2GB")) == (timedelta(days=7), 2 * 10**9)


@pytest.mark.parametrize(("parse", "text"), [(duration, "7 dayz"), (size, "2 G")])
def test_what_is_no_amount_is_a_bad_parameter_with_the_hint(parse, text):
    with pytest.raises(typer.BadParameter, match="did you mean"):
        parse(text)
