"""No password of a database's address is shown, wherever in it a driver finds one, or nearly does."""

import pytest

from inkread.errors import HistoryError
from inkread.history.database import Database
from inkread.history.place import Place, history_place
from inkread.history.shown_address import shown_address

SHOWN = {
    "postgresql://ann:s3cret@host/ink": "postgresql://ann:***@host/ink",
    "postgresql://ann:s3/cret@host/ink": "postgresql://ann:***@host/ink",
    "postgresql://ann:s3%2Fcret@host:5432/ink": "postgresql://ann:***@host:5432/ink",
    "postgresql://ann:s3?cret#s3cret@host/ink": "postgresql://ann:***@host/ink",
    "postgres://host/ink?user=ann&password=s3cret": "postgres://host/ink?user=ann&password=***",
    "postgresql://ann@/ink?host=/run/pg&sslpassword=s3cret": "postgresql://ann@/ink?host=/run/pg&sslpassword=***",
    "postgresql://host/ink?passfile=/s3cret&passwd=s3cret": "postgresql://host/ink?passfile=***&passwd=***",
    "postgresql://host/ink?password=cret&password=s3": "postgresql://host/ink?password=***&password=***",
    "postgresql+psycopg://ann@host/ink?sslmode=require": "postgresql+psycopg://ann@host/ink?sslmode=require",
    "postgresql://host/ink": "postgresql://host/ink",
}
UNCLEAR = [
    "postgresql://ann:s3@cret@host/ink",
    "postgresql://ann:s3@x/cret@host/ink",
    "postgresql:///nn:s3cret@host/ink",
    "postgresql://ann:s3cret",
    "postgresql://ann:s3cret/ink",
    "no such thing://ann:s3cret@host",
]


@pytest.mark.parametrize("address", SHOWN)
def test_an_address_is_shown_without_what_is_secret_in_it(address):
    assert shown_address(address) == SHOWN[address]
    assert Place(address, "").shown == SHOWN[address]
    assert Database(address).name == SHOWN[address]


@pytest.mark.parametrize("address", UNCLEAR)
def test_of_an_address_that_is_not_clear_only_its_kind_is_shown(address):
    place = history_place(address, environment={})
    assert place.shown == f"{address.partition('://')[0]}://***"
    assert "cret" not in repr(place)


@pytest.mark.parametrize("address", [*SHOWN, *UNCLEAR])
def test_no_error_of_a_history_that_does_not_open_tells_a_password(address, tmp_path):
    nowhere = address.replace("@host", "@localhost:1").replace("//host", "//localhost:1")
    place = history_place(nowhere, images=tmp_path, environment={})
    with pytest.raises(HistoryError) as caught:
        place.open()
    error: BaseException | None = caught.value
    while error is not None:
        assert "cret" not in f"{error!r} {error}"
        error = error.__cause__ or error.__context__


def test_an_at_in_a_password_is_told_how_to_write():
    with pytest.raises(HistoryError, match="an @ in a password as %40"):
        Database("postgresql://ann:s3@cret@host/ink")


@pytest.mark.parametrize("name", ["history", "", "ann:s3cret", "user=ann password=s3cret", "s3cret@host"])
def test_what_is_no_address_is_shown_only_where_it_is_a_mere_name(name):
    assert shown_address(name) == (name if "s3cret" not in name else "***")
