"""Who waited in vain for a history that is away spares the others the wait, and notices when it is back."""

import pytest

from inkread.errors import HistoryError
from inkread.web import outage
from inkread.web.outage import AWAY_SECONDS, LONG_SECONDS, Outage


@pytest.fixture
def now(monkeypatch):
    """The time, which a test moves."""
    told = [100.0]
    monkeypatch.setattr(outage.time, "monotonic", lambda: told[0])
    return told


def wait_in_vain(away, now, *, seconds=LONG_SECONDS, code="unreachable"):
    def asked():
        with away.noticed():
            now[0] += seconds
            raise HistoryError("db: gone", code=code)

    with pytest.raises(HistoryError, match="gone"):
        asked()


def is_spared(away):
    try:
        away.expect_none()
    except HistoryError as error:
        return (str(error), error.code) == ("db: gone", "unreachable")
    return False


def test_after_a_long_wait_nobody_waits_for_a_while(now):
    away = Outage()
    wait_in_vain(away, now)
    assert is_spared(away)
    with pytest.raises(HistoryError), away.noticed():
        pytest.fail("this one waited too")


@pytest.mark.parametrize(("seconds", "code"), [(0.0, "unreachable"), (30.0, "busy"), (30.0, "full")])
def test_a_refusal_at_once_and_trouble_of_another_kind_are_no_outage(now, seconds, code):
    away = Outage()
    wait_in_vain(away, now, seconds=seconds, code=code)
    assert not is_spared(away)


def test_then_one_tries_for_all_and_its_success_ends_the_outage(now):
    away = Outage()
    wait_in_vain(away, now)
    now[0] += AWAY_SECONDS
    with away.noticed():
        assert is_spared(away)  # the others, while this one tries
    assert not is_spared(away)


def test_a_refusal_at_once_ends_it_too(now):
    away = Outage()
    wait_in_vain(away, now)
    now[0] += AWAY_SECONDS
    wait_in_vain(away, now, seconds=0.0)
    assert not is_spared(away)
