"""Codes by chance, each with the template it follows: digits, plates and serial numbers."""

import string

import numpy as np

SHORTEST, LONGEST = 4, 10
KIND = {"9": string.digits, "A": string.ascii_uppercase}


def digits_text(rng: np.random.Generator) -> tuple[str, str]:
    """Return a number of 4 to 10 digits and its template, such as `9999`."""
    template = "9" * int(rng.integers(SHORTEST, LONGEST + 1))
    return filled(template, rng), template


def code_text(rng: np.random.Generator) -> tuple[str, str]:
    """Return a code of 4 to 10 characters, runs of a kind and dashes, and its template: `AA99-9999`."""
    length = int(rng.integers(SHORTEST, LONGEST + 1))
    template = ""
    while len(template) < length:
        if template and template[-1] != "-" and len(template) < length - 1 and rng.random() < 0.3:
            template += "-"
        kind = "9" if rng.random() < 0.6 else "A"
        template += kind * min(int(rng.integers(1, 5)), length - len(template))
    return filled(template, rng), template


def filled(template: str, rng: np.random.Generator) -> str:
    """Return a text of the template: each 9 a digit, each A a capital, all as likely."""
    chosen = (KIND.get(mark, mark) for mark in template)
    return "".join(found[int(rng.integers(len(found)))] for found in chosen)
