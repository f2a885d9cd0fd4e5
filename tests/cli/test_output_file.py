"""An output file is written whole into a folder made for it, or refused in one sentence."""

import pytest

from inkread.cli.output_file import write_output
from inkread.errors import ConfigError


def test_the_folder_is_made_and_an_older_file_replaced(tmp_path):
    path = tmp_path / "new" / "out.json"
    write_output(path, "[1]\n")
    write_output(path, "[“2”]\n")
    assert path.read_bytes() == "[“2”]\n".encode()


def test_a_place_that_cannot_be_written_is_named_with_its_option(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(ConfigError, match=r"taken.out\.md: expected a place.*choose another --model-card"):
        write_output(tmp_path / "taken" / "out.md", "x", option="--model-card")


def test_bytes_are_written_as_they_are(tmp_path):
    write_output(tmp_path / "out.png", b"\x89PNG\r\n")
    assert (tmp_path / "out.png").read_bytes() == b"\x89PNG\r\n"
