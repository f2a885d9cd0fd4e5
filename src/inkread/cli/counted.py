"""How many there are of something, in words."""


def counted(number: int, one: str) -> str:
    """Return a number with the name of what is counted, in the plural unless there is one.

    >>> counted(1, "image"), counted(1200, "image")
    ('1 image', '1,200 images')
    """
    return f"{number:,} {one}{'' if number == 1 else 's'}"
