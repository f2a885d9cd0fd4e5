"""Sets what a reading costs beside what the core can do: arithmetic and memory of each layer, and the rest.

    python benchmarks/roofline.py [--bundle BUNDLE] [--markdown | --json]

The peak is that of the runtime's own matrix product of 512 x 512, in 32 and in 8 bits; the bandwidth that of
copying 128 MB. A layer cannot take less than its arithmetic at the peak, or its bytes at the bandwidth of
memory, were nothing in a cache (Williams, Waterman and Patterson 2009, "Roofline"). What each layer does take
is told by the runtime's profile of single calls on one core.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from eight_bits import in_eight_bits
from keras_twin import keras_twin
from one_core import stay_on_one_core
from read_latency import bare_call, machine, seven_on_paper

from inkread import Bundle, Reader
from inkread.recognition.runtime import onnx_runtime

SIDE = 512  # of the matrices: they fit the second cache together, as a layer's do
CALLS = 2000
COPIED = 128 * 10**6
FLOAT_BYTES = 4
# Operation, and the types of what it takes, of its weights and of what it gives.
PRODUCTS = {32: ("MatMul", "FLOAT", "FLOAT", "FLOAT"), 8: ("MatMulInteger", "UINT8", "INT8", "INT32")}


def main():
    """Print the layers and the rest."""
    arguments = _arguments()
    stay_on_one_core()
    report = {**machine(), **measure(Bundle.open(arguments.bundle))}
    if arguments.markdown:
        print(markdown(report))
    else:
        print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(bundle):
    """Return the core's limits, the layers' needs, and where the time of a call goes."""
    glyph = Reader(bundle).read(seven_on_paper(28)).glyph
    peaks = {bits: peak(bits) for bits in PRODUCTS}
    plain, small = profile(bundle, glyph), profile(in_eight_bits(bundle), glyph)
    facts = layers_of(bundle)
    return {
        "bundle": bundle.name,
        "flops_per_s": peaks[32],
        "operations_per_s_of_8_bits": peaks[8],
        "bytes_per_s": bandwidth(),
        "flops": sum(layer["flops"] for layer in facts),
        "call_s": plain["call"],
        "call_s_of_8_bits": small["call"],
        "layers": [
            layer | {"seconds": took, "seconds_of_8_bits": took_8}
            for layer, took, took_8 in zip(facts, plain["convolutions"], small["convolutions"], strict=True)
        ],
        "others_s": plain["others"],
        "others_s_of_8_bits": small["others"],
    }


def layers_of(bundle):
    """Return operations and bytes of each convolution for one glyph, each number moved once."""
    from inkread.training.anatomy import FLOPS_PER_MULTIPLY_ADD, anatomy

    found, before = [], None
    for layer in anatomy(keras_twin(bundle)).layers:
        if layer.kind == "Conv2D":
            numbers = layer.parameters + np.prod(before) + np.prod(layer.output_shape)
            flops = FLOPS_PER_MULTIPLY_ADD * layer.multiply_adds
            found.append({"name": layer.name, "flops": flops, "bytes": int(FLOAT_BYTES * numbers)})
        before = layer.output_shape
    return found


def peak(bits):
    """Return the operations a second of one core in the runtime's own product of matrices."""
    from onnx import TensorProto, helper, numpy_helper

    op, taken, known, given = PRODUCTS[bits]
    numbers = np.random.default_rng(0).integers(0, 60, (2, SIDE, SIDE))
    inputs = [helper.make_tensor_value_info("a", getattr(TensorProto, taken), [SIDE, SIDE])]
    outputs = [helper.make_tensor_value_info("c", getattr(TensorProto, given), [SIDE, SIDE])]
    weights = numpy_helper.from_array(numbers[1].astype(known.lower().replace("float", "float32")), "b")
    graph = helper.make_graph(
        [helper.make_node(op, ["a", "b"], ["c"])], "product", inputs, outputs, [weights]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    session = onnx_runtime().InferenceSession(model.SerializeToString(), _options())
    fed = {"a": numbers[0].astype(taken.lower().replace("float", "float32"))}
    return 2 * SIDE**3 / _typical(lambda: session.run(None, fed), calls=200)


def bandwidth():
    """Return the bytes a second that one core reads and writes in copying what fits no cache."""
    source = np.ones(COPIED, np.uint8)
    target = np.zeros_like(source)
    return 2 * COPIED / _typical(lambda: np.copyto(target, source), calls=20)


def profile(bundle, glyph):
    """Return seconds of a bare call, of each convolution in it, and of all its other layers together."""
    call = bare_call(bundle, glyph)
    whole = _typical(call, calls=CALLS)
    with tempfile.TemporaryDirectory() as folder:
        options = _options()
        options.enable_profiling = True
        options.profile_file_prefix = str(Path(folder) / "run")
        session = onnx_runtime().InferenceSession(bundle.model, options, providers=["CPUExecutionProvider"])
        fed = {bundle.input.name: glyph.reshape(1, *bundle.input.shape)}
        for _ in range(CALLS):
            session.run([bundle.output.name], fed)
        events = json.loads(Path(session.end_profiling()).read_text("utf-8"))
    nodes = {}
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            nodes.setdefault((event["name"], event["args"]["op_name"]), []).append(event["dur"] / 1e6)
    typical = {key: _of_fastest_quarter(found) for key, found in nodes.items()}
    convolutions = [took for (_, op), took in typical.items() if "Conv" in op]
    others = sum(took for (_, op), took in typical.items() if "Conv" not in op)
    return {"call": whole, "convolutions": convolutions, "others": others}


def table(report):
    """Return the report as lines for a terminal."""
    peak_32, peak_8 = report["flops_per_s"], report["operations_per_s_of_8_bits"]
    lines = [
        f"{report['bundle']}, one core: {peak_32 / 1e9:.0f} GFLOP/s, {peak_8 / 1e9:.0f} in 8 bits,"
        f" {report['bytes_per_s'] / 1e9:.1f} GB/s",
        *("  " + "  ".join(f"{cell:>16}" for cell in row) for row in _cells(report)),
    ]
    return "\n".join(lines)


def markdown(report):
    """Return the layers as a table for the documentation."""
    head, *rows = _cells(report)
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _cells(report):
    """Return the table's cells, the head first; a layer's time as a share of all layers'."""
    layers, others = report["layers"], (report["others_s"], report["others_s_of_8_bits"])
    whole = sum(layer["seconds"] for layer in layers) + others[0]
    whole_8 = sum(layer["seconds_of_8_bits"] for layer in layers) + others[1]
    rows = [("layer", "MFLOP", "kB", "FLOP a byte", "of the time", "of the peak", "of the time, 8 bits")]
    for layer in layers:
        cells = (
            layer["name"],
            f"{layer['flops'] / 1e6:.2f}",
            f"{layer['bytes'] / 1e3:.0f}",
            f"{layer['flops'] / layer['bytes']:.0f}",
            _percent(layer["seconds"] / whole),
            _percent(layer["flops"] / layer["seconds"] / report["flops_per_s"]),
            _percent(layer["seconds_of_8_bits"] / whole_8),
        )
        rows.append(cells)
    rows.append(("all others", "", "", "", _percent(others[0] / whole), "", _percent(others[1] / whole_8)))
    return rows


def _percent(share):
    return f"{100 * share:.0f} %"


def _options():
    """Return options for one thread."""
    options = onnx_runtime().SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def _typical(call, *, calls):
    """Return the processor's seconds of a call, a mean of the fastest quarter: others may be at work too."""
    times = []
    for _ in range(calls):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return _of_fastest_quarter(times)


def _of_fastest_quarter(times):
    return statistics.fmean(sorted(times)[: max(1, len(times) // 4)])


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundle", help="a bundle's folder, zip or name; the shipped one where not given")
    parser.add_argument("--markdown", action="store_true", help="print the table for the documentation")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
