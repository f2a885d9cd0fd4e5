"""The settings of the web application, from the environment and from the command line."""

import contextlib
import dataclasses
import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, Self, get_type_hints

from inkread.amounts import LONGEST, MOST_BYTES, duration, size
from inkread.errors import ConfigError
from inkread.history.bucket_address import images_place
from inkread.preprocess.decode.limits import MAX_BYTES

PREFIX: Final = "INKREAD_WEB_"
TRUE: Final = ("1", "true", "yes", "on")
FALSE: Final = ("0", "false", "no", "off")
LEAST_SECRET: Final = 32  # characters; 128 random bits written in hexadecimal
LEAST_KEY: Final = 16  # characters: an API key is a password that is never typed

Rows = Literal["keep", "delete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """What an operator decides about the service.

    Attributes:
        bundles: folders, zips or names of the bundles that read, the default first; none for the shipped.
        history: SQLite file or database URL; None for the platform's usual place.
        images: folder of the kept images, or a bucket: `s3://bucket/prefix`; None for one beside the history.
        keep: whether readings are kept at all.
        api_keys: keys that a program may send as `X-API-Key`; each is an owner of its own.
        require_key: whether the interface answers only to those who send a key.
        rate_limit: requests a client may make in a process, such as `3000/minute`; empty for no limit.
        max_upload_bytes: largest body of a request.
        max_files: most images of a request.
        trusted_hosts: host names that requests may name; `.example.org` stands for it and all below it.
        proxies: reverse proxies in front, each of which adds to `X-Forwarded-For`.
        operator_token: what operators send as `Authorization: Bearer …` to see `/metrics` and `/health/…`
            through a proxy; None where nobody may.
        https: whether people come by HTTPS, so that browsers are told to insist on it.
        secret: what visitors' cookies are signed with; None for one made once and kept beside the history.
        in_flight: requests at work in a process at once; those beyond are told to come again.
        decode_seconds: wall-clock time that decoding one picture may take.
        clean_every: seconds between two clean-ups of the history; 0 for none.
        clean_older_than: seconds after which kept images go, or None.
        clean_max_size: bytes that kept images may take together, or None.
        clean_rows: whether the readings stay when their images go.

    Raises:
        ConfigError: when a value is outside its range.
    """

    bundles: tuple[str, ...] = ()
    history: str | None = field(default=None, repr=False)  # it may hold a password
    images: Path | str | None = None
    keep: bool = True
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    require_key: bool = False
    rate_limit: str = "3000/minute"
    max_upload_bytes: int = 32 * 1024 * 1024
    max_files: int = 32
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    proxies: int = 0
    operator_token: str | None = field(default=None, repr=False)
    https: bool = False
    secret: str | None = field(default=None, repr=False)
    in_flight: int = 8
    decode_seconds: float = 2.0
    clean_every: float = 0.0
    clean_older_than: float | None = None
    clean_max_size: int | None = None
    clean_rows: Rows = "keep"

    def __post_init__(self) -> None:
        """Refuse what could not be served with."""
        self._expect_range("max_upload_bytes", 1024, MAX_BYTES)
        self._expect_range("max_files", 1, 1000)
        self._expect_range("proxies", 0, 10)
        self._expect_range("in_flight", 1, 1000)
        self._expect_range("decode_seconds", 0.1, 60.0)
        self._expect_range("clean_every", 0.0, LONGEST.total_seconds())
        self._expect_range("clean_older_than", 0.0, LONGEST.total_seconds())
        self._expect_range("clean_max_size", 0, MOST_BYTES)
        _expect_choice("clean_rows", self.clean_rows, ("keep", "delete"))
        self._expect_unguessable()
        if self.clean_every and self.clean_older_than is None and self.clean_max_size is None:
            raise ConfigError(
                "expected an age or a size for the clean-ups, got neither; set INKREAD_WEB_CLEAN_OLDER_THAN"
            )
        if self.require_key and not self.api_keys:
            raise ConfigError("expected API keys where they are required, got none; set INKREAD_WEB_API_KEYS")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Self:  # noqa: ANN401
        """Return the settings that `INKREAD_WEB_…` variables and the command line give.

        Args:
            environ: the variables; those of the process where None. `INKREAD_WEB_MAX_FILES` is `max_files`;
                lists are separated by commas; durations and sizes may have a unit, as in `7d` and `2GB`.
            given: fields from the command line, which win; one that is None was not given.

        Raises:
            ConfigError: when a variable or a field is unknown, or its value is not of its kind.

        >>> WebSettings.from_environment({"INKREAD_WEB_MAX_FILES": "8"}, proxies=1).max_files
        8
        """
        names = {PREFIX + item.name.upper(): item.name for item in dataclasses.fields(cls)}
        kinds = get_type_hints(cls)
        values: dict[str, Any] = {}
        for variable, text in (os.environ if environ is None else environ).items():
            if not variable.startswith(PREFIX):
                continue
            if variable not in names:
                raise _unknown(variable, tuple(names))
            name = names[variable]
            read = _READ_BY_NAME.get(name)
            values[name] = read(text, variable) if read else _parsed(text, kinds[name], variable)
        for name, value in given.items():
            if name not in kinds:
                raise _unknown(name, tuple(kinds))
            if value is not None:
                values[name] = value
        return cls(**values)

    def _expect_unguessable(self) -> None:
        """Raise ConfigError where a secret could be guessed."""
        for name, what, texts, least in (
            ("API_KEYS", "API keys", self.api_keys, LEAST_KEY),
            ("OPERATOR_TOKEN", "an operator's token", (self.operator_token,), LEAST_KEY),
            ("SECRET", "a secret", (self.secret,), LEAST_SECRET),
        ):
            short = [len(text) for text in texts if text is not None and len(text) < least]
            if short:
                raise ConfigError(
                    f"{PREFIX}{name}: expected {what} of at least {least} characters, got {short[0]};"
                    ' make one with: python -c "import secrets; print(secrets.token_urlsafe())"'
                )

    def _expect_range(self, name: str, low: float, high: float) -> None:
        """Raise ConfigError unless the field is None or from `low` to `high`."""
        value = getattr(self, name)
        if value is not None and not low <= value <= high:
            raise ConfigError(f"expected {name} from {low:,} to {high:,}, got {value!r}; change it")


def _parsed(text: str, kind: object, variable: str) -> Any:  # noqa: ANN401 - a value of any field's kind
    """Return the text of a variable as a value of the field's kind."""
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if kind is bool:
        _expect_choice(variable, text.lower(), TRUE + FALSE)
        return text.lower() in TRUE
    parse = _PARSERS.get(kind, str)
    try:
        return parse(text.replace("_", "") if parse in (int, float) else text)
    except ValueError:
        raise ConfigError(f"expected {variable} as a number, got {text!r}; write digits only") from None


def _seconds(text: str, variable: str) -> float:
    """Return the seconds that a variable tells: `3600`, or as the command takes them, `1h`."""
    with contextlib.suppress(ValueError):
        return float(text.replace("_", ""))
    with _named(variable):
        return duration(text).total_seconds()


def _bytes(text: str, variable: str) -> int:
    """Return the bytes that a variable tells: `2_000_000_000`, or as the command takes them, `2GB`."""
    plain = text.replace("_", "").strip()
    with _named(variable):
        return int(plain) if plain.isdecimal() else size(text)


@contextlib.contextmanager
def _named(variable: str) -> Iterator[None]:
    """Name the variable in the error of an amount that it does not tell."""
    try:
        yield
    except ConfigError as error:
        raise ConfigError(f"{variable}: {error}") from error


_READ_BY_NAME: Final[dict[str, Callable[[str, str], Any]]] = {
    "operator_token": lambda text, _variable: text or None,
    "images": lambda text, _variable: images_place(text) if text else None,
    "clean_every": _seconds,
    "clean_older_than": _seconds,
    "clean_max_size": _bytes,
    "max_upload_bytes": _bytes,
    "decode_seconds": _seconds,
}

_PARSERS: Final[dict[object, Callable[[str], object]]] = {
    int: int,
    float: float,
    float | None: float,
    int | None: int,
}


def _expect_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise ConfigError unless `value` is one of `choices`."""
    if value not in choices:
        raise ConfigError(f"expected {name} as one of {', '.join(choices)}, got {value!r}; choose one")


def _unknown(name: str, known: tuple[str, ...]) -> ConfigError:
    """Return the error of a setting that there is not."""
    close = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean {close[0]}?" if close else f"the settings are {', '.join(known)}"
    return ConfigError(f"expected a setting of the web application, got {name}; {advice}")
