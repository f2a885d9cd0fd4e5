"""Drawings of things that are no writing: faces, houses, stars and the like."""

import numpy as np

from inkread.evaluation.garbage.lines import circle, drawn
from inkread.evaluation.garbage.pages import Ink


def smiley(rng: np.random.Generator) -> Ink:
    """Return a face."""
    smile = circle(0.5, 0.55, 0.22, turns=0.45, start=0.2)
    face = (circle(0.5, 0.5, 0.42), circle(0.35, 0.4, 0.03), circle(0.65, 0.4, 0.03), smile)
    return drawn(rng, face)


def house(rng: np.random.Generator) -> Ink:
    """Return a house with a door."""
    outside = [(0.2, 0.9), (0.2, 0.45), (0.5, 0.1), (0.8, 0.45), (0.8, 0.9), (0.2, 0.9)]
    door = [(0.42, 0.9), (0.42, 0.65), (0.58, 0.65), (0.58, 0.9)]
    return drawn(rng, [outside, [(0.2, 0.45), (0.8, 0.45)], door])


def spiral(rng: np.random.Generator) -> Ink:
    """Return a spiral of some turns."""
    coil = circle(0, 0, 1, turns=rng.uniform(2.5, 5))
    return drawn(rng, [coil * np.linspace(0, 0.42, len(coil))[:, None] + 0.5])


def car(rng: np.random.Generator) -> Ink:
    """Return a car from its side."""
    body = [(0.05, 0.65), (0.05, 0.5), (0.25, 0.48), (0.35, 0.3), (0.65, 0.3), (0.75, 0.48), (0.95, 0.5)]
    wheels = (circle(0.28, 0.68, 0.09), circle(0.72, 0.68, 0.09))
    return drawn(rng, [[*body, (0.95, 0.65), (0.05, 0.65)], *wheels])


def tree(rng: np.random.Generator) -> Ink:
    """Return a fir tree of three storeys."""
    sides = [(0.5, 0.05), (0.3, 0.3), (0.42, 0.3), (0.22, 0.55), (0.4, 0.55), (0.15, 0.8)]
    crown = [*sides, *((1 - x, y) for x, y in sides[::-1])]
    return drawn(rng, [[*crown, sides[-1]], [(0.45, 0.8), (0.45, 0.95), (0.55, 0.95), (0.55, 0.8)]])


def star(rng: np.random.Generator) -> Ink:
    """Return a star of five points, drawn without lifting the pen."""
    angle = -np.pi / 2 + np.arange(6) * 4 * np.pi / 5
    return drawn(rng, [np.column_stack([0.5 + 0.42 * np.cos(angle), 0.5 + 0.42 * np.sin(angle)])])


def heart(rng: np.random.Generator) -> Ink:
    """Return a heart."""
    t = np.linspace(0, 2 * np.pi, 60)
    x, y = 16 * np.sin(t) ** 3, 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return drawn(rng, [np.column_stack([0.5 + x / 40, 0.5 - y / 40])])


def stick_figure(rng: np.random.Generator) -> Ink:
    """Return a person of five lines and a circle."""
    limbs = [[(0.5, 0.3), (0.5, 0.65)], [(0.25, 0.45), (0.75, 0.45)]]
    legs = [(0.28, 0.95), (0.5, 0.65), (0.72, 0.95)]
    return drawn(rng, [circle(0.5, 0.18, 0.12), *limbs, legs])


def flower(rng: np.random.Generator) -> Ink:
    """Return a flower with petals, stem and a leaf."""
    petals = [circle(0.5 + 0.15 * np.cos(a), 0.3 + 0.15 * np.sin(a), 0.09) for a in np.arange(6) * np.pi / 3]
    return drawn(
        rng, [*petals, circle(0.5, 0.3, 0.06), [(0.5, 0.45), (0.5, 0.95)], [(0.5, 0.8), (0.7, 0.65)]]
    )


def envelope(rng: np.random.Generator) -> Ink:
    """Return a box with a flap."""
    box = [(0.08, 0.25), (0.92, 0.25), (0.92, 0.75), (0.08, 0.75), (0.08, 0.25)]
    return drawn(rng, [box, [(0.08, 0.25), (0.5, 0.55), (0.92, 0.25)]])


def sun(rng: np.random.Generator) -> Ink:
    """Return a disc with rays."""
    angles = np.arange(10) * np.pi / 5
    rays = [[(0.5 + r * np.cos(a), 0.5 + r * np.sin(a)) for r in (0.28, 0.45)] for a in angles]
    return drawn(rng, [circle(0.5, 0.5, 0.2), *rays])
