"""What the dashboard and the alerts name is counted by the service."""

import json
import re

import pytest
import yaml

from inkread.deploy.package import laid_file
from inkread.web import create_app
from inkread.web.settings import WebSettings

METRIC = re.compile(r"\binkread_\w+")
LABELS = re.compile(r"\{(?P<matchers>[^}]*)\}|by \((?P<by>[^)]*)\)")


@pytest.fixture(scope="module")
def counted(tiny_folder):
    """Every metric of `/metrics` after a reading, and every label."""
    app = create_app(WebSettings(bundles=(str(tiny_folder),), keep=False))
    client = app.test_client()
    client.post("/api/v1/read", data=b"no picture", headers={"Content-Type": "image/png"})
    behind = app.extensions["inkread"]
    behind.metrics.turn_away("busy")
    behind.metrics.readings.labels("tiny", "api", "read").inc()
    behind.metrics.not_kept.labels("full").inc()
    text = client.get("/metrics").text
    behind.stop()
    names = set(re.findall(r"^(inkread_\w+)", text, re.MULTILINE))
    return names, set(re.findall(r'[{,](\w+)="', text))


def expressions():
    board = json.loads(laid_file("grafana/inkread.json"))
    rules = yaml.safe_load(laid_file("grafana/alerts.yaml"))["groups"][0]["rules"]
    return [
        *(target["expr"] for panel in board["panels"] for target in panel["targets"]),
        *(rule["expr"] for rule in rules),
    ]


@pytest.mark.parametrize("expression", expressions())
def test_metrics_and_labels_that_are_named_are_counted(expression, counted):
    names, labels = counted
    assert set(METRIC.findall(expression)) <= names
    named = {
        word
        for match in LABELS.finditer(expression)
        for word in re.findall(r"(\w+)(?==|!|,|$)", match["by"] or match["matchers"] or "")
    }
    assert named - {"job", "busy"} <= {*labels, "le"}


def test_panels_have_places_of_their_own_and_every_counter_is_shown(counted):
    board = json.loads(laid_file("grafana/inkread.json"))
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(places)) == len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    shown = {name for expression in expressions() for name in METRIC.findall(expression)}
    counters = {name for name in counted[0] if name.endswith("_total")}
    assert counters <= shown


def test_prometheus_asks_under_the_name_that_the_alerts_know_and_reads_them():
    scraping = yaml.safe_load(laid_file("grafana/prometheus.yml"))
    [job] = scraping["scrape_configs"]
    assert f'up{{job="{job["job_name"]}"}} == 0' in laid_file("grafana/alerts.yaml").decode()
    assert scraping["rule_files"] == ["alerts.yaml"]


def test_words_and_forms_are_timed_as_characters_are():
    timed = [one for one in expressions() if "inkread_request_seconds_bucket" in one]
    for path in ('path="/api/v1/read"', 'path=~"/api/v1/(words|forms/read)"'):
        assert len([one for one in timed if path in one]) == 4  # three lines of a panel, and an alert
