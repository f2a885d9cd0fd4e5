"""Every error that is raised on purpose becomes a status, a code and its own words."""

import pytest

from inkread import errors
from inkread.web.errors import refusal_of

MESSAGE = "expected one thing, got another; do a third"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.ImageError(MESSAGE, reason="too_many_bytes"), 413, "too_many_bytes"),
        (errors.ImageError(MESSAGE, reason="not_an_image"), 415, "not_an_image"),
        (errors.ImageError(MESSAGE, reason="took_too_long"), 422, "took_too_long"),
        (errors.ImageError(MESSAGE, reason="no_decoder"), 503, "no_decoder"),
        (errors.StrokesError(MESSAGE, code="no_points"), 422, "no_points"),
        (errors.CharsetError(MESSAGE), 422, "bad_charset"),
        (errors.ConfigError(MESSAGE), 422, "bad_setting"),
        (errors.BundleError(MESSAGE), 503, "bundle"),
        (errors.HistoryError(MESSAGE, code="not_found"), 404, "not_found"),
        (errors.RequestError(MESSAGE, status=403, code="foreign_origin"), 403, "foreign_origin"),
        (errors.DataError(MESSAGE), 400, "refused"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_an_error_becomes_a_refusal(error, status, code):
    refusal = refusal_of(error)
    assert (refusal.status, refusal.code) == (status, code)
    assert refusal.to_dict() == {"error": {"code": code, "message": MESSAGE}}


@pytest.mark.parametrize(
    ("code", "status"), [("full", 507), ("busy", 503), ("newer", 503), ("unreachable", 503)]
)
def test_trouble_with_the_history_is_told_in_other_words(code, status):
    refusal = refusal_of(errors.HistoryError("ann@host: expected one, got none; do", code=code))
    assert (refusal.status, refusal.code) == (status, code)
    assert refusal.message.startswith("expected")
    assert "ann" not in refusal.message


def test_every_reason_of_an_image_but_the_service_s_own_is_a_refusal_of_the_client():
    from inkread.preprocess.decode.limits import REASONS

    of_images = set(REASONS) - {"no_decoder"}
    statuses = {refusal_of(errors.ImageError(MESSAGE, reason=reason)).status for reason in of_images}
    assert statuses == {400, 413, 415, 422}


def test_who_meets_a_busy_service_is_told_when_to_come_again():
    busy = errors.RequestError(MESSAGE, status=503, code="busy", retry_after=2.0)
    assert refusal_of(busy).headers == (("Retry-After", "2"),)
    assert refusal_of(errors.HistoryError(MESSAGE, code="busy")).headers == (("Retry-After", "1"),)
    assert refusal_of(errors.ImageError(MESSAGE, reason="no_decoder")).headers == (("Retry-After", "1"),)
    assert refusal_of(errors.HistoryError(MESSAGE, code="full")).headers == ()
