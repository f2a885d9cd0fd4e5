"""Settings are read as systemd reads them, whatever a shell would make of them."""

import runpy

import pytest

from inkread.deploy.package import laid_file


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=pa$$word&b # c\n", {"A": "pa$$word&b # c"}),
        ("  A = 'one' \"two\" three \n", {"A": "onetwothree"}),
        ("# A=1\n;B=2\n\nC=\n", {"C": ""}),
        ("A=1\r\nA=2", {"A": "2"}),
        ("export A=1\nB\n9=2\n", {}),
        ('A="a\\"b\\\\c\\$d\\e\\\nf\ng"\n', {"A": 'a"b\\c$d\\ef\ng'}),
        ("A=a\\\n b\\c\\ \nB='it\\'s'", {"A": "a bc ", "B": "it\\s'"}),
        ("A='to the end\nB=1", {"A": "to the end\nB=1"}),
    ],
)
def test_settings_are_read_as_systemd_reads_them(tmp_path, text, found):
    """What `load_env_file` of systemd 252 itself makes of each."""
    script = tmp_path / "with_settings.py"
    script.write_bytes(laid_file("with_settings.py"))
    assert runpy.run_path(str(script))["settings"](text) == found
