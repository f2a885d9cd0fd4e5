"""TensorFlow's own log is held back, and nothing else is."""

import logging
import os
import warnings

import pytest

from inkread.cli.quiet_tensorflow import quiet_tensorflow

LOG = (
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"I0000 00:00:1795177498.913062    4023 port.cc:153] oneDNN custom operations are on.\n"
    b"To enable the following instructions: AVX2 FMA, rebuild TensorFlow with the appropriate flags.\n"
)


@pytest.fixture(autouse=True)
def level(monkeypatch):
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")


def test_the_log_is_held_back_and_other_words_come_out(capfd):
    with quiet_tensorflow():
        os.write(2, LOG + b"ImportantError: the disk is on fire\n")
    assert capfd.readouterr().err == "ImportantError: the disk is on fire\n"


def test_an_error_passes_and_standard_error_works_again(capfd):
    def start():
        with quiet_tensorflow():
            os.write(2, LOG)
            raise ImportError("no such library")

    with pytest.raises(ImportError, match="no such library"):
        start()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_pythons_warnings_are_still_heard():
    with pytest.warns(UserWarning, match="heard"), quiet_tensorflow():
        warnings.warn("heard", UserWarning, stacklevel=1)


def test_the_persons_own_log_level_wins():
    with quiet_tensorflow():
        assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "0"


def test_without_one_only_what_is_fatal_is_logged(monkeypatch):
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL")
    with quiet_tensorflow():
        assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "3"


def test_a_process_without_standard_error_still_runs(monkeypatch):
    def closed(_descriptor):
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    with quiet_tensorflow():
        ran = True
    assert ran


def test_that_many_networks_are_traced_is_no_news_and_other_warnings_are(caplog):
    with quiet_tensorflow():
        pass
    logger = logging.getLogger("tensorflow")
    logger.warning(
        "%d out of the last %d calls to <f> triggered tf.function retracing. It is expensive", 5, 5
    )
    logger.warning("the disk is on fire")
    assert caplog.messages == ["the disk is on fire"]
