"""Small ONNX networks that no recipe makes, to look into."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper


def net(nodes, weights, *, units=6, shape=("n", 28, 28, 1)):
    """Return the bytes of a network from `glyph` to `logits`, whose first nodes make floats of the glyph."""
    start = [
        helper.make_node("Cast", ["glyph"], ["grey"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["grey", "scale"], ["unit"]),
    ]
    constants = {"scale": np.float32(1 / 255), **weights}
    graph = helper.make_graph(
        [*start, *(helper.make_node(*node[:3], **node[3]) for node in nodes)],
        "net",
        [helper.make_tensor_value_info("glyph", TensorProto.UINT8, shape)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", units])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return model.SerializeToString()


def random(seed, *shape):
    return np.random.default_rng(seed).normal(0, 0.5, shape).astype(np.float32)


def odd():
    """Return a network of what no recipe has: SAME padding, dilation, a shortcut, axes turned."""
    nodes = [
        ("Transpose", ["unit"], ["first"], {"perm": [0, 3, 1, 2]}),
        (
            "Conv",
            ["first", "w1"],
            ["c1"],
            {"auto_pad": "SAME_LOWER", "strides": [2, 2], "kernel_shape": [4, 4]},
        ),
        ("Add", ["c1", "b1"], ["c1b"], {}),
        ("BatchNormalization", ["c1b", "g", "b", "m", "v"], ["c1n"], {}),
        ("LeakyRelu", ["c1n"], ["a1"], {"alpha": 0.1}),
        ("Conv", ["a1", "w2"], ["c2"], {"dilations": [2, 2], "pads": [2, 2, 2, 2]}),
        ("Add", ["c2", "a1"], ["sum"], {}),
        ("Clip", ["sum", "", "high"], ["a2"], {}),
        ("Transpose", ["a2"], ["last"], {"perm": [0, 2, 3, 1]}),
        ("Sigmoid", ["last"], ["a3"], {}),
        ("Transpose", ["a3"], ["again"], {"perm": [0, 3, 1, 2]}),
        ("AveragePool", ["again"], ["p2"], {"kernel_shape": [3, 2], "strides": [3, 2], "ceil_mode": 1}),
        ("Identity", ["p2"], ["same"], {}),
        ("GlobalMaxPool", ["same"], ["g1"], {}),
        ("Flatten", ["g1"], ["f1"], {}),
        ("Gemm", ["f1", "w3", "b3"], ["logits"], {}),
    ]
    weights = {
        "w1": random(1, 4, 1, 4, 4),
        "b1": random(2, 4, 1, 1),
        "g": np.ones(4, np.float32),
        "b": random(3, 4),
        "m": random(4, 4),
        "v": np.ones(4, np.float32),
        "w2": random(5, 4, 4, 3, 3),
        "high": np.float32(5),
        "w3": random(6, 4, 6),
        "b3": random(7, 6),
    }
    return net(nodes, weights)
