"""How a service is run: where it listens, and how much it does at once."""

import os
from dataclasses import dataclass
from typing import Literal, get_args

from inkread.errors import ConfigError

Server = Literal["gunicorn", "waitress"]
Log = Literal["text", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePlan:
    """Settings of the service itself; those of the application are `WebSettings`.

    Attributes:
        host: the address to listen at; 127.0.0.1 is heard by this machine alone.
        port: the port; 0 takes a free one.
        server: gunicorn (Linux, macOS) or waitress (also Windows, one process); None for what the system has.
        workers: processes that answer; more than one needs gunicorn.
        threads: requests that a worker works on at once.
        queue: whole requests that may wait in a worker for a thread; those beyond are answered 503.
        request_seconds: how long a request may take to arrive.
        drain_seconds: how long it goes on answering after SIGTERM while `/health/ready` says 503.
        access_log: whether each request is written to standard error.
        log: `text` for people; `json` for programs, a line for each request too.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    server: Server | None = None
    workers: int = 1
    threads: int = 8
    queue: int = 32
    request_seconds: float = 30.0
    drain_seconds: float = 0.0
    access_log: bool = False
    log: Log = "text"

    def __post_init__(self) -> None:
        """Refuse what no server can do.

        Raises:
            ConfigError: when a setting is out of its range, or asks for more than its server has.
        """
        for name, value, least, most in (
            ("--port", self.port, 0, 65535),
            ("--workers", self.workers, 1, 256),
            ("--threads", self.threads, 1, 256),
            ("--queue", self.queue, 0, 10_000),
            ("--drain", self.drain_seconds, 0, 3600),
        ):
            if not least <= value <= most:
                raise ConfigError(f"expected {name} from {least} to {most}, got {value}; choose one")
        if self.server not in (None, *get_args(Server)):
            raise ConfigError(
                f"expected --server {' or '.join(get_args(Server))}, got {self.server!r}; choose one"
            )
        if self.log not in get_args(Log):
            raise ConfigError(f"expected --log {' or '.join(get_args(Log))}, got {self.log!r}; choose one")
        if self.server == "gunicorn" and os.name == "nt":
            raise ConfigError("expected --server waitress on Windows, got gunicorn; leave --server out")
        if self.workers > 1 and self.chosen_server == "waitress":
            raise ConfigError(
                f"expected one worker with waitress, got --workers {self.workers}; give it --threads instead"
            )

    @property
    def chosen_server(self) -> Server:
        """The server that will run."""
        return self.server or ("waitress" if os.name == "nt" else "gunicorn")
