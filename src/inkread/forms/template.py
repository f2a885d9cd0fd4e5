"""What a form looks like and where its fields are: the template, checked, read from and written as YAML."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from inkread.charset import Charset
from inkread.errors import CharsetError, ConfigError
from inkread.forms.template_text import FieldText, parsed
from inkread.harmless import CONTROLS, FORMULA_STARTS

VERSION = 1
REVIEW_BELOW = 0.9
"""The confidence under which a value is to be looked at, where a field says nothing."""

LEAST_SIDE = 8  # px: no writing is read from less
MOST_SIDE = 20_000  # px of the blank form's picture
MOST_FIELDS = 500
LONGEST_NAME = 100
RESERVED = frozenset({"file", "doubtful", "error"})
"""The CSV's own columns."""
OF_TEXTS = ("pattern", "charset", "lexicon", "lines")
"""What a field says of the text that is written in it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its place on the blank picture, and what may be written there.

    Attributes:
        name: the CSV's column; unique in a form.
        left: px from the left edge of the blank picture.
        top: px from its top edge.
        width: px, at least 8.
        height: px, at least 8.
        pattern: what the value follows; see `inkread.words.pattern.pattern_of`.
        charset: the characters that may come: a named set, or the characters themselves.
        lexicon: the file of the words that may come, relative to the template.
        lines: whether it may hold several lines.
        tick: whether it is a tick box, whose value is `yes` or empty; it has none of the four before.
        group: of a tick box: what it has in common with the others of which one at most may be ticked.
        review_below: a value less sure than this is to be looked at, 0 to 1.

    Raises:
        ConfigError: when one of them is out of its range, both a pattern and a lexicon are given, or one that
            says what is written where there is only a tick, or a group where there is none.

    Example:
        >>> Field("postcode", left=120, top=340, width=600, height=60, pattern="99999").review_below
        0.9
    """

    name: str
    left: int
    top: int
    width: int
    height: int
    pattern: str | None = None
    charset: str | None = None
    lexicon: str | None = None
    lines: bool = False
    tick: bool = False
    group: str | None = None
    review_below: float = REVIEW_BELOW

    def __post_init__(self) -> None:
        """Refuse what no form has."""
        _check_name(self.name, "a field's name")
        if ";" in self.name:
            raise ConfigError(
                f"field {self.name!r}: expected a name without ;, which parts names in the CSV; rename it"
            )
        if self.name.casefold() in RESERVED:
            raise ConfigError(
                f"field {self.name!r}: expected another name than the CSV's own columns"
                f" ({', '.join(sorted(RESERVED))}); rename it"
            )
        for side, least in (("left", 0), ("top", 0), ("width", LEAST_SIDE), ("height", LEAST_SIDE)):
            _check_whole(getattr(self, side), side, least=least, what=f"field {self.name!r}: ")
        _check_what(self)
        share = self.review_below
        if isinstance(share, bool) or not (math.isfinite(share) and 0.0 <= share <= 1.0):
            raise ConfigError(
                f"field {self.name!r}: expected review_below from 0 to 1, got {share!r}; 0.9 is usual"
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the field as the template's file has it: what is as usual is left out."""
        held = {one.name: (getattr(self, one.name), one.default) for one in fields(self)}
        return {name: value for name, (value, usual) in held.items() if value != usual}


@dataclass(frozen=True, slots=True)
class Template:
    """A form.

    Attributes:
        name: of the form.
        blank: the picture of the form with nothing written on it, relative to the template's folder.
        width: px of that picture, which all boxes refer to.
        height: px of it.
        fields: in the order of the CSV's columns.
        folder: of the template's file, from which `blank` and the lexicons are named.

    Raises:
        ConfigError: when there is no field, two have one name, one lies outside of the picture, or one is
            alone in its group.
    """

    name: str
    blank: str
    width: int
    height: int
    fields: tuple[Field, ...]
    folder: Path = Path()

    def __post_init__(self) -> None:
        """Refuse what no form is."""
        _check_name(self.name, "the form's name")
        _check_inside(self.blank, "expected blank as the picture of the empty form")
        for side in ("width", "height"):
            _check_whole(getattr(self, side), side, least=LEAST_SIDE, what="")
        if not 1 <= len(self.fields) <= MOST_FIELDS:
            raise ConfigError(f"expected 1 to {MOST_FIELDS} fields, got {len(self.fields)}; add or split")
        seen: set[str] = set()
        for field in self.fields:
            if field.name in seen:
                raise ConfigError(f"field {field.name!r}: expected each name once, got it twice; rename one")
            seen.add(field.name)
            if field.left + field.width > self.width or field.top + field.height > self.height:
                ends = f"{field.left + field.width} and {field.top + field.height}"
                raise ConfigError(
                    f"field {field.name!r}: expected a box inside of {self.width} x {self.height} px, got one"
                    f" that ends at {ends}; move it, or put width and height of the blank picture right"
                )

        _check_groups([field.group for field in self.fields if field.group is not None])

    @classmethod
    def read(cls, path: Path | str) -> "Template":
        """Return the template of a file.

        Raises:
            ConfigError: when it cannot be read, or says what no template says; the message names file, line
                and field.
        """
        path = Path(path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ConfigError(f"{path}: expected a template, got {error.strerror}; check the name") from error
        return cls.parse(content, name=str(path), folder=path.parent)

    @classmethod
    def parse(cls, text: str | bytes, *, name: str = "template", folder: Path | str = "") -> "Template":
        """Return the template of a text in YAML, in UTF-8 where it comes as bytes.

        Args:
            text: the file's content.
            name: what messages call it.
            folder: where the blank picture and the lexicons lie.

        Raises:
            ConfigError: as `read`.
        """
        found = parsed(text, name, version=VERSION)
        made = tuple(_made(field, name) for field in found.fields)
        try:
            return cls(**found.form, fields=made, folder=Path(folder))
        except ConfigError as error:
            raise ConfigError(f"{name}: {error}") from error

    @property
    def blank_path(self) -> Path:
        """The file of the blank form's picture."""
        return self.folder / self.blank

    @property
    def files(self) -> list[Path]:
        """The files that it names: the blank form's picture, and the lists of words."""
        lists = [self.lexicon_path(field) for field in self.fields]
        return [self.blank_path, *(path for path in lists if path is not None)]

    def lexicon_path(self, field: Field) -> Path | None:
        """Return the file of a field's words, or None where it has none."""
        return None if field.lexicon is None else self.folder / field.lexicon

    def to_yaml(self) -> str:
        """Return the text of the template's file; `parse` makes the same template of it."""
        import yaml

        told = {
            "form": VERSION,
            "name": self.name,
            "blank": self.blank,
            "width": self.width,
            "height": self.height,
            "fields": [field.to_dict() for field in self.fields],
        }
        return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110))


