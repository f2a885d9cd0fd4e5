"""The secret is made once, for its owner's eyes only, and the same for all who come at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from inkread.errors import ConfigError
from inkread.web.secret import NAME, kept_secret


def test_the_secret_is_made_once_and_kept(tmp_path):
    first = kept_secret(tmp_path / "new")
    assert len(first) >= 32
    assert kept_secret(tmp_path / "new") == first
    assert [path.name for path in (tmp_path / "new").iterdir()] == [NAME]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "new" / NAME).stat().st_mode) == 0o600


def test_those_who_come_at_once_agree_on_one(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept_secret, [tmp_path] * 32))) == 1


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64])
def test_a_file_that_holds_no_secret_is_refused(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ConfigError, match=NAME):
        kept_secret(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ConfigError, match="set INKREAD_WEB_SECRET"):
        kept_secret(tmp_path / "file")
