"""A service listens where it was told to, and knows by which names it may be called."""

import socket

import pytest

from inkread.errors import ConfigError
from inkread.web.service import listening
from inkread.web.service.listening import address_of, is_private, listen
from inkread.web.service.own_names import own_names
from inkread.web.service.plan import ServicePlan
from inkread.web.service.serve import completed
from inkread.web.settings import WebSettings


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def test_a_free_port_is_taken_and_told():
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert address_of(listener) == f"http://127.0.0.1:{port}"
        assert is_private(listener)
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            pass


def test_a_service_for_others_is_opened_on_this_machine_by_its_usual_name():
    with listen("0.0.0.0", 0) as listener:
        assert address_of(listener) == f"http://localhost:{listener.getsockname()[1]}"
        assert not is_private(listener)


@pytest.mark.xfail(not has_ipv6(), reason="this machine has no IPv6", run=False)
def test_an_ipv6_address_is_written_as_browsers_want_it():
    with listen("::1", 0) as listener:
        assert address_of(listener) == f"http://[::1]:{listener.getsockname()[1]}"
        assert is_private(listener)


def test_a_port_that_is_given_back_in_time_is_taken():
    first = listen("127.0.0.1", 0)
    port = first.getsockname()[1]
    first.close()
    with listen("127.0.0.1", port) as second:
        assert second.getsockname()[1] == port


def test_a_port_in_use_is_refused_with_its_number(monkeypatch):
    monkeypatch.setattr(listening, "PATIENCE_SECONDS", 0.0)
    with listen("127.0.0.1", 0) as taken, pytest.raises(ConfigError, match="which is in use"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(ConfigError, match=r"expected an address of this machine, got 192.0.2.1"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "names"), [("127.0.0.1", ()), ("192.0.2.1", ("192.0.2.1",)), ("2001:db8::1", ("[2001:db8::1]",))]
)
def test_a_machine_is_called_by_the_address_it_listens_at(host, names):
    assert own_names(host) == names


def test_one_that_listens_everywhere_is_called_by_its_name():
    assert socket.gethostname() in own_names("0.0.0.0")


def test_hosts_that_an_operator_named_stay_the_only_names_beside_addresses_for_checks_of_health():
    settings = WebSettings(trusted_hosts=("read.example.org",))
    found = completed(settings, ServicePlan(host="192.0.2.1"))
    assert found.trusted_hosts == ("read.example.org", "127.0.0.1", "192.0.2.1")


def test_without_named_hosts_those_of_the_address_are_trusted_too():
    found = completed(WebSettings(), ServicePlan(host="192.0.2.1"))
    assert found.trusted_hosts == (*WebSettings().trusted_hosts, "192.0.2.1")


def test_workers_that_keep_nothing_share_a_secret():
    assert completed(WebSettings(keep=False), ServicePlan()).secret
