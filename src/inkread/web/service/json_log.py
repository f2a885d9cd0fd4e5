"""The service's log as lines of JSON, for programs that gather logs; nothing in it tells of a person."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any, Final

REQUESTS: Final = "inkread.request"


class JsonFormatter(logging.Formatter):
    """Makes a record one line of JSON.

    Of an exception come its kind and where it was raised, not its words: they may quote what a visitor sent.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "process": record.process,
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            said["exception"] = kind.__name__
            said["raised_at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
            ]
        return json.dumps(said, ensure_ascii=False, default=str)


def write_json_log() -> None:
    """Write everything that is logged from now on to standard error, as lines of JSON, requests too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(REQUESTS).setLevel(logging.INFO)


def use_json_for(name: str) -> None:
    """Give the handlers of a logger that has its own, such as a server's, the form of the others."""
    for handler in logging.getLogger(name).handlers:
        handler.setFormatter(JsonFormatter())
