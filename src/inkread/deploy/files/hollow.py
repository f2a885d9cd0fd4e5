"""Puts an empty library in the place of one that is linked and never called, such as OpenCV's video decoders.

A module that was linked with a library is not loaded without it, called or not. The empty one bears its name
and the names and versions that are asked of it, and nothing behind them: who calls one is ended at once.
Of 64-bit Linux and little-endian processors alone; the layouts are those of `man 5 elf`.
"""

import struct
from pathlib import Path
from typing import NamedTuple

MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little-endian
HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
SECTION = struct.Struct("<IIQQQQIIQQ")
SYMBOL = struct.Struct("<IBBHQQ")
WORD, HALF, PAIR = struct.Struct("<I"), struct.Struct("<H"), struct.Struct("<QQ")
NEED, NEED_VERSION = struct.Struct("<HHIII"), struct.Struct("<IHHII")
GIVEN, GIVEN_NAME = struct.Struct("<HHHHIII"), struct.Struct("<II")
DYNSYM, VERSIONS, NEEDED_VERSIONS = 11, 0x6FFFFFFF, 0x6FFFFFFE  # kinds of sections
LOAD, DYNAMIC, STACK = 1, 2, 0x6474E551  # kinds of segments
HASH, STRTAB, SYMTAB, STRSZ, SYMENT, SONAME = 4, 5, 6, 10, 11, 14  # kinds of dynamic entries
VERSYM, VERDEF, VERDEFNUM = 0x6FFFFFF0, 0x6FFFFFFC, 0x6FFFFFFD
SHARED, READ_WRITE, GLOBAL_FUNCTION, PAGE = 3, 6, 0x12, 0x10000  # the largest page that a processor has


class Symbol(NamedTuple):
    """A name that a file gives or asks for, and its version where it has one."""

    name: bytes
    version: bytes
    given: bool


def hollow(library: Path, users: list[Path]) -> bytes | None:
    """Return an empty library with the names that its users ask of it; None where it cannot be made."""
    content = library.read_bytes()
    if not content.startswith(MAGIC):
        return None
    given = {symbol.name for symbol in symbols(content, library.name) if symbol.given}
    asked = {
        symbol.name: symbol.version
        for user in users
        for symbol in symbols(user.read_bytes(), library.name)
        if not symbol.given and symbol.name in given
    }
    machine = HEADER.unpack_from(content)[2]
    return empty_library(machine, library.name.encode(), asked) if given else None


