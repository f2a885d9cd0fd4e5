"""The image and what stands around it give away no rights that serving does not need."""

import json
import os
import re
import shlex
import subprocess

import pytest
import yaml

from inkread.deploy.package import laid_file

DOCKERFILE = re.sub(r"\\\n *", "", laid_file("docker/Dockerfile").decode())
COMPOSE = yaml.safe_load(laid_file("compose/compose.yaml"))
UNITS = ("inkread", "inkread-clean", "inkread-backup", "inkread-failed@")


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


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_log_fills_the_disk(name):
    assert COMPOSE["services"][name]["logging"]["options"].keys() == {"max-size", "max-file"}


def test_a_backup_is_made_each_day_where_the_image_lets_its_user_write():
    backup = COMPOSE["services"]["backup"]
    [script] = backup["command"]
    folder = "/var/backups/inkread"
    assert f"inkread history backup {folder} --keep 7\n" in script
    assert f"backups:{folder}" in backup["volumes"]
    assert f" {folder}" in next(
        one for one in instruction("RUN") if "install --directory --owner inkread" in one
    )
    assert backup["environment"].items() <= {
        *COMPOSE["services"]["inkread"]["environment"].items(),
        ("KEEP_FOR", "${INKREAD_KEEP_FOR:-30d}"),
    }
    assert folder in backup["healthcheck"]["test"][1]


def test_the_database_is_reached_by_the_service_and_its_backups_alone():
    assert COMPOSE["networks"]["back"] == {"internal": True}
    on_it = {name for name, service in COMPOSE["services"].items() if "back" in service["networks"]}
    assert on_it == {"inkread", "backup", "database"}


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


@pytest.mark.skipif(os.name == "nt", reason="systemd runs on none")
@pytest.mark.parametrize(
    ("options", "backups"),
    [
        ("--older-than 30d --max-size 2GB", True),
        ("--older-than=30d", True),
        ("--max-size 2GB", False),
        ("", False),
    ],
)
def test_the_hourly_clean_up_lets_backups_go_where_it_is_given_an_age(options, backups):
    unit = laid_file("systemd/inkread-clean.service").decode()
    command = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)[1].replace("$$", "$")
    words = shlex.split(command.replace("/opt/inkread/current/bin/inkread", "echo"))
    variables = {"INKREAD_CLEAN": options, "PATH": os.environ["PATH"]}
    said = subprocess.run(words, env=variables, capture_output=True, text=True, check=True).stdout.split()
    folder = ["--backups", "/var/lib/inkread/backups"] if backups else []
    assert said == ["clean", *options.split(), *folder]
