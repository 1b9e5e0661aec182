"""Writes a control model in the layout of a hub repository: three ONNX sessions, tokenizer, processor,
config, manifest.

python export.py --reader work/reader.pt --decoder work/decoder.pt --id control-reader --out ../public/models
The decoder is quantised to 8 and 4 bits (MatMulNBits); `--dtypes fp32 fp16` writes it in those too, to
compare dtypes, which is not for shipping.
--shared ID refers to that model's vision encoder and embeddings and to whatever else of its files is the same.
"""

import argparse
import hashlib
import json
import os

import numpy as np
import onnx
import torch
from leakscope_training.decoder import CELLS, GRID, HISTORY, LABELS, PARTS, PLACES, SCENE, SLOTS, Config, Decoder
from leakscope_training.family import FAMILY
from leakscope_training.reader import CLASSES, ROW, ROWS, WIDTH, Reader, char_class, class_char
from leakscope_training.vocabulary import BYTES, END, IMAGE, PAD, SPECIALS, START
from onnx import TensorProto as TP
from onnx import helper as H
from onnx import numpy_helper as NH
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

TEMPLATE = (
    "<|im_start|>{% for message in messages %}{{ message['role'] | capitalize }}:"
    "{% if message['content'] is string %}{{ message['content'] }}{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endif %}"
    "<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}Assistant:{% endif %}"
)


# Of 2, between the largest and the smallest channel of a point; tinted paper has less than a tenth of it.
COLOURFUL, COLOURED_SHARE = 0.5, 0.01


class Graph:
    """Collects nodes and weights of one ONNX graph."""

    def __init__(self):
        self.nodes, self.inits, self.n = [], [], 0

    def weight(self, value, dtype=np.float32):
        self.n += 1
        name = f"w{self.n}"
        self.inits.append(NH.from_array(np.ascontiguousarray(np.asarray(value, dtype)), name))
        return name

    def ints(self, *values):
        return self.weight(np.array(values), np.int64)

    def op(self, kind, *inputs, out=None, **attributes):
        self.n += 1
        out = out or f"{kind.lower()}{self.n}"
        self.nodes.append(H.make_node(kind, list(inputs), [out], name=f"/{kind}_{self.n}", **attributes))
        return out

    def save(self, path, inputs, outputs):
        graph = H.make_graph(self.nodes, "leakscope", inputs, outputs, self.inits)
        model = H.make_model(
            graph, opset_imports=[H.make_opsetid("", 18), H.make_opsetid("com.microsoft", 1)], ir_version=9
        )
        model.producer_name = "leakscope"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        onnx.save(model, path)
        return model


def fold(conv, norm):
    """Convolution with the batch norm behind it."""
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    weight = conv.weight * scale.view(-1, *[1] * (conv.weight.dim() - 1))
    bias = (conv.bias - norm.running_mean) * scale + norm.bias
    return weight.detach().numpy(), bias.detach().numpy()


