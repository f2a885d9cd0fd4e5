"""Filled forms sent to a service with all that stands beside their template."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

from inkread.client.answers import error_of, is_of_source
from inkread.client.body import Source, Sources, form_body
from inkread.client.remote_form import RemoteForm
from inkread.client.sheets import requests_of, sheets_of
from inkread.errors import ConfigError, RequestError
from inkread.forms.template import Template

if TYPE_CHECKING:
    from inkread.client.service import Client

PATH: Final = "/api/v1/forms/read"
MOST_SCANS: Final = 4  # of a request


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
    found: list[RemoteForm | RequestError] = []
    for sent in requests_of(sheets_of(client, scans, keep_errors=keep_errors), most=MOST_SCANS):
        if isinstance(sent, RequestError):
            found.append(sent)
            continue
        page = {} if sent[0].page is None else {"page": sent[0].page}
        found += _told(client, [one.file for one in sent], files, {**how, **page}, keep_errors=keep_errors)
        if not keep_errors:
            _raise_first(found)
    return found


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
