"""Runs a command with the settings of an `EnvironmentFile=`, read as systemd reads it.

    python with_settings.py FILE COMMAND...

A shell would read it otherwise: of a database's address, `pa$$word` became `pa4711word` in one, and
`?sslmode=require&connect_timeout=5` was a command in the background that left no variable behind.
"""

import os
import re
import sys
from pathlib import Path

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
QUOTED = r"""'[^']*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\\?\Z)"""
BARE = r"(?:[ \t]*(?:\\(?:.|\Z)|[^\\ \t\n\r]))*"
# As `parse_env_file_internal` of systemd's `src/basic/env-file.c` goes: quoted parts, then one that is not.
# A comment ends with its line, as it does from systemd 254 on; before, a backslash there went on with it.
NAMED = r"(?P<name>[^ \t\n\r][^=\n\r]*)"
VALUE = rf"(?P<quoted>(?:[ \t]*(?:{QUOTED}))*)[ \t]*(?P<bare>{BARE})"
LINE = re.compile(rf"[#;][^\n\r]*|{NAMED}(?:={VALUE})?", re.DOTALL)


def settings(text: str) -> dict[str, str]:
    """Return the variables that a file sets, the last of a name; what systemd passes over is left out."""
    found = {}
    for line in LINE.finditer(text):
        name = (line["name"] or "").rstrip(" \t")
        if line["bare"] is not None and NAME.fullmatch(name):
            found[name] = _quoted(line["quoted"]) + _bare(line["bare"])
    return found


def _quoted(text: str) -> str:
    """Return parts in quotes without them, one after the other."""
    parts = re.findall(QUOTED, text, re.DOTALL)
    return "".join(
        part[1:].removesuffix("'") if part.startswith("'") else _double_quoted(part) for part in parts
    )


def _double_quoted(part: str) -> str:
    r"""Return a part without its double quotes: in them a backslash before most characters is one."""
    inner = re.match(r'"((?:\\.|[^"\\])*)', part, re.DOTALL)[1]  # type: ignore[index] # it begins with a quote
    return re.sub(r'\\(\n|["\\`$])', lambda escaped: escaped[1].strip("\n"), inner)


def _bare(text: str) -> str:
    r"""Return a part without quotes as it is meant: a backslash takes the end of a line away."""
    return re.sub(r"\\(.|\Z)", lambda escaped: escaped[1].strip("\n\r"), text, flags=re.DOTALL)


def main(file: str, *command: str) -> None:
    """Become the command, in this environment and the settings."""
    try:
        os.environ |= settings(Path(file).read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"with_settings.py: {file}: expected the settings in UTF-8, got {error}; put them right")
    os.execvp(command[0], command)  # noqa: S606 - without a shell, as meant


if __name__ == "__main__":
    main(*sys.argv[1:])
