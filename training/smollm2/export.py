"""Writes what the repository holds of smollm2-reader: three graphs with placeholders for SmolLM2's weights, and the
adapter's numbers in 16 bits. `npm run model` fills them (scripts/lib/built-model/fill.ts).

python export.py --base FOLDER [--adapter OUT of train.py] --out ../../models/smollm2-reader, where config.json is
Without an adapter the decoder is SmolLM2's own, and only the eyes are made here.
"""

import argparse
import importlib.util
import json
import os

import numpy as np
import onnx
import torch
from base import SCALE
from eyes import CLASSES, KNOWN, LONGEST, MARK, NEWLINE, ROWS, SLOTS, WIDTH, ascii_tokens, class_text
from leakscope_training.reader import Reader, char_class
from onnx import TensorProto as TP
from onnx import helper as H
from transformers import AutoTokenizer

# The controls' own export has this file's name.
spec = importlib.util.spec_from_file_location(
    "controls_export", os.path.join(os.path.dirname(__file__), "..", "export.py")
)
controls = importlib.util.module_from_spec(spec)
spec.loader.exec_module(controls)

HIDDEN, LAYERS, HEADS, KV, HEAD, MLP, VOCABULARY, THETA = 576, 30, 9, 3, 64, 1536, 49152, 100_000.0
POSITIONS = 2048
BLOCK = 32
# What a slot of a picture has on top of its first number: 2^6, so that nothing of the number is lost but its last 15
# bits of 24 times 2^-9; tokens of the vocabulary are below 1 there. The decoder takes it off again.
FLAG = 64.0


