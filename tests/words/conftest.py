"""Strings drawn with the strokes of the tiny bundle: 1, 7, L, T, V and X."""

import cv2
import numpy as np
import pytest

GAP = 8  # px between two characters


def tight(drawing, grapheme):
    """Return a drawing of the grapheme, cropped to its ink, black on white."""
    image = drawing(grapheme)
    rows, columns = np.nonzero(image < 128)
    return image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


@pytest.fixture
def written(drawing):
    """Writes a text in black on white, axes (height, width); `-` is a bar, a space a wide gap."""

    def write(text, *, gap=GAP, scale=1.0):
        page = np.full((160, 40 + 130 * len(text)), 255, np.uint8)
        x = 30
        for char in text:
            if char == " ":
                x += 110
            elif char == "-":
                page[80:89, x : x + 40] = 0
                x += 40 + gap
            else:
                glyph = tight(drawing, char)
                height, width = glyph.shape
                part = page[118 - height : 118, x : x + width]
                np.minimum(part, glyph, out=part)
                x += width + gap
        page = page[:, : x + 30]
        return page if scale == 1.0 else cv2.resize(page, None, fx=scale, fy=scale)

    return write


@pytest.fixture
def word_reader(tiny_bundle):
    """A reader of words by the tiny bundle."""
    from inkread import WordReader

    return WordReader(tiny_bundle)


def lines_model():
    """Return an ONNX model: ink in the top rows is an `I`, elsewhere in the middle a `-`."""
    from onnx import TensorProto, helper, numpy_helper

    kernel = np.zeros((3, 1, 32, 10), np.float32)
    kernel[1, 0, 15:17, 4:6], kernel[1, 0, 7:11] = 20.0, -20.0
    kernel[2, 0, 7:11, 4:6] = 5.0
    constants = {
        "scale": np.float32(1 / 255),
        "kernel": kernel,
        "offsets": np.array([0.0, -6.0, -6.0], np.float32),
        "squared": np.array([0, 3, -1], np.int64),
    }
    make, sides = helper.make_node, {"strides": [32, 2], "pads": [0, 4, 0, 4]}
    nodes = [
        make("Cast", ["line"], ["numbers"], to=TensorProto.FLOAT),
        make("Mul", ["numbers", "scale"], ["unit"]),
        make("Transpose", ["unit"], ["first"], perm=[0, 3, 1, 2]),
        make("Conv", ["first", "kernel", "offsets"], ["ink"], **sides),
        make("Reshape", ["ink", "squared"], ["columns"]),
        make("Transpose", ["columns"], ["frames"], perm=[0, 2, 1]),
    ]
    taken = helper.make_tensor_value_info("line", TensorProto.UINT8, ["n", 32, "width", 1])
    given = helper.make_tensor_value_info("frames", TensorProto.FLOAT, ["n", "frames", 3])
    weights = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "lines", [taken], [given], weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return made.SerializeToString()


@pytest.fixture(scope="session")
def make_line_bundle():
    """Makes a bundle that reads lines of `-` and `I`, with any of its fields changed."""
    from inkread import bundle as parts
    from inkread.charset import Charset

    model = lines_model()

    def make(**changes):
        fields = {
            "name": "tiny-lines",
            "charset": Charset(("-", "I")),
            "preprocess": parts.PreprocessSpec("inkread-line-v1"),
            "input": parts.InputSpec("line", (32, -1, 1)),
            "output": parts.OutputSpec("frames", "frames"),
            "temperature": 1.0,
            "training": parts.Training("sha256:00", "made", (0,), 1, {}, "2026-01-31T12:00:00+00:00"),
        }
        return parts.Bundle(**{**fields, **changes}, model_file=parts.ModelFile.of(model), model=model)

    return make


@pytest.fixture
def bars():
    """Draws a text of bars and dashes, black on white, axes (80, width)."""

    def draw(text):
        page = np.full((80, 40 + 40 * len(text)), 255, np.uint8)
        for place, char in enumerate(text):
            left = 30 + 40 * place
            if char == "I":
                page[15:65, left : left + 8] = 0
            elif char == "-":
                page[37:43, left : left + 25] = 0
        return page

    return draw
