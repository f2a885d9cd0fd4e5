"""Lays out the handwriting fonts that the shipped reader is trained on beside images: `fonts.csv` and files.

    python tools/handwriting_fonts.py FOLDER [--packed FOLDER]

The fonts are free ones (SIL Open Font Licence, Apache and MIT), packed by the Fontsource project; `npm pack`
gets the very versions that `tools/handwriting_fonts.csv` names. They are needed to train and are no part of
what ships.

The list was made once: of Fontsource's families of the category handwriting, and of others that look written,
a family's digits, capitals or small letters were left out where a reader trained on images alone read fewer
than two in five of them (digits: three in five; families that are no handwriting: 17 in 20): ornaments,
outlines and signs that nobody writes.
"""

import argparse
import csv
import subprocess
import sys
import tarfile
from pathlib import Path

LIST = Path(__file__).with_suffix(".csv")
MOST_BYTES = 4 << 20  # of one font file
Row = dict[str, str]


def main() -> None:
    """Get what is missing, and write the list last."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--packed", type=Path, help="keep npm's packages here, and use those that are there")
    arguments = parser.parse_args()
    lay_out(arguments.folder, arguments.packed or arguments.folder / "packed")


def lay_out(folder: Path, packed: Path) -> None:
    """Fill `folder` with the listed fonts, their licences and `fonts.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    packed.mkdir(parents=True, exist_ok=True)
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    listed = ["file,kinds,licence"]
    for number, row in enumerate(rows, start=1):
        print(f"\r{number} of {len(rows)} fonts", end="", file=sys.stderr, flush=True)
        name = f"{row['family'].replace('-', '_')}-{row['weight']}.woff2"
        if not (folder / name).is_file():
            _unpack(_package(row, packed), row, folder / name)
        listed.append(f"{name},{row['kinds']},{row['licence']}")
    print(file=sys.stderr)
    (folder / "fonts.csv").write_text("\n".join(listed) + "\n", encoding="utf-8")


def _package(row: Row, packed: Path) -> Path:
    """Return the package of a font, got by npm where it is not there yet."""
    path = packed / f"fontsource-{row['family']}-{row['version']}.tgz"
    if not path.is_file():
        wanted = f"@fontsource/{row['family']}@{row['version']}"
        done = subprocess.run(
            ["npm", "pack", "--silent", wanted], cwd=packed, capture_output=True, text=True, check=False
        )
        if done.returncode or not path.is_file():
            raise SystemExit(f"expected npm to get {wanted}, got: {done.stderr.strip() or 'no such package'}")
    return path


def _unpack(package: Path, row: Row, path: Path) -> None:
    """Write one font of a package, and its licence beside it."""
    wanted = f"package/files/{row['family']}-latin-{row['weight']}-normal.woff2"
    with tarfile.open(package) as archive:
        for member, target in (("package/LICENSE", path.with_suffix(".LICENSE")), (wanted, path)):
            found = archive.extractfile(member)
            if found is None:
                raise SystemExit(
                    f"{package}: expected {member}, got another kind of entry; delete it and try again"
                )
            target.write_bytes(found.read(MOST_BYTES))


if __name__ == "__main__":
    main()
