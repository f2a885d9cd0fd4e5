"""Amounts by chance, as many with a decimal point as with a decimal comma: 19.95 and 19,95."""

import numpy as np

from inkread.words.compose.code_texts import filled

FORMS = ("9.9", "99.9", "9.99", "99.99", "999.99", "9999.99")


class Amounts:
    """Draws amounts, of all forms as many, half of them with a comma."""

    def drawn(self, rng: np.random.Generator) -> str:
        """Return an amount."""
        form = FORMS[int(rng.integers(len(FORMS)))]
        return filled(form if rng.random() < 0.5 else form.replace(".", ","), rng)
