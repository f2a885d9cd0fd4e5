"""Drawings and images that are no character, each from a random generator, by the name of what they show."""

import cv2
import numpy as np

from inkread.preprocess.strokes import Stroke, Strokes


def drawn(lines, pen):
    """Return lines, each of axes (n, 2), as strokes on a canvas of 280 px."""
    strokes = tuple(Stroke(*map(tuple, np.asarray(line, float).clip(-50, 330).T)) for line in lines)
    return Strokes(strokes, 280, 280, float(pen))


def shaky(rng, *lines, by=4.0):
    """Return the lines as an unsteady hand draws them."""
    return [np.asarray(line, float) + rng.normal(0, by, np.shape(line)) for line in lines]


def circle(x, y, radius, *, turns=1.0, points=40):
    angle = np.linspace(0, 2 * np.pi * turns, points)
    return np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)])


def scribble(rng):
    steps = np.cumsum(np.cumsum(rng.normal(0, 1.8, (int(rng.integers(40, 160)), 2)), axis=0), axis=0)
    return drawn([np.abs((steps + 120) % 480 - 240) + 20], rng.uniform(6, 18))


def loops(rng):
    coil = circle(0, 0, rng.uniform(25, 50), turns=rng.uniform(3, 7), points=160)
    return drawn(shaky(rng, coil + np.linspace((50, 140), (230, 140), 160), by=2), rng.uniform(6, 16))


def zigzag(rng):
    count = int(rng.integers(8, 30))
    corners = np.column_stack([np.linspace(40, 240, count), np.where(np.arange(count) % 2, 60, 220)])
    return drawn(shaky(rng, corners, by=12), rng.uniform(6, 18))


def spiral(rng):
    coil = circle(0, 0, 1, turns=rng.uniform(2.5, 5), points=120) * np.linspace(0, 100, 120)[:, None]
    return drawn([coil + 140], rng.uniform(6, 14))


def hatching(rng):
    places = np.linspace(50, 230, int(rng.integers(4, 9)))
    lines = [[(at, 50), (at, 230)] for at in places] + [[(50, at), (230, at)] for at in places]
    return drawn(shaky(rng, *lines, by=6), rng.uniform(5, 12))


def smiley(rng):
    smile = circle(140, 150, 48, turns=0.5)
    faces = (circle(140, 140, 100), circle(105, 110, 8), circle(175, 110, 8), smile)
    return drawn(shaky(rng, *faces, by=2), rng.uniform(6, 14))


def house(rng):
    outside = [(60, 240), (60, 120), (140, 50), (220, 120), (220, 240), (60, 240)]
    door = [(120, 240), (120, 180), (160, 180), (160, 240)]
    return drawn(shaky(rng, outside, [(60, 120), (220, 120)], door), rng.uniform(6, 14))


def tap(rng):
    return drawn([rng.uniform(20, 260, (1, 2))], 16)


def noise(rng):
    return rng.integers(0, 256, (64, 64), np.uint8)


def chequerboard(rng):
    squares = np.indices((80, 80)) // int(rng.integers(4, 10))
    return (squares.sum(axis=0) % 2 * 255).astype(np.uint8)


def blots(rng):
    cloud = cv2.GaussianBlur(rng.normal(size=(80, 80)), (0, 0), rng.uniform(1.5, 6))
    return np.where(cloud > np.quantile(cloud, 0.8), 0, 255).astype(np.uint8)


MOSTLY_REFUSED = {
    each.__name__: each for each in (smiley, house, spiral, hatching, tap, noise, chequerboard, blots)
}
SOMETIMES_REFUSED = {each.__name__: each for each in (scribble, loops, zigzag)}
