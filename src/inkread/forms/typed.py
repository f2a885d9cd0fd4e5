"""What a person typed for a value: taken, and looked at again where its field cannot hold it."""

import functools
import unicodedata
from dataclasses import dataclass, replace

from inkread.charset import Charset
from inkread.forms.reading import FieldReading, FormReading
from inkread.forms.table import Corrections
from inkread.forms.template import Field, Template
from inkread.forms.ticks import TICKED
from inkread.trail import Caution
from inkread.words.lexicon import Lexicon
from inkread.words.pattern import Pattern, pattern_of
from inkread.words.single_spaced import SingleSpaced

ANY_CHARACTER = frozenset(map(chr, range(ord(" "), 0x250)))  # as people type them: Latin with all its accents
MISFIT = "correction_misfit"
"""The code of a value that its field cannot hold."""
FOR_TICKED = frozenset({TICKED, "y", "x", "true", "1"})
FOR_UNTICKED = frozenset({"no", "n", "false", "0"})
"""What people and spreadsheets write for a tick box, in small letters."""

Misfits = dict[tuple[str, str], Caution]
"""(file as the CSV has it, field) -> why what was typed for it cannot be."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """What a person typed for one value.

    Attributes:
        value: NFC text; what stands for an entry of a list is that entry.
        misfit: why its field cannot hold it, or None where it can.
    """

    value: str
    misfit: Caution | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed, as it goes into the table.

    Attributes:
        values: as they are taken.
        misfits: those of them that their fields cannot hold.
    """

    values: Corrections
    misfits: Misfits


def typed_value(text: str, field: Field, words: Lexicon | None) -> TypedValue:
    """Return a text as it is taken for a field; an empty one fits always.

    For a tick box, `x`, `true` and `1` are `yes`, and `no`, `false` and `0` are empty.

    Args:
        text: as it was typed.
        field: for which.
        words: the field's list; None where it has none.

    Raises:
        ConfigError: when the field's pattern is wrong.

    Example:
        >>> year = Field("year", left=0, top=0, width=90, height=20, pattern="9999")
        >>> typed_value("1984", year, None).misfit is None, typed_value("198", year, None).misfit is None
        (True, False)
    """
    plain = unicodedata.normalize("NFC", text)
    if field.tick:
        return _typed_tick(plain)
    lines = plain.splitlines() if field.lines else [plain]
    why = next((why for line in lines if line and (why := _misfit(line, field, words))), None)
    taken = "\n".join(_entry(line, words) for line in lines)
    return TypedValue(taken, None if why is None else Caution(MISFIT, why))


def typed_of(corrections: Corrections, template: Template) -> Typed:
    """Return what was typed as it is taken, and what of it the fields cannot hold.

    Raises:
        ConfigError: when a pattern or a list of words is wrong.
    """
    fields = {field.name: field for field in template.fields}
    lists: dict[str, Lexicon] = {}
    values: dict[tuple[str, str], str] = {}
    misfits: Misfits = {}
    for key, text in corrections.items():
        field = fields[key[1]]
        path = template.lexicon_path(field)
        if path is not None and field.name not in lists:
            lists[field.name] = Lexicon.of_file(path, whole=True)
        taken = typed_value(text, field, lists.get(field.name))
        values[key] = taken.value
        if taken.misfit is not None:
            misfits[key] = taken.misfit
    return Typed(values, misfits)


def with_typed(reading: FormReading, file: str, typed: Typed) -> FormReading:
    """Return a reading with the values that a person typed, which are sure but for the misfits.

    Args:
        reading: of a form.
        file: as the corrections name it.
        typed: for any files.
    """

    def righted(value: FieldReading) -> FieldReading:
        key = file, value.field.name
        if key not in typed.values:
            return value
        refusal = typed.misfits.get(key)
        sure = 1.0 if refusal is None else 0.0
        return replace(value, value=typed.values[key], confidence=sure, candidates=(), refusal=refusal)

    return replace(reading, values=tuple(map(righted, reading.values)))


def _typed_tick(text: str) -> TypedValue:
    """Return what was typed for a tick box as it is taken."""
    word = text.strip().casefold()
    if word in FOR_TICKED:
        return TypedValue(TICKED, None)
    if not word or word in FOR_UNTICKED:
        return TypedValue("", None)
    why = f"expected {TICKED} or nothing for a tick box, got {text!r}; look again"
    return TypedValue(text, Caution(MISFIT, why))


def _entry(line: str, words: Lexicon | None) -> str:
    """Return the one entry that a line stands for; the line itself where there is none, or several."""
    closed = "".join(line.split())
    entries = words.entries(closed) if words is not None and words.holds(closed) else ()
    return entries[0] if len(entries) == 1 else line


def _misfit(line: str, field: Field, words: Lexicon | None) -> str | None:
    """Return why a field cannot hold a line, or None where it can."""
    if field.pattern is not None:
        follows = SingleSpaced(_pattern(field.pattern, frozenset(line) - ANY_CHARACTER)).matches(line)
        return None if follows else f"expected a value that follows {field.pattern}, got {line!r}; look again"
    if words is not None:
        if words.holds("".join(line.split())):
            return None
        return f"expected an entry of {field.lexicon}, got {line!r}; look again, or add it"
    if field.charset is not None:
        strange = sorted(set(line) - set(Charset.parse(field.charset).graphemes) - {" "})
        return f"expected none but {field.charset}, got {strange[0]!r}; look again" if strange else None
    return None


@functools.lru_cache(maxsize=16)
def _pattern(text: str, strange: frozenset[str]) -> Pattern:
    """Return the automaton of a pattern over what people type; of one field many values are asked."""
    return pattern_of(text, ANY_CHARACTER | strange)
