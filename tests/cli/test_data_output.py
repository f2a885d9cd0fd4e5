"""What `inkread data` says is in plain sentences."""

from pathlib import Path

from inkread.cli.data_output import print_fetched
from inkread.datasets.fetch import Fetched


def test_what_a_copy_did_not_have_is_said(capsys):
    print_fetched(Fetched("emnist", Path("sets"), ("a.gz",), missing=("b.gz",)), as_json=False)
    assert capsys.readouterr().out == (
        "emnist is in sets\nThe copy did not have b.gz; what it has works without.\n"
    )
