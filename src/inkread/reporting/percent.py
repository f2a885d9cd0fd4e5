"""A share as a person reads it."""


def percent(share: float) -> str:
    """Return a share as a person reads it.

    Example:
        >>> percent(0.98765)
        '98.77 %'
    """
    return f"{100 * share:.2f} %"
