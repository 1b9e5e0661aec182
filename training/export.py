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
    w = conv.weight * scale.view(-1, *[1] * (conv.weight.dim() - 1))
    b = (conv.bias - norm.running_mean) * scale + norm.bias
    return w.detach().numpy(), b.detach().numpy()


def vision(reader: Reader, d: Decoder, char_ids: np.ndarray, path: str):
    """A picture with almost no text is shown as a scene, a grey one (a form) as its text, a coloured one with
    text as both.
    """
    g = Graph()
    px = g.op("Reshape", "pixel_values", g.ints(-1, 3, WIDTH, WIDTH))
    # The mask is an input of every Idefics3 encoder; here all pixels count, and it only has to be used.
    used = g.op("ReduceMax", g.op("Cast", "pixel_attention_mask", to=TP.FLOAT), keepdims=0)
    grey = g.op("Conv", px, g.weight(np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)), kernel_shape=[1, 1])
    x = g.op("Reshape", grey, g.ints(-1, 1, ROW, WIDTH))
    for conv, norm, stride, pads in (
        (reader.c1, reader.n1, [2, 2], [1, 1, 1, 1]),
        (reader.c2, reader.n2, [2, 1], [1, 1, 1, 1]),
        (reader.c3, reader.n3, [2, 1], [1, 1, 1, 1]),
        (reader.c4, reader.n4, [1, 1], [0, 1, 0, 1]),
    ):
        w, b = fold(conv, norm)
        x = g.op("Relu", g.op("Conv", x, g.weight(w), g.weight(b), kernel_shape=[3, 3], strides=stride, pads=pads))
    # 1-D convolutions as 2-D ones of height 1: better covered by the WebGPU provider.
    for conv, norm, step in ((reader.d1, reader.m1, 1), (reader.d2, reader.m2, 3)):
        w, b = fold(conv, norm)
        y = g.op(
            "Relu",
            g.op(
                "Conv",
                x,
                g.weight(w[:, :, None]),
                g.weight(b),
                kernel_shape=[1, 5],
                dilations=[1, step],
                pads=[0, 2 * step, 0, 2 * step],
            ),
        )
        x = g.op("Add", x, y)
    y = g.op(
        "Conv",
        x,
        g.weight(reader.head.weight.detach().numpy()[:, :, None]),
        g.weight(reader.head.bias.detach().numpy()),
        kernel_shape=[1, 1],
    )
    y = g.op("Transpose", g.op("Reshape", y, g.ints(-1, 2, CLASSES, WIDTH // 2)), perm=[0, 3, 1, 2])
    ids = g.op("ArgMax", g.op("Reshape", y, g.ints(-1, ROWS, WIDTH, CLASSES)), axis=3, keepdims=0)  # [N, 16, 384]
    # CTC's collapse: keep what is no blank and differs from the column before; a row with text ends with a newline.
    zero = g.ints(0)
    before = g.op(
        "Concat",
        g.op("Mul", g.op("Slice", ids, g.ints(0), g.ints(1), g.ints(2)), zero),
        g.op("Slice", ids, g.ints(0), g.ints(-1), g.ints(2)),
        axis=2,
    )
    same = g.op("Cast", g.op("Equal", ids, before), to=TP.INT64)
    blank = g.op("Cast", g.op("Equal", ids, zero), to=TP.INT64)
    one = g.ints(1)
    keep = g.op("Mul", g.op("Sub", one, same), g.op("Sub", one, blank))
    any_in_row = g.op("ReduceMax", keep, g.ints(2), keepdims=1)
    newline = g.op("Add", g.op("Mul", any_in_row, zero), g.ints(CLASSES - 1))

    def flat(z):
        return g.op("Reshape", z, g.ints(-1, ROWS * (WIDTH + 1)))

    seq = flat(g.op("Concat", ids, newline, axis=2))
    keep = flat(g.op("Concat", keep, any_in_row, axis=2))
    place = np.concatenate([np.minimum(PLACES - 1, np.arange(WIDTH) * PLACES // WIDTH), [PLACES - 1]])
    places = g.op("Add", g.op("Mul", seq, zero), g.weight(np.tile(place, ROWS)[None], np.int64))
    count = g.op("CumSum", keep, g.weight(1, np.int64))
    total = g.op("ReduceMax", count, g.ints(1), keepdims=1)
    at = g.op("Add", g.op("Sub", count, total), g.ints(SLOTS - 1))  # right-aligned
    # What is dropped goes to one slot too many, which is cut off.
    fits = g.op("Mul", keep, g.op("Cast", g.op("GreaterOrEqual", at, zero), to=TP.INT64))
    at = g.op("Add", g.op("Mul", at, fits), g.op("Mul", g.op("Sub", one, fits), g.ints(SLOTS)))
    start = g.op("Expand", zero, g.op("Concat", g.op("Shape", total, end=1), g.ints(SLOTS + 1), axis=0))

    def slots(z):
        return g.op("Slice", g.op("ScatterElements", start, at, z, axis=1), g.ints(0), g.ints(SLOTS), g.ints(1))

    c, p = slots(seq), slots(places)
    with torch.no_grad():
        e = torch.zeros(CLASSES, Config.hidden)
        e[1:] = d.embed.weight[torch.from_numpy(char_ids[1:])]
        own = e.clone()
        own[0] = d.empty
        past = [h(e) for h in d.history]
    x = g.op("Gather", g.weight(own.numpy()), c)
    filled = g.op(
        "Unsqueeze",
        g.op("Cast", g.op("Sub", one, g.op("Cast", g.op("Equal", c, zero), to=TP.INT64)), to=TP.FLOAT),
        g.ints(2),
    )
    extra = g.op("Gather", g.weight(d.place.weight.detach().numpy()), p)
    for i in range(1, HISTORY + 1):
        earlier = g.op(
            "Concat",
            g.op("Mul", g.op("Slice", c, g.ints(0), g.ints(i), g.ints(1)), zero),
            g.op("Slice", c, g.ints(0), g.ints(-i), g.ints(1)),
            axis=1,
        )
        extra = g.op("Add", extra, g.op("Gather", g.weight(past[i - 1].numpy()), earlier))
    # Cells: the mean of each one's characters goes, projected, to the two cells behind it.
    marks = g.op("Cast", g.op("Equal", c, g.ints(char_class("|"))), to=TP.INT64)
    number = g.op("Min", g.op("CumSum", marks, g.weight(1, np.int64)), g.ints(CELLS - 1))
    cell = g.op(
        "Cast",
        g.op("Equal", g.op("Unsqueeze", number, g.ints(2)), g.weight(np.arange(CELLS)[None, None], np.int64)),
        to=TP.FLOAT,
    )
    across = g.op("Transpose", cell, perm=[0, 2, 1])
    sums = g.op("MatMul", across, g.op("Gather", g.weight(e.numpy()), c))
    counts = g.op("Max", g.op("MatMul", across, filled), g.weight(np.array([1.0])))
    means = g.op("Mul", g.op("Div", sums, counts), g.weight(np.array([4.0])))
    for i in range(1, LABELS + 1):
        nothing = g.op("Mul", g.op("Slice", means, g.ints(0), g.ints(i), g.ints(1)), g.weight(np.array([0.0])))
        shifted = g.op("Concat", nothing, g.op("Slice", means, g.ints(0), g.ints(-i), g.ints(1)), axis=1)
        extra = g.op(
            "Add",
            extra,
            g.op("MatMul", cell, g.op("MatMul", shifted, g.weight(d.label[i - 1].weight.detach().numpy().T))),
        )
    page = g.op("Add", x, g.op("Mul", extra, filled))
    # The scene: the picture as a whole and its 3 x 3 parts, in the last slots.
    small = s = g.op("AveragePool", px, kernel_shape=[8, 8], strides=[8, 8])
    for conv in (d.s1, d.s2, d.s3):
        s = g.op(
            "Relu",
            g.op(
                "Conv",
                s,
                g.weight(conv.weight.detach().numpy()),
                g.weight(conv.bias.detach().numpy()),
                kernel_shape=[4, 4],
                strides=[2, 2],
                pads=[1, 1, 1, 1],
            ),
        )
    whole = g.op("Reshape", s, g.ints(0, 96 * GRID * GRID))
    s = g.op("Transpose", g.op("Reshape", s, g.ints(0, 96, PARTS, 2, PARTS, 2)), perm=[0, 2, 4, 1, 3, 5])
    s = g.op("Reshape", s, g.ints(0, PARTS * PARTS, 4 * 96))
    bias = (d.where + d.part.bias).detach().numpy()[None]
    s = g.op("Add", g.op("MatMul", s, g.weight(d.part.weight.detach().numpy().T)), g.weight(bias))

    def linear(x, layer):
        return g.op(
            "Add", g.op("MatMul", x, g.weight(layer.weight.detach().numpy().T)), g.weight(layer.bias.detach().numpy())
        )

    gist = linear(g.op("Relu", linear(whole, d.gist.narrow)), d.gist.wide)
    gist = g.op(
        "Mul", g.op("Div", gist, g.op("ReduceL2", gist, g.ints(1), keepdims=1)), g.weight(np.array([d.gist.NORM]))
    )
    s = g.op("Concat", g.op("Unsqueeze", gist, g.ints(1)), s, axis=1)
    empty = np.tile(d.empty.detach().numpy(), (1, SLOTS - SCENE, 1))
    lead = g.op("Expand", g.weight(empty), g.op("Concat", g.op("Shape", total, end=1), g.ints(1, 1), axis=0))
    scene = g.op("Concat", lead, s, axis=1)
    range_of = g.op(
        "Sub", g.op("ReduceMax", small, g.ints(1), keepdims=1), g.op("ReduceMin", small, g.ints(1), keepdims=1)
    )
    coloured = g.op(
        "ReduceMean",
        g.op("Cast", g.op("Greater", range_of, g.weight(COLOURFUL)), to=TP.FLOAT),
        g.ints(2, 3),
        keepdims=0,
    )
    coloured = g.op("Unsqueeze", g.op("Greater", coloured, g.weight(COLOURED_SHARE)), g.ints(2))
    beside = g.op("Concat", g.op("Slice", page, g.ints(SCENE), g.ints(SLOTS), g.ints(1)), s, axis=1)
    page = g.op("Where", coloured, beside, page)
    is_page = g.op("Unsqueeze", g.op("Greater", total, g.ints(5)), g.ints(2))
    features = g.op("Where", is_page, page, scene)
    g.op("Mul", features, used, out="image_features")
    g.save(
        path,
        [
            H.make_tensor_value_info("pixel_values", TP.FLOAT, ["batch_size", "num_images", 3, WIDTH, WIDTH]),
            H.make_tensor_value_info("pixel_attention_mask", TP.BOOL, ["batch_size", "num_images", WIDTH, WIDTH]),
        ],
        [H.make_tensor_value_info("image_features", TP.FLOAT, ["pictures", SLOTS, Config.hidden])],
    )


def embed(d: Decoder, path: str):
    g = Graph()
    g.op("Gather", g.weight(d.embed.weight.detach().numpy()), "input_ids", out="inputs_embeds")
    g.save(
        path,
        [H.make_tensor_value_info("input_ids", TP.INT64, ["batch_size", "sequence_length"])],
        [H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", Config.hidden])],
    )


def decoder(d: Decoder, path: str):
    """GroupQueryAttention with rotary inside, as the hub's exports of small decoders have it."""
    c, g = Config, Graph()
    microsoft = "com.microsoft"
    seqlens = g.op(
        "Cast", g.op("Sub", g.op("ReduceSum", "attention_mask", g.ints(1), keepdims=0), g.ints(1)), to=TP.INT32
    )
    total = g.op("Cast", g.op("Gather", g.op("Shape", "attention_mask"), g.weight(1, np.int64)), to=TP.INT32)
    angle = np.arange(1024)[:, None] / (c.theta ** (np.arange(c.head_dim // 2) / (c.head_dim // 2)))[None]
    cos, sin = g.weight(np.cos(angle)), g.weight(np.sin(angle))
    inputs = [
        H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", c.hidden]),
        H.make_tensor_value_info("attention_mask", TP.INT64, ["batch_size", "total_sequence_length"]),
        H.make_tensor_value_info("num_logits_to_keep", TP.INT64, []),
    ]
    outputs = [H.make_tensor_value_info("logits", TP.FLOAT, ["batch_size", "num_logits", d.embed.num_embeddings])]

    def linear(x, layer):
        return g.op("MatMul", x, g.weight(layer.weight.detach().numpy().T))

    def norm(x, n):
        return g.op(
            "SimplifiedLayerNormalization", x, g.weight(n.weight.detach().numpy()), axis=-1, epsilon=1e-5, stash_type=1
        )

    x = "inputs_embeds"
    for i, layer in enumerate(d.layers):
        y = norm(x, layer.n1)
        names = [f"past_key_values.{i}.key", f"past_key_values.{i}.value", f"present.{i}.key", f"present.{i}.value"]
        g.n += 1
        g.nodes.append(
            H.make_node(
                "GroupQueryAttention",
                [linear(y, layer.q), linear(y, layer.k), linear(y, layer.v), *names[:2], seqlens, total, cos, sin],
                [f"attention{i}", *names[2:]],
                name=f"/layers.{i}/attention",
                domain=microsoft,
                num_heads=c.heads,
                kv_num_heads=c.kv_heads,
                do_rotary=1,
            )
        )
        x = g.op("Add", x, linear(f"attention{i}", layer.o), out=f"/model/layers.{i}/attention_residual")
        y = norm(x, layer.n2)
        gate = linear(y, layer.gate)
        x = g.op(
            "Add",
            x,
            linear(g.op("Mul", g.op("Mul", gate, g.op("Sigmoid", gate)), linear(y, layer.up)), layer.down),
            out=f"/model/layers.{i}/output",
        )
        inputs += [
            H.make_tensor_value_info(n, TP.FLOAT, ["batch_size", c.kv_heads, "past_sequence_length", c.head_dim])
            for n in names[:2]
        ]
        outputs += [
            H.make_tensor_value_info(n, TP.FLOAT, ["batch_size", c.kv_heads, "total_sequence_length", c.head_dim])
            for n in names[2:]
        ]
    x = norm(x, d.norm)
    first = g.op("Unsqueeze", g.op("Neg", "num_logits_to_keep"), g.ints(0))
    x = g.op("Slice", x, first, g.ints(2**62), g.ints(1))
    g.op("MatMul", x, g.weight(d.embed.weight.detach().numpy().T), out="logits")
    return g.save(path, inputs, outputs)


def quantise(model, path: str, bits: int):
    q = MatMulNBitsQuantizer(
        model, algo_config=DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, bits=bits, accuracy_level=0)
    )
    q.process()
    onnx.save(q.model.model, path)


SUFFIX = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4"}


def sha(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--reader", required=True)
    p.add_argument("--decoder", required=True)
    p.add_argument("--id", required=True, choices=list(FAMILY))
    p.add_argument("--out", required=True)
    p.add_argument("--shared", help="id of the model whose vision encoder and embeddings this one uses")
    p.add_argument("--dtypes", nargs="+", choices=list(SUFFIX), default=["q8", "q4"])
    a = p.parse_args()
    reader = Reader().eval()
    reader.load_state_dict(torch.load(a.reader)["model"])
    reader.eval()
    state = torch.load(a.decoder, weights_only=False)
    tokens = state["tokens"]
    d = Decoder(len(tokens)).eval()
    d.load_state_dict(state["model"])
    index = {t: i for i, t in enumerate(tokens)}
    char_ids = np.array([PAD] + [index[BYTES[ord(class_char(k))]] for k in range(1, CLASSES - 1)] + [index[BYTES[10]]])
    root = os.path.join(a.out, a.id)
    os.makedirs(os.path.join(root, "onnx"), exist_ok=True)
    if a.shared:
        # Its own of an earlier export would be listed in place of the shared ones.
        for name in ("vision_encoder", "embed_tokens"):
            if os.path.exists(old := os.path.join(root, f"onnx/{name}.onnx")):
                os.remove(old)
    else:
        vision(reader, d, char_ids, os.path.join(root, "onnx/vision_encoder.onnx"))
        embed(d, os.path.join(root, "onnx/embed_tokens.onnx"))
    fp32 = os.path.join(root, "onnx/decoder_model_merged.onnx")
    decoder(d, fp32)
    for dtype in a.dtypes:
        path = os.path.join(root, f"onnx/decoder_model_merged{SUFFIX[dtype]}.onnx")
        if dtype == "fp16":
            onnx.save(convert_float_to_float16(onnx.load(fp32), keep_io_types=True), path)
        elif dtype != "fp32":
            quantise(onnx.load(fp32), path, int(dtype[1:]))
    if "fp32" not in a.dtypes:
        os.remove(fp32)

    c = Config
    text = {
        "model_type": "llama",
        "hidden_size": c.hidden,
        "intermediate_size": c.mlp,
        "num_hidden_layers": c.layers,
        "num_attention_heads": c.heads,
        "num_key_value_heads": c.kv_heads,
        "head_dim": c.head_dim,
        "vocab_size": len(tokens),
        "max_position_embeddings": 1024,
        "rope_theta": c.theta,
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
                    "content": t,
                    "single_word": False,
                    "lstrip": False,
                    "rstrip": False,
                    "normalized": False,
                    "special": True,
                }
                for i, t in enumerate(SPECIALS)
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
        if a.shared and name != "config.json" and json.load(open(os.path.join(a.out, a.shared, name))) == content:
            continue
        with open(os.path.join(root, name), "w") as f:
            json.dump(content, f, ensure_ascii=True, indent=None if name == "tokenizer.json" else 2)
            f.write("\n")

    entries = []
    listed = (
        list(files)
        + ["onnx/vision_encoder.onnx", "onnx/embed_tokens.onnx"]
        + [f"onnx/decoder_model_merged{SUFFIX[dtype]}.onnx" for dtype in a.dtypes]
    )
    for name in listed:
        at = a.id if os.path.exists(os.path.join(root, name)) else a.shared
        there = os.path.join(a.out, at, name)
        entry = {"path": name, "bytes": os.path.getsize(there), "sha256": sha(there)}
        if at != a.id:
            entry["url"] = f"../{at}/{name}"
        entries.append(entry)
    manifest = {
        "id": a.id,
        "name": FAMILY[a.id].name,
        "licence": "CC0-1.0",
        "control": FAMILY[a.id].kind,
        "files": entries,
        "defaultDtype": {
            "webgpu": {**per_session, "decoder_model_merged": "q4" if "q4" in a.dtypes else "q8"},
            "wasm": per_session,
        },
        "golden": None,
    }
    json.dump(manifest, open(os.path.join(root, "leakscope.json"), "w"), indent=2)
    print(a.id, sum(os.path.getsize(os.path.join(dp, f)) for dp, _, fs in os.walk(root) for f in fs) / 1e6, "MB")


if __name__ == "__main__":
    main()
