"""What the files of a template hold: the blank form's picture, and the lists of words."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from inkread.errors import ConfigError
from inkread.forms.template import Field, Template
from inkread.preprocess.decode import DecodedImage, Document
from inkread.preprocess.decode.limits import check_pixels
from inkread.words.lexicon import Lexicon

SAME_SHAPE = 0.01  # by which the proportions of a PDF's page and of the picture with the boxes may differ


@dataclass(frozen=True, slots=True, eq=False)
class FormFiles:
    """What stands beside a template; who has it in memory needs no file.

    Attributes:
        blank: the picture of the blank form.
        lists: of words, each a whole entry, by the names that the template's fields call them by.
    """

    blank: DecodedImage
    lists: Mapping[str, Lexicon] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template) -> "FormFiles":
        """Return what the files beside a template hold.

        Raises:
            ImageError: when the blank form's picture cannot be read.
            ConfigError: when a list of words cannot; the message names the field.
        """
        lists: dict[str, Lexicon] = {}
        for one in template.fields:
            path = template.lexicon_path(one)
            if path is None or one.lexicon is None or one.lexicon in lists:
                continue
            try:
                lists[one.lexicon] = Lexicon.of_file(path, whole=True)
            except ConfigError as error:
                raise ConfigError(f"field {one.name!r}: {error}") from error
        return cls(_blank(template), lists)

    @property
    def digest(self) -> str:
        """SHA-256 of the blank form's pixels and the lists' words."""
        made = hashlib.sha256(repr(self.blank.grey.shape).encode() + self.blank.grey.tobytes())
        for name, words in sorted(self.lists.items()):
            made.update("\n".join((name, *words, "")).encode())
        return made.hexdigest()

    def words_of(self, one: Field) -> Lexicon | None:
        """Return the words that may stand in a field, or None where it has no list.

        Raises:
            ConfigError: when its list is not there.
        """
        if one.lexicon is None:
            return None
        if one.lexicon not in self.lists:
            raise ConfigError(
                f"field {one.name!r}: expected the list of words {one.lexicon!r}, got none; give it too"
            )
        return self.lists[one.lexicon]


def _blank(template: Template) -> DecodedImage:
    """Return the picture of the blank form; of a PDF its first page, as large as the boxes refer to.

    A PDF has no pixels of its own: which ones the boxes were drawn on, the template says.
    """
    with Document(template.blank_path) as pages:
        image = pages.page(1)
    if image.numbers.get("format") != "pdf":
        return image
    height, width = image.grey.shape
    if abs(width * template.height / (height * template.width) - 1) > SAME_SHAPE:
        return image  # another form, which the reader refuses by its size
    check_pixels(template.width, template.height)
    size = template.width, template.height
    grey = cv2.resize(image.grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return DecodedImage(grey, image.numbers)
