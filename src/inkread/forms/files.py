"""What the files of a template hold: the blank form's picture, and the lists of words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inkread.errors import ConfigError
from inkread.forms.template import Field, Template
from inkread.preprocess.decode import DecodedImage, decode
from inkread.words.lexicon import Lexicon


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
        return cls(decode(template.blank_path), lists)

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
