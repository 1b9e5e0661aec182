"""Makes public/vision/face-detector.onnx of the weights of face-api's TinyFaceDetector (MIT), which ship in
the npm package @vladmandic/face-api 1.7.15.

    npm pack @vladmandic/face-api@1.7.15 && tar xzf vladmandic-face-api-1.7.15.tgz
    python convert_face_detector.py package/model ../public/vision/face-detector.onnx

Input `pixels`: [1, 3, n, n], 0 to 255. Output `cells`: [1, 25, m, m], five anchors of (x, y, width, height,
score) before their sigmoids. Weights stay the
8-bit integers that they are. The layers are those of the package's src/tinyYolov2/TinyYolov2Base.ts, `runMobilenet`.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

folder, target = Path(sys.argv[1]), Path(sys.argv[2])
manifest = json.loads((folder / "tiny_face_detector_model-weights_manifest.json").read_text())
data = (folder / "tiny_face_detector_model.bin").read_bytes()
MEAN_RGB = [117.001, 114.697, 97.404]

nodes, initializers = [], []


def constant(name, array):
    initializers.append(numpy_helper.from_array(np.asarray(array), name))
    return name


def quantised(name, values, scale, low):
    """q * scale + low, where low is a whole number of scales."""
    zero = round(-low / scale)
    assert abs(zero * scale + low) < 1e-5 * abs(low), name
    inputs = [
        constant(f"{name}/q", values),
        constant(f"{name}/scale", np.float32(scale)),
        constant(f"{name}/zero", np.uint8(zero)),
    ]
    nodes.append(helper.make_node("DequantizeLinear", inputs, [name]))


weights, at = {}, 0
for weight in manifest[0]["weights"]:
    shape, how = weight["shape"], weight["quantization"]
    assert how["dtype"] == "uint8"
    size = int(np.prod(shape))
    weights[weight["name"]] = (np.frombuffer(data, np.uint8, size, at).reshape(shape), how["scale"], how["min"])
    at += size
assert at == len(data)


def filters(name, axes):
    values, scale, low = weights[name]
    quantised(name, np.ascontiguousarray(values.transpose(axes)), scale, low)
    return name


def bias(name):
    values, scale, low = weights[name]
    quantised(name, values, scale, low)
    return name


def leaky(x):
    nodes.append(helper.make_node("LeakyRelu", [x], [f"{x}/leaky"], alpha=0.10000000149011612))
    return f"{x}/leaky"


def pool(x, stride):
    nodes.append(
        helper.make_node(
            "MaxPool", [x], [f"{x}/pool"], kernel_shape=[2, 2], strides=[stride, stride], auto_pad="SAME_UPPER"
        )
    )
    return f"{x}/pool"


def convolution(x, name):
    nodes.append(helper.make_node("Conv", [x, filters(f"{name}/filters", (3, 2, 0, 1)), bias(f"{name}/bias")], [name]))
    return name


def separable(x, name):
    depthwise = filters(f"{name}/depthwise_filter", (2, 3, 0, 1))
    groups = weights[depthwise][0].shape[2]
    nodes.append(helper.make_node("Conv", [x, depthwise], [f"{name}/depth"], group=groups, pads=[1, 1, 1, 1]))
    nodes.append(
        helper.make_node(
            "Conv", [f"{name}/depth", filters(f"{name}/pointwise_filter", (3, 2, 0, 1)), bias(f"{name}/bias")], [name]
        )
    )
    return leaky(name)


nodes.append(
    helper.make_node("Sub", ["pixels", constant("mean", np.float32(MEAN_RGB).reshape(1, 3, 1, 1))], ["centred"])
)
nodes.append(helper.make_node("Div", ["centred", constant("range", np.float32(255))], ["input"]))
x = pool(leaky(convolution("input", "conv0")), 2)
for layer in range(1, 5):
    x = pool(separable(x, f"conv{layer}"), 2)
x = pool(separable(x, "conv5"), 1)
nodes.append(helper.make_node("Identity", [convolution(x, "conv8")], ["cells"]))

graph = helper.make_graph(
    nodes,
    "face-detector",
    [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [1, 3, "n", "n"])],
    [helper.make_tensor_value_info("cells", TensorProto.FLOAT, [1, 25, "m", "m"])],
    initializers,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="leakscope")
onnx.checker.check_model(model)
target.parent.mkdir(exist_ok=True)
onnx.save(model, target)
print(target, target.stat().st_size, "bytes")
