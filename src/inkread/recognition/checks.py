"""Checks of settings that several readers take."""

from inkread.errors import ConfigError


def check_whole_number(name: str, number: object, *, usual: int) -> None:
    """Refuse what is no whole number from 1.

    Args:
        name: of the setting.
        number: what it was set to.
        usual: what it is set to mostly, for the message.

    Raises:
        ConfigError: when it is another number, or something else.
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise ConfigError(f"expected {name} as a whole number from 1, got {number!r}; {usual} is usual")
