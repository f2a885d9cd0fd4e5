"""The image and what stands around it give away no rights that serving does not need."""

import json
import re

import pytest
import yaml

from inkread.deploy.package import laid_file

DOCKERFILE = re.sub(r"\\\n *", "", laid_file("docker/Dockerfile").decode())
COMPOSE = yaml.safe_load(laid_file("compose/compose.yaml"))
UNITS = ("inkread", "inkread-clean", "inkread-backup")


def instruction(name):
    found = re.findall(rf"^ *{name} (.+)$", DOCKERFILE, re.MULTILINE)
    assert found, f"no {name}"
    return found


def test_the_image_runs_as_nobody_and_hears_that_it_should_stop():
    assert instruction("USER") == ["10001:10001"]
    assert instruction("STOPSIGNAL") == ["SIGTERM"]
    # Of a shell's form the shell would be told to stop, and not the service.
    assert json.loads(instruction("ENTRYPOINT")[0])[:2] == ["inkread", "serve"]
    assert "/health/ready" in instruction("HEALTHCHECK")[0]
    assert "--require-hashes" in DOCKERFILE


def test_the_last_stage_is_the_service_and_holds_no_builder():
    stages = re.findall(r"^FROM (\S+) AS (\w+)$", DOCKERFILE, re.MULTILINE)
    assert stages[-1] == ("base", "service")
    assert ("base", "lambda") in stages


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_container_cannot_write_its_root_gain_rights_or_take_all_memory(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit"} < service.keys()
    assert ("ports" in service) == (name == "proxy")


def test_the_database_is_reached_by_the_service_alone():
    assert COMPOSE["networks"]["back"] == {"internal": True}
    on_it = {name for name, service in COMPOSE["services"].items() if "back" in service["networks"]}
    assert on_it == {"inkread", "database"}


def test_secrets_are_asked_for_and_never_given():
    text = laid_file("compose/compose.yaml").decode()
    for name in ("POSTGRES_PASSWORD", "INKREAD_WEB_SECRET"):
        assert f"${{{name}:?" in text
        assert f"\n{name}=\n" in laid_file("compose/.env.example").decode()


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_walled_in(unit):
    lines = laid_file(f"systemd/{unit}.service").decode().splitlines()
    walls = (
        "User=inkread",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "UMask=0077",
    )
    assert [wall for wall in walls if wall not in lines] == []