def symbols(content: bytes, library: str) -> list[Symbol]:
    """Return a file's symbols; versions only of what it asks of the library."""
    sections = _sections(content)
    table = next((one for one in sections if one[1] == DYNSYM), None)
    if table is None:
        return []
    names = sections[table[6]][4]
    versions = _versions(content, sections, library.encode())
    numbers = next((one[4] for one in sections if one[1] == VERSIONS), None)
    found = []
    for place in range(1, table[5] // SYMBOL.size):
        name, _, _, section, _, _ = SYMBOL.unpack_from(content, table[4] + place * SYMBOL.size)
        number = HALF.unpack_from(content, numbers + 2 * place)[0] & 0x7FFF if numbers else 0
        found.append(Symbol(_text(content, names + name), versions.get(number, b""), section != 0))
    return found


def empty_library(machine: int, name: bytes, asked: dict[bytes, bytes]) -> bytes:
    """Return a shared library of that name and nothing behind its symbols, name -> version.

    Args:
        machine: the processor, as ELF counts them.
        name: of the library.
        asked: the names that it has.
    """
    texts = _Texts()
    versions = sorted({version for version in asked.values() if version})
    number = {version: place for place, version in enumerate(versions, 2)}  # 1 is the library itself
    table = SYMBOL.pack(0, 0, 0, 0, 0, 0)
    for symbol in asked:
        table += SYMBOL.pack(texts.add(symbol), GLOBAL_FUNCTION, 0, 1, HEADER.size, 8)
    count = len(asked) + 1
    chain = [*range(2, count), 0] if asked else []  # one chain of all: looked up seldom
    parts = {
        SYMTAB: table,
        HASH: struct.pack(f"<{3 + count}I", 1, count, int(bool(asked)), 0, *chain),
        VERSYM: struct.pack(f"<{count}H", 0, *(number.get(version, 1) for version in asked.values())),
        VERDEF: _given_versions([name, *versions], texts),
    }
    soname = texts.add(name)
    parts[STRTAB] = bytes(texts.content)
    more = {SONAME: soname, STRSZ: len(texts.content), SYMENT: SYMBOL.size, VERDEFNUM: 1 + len(versions)}
    return _file(machine, parts, more)


def without_sections(content: bytes) -> bytes | None:
    """Return a shared library without what only debuggers and linkers open; None where there is nothing."""
    if not content.startswith(MAGIC):
        return None
    fields = list(HEADER.unpack_from(content))
    start, count = fields[5], fields[10]
    segments = [SEGMENT.unpack_from(content, start + place * SEGMENT.size) for place in range(count)]
    end = max(HEADER.size, start + count * SEGMENT.size, *(one[2] + one[5] for one in segments))
    if end >= len(content):
        return None
    fields[6] = fields[12] = fields[13] = 0
    return HEADER.pack(*fields) + content[HEADER.size : end]


class _Texts:
    """A table of names."""

    def __init__(self) -> None:
        self.content = bytearray(1)

    def add(self, text: bytes) -> int:
        """Return where a name stands from now on."""
        place = len(self.content)
        self.content += text + b"\0"
        return place


def _sections(content: bytes) -> list[tuple[int, ...]]:
    """Return the headers of a file's sections."""
    fields = HEADER.unpack_from(content)
    return [SECTION.unpack_from(content, fields[6] + place * SECTION.size) for place in range(fields[12])]


def _versions(content: bytes, sections: list[tuple[int, ...]], library: bytes) -> dict[int, bytes]:
    """Return number -> name of the versions that a file asks of the library."""
    found: dict[int, bytes] = {}
    for section in (one for one in sections if one[1] == NEEDED_VERSIONS):
        names, place, step = sections[section[6]][4], section[4], 1
        while step:
            _, count, name, inner, step = NEED.unpack_from(content, place)
            inner += place
            for _ in range(count if _text(content, names + name) == library else 0):
                _, _, number, version, further = NEED_VERSION.unpack_from(content, inner)
                found[number & 0x7FFF] = _text(content, names + version)
                inner += further
            place += step
    return found


def _given_versions(names: list[bytes], texts: _Texts) -> bytes:
    """Return the table of the versions that a library gives, the first of which is itself."""
    size = GIVEN.size + GIVEN_NAME.size
    made = b""
    for place, name in enumerate(names, 1):
        further = size if place < len(names) else 0
        made += GIVEN.pack(1, int(place == 1), place, 1, _hash(name), GIVEN.size, further)
        made += GIVEN_NAME.pack(texts.add(name), 0)
    return made


def _file(machine: int, parts: dict[int, bytes], more: dict[int, int]) -> bytes:
    """Return the file of the tables, by kind of dynamic entry, and of further entries."""
    content = bytearray(HEADER.size + 3 * SEGMENT.size)
    entries = dict(more)
    for kind, part in parts.items():
        entries[kind] = len(content)
        content += part + bytes(-len(part) % 8)
    dynamic = len(content)
    content += b"".join(PAIR.pack(*entry) for entry in entries.items()) + PAIR.pack(0, 0)
    size = len(content)
    ident = MAGIC + b"\x01" + bytes(9)
    header = (ident, SHARED, machine, 1, 0, HEADER.size, 0, 0, HEADER.size, SEGMENT.size, 3, 0, 0, 0)
    segments = (
        (LOAD, READ_WRITE, 0, 0, 0, size, size, PAGE),
        (DYNAMIC, READ_WRITE, dynamic, dynamic, dynamic, size - dynamic, size - dynamic, 8),
        (STACK, READ_WRITE, 0, 0, 0, 0, 0, 16),  # without it the whole process would get a stack that runs
    )
    head = HEADER.pack(*header) + b"".join(SEGMENT.pack(*one) for one in segments)
    content[: len(head)] = head
    return bytes(content)


def _hash(name: bytes) -> int:
    """Return ELF's hash of a name."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        value = (value ^ (value >> 24 & 0xF0)) & 0x0FFFFFFF
    return value


def _text(content: bytes, place: int) -> bytes:
    """Return the text that begins there."""
    return content[place : content.index(0, place)]
