"""Filled forms sent to a service with all that stands beside their template."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from inkread.client.answers import error_of, is_of_source
from inkread.client.body import File, Source, Sources, body_of, file_of, form_body
from inkread.client.remote_form import RemoteForm
from inkread.errors import ConfigError, RequestError
from inkread.forms.template import Template
from inkread.preprocess.decode.format import is_pdf
from inkread.preprocess.decode.pages import is_tiff

if TYPE_CHECKING:
    from inkread.client.service import Client

PATH: Final = "/api/v1/forms/read"
PAGES: Final = "/api/v1/forms/pages"
MOST_SCANS: Final = 4  # of a request
HEAD: Final = 1024  # bytes that tell a PDF or a TIFF


class _Sheet(NamedTuple):
    """One page of a scan: the file, and its number, from 1; None of what has no pages."""

    file: File
    page: int | None


def read_forms(
    client: "Client",
    template: str | PathLike[str],
    scans: Sources,
    *,
    keep_errors: bool,
    how: Mapping[str, object],
) -> list[Any]:
    """Return a `RemoteForm` for each scan, or in its place the error, where these are to be kept.

    Raises:
        ConfigError: when the template or a file beside it cannot be read.
        RequestError: as `Client.form`.
    """
    files = _files(template)
    many: list[Source] = list(scans) if isinstance(scans, list | tuple) else [scans]  # type: ignore[list-item] # one
    found: list[RemoteForm | RequestError] = []
    for sent in _requests(_sheets(client, many, keep_errors=keep_errors)):
        if isinstance(sent, RequestError):
            found.append(sent)
            continue
        page = {} if sent[0].page is None else {"page": sent[0].page}
        found += _told(client, [one.file for one in sent], files, {**how, **page}, keep_errors=keep_errors)
        if not keep_errors:
            _raise_first(found)
    return found


def _sheets(
    client: "Client", scans: Sequence[Source], *, keep_errors: bool
) -> "Iterator[_Sheet | RequestError]":
    """Yield the sheets of scans, and in the place of what cannot be sent or opened the error.

    Raises:
        RequestError: instead, where none are to be kept.
    """
    for one in scans:
        try:
            file = file_of(one)
            num = _num_pages(client, file)
        except RequestError as error:
            if not (keep_errors and (error.status == 0 or is_of_source(error))):
                raise
            yield error
            continue
        if num is None or num == 1:
            yield _Sheet(file, num)
        else:
            pages = range(1, num + 1)
            yield from (_Sheet(File(f"{file.name}#{page}", file.content), page) for page in pages)


def _num_pages(client: "Client", file: File) -> int | None:
    """Return how many pages a file has, which the service counts; None of what has none."""
    head = file.content[:HEAD]
    if not (is_pdf(head) or is_tiff(head)):
        return None
    body, kind = body_of(file)
    return int(client.request("POST", PAGES, body, kind=kind)["pages"])


def _requests(sheets: "Iterable[_Sheet | RequestError]") -> "Iterator[list[_Sheet] | RequestError]":
    """Yield the sheets of each request, and the errors between them: all of one page number, or of none."""
    sent: list[_Sheet] = []
    for one in sheets:
        if sent and (isinstance(one, RequestError) or one.page != sent[0].page or len(sent) == MOST_SCANS):
            yield sent
            sent = []
        if isinstance(one, RequestError):
            yield one
        else:
            sent.append(one)
    if sent:
        yield sent


def _told(
    client: "Client",
    scans: Sequence[Source],
    files: Mapping[str, Any],
    how: Mapping[str, object],
    *,
    keep_errors: bool,
) -> list[RemoteForm | RequestError]:
    """Return what a service says of the scans of one request."""
    body, kind = form_body(scans, **files)
    try:
        told = client.request("POST", PATH, body, kind=kind, query=how)["scans"]
    except RequestError as error:
        # The only scan of a request is refused as a whole.
        if not (keep_errors and is_of_source(error) and len(scans) == 1):
            raise
        return [error]
    return [error_of(one) if "error" in one else RemoteForm.from_dict(one) for one in told]


def _raise_first(found: list[RemoteForm | RequestError]) -> None:
    """Raise the first error of some answers, where there is one."""
    for one in found:
        if isinstance(one, RequestError):
            raise one


def _files(template: str | PathLike[str]) -> dict[str, Any]:
    """Return what `form_body` takes beside the scans.

    Raises:
        ConfigError: when the template or a file beside it cannot be read.
    """
    read = Template.read(str(template))
    try:
        lists = {
            one.lexicon: path.read_bytes()
            for one in read.fields
            if one.lexicon is not None and (path := read.lexicon_path(one)) is not None
        }
        blank = (read.blank, read.blank_path.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"{template}: expected the files that it names beside it, got {error}; put them there"
        ) from error
    return {"template": read.to_yaml(), "blank": blank, "lists": lists}
