"""What is counted on the bytes is what the decoders would meet."""

import io

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode.parts import check_parts, check_tiff_scans, jpeg_parts, webp_size

BASELINE_SCANS, PROGRESSIVE_SCANS = 1, 10  # libjpeg's own script for colour has ten scans


def saved(format_name, **options):
    out = io.BytesIO()
    pixels = np.random.default_rng(4).integers(0, 256, (70, 50, 3), np.uint8)
    Image.fromarray(pixels).save(out, format_name, **options)
    return out.getvalue()


def test_a_baseline_jpeg_has_one_scan_and_goes_row_by_row():
    parts = jpeg_parts(saved("JPEG"))
    assert (parts.scans, parts.row_by_row) == (BASELINE_SCANS, True)


def test_a_progressive_jpeg_has_ten_scans_and_is_held_in_memory():
    parts = jpeg_parts(saved("JPEG", progressive=True))
    assert (parts.scans, parts.row_by_row) == (PROGRESSIVE_SCANS, False)


def test_a_jpeg_whose_first_scan_lacks_components_is_held_in_memory():
    data = bytearray(saved("JPEG"))
    at = data.index(b"\xff\xda")
    data[at + 4] = 1
    assert jpeg_parts(bytes(data)).row_by_row is False


def test_what_follows_the_end_marker_does_not_count():
    assert jpeg_parts(saved("JPEG") + b"\xff\xda\0\x08" * 500).scans == BASELINE_SCANS


def test_restart_markers_are_no_segments():
    data = saved("JPEG", restart_marker_blocks=1)
    assert data.count(b"\xff\xd0") > 1
    assert jpeg_parts(data).scans == BASELINE_SCANS


@pytest.mark.parametrize(
    ("format_name", "options", "expected"),
    [
        ("WEBP", {"quality": 50}, (50, 70)),
        ("WEBP", {"lossless": True}, (50, 70)),
        ("WEBP", {"quality": 50, "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"}, (50, 70)),
        ("PNG", {}, None),
    ],
)
def test_the_size_of_a_webp_is_found_without_opening_it(format_name, options, expected):
    assert webp_size(saved(format_name, **options)) == expected


def test_a_jpeg_within_a_tiff_may_have_one_scan_for_each_strip():
    strips = b"\xff\xda" * 100
    check_tiff_scans(strips, parts=100, pixels=1000)
    with pytest.raises(ImageError) as caught:
        check_tiff_scans(strips, parts=1, pixels=1000)
    assert caught.value.reason == "too_many_scans"


def test_honest_files_pass(seeds):
    for name, data in seeds.items():
        check_parts(data, name.split("-")[0])


def test_a_gif_with_palettes_and_extensions_is_walked_to_its_second_frame():
    data = saved("GIF", comment=b"a" * 600)
    check_parts(data + b"\x21\xfe\1a\0" * 10, "gif")
    flood = b"\x21\xfe\1a\0" * 70_000
    with pytest.raises(ImageError) as caught:
        check_parts(data[:-1] + flood, "gif")
    assert caught.value.reason == "too_many_parts"
