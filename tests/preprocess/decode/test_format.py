"""The first bytes tell the format; names and later bytes do not."""

import subprocess
import sys

import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.format import is_pdf, sniff


def test_each_encoding_is_told_by_its_bytes(seeds):
    for name, data in seeds.items():
        expected = {"heic": "heif"}.get(name, name.split("-")[0])
        assert sniff(data) == expected, name


@pytest.mark.parametrize(
    ("brands", "expected"),
    [
        (b"avif\0\0\0\0mif1", "avif"),
        (b"mif1\0\0\0\0avif", "avif"),
        (b"mif1\0\0\0\0heic", "heif"),
        (b"heic\0\0\0\0mif1", "heif"),
    ],
)
def test_the_brands_tell_avif_from_heic(brands, expected):
    box = b"ftyp" + brands
    assert sniff((len(box) + 4).to_bytes(4, "big") + box) == expected


def test_a_known_format_that_is_not_opened_is_called_by_its_name():
    with pytest.raises(ImageError, match="got a Photoshop file; save it as PNG"):
        sniff(b"8BPS\0\1")


def test_heic_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ImageError, match=r"pip install 'inkread\[heic\]'") as caught:
        decode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99))
    assert caught.value.reason == "unsupported_format"


def test_only_the_plugin_that_is_needed_is_imported(seeds, tmp_path):
    path = tmp_path / "a.tif"
    path.write_bytes(seeds["tiff-lzw"])
    code = (
        "import sys; from inkread.preprocess.decode import decode; decode(sys.argv[1]); "
        "print(sorted({'PIL.EpsImagePlugin', 'PIL.PsdImagePlugin', 'PIL.FpxImagePlugin'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_holds_a_pdf_is_none(seeds):
    behind = b" %PDF-1.7\n"
    for data in (seeds["png-l"][:30], b"\xff\xd8\xff", b"PK\3\4"):
        assert not is_pdf(data + behind)
    assert not is_pdf(bytes(1024) + behind)
    assert is_pdf(bytes(1000) + behind)
