"""Settings come from variables and from the command line, and what fits nothing is refused."""

from pathlib import Path

import pytest

from inkread.errors import ConfigError
from inkread.web.settings import WebSettings

KEY = "sixteen characters"


def read(**variables):
    return WebSettings.from_environment({f"INKREAD_WEB_{name}": value for name, value in variables.items()})


def test_every_kind_of_variable_is_read():
    settings = read(
        BUNDLES="a, b,",
        KEEP="no",
        MAX_UPLOAD_BYTES="1_000_000",
        DECODE_SECONDS="1.5",
        IMAGES="pictures",
        RATE_LIMIT="",
        CLEAN_EVERY="3600",
        CLEAN_OLDER_THAN="604800",
    )
    assert settings.bundles == ("a", "b")
    assert settings.keep is False
    assert settings.max_upload_bytes == 1_000_000
    assert settings.decode_seconds == 1.5
    assert settings.images == Path("pictures").absolute()
    assert settings.rate_limit == ""
    assert settings.clean_older_than == 604_800.0


def test_images_may_lie_below_the_home_and_an_empty_text_names_no_folder():
    assert read(IMAGES="~/pics").images == Path.home() / "pics"
    assert read(IMAGES="").images is None


def test_amounts_of_time_and_of_bytes_may_have_a_unit():
    settings = read(CLEAN_EVERY="1h", CLEAN_OLDER_THAN="7d", CLEAN_MAX_SIZE="2GB", MAX_UPLOAD_BYTES="8 MiB")
    assert (settings.clean_every, settings.clean_older_than) == (3600.0, 604_800.0)
    assert (settings.clean_max_size, settings.max_upload_bytes) == (2 * 10**9, 8 * 2**20)


def test_the_command_line_wins_and_what_it_leaves_out_does_not():
    variables = {"INKREAD_WEB_PROXIES": "1", "INKREAD_WEB_MAX_FILES": "8", "PATH": "/bin"}
    settings = WebSettings.from_environment(variables, proxies=2, max_files=None)
    assert (settings.proxies, settings.max_files) == (2, 8)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"MAX_FILE": "8"}, "did you mean INKREAD_WEB_MAX_FILES"),
        ({"MAX_FILES": "many"}, "expected INKREAD_WEB_MAX_FILES as a number, got 'many'"),
        ({"MAX_FILES": "0"}, "expected max_files from 1"),
        ({"MAX_UPLOAD_BYTES": "99999999999"}, "expected max_upload_bytes from"),
        ({"KEEP": "perhaps"}, "expected INKREAD_WEB_KEEP as one of"),
        ({"API_KEYS": "short"}, "expected API keys of at least 16 characters"),
        (
            {"OPERATOR_TOKEN": "short"},
            "INKREAD_WEB_OPERATOR_TOKEN: expected an operator's token of at least 16 characters, got 5",
        ),
        ({"SECRET": "short"}, "expected a secret of at least 32 characters"),
        ({"REQUIRE_KEY": "1"}, "expected API keys where they are required"),
        ({"CLEAN_ROWS": "burn"}, "expected clean_rows as one of keep, delete"),
        ({"CLEAN_EVERY": "60"}, "expected an age or a size"),
        ({"CLEAN_OLDER_THAN": "7 dayz"}, "INKREAD_WEB_CLEAN_OLDER_THAN: .* did you mean 7 day"),
        ({"CLEAN_OLDER_THAN": "800000d"}, "INKREAD_WEB_CLEAN_OLDER_THAN: .* at most 1,000 years"),
        ({"CLEAN_OLDER_THAN": "inf"}, "expected clean_older_than from 0.0 to 31,557,600,000.0, got inf"),
        ({"CLEAN_EVERY": "inf", "CLEAN_OLDER_THAN": "7d"}, "expected clean_every from"),
        ({"CLEAN_MAX_SIZE": "9" * 30}, "expected clean_max_size from"),
        ({"CLEAN_MAX_SIZE": "inf"}, "INKREAD_WEB_CLEAN_MAX_SIZE: expected a size"),
        ({"DECODE_SECONDS": "nan"}, "expected decode_seconds from"),
    ],
)
def test_what_fits_nothing_is_refused_in_words(variables, message):
    with pytest.raises(ConfigError, match=message):
        read(**variables)


def test_an_unknown_setting_of_the_command_line_is_refused():
    with pytest.raises(ConfigError, match="did you mean proxies"):
        WebSettings.from_environment({}, proxie=1)


def test_secrets_are_not_shown():
    settings = WebSettings(api_keys=(KEY,), secret="s" * 32, operator_token="t" * 32)
    assert KEY not in repr(settings)
    assert "ssss" not in repr(settings)
    assert "tttt" not in repr(settings)


def test_a_rate_limit_that_is_none_is_refused(make_app):
    with pytest.raises(ConfigError, match="expected a rate limit such as"):
        make_app(rate_limit="many a day")


def test_an_empty_operator_s_token_is_none():
    assert WebSettings.from_environment({"INKREAD_WEB_OPERATOR_TOKEN": ""}).operator_token is None
