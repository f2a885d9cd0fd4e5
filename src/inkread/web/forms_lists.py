"""The lists of words that a template of a form names, each found among the files that a request brings."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from inkread.errors import ConfigError, RequestError
from inkread.web.uploads import harmless_name
from inkread.web.word_lists import LONGEST_LIST

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

    from inkread.forms.template import Field, Template
    from inkread.words.lexicon import Lexicon

LISTS: Final = "lexicon"


def lists_of(
    template: "Template", files: "Iterable[FileStorage]", fields: "Iterable[Field] | None" = None
) -> "dict[str, Lexicon]":
    """Return the lists that `template` names, by that name.

    A file is known by its whole name, `north/towns.txt`, or by the last part of it, which is all that a
    browser tells of a file that was chosen; by that only where one list and one file are called so.

    Args:
        template: of the form.
        files: that the request brings.
        fields: those of the template whose lists are wanted; None for all.

    Raises:
        RequestError: 422 `missing_list`, or `bad_lexicon` where a file is no list, two files have one name,
            or nobody can tell which list a file is.
    """
    given = _given(files)
    wholes = {_whole(one.lexicon) for one in template.fields if one.lexicon is not None}
    named: dict[str, str] = {}
    for one in template.fields if fields is None else fields:
        if one.lexicon is not None:
            named.setdefault(one.lexicon, one.name)
    lists: dict[str, Lexicon] = {}
    for name, field in named.items():
        found = _whole(name)
        if found not in given:
            found = _by_last_part(found, field, wholes, given)
        lists[name] = _lexicon(harmless_name(found), given[found])
    return lists


def _given(files: "Iterable[FileStorage]") -> dict[str, bytes]:
    """Return the bytes of each file by its whole name."""
    given: dict[str, bytes] = {}
    for file in files:
        name = _whole(file.filename or "")
        if name in given:
            raise _bad_list(harmless_name(name), "one file", "two of that name", "send each list once")
        given[name] = file.stream.read()
    return given


def _whole(name: str) -> str:
    r"""Return a file's name with its folders, however they are written: `.\north\a.txt` is `north/a.txt`."""
    return str(PurePosixPath(name.replace("\\", "/")))


def _by_last_part(wanted: str, field: str, wholes: set[str], given: dict[str, bytes]) -> str:
    """Return the whole name of the file that alone is called as the list `wanted` in its last part."""
    last = harmless_name(wanted)
    files = [name for name in given if harmless_name(name) == last and name not in wholes]
    if not files:
        raise RequestError(
            f"expected the list of words {wanted!r} for the field {field!r}, got none; send"
            f" it as a file of that name in the form field {LISTS}",
            status=422,
            code="missing_list",
        )
    if len(files) > 1 or sum(harmless_name(name) == last for name in wholes) > 1:
        advice = "send each list under the whole name that the template calls it by"
        raise _bad_list(last, f"{wanted!r} for the field {field!r}", "several lists of that name", advice)
    return files[0]


def _lexicon(name: str, content: bytes) -> "Lexicon":
    """Return a list of words, each line one entry."""
    from inkread.words.lexicon import Lexicon

    if len(content) > LONGEST_LIST:
        raise _bad_list(name, f"at most {LONGEST_LIST:,} bytes", f"{len(content):,}", "leave some words out")
    try:
        return Lexicon(content.decode("utf-8-sig").splitlines(), whole=True)
    except UnicodeDecodeError as error:
        raise _bad_list(name, "a list of words in UTF-8", "another encoding", "save it so") from error
    except ConfigError as error:
        raise _bad_list(name, "a list of words", "none", "write them one a line") from error


def _bad_list(name: str, expected: str, got: str, advice: str) -> RequestError:
    """Return the error of a list of words that is none."""
    return RequestError(
        f"expected {expected} in {name!r}, got {got}; {advice}", status=422, code="bad_lexicon"
    )
