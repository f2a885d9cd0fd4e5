"""Loads Keras and TensorFlow, and keeps TensorFlow's own log off the person's terminal."""

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

FATAL_ONLY = "3"  # of TF_CPP_MIN_LOG_LEVEL: TensorFlow logs harmless lines even as errors
STDERR = 2
# Lines such as `I0000 00:00:1795177498.913062    4023 port.cc:153] oneDNN …`, and what follows some.
LOG_LINE = re.compile(
    rb"([IWE]\d{4} \d\d:\d\d:|WARNING: All log messages before absl|To enable the following instructions)"
)
FALSE_ALARM = "triggered tf.function retracing"  # raised by the fifth network of a process, each traced once


@contextmanager
def quiet_tensorflow() -> Iterator[None]:
    """Load Keras, and let what needs it be imported inside the block, without TensorFlow's start-up lines.

    Its log level is set for the whole process, where the person has not set one. The lines that come
    before that level counts are held back by their form; whatever else was said comes out afterwards.
    Later on one false alarm is held back: that many networks are traced is what training many means.
    """
    from inkread.training.lean_keras import load_lean  # a package for serving has no training

    logging.getLogger("tensorflow").addFilter(_is_no_false_alarm)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", FATAL_ONLY)
    try:
        real = os.dup(STDERR)
    except OSError:  # started without a standard error: nobody to spare
        load_lean()
        yield
        return
    with tempfile.TemporaryFile() as held:
        sys.stderr.flush()
        os.dup2(held.fileno(), STDERR)
        try:
            load_lean()
            yield
        finally:
            sys.stderr.flush()
            os.dup2(real, STDERR)
            os.close(real)
            _pass_on(held)


def _is_no_false_alarm(record: logging.LogRecord) -> bool:
    """Return whether a person should see what TensorFlow logs."""
    return FALSE_ALARM not in record.getMessage()


def _pass_on(held: BinaryIO) -> None:
    """Write to standard error what was held back and is not TensorFlow's log."""
    held.seek(0)
    for line in held:
        if not LOG_LINE.match(line):
            os.write(STDERR, line)