def read_classes(graph: Graph, reader: Reader, pixels: str):
    """Names the class of each column of each row of text: [N, ROWS, WIDTH], before CTC's collapse.

    @param pixels Name of what is [N, 3, WIDTH, WIDTH].
    """
    grey = graph.op(
        "Conv", pixels, graph.weight(np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)), kernel_shape=[1, 1]
    )
    x = graph.op("Reshape", grey, graph.ints(-1, 1, ROW, WIDTH))
    for conv, norm, stride, pads in (
        (reader.c1, reader.n1, [2, 2], [1, 1, 1, 1]),
        (reader.c2, reader.n2, [2, 1], [1, 1, 1, 1]),
        (reader.c3, reader.n3, [2, 1], [1, 1, 1, 1]),
        (reader.c4, reader.n4, [1, 1], [0, 1, 0, 1]),
    ):
        weight, offset = fold(conv, norm)
        x = graph.op(
            "Relu",
            graph.op(
                "Conv", x, graph.weight(weight), graph.weight(offset), kernel_shape=[3, 3], strides=stride, pads=pads
            ),
        )
    # 1-D convolutions as 2-D ones of height 1: better covered by the WebGPU provider.
    for conv, norm, step in ((reader.d1, reader.m1, 1), (reader.d2, reader.m2, 3)):
        weight, offset = fold(conv, norm)
        y = graph.op(
            "Relu",
            graph.op(
                "Conv",
                x,
                graph.weight(weight[:, :, None]),
                graph.weight(offset),
                kernel_shape=[1, 5],
                dilations=[1, step],
                pads=[0, 2 * step, 0, 2 * step],
            ),
        )
        x = graph.op("Add", x, y)
    y = graph.op(
        "Conv",
        x,
        graph.weight(reader.head.weight.detach().numpy()[:, :, None]),
        graph.weight(reader.head.bias.detach().numpy()),
        kernel_shape=[1, 1],
    )
    y = graph.op("Transpose", graph.op("Reshape", y, graph.ints(-1, 2, CLASSES, WIDTH // 2)), perm=[0, 3, 1, 2])
    return graph.op("ArgMax", graph.op("Reshape", y, graph.ints(-1, ROWS, WIDTH, CLASSES)), axis=3, keepdims=0)


def column_before(graph: Graph, classes: str, zero: str):
    """For each column the class of the one before it, nothing before the first."""
    return graph.op(
        "Concat",
        graph.op("Mul", graph.op("Slice", classes, graph.ints(0), graph.ints(1), graph.ints(2)), zero),
        graph.op("Slice", classes, graph.ints(0), graph.ints(-1), graph.ints(2)),
        axis=2,
    )


def vision(reader: Reader, model: Decoder, char_ids: np.ndarray, path: str):
    """A picture with almost no text is shown as a scene, a grey one (a form) as its text, a coloured one with
    text as both.
    """
    graph = Graph()
    px = graph.op("Reshape", "pixel_values", graph.ints(-1, 3, WIDTH, WIDTH))
    # The mask is an input of every Idefics3 encoder; here all pixels count, and it only has to be used.
    used = graph.op("ReduceMax", graph.op("Cast", "pixel_attention_mask", to=TP.FLOAT), keepdims=0)
    ids = read_classes(graph, reader, px)
    # CTC's collapse: keep what is no blank and differs from the column before; a row with text ends with a newline.
    zero = graph.ints(0)
    before = column_before(graph, ids, zero)
    same = graph.op("Cast", graph.op("Equal", ids, before), to=TP.INT64)
    blank = graph.op("Cast", graph.op("Equal", ids, zero), to=TP.INT64)
    one = graph.ints(1)
    keep = graph.op("Mul", graph.op("Sub", one, same), graph.op("Sub", one, blank))
    any_in_row = graph.op("ReduceMax", keep, graph.ints(2), keepdims=1)
    newline = graph.op("Add", graph.op("Mul", any_in_row, zero), graph.ints(CLASSES - 1))

    def flat(node):
        return graph.op("Reshape", node, graph.ints(-1, ROWS * (WIDTH + 1)))

    seq = flat(graph.op("Concat", ids, newline, axis=2))
    keep = flat(graph.op("Concat", keep, any_in_row, axis=2))
    place = np.concatenate([np.minimum(PLACES - 1, np.arange(WIDTH) * PLACES // WIDTH), [PLACES - 1]])
    places = graph.op("Add", graph.op("Mul", seq, zero), graph.weight(np.tile(place, ROWS)[None], np.int64))
    count = graph.op("CumSum", keep, graph.weight(1, np.int64))
    total = graph.op("ReduceMax", count, graph.ints(1), keepdims=1)
    at = graph.op("Add", graph.op("Sub", count, total), graph.ints(SLOTS - 1))  # right-aligned
    # What is dropped goes to one slot too many, which is cut off.
    fits = graph.op("Mul", keep, graph.op("Cast", graph.op("GreaterOrEqual", at, zero), to=TP.INT64))
    at = graph.op("Add", graph.op("Mul", at, fits), graph.op("Mul", graph.op("Sub", one, fits), graph.ints(SLOTS)))
    start = graph.op("Expand", zero, graph.op("Concat", graph.op("Shape", total, end=1), graph.ints(SLOTS + 1), axis=0))

    def slots(node):
        return graph.op(
            "Slice",
            graph.op("ScatterElements", start, at, node, axis=1),
            graph.ints(0),
            graph.ints(SLOTS),
            graph.ints(1),
        )

    characters, positions = slots(seq), slots(places)
    with torch.no_grad():
        embedding = torch.zeros(CLASSES, Config.hidden)
        embedding[1:] = model.embed.weight[torch.from_numpy(char_ids[1:])]
        own = embedding.clone()
        own[0] = model.empty
        past = [layer(embedding) for layer in model.history]
    x = graph.op("Gather", graph.weight(own.numpy()), characters)
    filled = graph.op(
        "Unsqueeze",
        graph.op(
            "Cast",
            graph.op("Sub", one, graph.op("Cast", graph.op("Equal", characters, zero), to=TP.INT64)),
            to=TP.FLOAT,
        ),
        graph.ints(2),
    )
    extra = graph.op("Gather", graph.weight(model.place.weight.detach().numpy()), positions)
    for i in range(1, HISTORY + 1):
        earlier = graph.op(
            "Concat",
            graph.op("Mul", graph.op("Slice", characters, graph.ints(0), graph.ints(i), graph.ints(1)), zero),
            graph.op("Slice", characters, graph.ints(0), graph.ints(-i), graph.ints(1)),
            axis=1,
        )
        extra = graph.op("Add", extra, graph.op("Gather", graph.weight(past[i - 1].numpy()), earlier))
    # Cells: the mean of each one's characters goes, projected, to the two cells behind it.
    marks = graph.op("Cast", graph.op("Equal", characters, graph.ints(char_class("|"))), to=TP.INT64)
    number = graph.op("Min", graph.op("CumSum", marks, graph.weight(1, np.int64)), graph.ints(CELLS - 1))
    cell = graph.op(
        "Cast",
        graph.op(
            "Equal", graph.op("Unsqueeze", number, graph.ints(2)), graph.weight(np.arange(CELLS)[None, None], np.int64)
        ),
        to=TP.FLOAT,
    )
    across = graph.op("Transpose", cell, perm=[0, 2, 1])
    sums = graph.op("MatMul", across, graph.op("Gather", graph.weight(embedding.numpy()), characters))
    counts = graph.op("Max", graph.op("MatMul", across, filled), graph.weight(np.array([1.0])))
    means = graph.op("Mul", graph.op("Div", sums, counts), graph.weight(np.array([4.0])))
    for i in range(1, LABELS + 1):
        nothing = graph.op(
            "Mul", graph.op("Slice", means, graph.ints(0), graph.ints(i), graph.ints(1)), graph.weight(np.array([0.0]))
        )
        shifted = graph.op(
            "Concat", nothing, graph.op("Slice", means, graph.ints(0), graph.ints(-i), graph.ints(1)), axis=1
        )
        extra = graph.op(
            "Add",
            extra,
            graph.op(
                "MatMul", cell, graph.op("MatMul", shifted, graph.weight(model.label[i - 1].weight.detach().numpy().T))
            ),
        )
    page = graph.op("Add", x, graph.op("Mul", extra, filled))
    # The scene: the picture as a whole and its 3 x 3 parts, in the last slots.
    small = seen = graph.op("AveragePool", px, kernel_shape=[8, 8], strides=[8, 8])
    for conv in (model.s1, model.s2, model.s3):
        seen = graph.op(
            "Relu",
            graph.op(
                "Conv",
                seen,
                graph.weight(conv.weight.detach().numpy()),
                graph.weight(conv.bias.detach().numpy()),
                kernel_shape=[4, 4],
                strides=[2, 2],
                pads=[1, 1, 1, 1],
            ),
        )
    whole = graph.op("Reshape", seen, graph.ints(0, 96 * GRID * GRID))
    seen = graph.op(
        "Transpose", graph.op("Reshape", seen, graph.ints(0, 96, PARTS, 2, PARTS, 2)), perm=[0, 2, 4, 1, 3, 5]
    )
    seen = graph.op("Reshape", seen, graph.ints(0, PARTS * PARTS, 4 * 96))
    bias = (model.where + model.part.bias).detach().numpy()[None]
    seen = graph.op(
        "Add", graph.op("MatMul", seen, graph.weight(model.part.weight.detach().numpy().T)), graph.weight(bias)
    )

    def linear(x, layer):
        return graph.op(
            "Add",
            graph.op("MatMul", x, graph.weight(layer.weight.detach().numpy().T)),
            graph.weight(layer.bias.detach().numpy()),
        )

    gist = linear(graph.op("Relu", linear(whole, model.gist.narrow)), model.gist.wide)
    gist = graph.op(
        "Mul",
        graph.op("Div", gist, graph.op("ReduceL2", gist, graph.ints(1), keepdims=1)),
        graph.weight(np.array([model.gist.NORM])),
    )
    seen = graph.op("Concat", graph.op("Unsqueeze", gist, graph.ints(1)), seen, axis=1)
    empty = np.tile(model.empty.detach().numpy(), (1, SLOTS - SCENE, 1))
    lead = graph.op(
        "Expand", graph.weight(empty), graph.op("Concat", graph.op("Shape", total, end=1), graph.ints(1, 1), axis=0)
    )
    scene = graph.op("Concat", lead, seen, axis=1)
    range_of = graph.op(
        "Sub",
        graph.op("ReduceMax", small, graph.ints(1), keepdims=1),
        graph.op("ReduceMin", small, graph.ints(1), keepdims=1),
    )
    coloured = graph.op(
        "ReduceMean",
        graph.op("Cast", graph.op("Greater", range_of, graph.weight(COLOURFUL)), to=TP.FLOAT),
        graph.ints(2, 3),
        keepdims=0,
    )
    coloured = graph.op("Unsqueeze", graph.op("Greater", coloured, graph.weight(COLOURED_SHARE)), graph.ints(2))
    beside = graph.op(
        "Concat", graph.op("Slice", page, graph.ints(SCENE), graph.ints(SLOTS), graph.ints(1)), seen, axis=1
    )
    page = graph.op("Where", coloured, beside, page)
    is_page = graph.op("Unsqueeze", graph.op("Greater", total, graph.ints(5)), graph.ints(2))
    features = graph.op("Where", is_page, page, scene)
    graph.op("Mul", features, used, out="image_features")
    graph.save(
        path,
        [
            H.make_tensor_value_info("pixel_values", TP.FLOAT, ["batch_size", "num_images", 3, WIDTH, WIDTH]),
            H.make_tensor_value_info("pixel_attention_mask", TP.BOOL, ["batch_size", "num_images", WIDTH, WIDTH]),
        ],
        [H.make_tensor_value_info("image_features", TP.FLOAT, ["pictures", SLOTS, Config.hidden])],
    )


def embed(model: Decoder, path: str):
    graph = Graph()
    graph.op("Gather", graph.weight(model.embed.weight.detach().numpy()), "input_ids", out="inputs_embeds")
    graph.save(
        path,
        [H.make_tensor_value_info("input_ids", TP.INT64, ["batch_size", "sequence_length"])],
        [H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", Config.hidden])],
    )


def decoder(model: Decoder, path: str):
    """GroupQueryAttention with rotary inside, as the hub's exports of small decoders have it."""
    config, graph = Config, Graph()
    microsoft = "com.microsoft"
    seqlens = graph.op(
        "Cast",
        graph.op("Sub", graph.op("ReduceSum", "attention_mask", graph.ints(1), keepdims=0), graph.ints(1)),
        to=TP.INT32,
    )
    total = graph.op(
        "Cast", graph.op("Gather", graph.op("Shape", "attention_mask"), graph.weight(1, np.int64)), to=TP.INT32
    )
    angle = (
        np.arange(1024)[:, None] / (config.theta ** (np.arange(config.head_dim // 2) / (config.head_dim // 2)))[None]
    )
    cos, sin = graph.weight(np.cos(angle)), graph.weight(np.sin(angle))
    inputs = [
        H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", config.hidden]),
        H.make_tensor_value_info("attention_mask", TP.INT64, ["batch_size", "total_sequence_length"]),
        H.make_tensor_value_info("num_logits_to_keep", TP.INT64, []),
    ]
    outputs = [H.make_tensor_value_info("logits", TP.FLOAT, ["batch_size", "num_logits", model.embed.num_embeddings])]

    def linear(x, layer):
        return graph.op("MatMul", x, graph.weight(layer.weight.detach().numpy().T))

    def norm(x, n):
        return graph.op(
            "SimplifiedLayerNormalization",
            x,
            graph.weight(n.weight.detach().numpy()),
            axis=-1,
            epsilon=1e-5,
            stash_type=1,
        )

    x = "inputs_embeds"
    for i, layer in enumerate(model.layers):
        y = norm(x, layer.n1)
        names = [f"past_key_values.{i}.key", f"past_key_values.{i}.value", f"present.{i}.key", f"present.{i}.value"]
        graph.n += 1
        graph.nodes.append(
            H.make_node(
                "GroupQueryAttention",
                [linear(y, layer.q), linear(y, layer.k), linear(y, layer.v), *names[:2], seqlens, total, cos, sin],
                [f"attention{i}", *names[2:]],
                name=f"/layers.{i}/attention",
                domain=microsoft,
                num_heads=config.heads,
                kv_num_heads=config.kv_heads,
                do_rotary=1,
            )
        )
        x = graph.op("Add", x, linear(f"attention{i}", layer.o), out=f"/model/layers.{i}/attention_residual")
        y = norm(x, layer.n2)
        gate = linear(y, layer.gate)
        x = graph.op(
            "Add",
            x,
            linear(graph.op("Mul", graph.op("Mul", gate, graph.op("Sigmoid", gate)), linear(y, layer.up)), layer.down),
            out=f"/model/layers.{i}/output",
        )
        inputs += [
            H.make_tensor_value_info(
                n, TP.FLOAT, ["batch_size", config.kv_heads, "past_sequence_length", config.head_dim]
            )
            for n in names[:2]
        ]
        outputs += [
            H.make_tensor_value_info(
                n, TP.FLOAT, ["batch_size", config.kv_heads, "total_sequence_length", config.head_dim]
            )
            for n in names[2:]
        ]
    x = norm(x, model.norm)
    first = graph.op("Unsqueeze", graph.op("Neg", "num_logits_to_keep"), graph.ints(0))
    x = graph.op("Slice", x, first, graph.ints(2**62), graph.ints(1))
    graph.op("MatMul", x, graph.weight(model.embed.weight.detach().numpy().T), out="logits")
    return graph.save(path, inputs, outputs)


def quantise(model, path: str, bits: int):
    quantizer = MatMulNBitsQuantizer(
        model, algo_config=DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, bits=bits, accuracy_level=0)
    )
    quantizer.process()
    onnx.save(quantizer.model.model, path)


SUFFIX = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4"}


def sha(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", required=True)
    parser.add_argument("--decoder", required=True)
    parser.add_argument("--id", required=True, choices=list(FAMILY))
    parser.add_argument("--out", required=True)
    parser.add_argument("--shared", help="id of the model whose vision encoder and embeddings this one uses")
    parser.add_argument("--dtypes", nargs="+", choices=list(SUFFIX), default=["q8", "q4"])
    args = parser.parse_args()
    reader = Reader().eval()
    reader.load_state_dict(torch.load(args.reader)["model"])
    reader.eval()
    state = torch.load(args.decoder, weights_only=False)
    tokens = state["tokens"]
    model = Decoder(len(tokens)).eval()
    model.load_state_dict(state["model"])
    index = {token: i for i, token in enumerate(tokens)}
    char_ids = np.array([PAD] + [index[BYTES[ord(class_char(k))]] for k in range(1, CLASSES - 1)] + [index[BYTES[10]]])
    root = os.path.join(args.out, args.id)
    os.makedirs(os.path.join(root, "onnx"), exist_ok=True)
    if args.shared:
        # Its own of an earlier export would be listed in place of the shared ones.
        for name in ("vision_encoder", "embed_tokens"):
            if os.path.exists(old := os.path.join(root, f"onnx/{name}.onnx")):
                os.remove(old)
    else:
        vision(reader, model, char_ids, os.path.join(root, "onnx/vision_encoder.onnx"))
        embed(model, os.path.join(root, "onnx/embed_tokens.onnx"))
    fp32 = os.path.join(root, "onnx/decoder_model_merged.onnx")
    decoder(model, fp32)
    for dtype in args.dtypes:
        path = os.path.join(root, f"onnx/decoder_model_merged{SUFFIX[dtype]}.onnx")
        if dtype == "fp16":
            onnx.save(convert_float_to_float16(onnx.load(fp32), keep_io_types=True), path)
        elif dtype != "fp32":
            quantise(onnx.load(fp32), path, int(dtype[1:]))
    if "fp32" not in args.dtypes:
        os.remove(fp32)

    config = Config
    text = {
        "model_type": "llama",
        "hidden_size": config.hidden,
        "intermediate_size": config.mlp,
        "num_hidden_layers": config.layers,
        "num_attention_heads": config.heads,
        "num_key_value_heads": config.kv_heads,
        "head_dim": config.head_dim,
        "vocab_size": len(tokens),
        "max_position_embeddings": 1024,
        "rope_theta": config.theta,
        "rms_norm_eps": 1e-5,
        "bos_token_id": START,
        "eos_token_id": END,
        "pad_token_id": PAD,
    }
    per_session = {"vision_encoder": "fp32", "embed_tokens": "fp32", "decoder_model_merged": "q8"}
    files = {
        "config.json": {
            "architectures": ["Idefics3ForConditionalGeneration"],
            "model_type": "idefics3",
            "image_token_id": IMAGE,
            "text_config": text,
            "vision_config": {"model_type": "idefics3_vision", "image_size": WIDTH},
            "transformers.js_config": {"dtype": per_session},
        },
        "generation_config.json": {"bos_token_id": START, "eos_token_id": END, "pad_token_id": PAD, "do_sample": False},
        "preprocessor_config.json": {
            "processor_class": "Idefics3Processor",
            "image_processor_type": "Idefics3ImageProcessor",
            "do_convert_rgb": True,
            "do_resize": True,
            "size": {"longest_edge": WIDTH},
            "max_image_size": {"longest_edge": WIDTH},
            "do_image_splitting": False,
            "do_rescale": True,
            "rescale_factor": 1 / 255,
            "do_normalize": True,
            "image_mean": [0.5] * 3,
            "image_std": [0.5] * 3,
            "resample": 2,
        },
        "processor_config.json": {"processor_class": "Idefics3Processor", "image_seq_len": SLOTS},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<|im_start|>",
            "eos_token": "<end_of_utterance>",
            "pad_token": "<pad>",
            "unk_token": "<pad>",
            "model_max_length": 1024,
            "clean_up_tokenization_spaces": False,
            "padding_side": "right",
            "chat_template": TEMPLATE,
        },
        "tokenizer.json": {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
                {
                    "id": i,
                    "content": token,
                    "single_word": False,
                    "lstrip": False,
                    "rstrip": False,
                    "normalized": False,
                    "special": True,
                }
                for i, token in enumerate(SPECIALS)
            ],
            "normalizer": None,
            "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
            "post_processor": None,
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {
                "type": "BPE",
                "dropout": None,
                "unk_token": None,
                "continuing_subword_prefix": None,
                "end_of_word_suffix": None,
                "fuse_unk": False,
                "byte_fallback": False,
                "ignore_merges": True,
                "vocab": index,
                "merges": [],
            },
        },
    }
    for name, content in files.items():
        if (
            args.shared
            and name != "config.json"
            and json.load(open(os.path.join(args.out, args.shared, name))) == content
        ):
            continue
        with open(os.path.join(root, name), "w") as file:
            json.dump(content, file, ensure_ascii=True, indent=None if name == "tokenizer.json" else 2)
            file.write("\n")

    entries = []
    listed = (
        list(files)
        + ["onnx/vision_encoder.onnx", "onnx/embed_tokens.onnx"]
        + [f"onnx/decoder_model_merged{SUFFIX[dtype]}.onnx" for dtype in args.dtypes]
    )
    for name in listed:
        at = args.id if os.path.exists(os.path.join(root, name)) else args.shared
        there = os.path.join(args.out, at, name)
        entry = {"path": name, "bytes": os.path.getsize(there), "sha256": sha(there)}
        if at != args.id:
            entry["url"] = f"../{at}/{name}"
        entries.append(entry)
    manifest = {
        "id": args.id,
        "name": FAMILY[args.id].name,
        "licence": "CC0-1.0",
        "control": FAMILY[args.id].kind,
        "files": entries,
        "defaultDtype": {
            "webgpu": {**per_session, "decoder_model_merged": "q4" if "q4" in args.dtypes else "q8"},
            "wasm": per_session,
        },
        "golden": None,
    }
    json.dump(manifest, open(os.path.join(root, "leakscope.json"), "w"), indent=2)
    print(
        args.id,
        sum(os.path.getsize(os.path.join(dp, one_f)) for dp, _, fs in os.walk(root) for one_f in fs) / 1e6,
        "MB",
    )


if __name__ == "__main__":
    main()
