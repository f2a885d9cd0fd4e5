"""The line at the window's foot: what was just done, or what did not work, in plain words."""

from inkread.desktop.replies import Trouble
from inkread.desktop.watched import Watched
from inkread.desktop.words import say, say_of


class Status(Watched):
    """The last thing worth saying.

    Attributes:
        text: a sentence.
        is_trouble: whether it tells of something that did not work.
    """

    def __init__(self) -> None:
        """Begin with the reader being loaded."""
        super().__init__()
        self.text = say("status.loading")
        self.is_trouble = False

    def say(self, text: str) -> None:
        """Tell something."""
        self.text, self.is_trouble = text, False
        self.changed()

    def complain(self, trouble: Trouble) -> None:
        """Tell what did not work; a code that the texts know is told in their words."""
        self.text, self.is_trouble = trouble_words(trouble), True
        self.changed()


def trouble_words(trouble: Trouble) -> str:
    """Return what did not work, as a person says it.

    Example:
        >>> trouble_words(Trouble("empty_file", "expected …"))
        'This file is empty. Save the picture again.'
    """
    return say_of("trouble", trouble.code, trouble.message)
