"""A client of a service that reads: `inkread serve`, on this machine or another."""

from inkread.client.remote_form import RemoteForm, RemoteValue
from inkread.client.remote_reading import RemoteReading
from inkread.client.remote_words import RemoteGlyph, RemoteLine, RemoteWords
from inkread.client.service import Client

__all__ = [
    "Client",
    "RemoteForm",
    "RemoteGlyph",
    "RemoteLine",
    "RemoteReading",
    "RemoteValue",
    "RemoteWords",
]
