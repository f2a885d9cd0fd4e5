"""Damaged files are decoded or refused, never anything else, and never slowly."""

import time

import numpy as np
import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.limits import REASONS

NUM_MUTANTS = 5_000
SECONDS = 2.0
TELLING_BYTES = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)
TELLING_WORDS = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\0\0\x10\0", b"\xff\xda\xff\xd9")
CUT_REASONS = {"ok", "empty_file", "not_an_image", "truncated", "damaged"}


def mutate(data, other, rng):
    """Return `data` after one to four accidents, half of them in the first 128 bytes, where headers are."""
    mutant = bytearray(data)
    for _ in range(int(rng.integers(1, 5))):
        at = int(rng.integers(0, min(128, len(mutant)) if rng.random() < 0.5 else len(mutant)))
        accident = ACCIDENTS[int(rng.integers(0, len(ACCIDENTS)))]
        accident(mutant, at, other=other, rng=rng)
        if not mutant:
            return b"\0"
    return bytes(mutant)


def flip_a_bit(mutant, at, *, other, rng):
    mutant[at] ^= 1 << int(rng.integers(0, 8))


def set_a_byte(mutant, at, *, other, rng):
    mutant[at] = int(rng.choice(TELLING_BYTES))


def set_a_word(mutant, at, *, other, rng):
    mutant[at : at + 4] = TELLING_WORDS[int(rng.integers(0, len(TELLING_WORDS)))]


def lose_a_piece(mutant, at, *, other, rng):
    del mutant[at : at + int(rng.integers(1, 64))]


def double_a_piece(mutant, at, *, other, rng):
    mutant[at:at] = mutant[at : at + int(rng.integers(1, 64))]


def splice(mutant, at, *, other, rng):
    length = int(rng.integers(1, 64))
    mutant[at : at + length] = other[at : at + length]


def cut(mutant, at, *, other, rng):
    del mutant[max(8, at) :]


ACCIDENTS = (flip_a_bit, set_a_byte, set_a_word, lose_a_piece, double_a_piece, splice, cut)


def outcome(data):
    """Return the reason, or `ok` and the grey; anything but an ImageError fails the test that asked."""
    try:
        image = decode(data)
    except ImageError as error:
        return error.reason, None
    return "ok", image.grey


def test_every_mutant_is_decoded_or_refused_with_a_reason_within_two_seconds(seeds):
    assert len(seeds) >= 18
    rng = np.random.default_rng(20_261_016)
    files = list(seeds.values())
    outcomes, slowest = {}, 0.0
    for at in range(NUM_MUTANTS):
        mutant = mutate(files[at % len(files)], files[int(rng.integers(0, len(files)))], rng)
        start = time.perf_counter()
        reason, grey = outcome(mutant)
        slowest = max(slowest, time.perf_counter() - start)
        outcomes[reason] = outcomes.get(reason, 0) + 1
        assert grey is None or (grey.dtype == np.uint8 and grey.ndim == 2)

    assert set(outcomes) <= {"ok", *REASONS}
    assert outcomes["ok"] > 0
    assert sum(outcomes.values()) - outcomes["ok"] > NUM_MUTANTS // 4
    assert slowest <= SECONDS


def test_a_file_cut_at_any_percent_is_refused_or_gives_every_pixel(seeds):
    for name, data in seeds.items():
        whole = decode(data).grey
        for percent in range(100):
            reason, grey = outcome(data[: len(data) * percent // 100])
            assert reason in CUT_REASONS, (name, percent)
            assert grey is None or np.array_equal(grey, whole), (name, percent)


@pytest.mark.parametrize("name", ["png-l", "jpeg-rgb", "webp-lossy", "gif", "bmp-l", "tiff-lzw"])
def test_half_a_file_is_never_read(name, seeds):
    with pytest.raises(ImageError) as caught:
        decode(seeds[name][: len(seeds[name]) // 2])
    assert caught.value.reason in {"truncated", "damaged"}