def _made(found: FieldText, name: str) -> Field:
    """Return a field of what the file says of it."""
    try:
        return Field(**found.settings)
    except ConfigError as error:
        raise ConfigError(f"{name}, line {found.line}: {error}") from error


def _check_name(name: str, what: str) -> None:
    """Refuse a name that is no name, or that a spreadsheet would run."""
    if not name or name != name.strip() or len(name) > LONGEST_NAME or CONTROLS.search(name):
        raise ConfigError(
            f"expected {what} of 1 to {LONGEST_NAME} characters on one line, got {name!r}; choose another"
        )
    if name.startswith(FORMULA_STARTS):
        raise ConfigError(f"expected {what} that begins with a letter or digit, got {name!r}; rename it")


def _check_whole(value: int, side: str, *, least: int, what: str) -> None:
    """Refuse what is no number of pixels."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST_SIDE:
        raise ConfigError(
            f"{what}expected {side} as a whole number from {least} to {MOST_SIDE}, got {value!r};"
            " measure it in the blank picture"
        )


def _check_what(field: Field) -> None:
    """Refuse what cannot be written in a field."""
    said = [one for one in OF_TEXTS if getattr(field, one) not in (None, False)]
    if field.tick and said:
        raise ConfigError(
            f"field {field.name!r}: expected tick or {said[0]}, got both; a tick box holds no text, keep one"
        )
    if field.group is not None:
        _check_name(field.group, f"field {field.name!r}: group as a name")
        if not field.tick:
            raise ConfigError(
                f"field {field.name!r}: expected a group of tick boxes alone, got one without tick: true;"
                " add that, or leave the group out"
            )
    if field.pattern is not None and field.lexicon is not None:
        raise ConfigError(f"field {field.name!r}: expected a pattern or a lexicon, got both; keep one")
    if field.charset is not None:
        _check_charset(field.charset, field.name)
    if field.lexicon is not None:
        _check_inside(field.lexicon, f"field {field.name!r}: expected lexicon as a file")


def _check_groups(groups: Sequence[str]) -> None:
    """Refuse a group of one: a box that is alone excludes no other, so its name is misspelt."""
    for group, num in Counter(groups).items():
        if num == 1:
            raise ConfigError(
                f"group {group!r}: expected two boxes or more of which one may be ticked, got one; name the"
                " group alike at all of them"
            )


def _check_charset(charset: str, name: str) -> None:
    """Refuse a charset that cannot be understood."""
    try:
        Charset.parse(charset)
    except CharsetError as error:
        raise ConfigError(f"field {name!r}: {error}") from error


def _check_inside(path: str, expected: str) -> None:
    """Refuse a path that leaves the template's folder: templates come from others."""
    parts = PurePosixPath(path)
    if (
        CONTROLS.search(path)
        or not path
        or "\\" in path
        or ":" in path
        or parts.is_absolute()
        or ".." in parts.parts
    ):
        raise ConfigError(
            f"{expected} in the template's folder or below, got {path!r}; put it there, and write / between"
            " folders"
        )
