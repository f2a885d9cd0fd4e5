"""Requests made up from the interface's own document: whatever they ask, none ends in a failure of ours."""

import os
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

CASES = int(os.environ.get("INKREAD_GENERATED_CASES", "500"))
"""Of all operations together; `make torture` asks for more."""
EXPECTED_FAILURES = (503, 507)  # a service that is busy, or whose disk is full, says so
TOLD = re.compile(r"(^|: )expected .")  # of one field of several, it begins with its name


@pytest.fixture(scope="module")
def operations(make_app):
    """The operations of the interface, as its document describes them."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", make_app(max_upload_bytes=1024 * 1024))
    return [found.ok() for found in schema.get_all_operations()]


def test_no_made_up_request_ends_in_a_failure_of_ours(operations):
    assert len(operations) >= 15
    asked = []
    for operation in operations:

        @settings(
            max_examples=-(-CASES // len(operations)),
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(case=operation.as_strategy())
        def ask(case):
            response = case.call()
            asked.append(case)
            assert response.status_code < 500 or response.status_code in EXPECTED_FAILURES, (
                case.as_curl_command()
            )
            if response.status_code >= 400:
                assert TOLD.search(response.json()["error"]["message"])
            assert response.headers["x-content-type-options"] == ["nosniff"]

        ask()
    assert len(asked) >= len(operations)