class Graph(controls.Graph):
    """With placeholders."""

    def __init__(self, adapter: "Numbers | None" = None):
        super().__init__()
        self.adapter = adapter

    def gguf(self, tensor: str, part: str, dims, dtype=TP.FLOAT):
        return self.placeholder("gguf", f"{tensor}:{part}", dims, dtype, 0)

    def learnt(self, value: torch.Tensor):
        """A weight whose numbers lie in 16 bits in the adapter's file."""
        return self.placeholder(
            "adapter", f"adapter:{self.adapter.bytes}", value.shape, TP.FLOAT, self.adapter.add(value)
        )

    def placeholder(self, location, name, dims, dtype, offset):
        if all(known.name != name for known in self.inits):
            tensor = onnx.TensorProto(name=name, dims=dims, data_type=dtype, data_location=TP.EXTERNAL)
            for key, value in (("location", location), ("offset", str(offset))):
                tensor.external_data.add(key=key, value=value)
            self.inits.append(tensor)
        return name

    def packed(self, x, sums, tensor, columns, rows):
        """x times a weight in Q4_1: see [Note: Offsets beside] in repack.ts. sums: of x's blocks."""
        product = self.op(
            "MatMulNBits",
            x,
            self.gguf(tensor, "codes4", [rows, columns // BLOCK, BLOCK // 2], TP.UINT8),
            self.gguf(tensor, "scales4", [rows * columns // BLOCK]),
            K=columns,
            N=rows,
            bits=4,
            block_size=BLOCK,
            domain="com.microsoft",
        )
        return self.op("Add", product, self.op("MatMul", sums, self.gguf(tensor, "offsets4", [columns // BLOCK, rows])))

    def block_sums(self, x, columns):
        return self.op(
            "ReduceSum", self.op("Reshape", x, self.ints(0, 0, columns // BLOCK, BLOCK)), self.ints(3), keepdims=0
        )


class Numbers:
    def __init__(self):
        self.parts, self.bytes = [], 0

    def add(self, value: torch.Tensor) -> int:
        at = self.bytes
        self.parts.append(value.detach().contiguous().half().numpy().tobytes())
        self.bytes += len(self.parts[-1])
        return at


def embedded(graph: Graph, ids, rows: int):
    """Rows of the embedding table, which is in Q8_0. ids: [..., n] of two dimensions."""
    codes = graph.gguf("token_embd.weight", f"numbers8:{rows}", [rows, HIDDEN], TP.INT8)
    scales = graph.gguf("token_embd.weight", f"scales8:{rows}", [rows, HIDDEN // BLOCK])
    numbers = graph.op("Cast", graph.op("Gather", codes, ids), to=TP.FLOAT)
    numbers = graph.op("Reshape", numbers, graph.ints(0, 0, HIDDEN // BLOCK, BLOCK))
    scaled = graph.op("Mul", numbers, graph.op("Unsqueeze", graph.op("Gather", scales, ids), graph.ints(3)))
    return graph.op("Reshape", scaled, graph.ints(0, 0, HIDDEN))


def embed_tokens(path: str):
    graph = Graph()
    graph.op("Identity", embedded(graph, "input_ids", VOCABULARY), out="inputs_embeds")
    save(
        graph,
        path,
        [H.make_tensor_value_info("input_ids", TP.INT64, ["batch_size", "sequence_length"])],
        [H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", HIDDEN])],
    )


def save(graph: Graph, path: str, inputs, outputs):
    model = H.make_model(
        H.make_graph(graph.nodes, "leakscope", inputs, outputs, graph.inits),
        opset_imports=[H.make_opsetid("", 18), H.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    model.producer_name = "leakscope"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))


def decoder(path: str, adapter: dict | None, numbers: Numbers):
    graph = Graph(numbers)
    seqlens = graph.op(
        "Cast",
        graph.op("Sub", graph.op("ReduceSum", "attention_mask", graph.ints(1), keepdims=0), graph.ints(1)),
        to=TP.INT32,
    )
    total = graph.op(
        "Cast", graph.op("Gather", graph.op("Shape", "attention_mask"), graph.weight(1, np.int64)), to=TP.INT32
    )
    angle = np.arange(POSITIONS)[:, None] / (THETA ** (np.arange(HEAD // 2) / (HEAD // 2)))[None]
    cos, sin = graph.weight(np.cos(angle)), graph.weight(np.sin(angle))
    cached = LAYERS + (adapter is not None)
    inputs = [
        H.make_tensor_value_info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", HIDDEN]),
        H.make_tensor_value_info("attention_mask", TP.INT64, ["batch_size", "total_sequence_length"]),
        H.make_tensor_value_info("num_logits_to_keep", TP.INT64, []),
    ]
    outputs = [H.make_tensor_value_info("logits", TP.FLOAT, ["batch_size", "num_logits", VOCABULARY])]
    for i in range(cached):
        for kind in ("key", "value"):
            dims = ["batch_size", KV, "past_sequence_length", HEAD]
            inputs.append(H.make_tensor_value_info(f"past_key_values.{i}.{kind}", TP.FLOAT, dims))
            dims = ["batch_size", KV, "total_sequence_length", HEAD]
            outputs.append(H.make_tensor_value_info(f"present.{i}.{kind}", TP.FLOAT, dims))

    # The flags of a picture's slots, and off with them.
    first = graph.op("Slice", "inputs_embeds", graph.ints(0), graph.ints(1), graph.ints(2))
    flags = graph.op("Cast", graph.op("Greater", first, graph.weight(np.array([FLAG / 2]))), to=TP.FLOAT)
    raised = graph.op("Mul", flags, graph.weight(np.concatenate([[FLAG], np.zeros(HIDDEN - 1)])))
    x = graph.op("Sub", "inputs_embeds", raised)
    gate = None
    if adapter is not None:
        # Open at and behind a picture. The cache of one layer more than there are remembers it.
        past = graph.op("Slice", f"past_key_values.{LAYERS}.key", graph.ints(0, 0), graph.ints(1, 1), graph.ints(1, 3))
        past = graph.op("ReduceSum", past, graph.ints(1, 2, 3), keepdims=0)
        past = graph.op("Reshape", past, graph.ints(-1, 1, 1))
        so_far = graph.op("Add", graph.op("CumSum", flags, graph.weight(1, np.int64)), past)
        gate = graph.op("Cast", graph.op("Greater", so_far, graph.weight(np.array([0.5]))), to=TP.FLOAT)
        wide = graph.op("Mul", graph.op("Unsqueeze", gate, graph.ints(1)), graph.weight(np.ones((1, KV, 1, HEAD))))
        for kind in ("key", "value"):
            graph.op("Concat", f"past_key_values.{LAYERS}.{kind}", wide, axis=2, out=f"present.{LAYERS}.{kind}")

    def norm(x, tensor):
        weight = graph.gguf(tensor, "values", [HIDDEN])
        return graph.op("SimplifiedLayerNormalization", x, weight, axis=-1, epsilon=1e-5, stash_type=1)

    def low(x, i, names):
        """What the adapter's branches of these layers, which read the same, have in common."""
        if adapter is None:
            return None
        down = torch.cat([adapter[f"{i}.{name}.a"] for name in names])
        return graph.op("Mul", graph.op("MatMul", x, graph.learnt(down.T)), gate)

    def linear(x, sums, common, i, name, names, tensor, columns, rows):
        y = graph.packed(x, sums, f"blk.{i}.{tensor}.weight", columns, rows)
        if adapter is None:
            return y
        rank = adapter[f"{i}.{name}.b"].shape[1]
        up = torch.zeros(rank * len(names), rows)
        at = names.index(name) * rank
        up[at : at + rank] = adapter[f"{i}.{name}.b"].T * SCALE
        return graph.op("Add", y, graph.op("MatMul", common, graph.learnt(up)))

    for i in range(LAYERS):
        y = norm(x, f"blk.{i}.attn_norm.weight")
        sums, common = graph.block_sums(y, HIDDEN), low(y, i, "qkv")
        q = linear(y, sums, common, i, "q", "qkv", "attn_q", HIDDEN, HEADS * HEAD)
        k = linear(y, sums, common, i, "k", "qkv", "attn_k", HIDDEN, KV * HEAD)
        v = linear(y, sums, common, i, "v", "qkv", "attn_v", HIDDEN, KV * HEAD)
        names = [f"past_key_values.{i}.key", f"past_key_values.{i}.value", f"present.{i}.key", f"present.{i}.value"]
        graph.nodes.append(
            H.make_node(
                "GroupQueryAttention",
                [q, k, v, *names[:2], seqlens, total, cos, sin],
                [f"attention{i}", *names[2:]],
                name=f"/layers.{i}/attention",
                domain="com.microsoft",
                num_heads=HEADS,
                kv_num_heads=KV,
                do_rotary=1,
            )
        )
        y = f"attention{i}"
        y = linear(y, graph.block_sums(y, HIDDEN), low(y, i, ["o"]), i, "o", ["o"], "attn_output", HIDDEN, HIDDEN)
        x = graph.op("Add", x, y, out=f"/model/layers.{i}/attention_residual")
        y = norm(x, f"blk.{i}.ffn_norm.weight")
        both = ["gate", "up"]
        sums, common = graph.block_sums(y, HIDDEN), low(y, i, both)
        opened = linear(y, sums, common, i, "gate", both, "ffn_gate", HIDDEN, MLP)
        y = linear(y, sums, common, i, "up", both, "ffn_up", HIDDEN, MLP)
        y = graph.op("Mul", graph.op("Mul", opened, graph.op("Sigmoid", opened)), y)
        y = linear(y, graph.block_sums(y, MLP), low(y, i, ["down"]), i, "down", ["down"], "ffn_down", MLP, HIDDEN)
        x = graph.op("Add", x, y, out=f"/model/layers.{i}/output")
    x = norm(x, "output_norm.weight")
    first = graph.op("Unsqueeze", graph.op("Neg", "num_logits_to_keep"), graph.ints(0))
    x = graph.op("Slice", x, first, graph.ints(2**62), graph.ints(1))
    graph.op(
        "MatMulNBits",
        x,
        graph.gguf("token_embd.weight", "codes8", [VOCABULARY, HIDDEN // BLOCK, BLOCK], TP.UINT8),
        graph.gguf("token_embd.weight", "scales8", [VOCABULARY * HIDDEN // BLOCK]),
        out="logits",
        K=HIDDEN,
        N=VOCABULARY,
        bits=8,
        block_size=BLOCK,
        domain="com.microsoft",
    )
    save(graph, path, inputs, outputs)


def trie(tokens: dict[str, int]):
    """Double array over the reader's classes: from state s, class k leads to base[s] + k if owner of that place is s.
    State 0 is the root, place 0 nobody's. Returns (base, owner, token), token -1 where none ends.
    """
    codes = {class_text(k): k for k in range(1, CLASSES)}
    children: list[dict[int, int]] = [{}]
    ends = {}
    for text, i in tokens.items():
        node = 0
        for character in text:
            node = children[node].setdefault(codes[character], len(children))
            if node == len(children):
                children.append({})
        ends[node] = i
    # A node's children lie where the last one's did or further on, an only child in the first hole.
    size = 4 * len(children) + CLASSES**2
    base, owner, token = (np.full(size, value, np.int32) for value in (0, -1, -1))
    taken, place, cursor, free, starts = bytearray(size), {0: 0}, 1, 1, {}
    taken[0] = 1
    for node, below in enumerate(children):
        if len(below) > 1:
            while any(taken[cursor + k] for k in below):
                cursor += 1
            starts[node] = cursor
            for k in below:
                taken[cursor + k] = 1
    for node, below in enumerate(children):
        if len(below) == 1:
            (k,) = below
            while taken[free] or free <= k:
                free += 1
            starts[node] = free - k
            taken[free] = 1
    for node, below in enumerate(children):
        if not below:
            continue
        start = starts[node]
        base[place[node]] = start
        for k, child in below.items():
            owner[start + k], place[child] = place[node], start + k
            token[start + k] = ends.get(child, -1)
    # Any class may be looked up from any state.
    last = taken.rindex(1) + 1 + CLASSES
    return base[:last], owner[:last], token[:last]


def vision(reader: Reader, tokens: dict[str, int], empty: torch.Tensor, path: str, numbers: Numbers):
    """Page to the language model's tokens: rows to characters (the controls' reader), these to a line of classes,
    longest matches from the left, their embeddings right-aligned in the slots.
    """
    graph = Graph(numbers)
    length = ROWS * WIDTH // 8  # characters at most: nobody writes more than one on 8 columns
    line = reading(graph, reader, length)  # [N, length + LONGEST], left-aligned, 0 behind
    zero, one = graph.ints(0), graph.ints(1)
    base, owner, token = (graph.weight(part, np.int32) for part in trie(tokens))

    def entry(table, at):
        return graph.op("Cast", graph.op("Gather", table, at), to=TP.INT64)

    state = graph.op("Mul", graph.op("Slice", line, graph.ints(0), graph.ints(length), graph.ints(1)), zero)
    best, best_length = state, state
    alive = graph.op("Add", state, one)
    for depth in range(LONGEST):
        character = graph.op("Slice", line, graph.ints(depth), graph.ints(length + depth), graph.ints(1))
        at = graph.op("Add", entry(base, state), character)
        ours = graph.op("Cast", graph.op("Equal", entry(owner, at), state), to=TP.INT64)
        there = graph.op("Cast", graph.op("Greater", character, zero), to=TP.INT64)
        alive = graph.op("Mul", alive, graph.op("Mul", ours, there))
        state = graph.op("Mul", at, alive)
        found = entry(token, state)
        ended = graph.op("And", graph.op("GreaterOrEqual", found, zero), graph.op("Greater", alive, zero))
        best = graph.op("Where", ended, found, best)
        best_length = graph.op("Where", ended, graph.ints(depth + 1), best_length)
    # Which places a token begins at: from the first, by its length on, in steps that double.
    here = graph.weight(np.arange(length)[None], np.int64)
    ahead = graph.op("Min", graph.op("Add", here, graph.op("Max", best_length, one)), graph.ints(length - 1))
    begins = graph.op("Add", graph.op("Mul", ahead, zero), graph.weight((np.arange(length) == 0)[None], np.int64))
    for _ in range(int(np.ceil(np.log2(length)))):
        begins = graph.op("Max", begins, graph.op("ScatterElements", begins, ahead, begins, axis=1, reduction="max"))
        ahead = graph.op("GatherElements", ahead, ahead, axis=1)
    begins = graph.op("Mul", begins, graph.op("Cast", graph.op("Greater", best_length, zero), to=TP.INT64))
    ids = packed_right(graph, best, begins, SLOTS)  # token + 1, 0 = empty
    filled = graph.op("Unsqueeze", graph.op("Greater", ids, zero), graph.ints(2))
    x = embedded(graph, graph.op("Max", graph.op("Sub", ids, one), zero), KNOWN)
    x = graph.op("Where", filled, x, graph.learnt(empty.view(1, 1, -1)))
    used = graph.op("ReduceMax", graph.op("Cast", "pixel_attention_mask", to=TP.FLOAT), keepdims=0)
    raised = graph.op("Mul", used, graph.weight(np.concatenate([[FLAG], np.zeros(HIDDEN - 1)])))
    graph.op("Add", x, raised, out="image_features")
    save(
        graph,
        path,
        [
            H.make_tensor_value_info("pixel_values", TP.FLOAT, ["batch_size", "num_images", 3, WIDTH, WIDTH]),
            H.make_tensor_value_info("pixel_attention_mask", TP.BOOL, ["batch_size", "num_images", WIDTH, WIDTH]),
        ],
        [H.make_tensor_value_info("image_features", TP.FLOAT, ["pictures", SLOTS, HIDDEN])],
    )


def packed_right(graph: Graph, values, keep, slots: int):
    """[N, n] values where keep is 1, in order, plus 1, right-aligned in so many slots; what is too much falls off the
    left.
    """
    return packed(graph, values, keep, slots, right=True)


def packed(graph: Graph, values, keep, slots: int, right: bool):
    zero, one = graph.ints(0), graph.ints(1)
    count = graph.op("CumSum", keep, graph.weight(1, np.int64))
    total = graph.op("ReduceMax", count, graph.ints(1), keepdims=1)
    at = graph.op("Add", graph.op("Sub", count, total), graph.ints(slots - 1)) if right else graph.op("Sub", count, one)
    inside = graph.op("And", graph.op("GreaterOrEqual", at, zero), graph.op("Less", at, graph.ints(slots)))
    fits = graph.op("And", graph.op("Greater", keep, zero), inside)
    # What is dropped goes to one slot too many, which is cut off.
    at = graph.op("Where", fits, at, graph.ints(slots))
    start = graph.op("Expand", zero, graph.op("Concat", graph.op("Shape", total, end=1), graph.ints(slots + 1), axis=0))
    scattered = graph.op("ScatterElements", start, at, graph.op("Add", values, one), axis=1)
    return graph.op("Slice", scattered, graph.ints(0), graph.ints(slots), graph.ints(1))


def reading(graph: Graph, reader: Reader, length: int):
    """Pixels to the page's characters as classes, one behind the other, from the left."""
    px = graph.op("Reshape", "pixel_values", graph.ints(-1, 3, WIDTH, WIDTH))
    ids = controls.read_classes(graph, reader, px)
    # CTC's collapse: keep what is no blank and differs from the column before; a row with text ends with a newline.
    zero, one = graph.ints(0), graph.ints(1)
    before = controls.column_before(graph, ids, zero)
    new = graph.op("And", graph.op("Not", graph.op("Equal", ids, before)), graph.op("Greater", ids, zero))
    keep = graph.op("Cast", new, to=TP.INT64)
    any_in_row = graph.op("ReduceMax", keep, graph.ints(2), keepdims=1)
    # The mark of a row's first cell says nothing.
    first = graph.op("Equal", graph.op("CumSum", keep, graph.weight(2, np.int64)), one)
    marked = graph.op("And", graph.op("Equal", ids, graph.ints(char_class(MARK))), graph.op("And", first, new))
    keep = graph.op("Sub", keep, graph.op("Cast", marked, to=TP.INT64))
    newline = graph.op("Add", graph.op("Mul", any_in_row, zero), graph.ints(CLASSES - 1))

    def flat(node):
        return graph.op("Reshape", node, graph.ints(-1, ROWS * (WIDTH + 1)))

    line = flat(graph.op("Concat", ids, newline, axis=2))
    kept = flat(graph.op("Concat", keep, any_in_row, axis=2))
    # Classes are moved by one while they are packed, for what is empty is 0 there.
    moved = packed(graph, graph.op("Sub", line, one), kept, length, right=False)
    nothing = graph.op("Mul", graph.op("Slice", moved, graph.ints(0), graph.ints(LONGEST), one), zero)
    return graph.op("Concat", moved, nothing, axis=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--adapter")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load("../checkpoints/reader.pt")["model"])
    reader.eval().float()
    adapter = torch.load(args.adapter)["adapter"] if args.adapter else None
    tokenizer = AutoTokenizer.from_pretrained(args.base)
    tokens = ascii_tokens(tokenizer)
    if adapter:
        empty = adapter["empty"]
    else:
        empty = torch.load(os.path.join(args.base, "base.pt"))["model.embed_tokens.weight"][tokens[NEWLINE]].float()
    numbers = Numbers()
    vision(reader, tokens, empty, os.path.join(args.out, "onnx/vision_encoder.onnx"), numbers)
    embed_tokens(os.path.join(args.out, "onnx/embed_tokens.onnx"))
    decoder(os.path.join(args.out, "onnx/decoder_model_merged_q4.onnx"), adapter, numbers)
    with open(os.path.join(args.out, "adapter.bin"), "wb") as file:
        file.write(b"".join(numbers.parts))
    config = json.load(open(os.path.join(args.out, "config.json")))
    config["text_config"]["num_hidden_layers"] = LAYERS + (adapter is not None)
    with open(os.path.join(args.out, "config.json"), "w") as file:
        file.write(json.dumps(config, indent=2) + "\n")
    print(numbers.bytes, "bytes of the adapter")


if __name__ == "__main__":
    main()
