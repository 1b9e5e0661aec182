"""Makes a model of SmolVLM-256M-Instruct's exact architecture with random weights, in fp32 and q4, for the speed bench.

SigLIP-B/16 at 512 x 512 (12 blocks of 768, 1,024 patches), pixel shuffle by 4, a projection of 12,288 to 576;
SmolLM2-135M's decoder (30 blocks of
576, 9 heads, 3 of keys, 49,280 tokens), its operators those of the hub's export: GroupQueryAttention with
rotary tables,
SkipSimplifiedLayerNormalization, and MatMulNBits in blocks of 32 for q4. Pictures are one tile
(`do_image_splitting` off): a split one costs
up to 17 times as much to encode, which would favour whoever encodes it once.

Nothing of it is committed (1.2 GB). Run with Python 3 and onnx, numpy: python bench/speed/make_model.py FOLDER
"""

import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto as TP
from onnx import helper, numpy_helper

HIDDEN, FEED, LAYERS, HEADS, KV, HEAD, VOCABULARY, CONTEXT = 576, 1536, 30, 9, 3, 64, 49280, 8192
V_HIDDEN, V_FEED, V_LAYERS, V_HEADS, SIDE, PATCH, SHUFFLE = 768, 3072, 12, 12, 512, 16, 4
GRID = SIDE // PATCH
TOKENS = (GRID // SHUFFLE) ** 2
BLOCK = 32
SPECIAL = [
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<image>",
    "<fake_token_around_image>",
    "<global-img>",
    "<end_of_utterance>",
    "<unk>",
]

rng = np.random.default_rng(7)
NOISE = rng.standard_normal(1 << 20).astype(np.float32)
at = 0


def noise(shape, scale):
    """Random enough for speed, and quickly made: a window of one block of noise, repeated."""
    global at
    count = int(np.prod(shape))
    at = (at + 65_537) % len(NOISE)
    return (np.resize(np.roll(NOISE, at), count) * np.float32(scale)).reshape(shape)


class Graph:
    def __init__(self, bits):
        self.bits, self.nodes, self.weights, self.count = bits, [], [], 0

    def weight(self, value, name=None):
        name = name or f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def op(self, kind, *inputs, outputs=1, domain="", **attributes):
        self.count += 1
        names = [f"t{self.count}_{i}" for i in range(outputs)] if isinstance(outputs, int) else outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if len(names) == 1 else names

    def matmul(self, x, rows, columns, output=None):
        """x @ W for a random W of [rows, columns]; in q4 as MatMulNBits, symmetric."""
        outputs = 1 if output is None else [output]
        if self.bits == 32:
            return self.op("MatMul", x, self.weight(noise((rows, columns), rows**-0.5)), outputs=outputs)
        blocks = -(-rows // BLOCK)
        packed = rng.integers(0, 256, columns * blocks * BLOCK // 2, dtype=np.uint8).reshape(
            columns, blocks, BLOCK // 2
        )
        # Uniform over 16 steps: deviation 4.6 of them.
        scales = np.full(columns * blocks, rows**-0.5 / 4.6, np.float32)
        return self.op(
            "MatMulNBits",
            x,
            self.weight(packed),
            self.weight(scales),
            outputs=outputs,
            domain="com.microsoft",
            K=rows,
            N=columns,
            bits=4,
            block_size=BLOCK,
        )

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.weights)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)], ir_version=9
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, str(path))


def info(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def vision(path, bits):
    graph = Graph(bits)

    def const(value):
        return graph.weight(np.array(value, np.int64))

    def linear(x, rows, columns):
        return graph.op("Add", graph.matmul(x, rows, columns), graph.weight(np.zeros(columns, np.float32)))

    def norm(x):
        return graph.op(
            "LayerNormalization",
            x,
            graph.weight(np.ones(V_HIDDEN, np.float32)),
            graph.weight(np.zeros(V_HIDDEN, np.float32)),
            axis=-1,
            epsilon=1e-6,
        )

    pixels = graph.op("Reshape", "pixel_values", const([-1, 3, SIDE, SIDE]))
    x = graph.op(
        "Conv",
        pixels,
        graph.weight(noise((V_HIDDEN, 3, PATCH, PATCH), 0.05)),
        kernel_shape=[PATCH, PATCH],
        strides=[PATCH, PATCH],
    )
    x = graph.op("Transpose", graph.op("Reshape", x, const([0, V_HIDDEN, -1])), perm=[0, 2, 1])
    x = graph.op("Add", x, graph.weight(noise((1, GRID * GRID, V_HIDDEN), 0.02)))
    split = const([0, 0, V_HEADS, V_HIDDEN // V_HEADS])
    flat = const([0, 0, V_HIDDEN])
    scale = graph.weight(np.array((V_HIDDEN // V_HEADS) ** -0.5, np.float32))
    for _ in range(V_LAYERS):
        y = norm(x)
        q, k, v = (graph.op("Reshape", linear(y, V_HIDDEN, V_HIDDEN), split) for _ in range(3))
        q, v = (graph.op("Transpose", tensor, perm=[0, 2, 1, 3]) for tensor in (q, v))
        weights = graph.op(
            "Softmax",
            graph.op("Mul", graph.op("MatMul", q, graph.op("Transpose", k, perm=[0, 2, 3, 1])), scale),
            axis=-1,
        )
        y = graph.op("Reshape", graph.op("Transpose", graph.op("MatMul", weights, v), perm=[0, 2, 1, 3]), flat)
        x = graph.op("Add", x, linear(y, V_HIDDEN, V_HIDDEN))
        y = graph.op("Gelu", linear(norm(x), V_HIDDEN, V_FEED), domain="com.microsoft")
        x = graph.op("Add", x, linear(y, V_FEED, V_HIDDEN))
    x = norm(x)
    side = GRID // SHUFFLE
    x = graph.op(
        "Transpose", graph.op("Reshape", x, const([-1, side, SHUFFLE, side, SHUFFLE * V_HIDDEN])), perm=[0, 1, 3, 2, 4]
    )
    x = graph.op("Reshape", x, const([-1, TOKENS, V_HIDDEN * SHUFFLE**2]))
    x = graph.matmul(x, V_HIDDEN * SHUFFLE**2, HIDDEN)
    present = graph.op("ReduceMax", graph.op("Cast", "pixel_attention_mask", to=TP.FLOAT), keepdims=0)
    graph.op("Mul", x, present, outputs=["image_features"])
    graph.save(
        path,
        [
            info("pixel_values", TP.FLOAT, ["batch_size", "num_images", 3, SIDE, SIDE]),
            info("pixel_attention_mask", TP.BOOL, ["batch_size", "num_images", SIDE, SIDE]),
        ],
        [info("image_features", TP.FLOAT, ["n", TOKENS, HIDDEN])],
    )


def embedding(path):
    graph = Graph(32)
    graph.op("Gather", graph.weight(noise((VOCABULARY, HIDDEN), 0.1)), "input_ids", outputs=["inputs_embeds"])
    graph.save(
        path,
        [info("input_ids", TP.INT64, ["batch_size", "sequence_length"])],
        [info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", HIDDEN])],
    )


def decoder(path, bits):
    graph = Graph(bits)
    ms = "com.microsoft"
    angles = np.arange(CONTEXT)[:, None] / 100_000 ** (np.arange(HEAD // 2) / (HEAD // 2))[None]
    cos, sin = graph.weight(np.cos(angles).astype(np.float32)), graph.weight(np.sin(angles).astype(np.float32))

    def gain():
        return graph.weight(np.ones(HIDDEN, np.float32))

    one, axis = graph.weight(np.array([1], np.int64)), graph.weight(np.array(1, np.int64))
    last = graph.op("Cast", graph.op("Sub", graph.op("ReduceSum", "attention_mask", one, keepdims=0), one), to=TP.INT32)
    total = graph.op("Cast", graph.op("Gather", graph.op("Shape", "attention_mask"), axis), to=TP.INT32)
    inputs = [
        info("inputs_embeds", TP.FLOAT, ["batch_size", "sequence_length", HIDDEN]),
        info("attention_mask", TP.INT64, ["batch_size", "total_sequence_length"]),
        info("num_logits_to_keep", TP.INT64, []),
    ]
    outputs = [info("logits", TP.FLOAT, ["batch_size", "kept", VOCABULARY])]
    stream = "inputs_embeds"
    x = graph.op("SimplifiedLayerNormalization", stream, gain(), axis=-1, epsilon=1e-5, stash_type=1)
    for i in range(LAYERS):
        past, present = ([f"{name}.{i}.{kind}" for kind in ("key", "value")] for name in ("past_key_values", "present"))
        q, k, v = (graph.matmul(x, HIDDEN, count * HEAD) for count in (HEADS, KV, KV))
        y, *_ = graph.op(
            "GroupQueryAttention",
            q,
            k,
            v,
            *past,
            last,
            total,
            cos,
            sin,
            outputs=[f"attention{i}", *present],
            domain=ms,
            num_heads=HEADS,
            kv_num_heads=KV,
            do_rotary=1,
        )
        x, _, _, stream = graph.op(
            "SkipSimplifiedLayerNormalization",
            stream,
            graph.matmul(y, HEADS * HEAD, HIDDEN),
            gain(),
            outputs=[f"a{i}", "", "", f"r{i}"],
            domain=ms,
            epsilon=1e-5,
        )
        gate = graph.matmul(x, HIDDEN, FEED)
        y = graph.op("Mul", graph.op("Mul", gate, graph.op("Sigmoid", gate)), graph.matmul(x, HIDDEN, FEED))
        x, _, _, stream = graph.op(
            "SkipSimplifiedLayerNormalization",
            stream,
            graph.matmul(y, FEED, HIDDEN),
            gain(),
            outputs=[f"b{i}", "", "", f"s{i}"],
            domain=ms,
            epsilon=1e-5,
        )
        inputs += [info(name, TP.FLOAT, ["batch_size", KV, "past_sequence_length", HEAD]) for name in past]
        outputs += [info(name, TP.FLOAT, ["batch_size", KV, "total_sequence_length", HEAD]) for name in present]
    start = graph.op("Unsqueeze", graph.op("Neg", "num_logits_to_keep"), graph.weight(np.array([0], np.int64)))
    kept = graph.op("Slice", x, start, graph.weight(np.array([2**62], np.int64)), one)
    graph.matmul(kept, HIDDEN, VOCABULARY, output="logits")
    graph.save(path, inputs, outputs)


def write(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content) + "\n")


def configure(folder):
    text = {
        "model_type": "llama",
        "hidden_size": HIDDEN,
        "intermediate_size": FEED,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV,
        "head_dim": HEAD,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": CONTEXT,
    }
    write(
        folder,
        "config.json",
        {
            "architectures": ["Idefics3ForConditionalGeneration"],
            "model_type": "idefics3",
            "image_token_id": 3,
            "scale_factor": SHUFFLE,
            "text_config": text,
        },
    )
    # No end token is ever drawn: answers have the length that is asked for.
    write(folder, "generation_config.json", {"eos_token_id": VOCABULARY - 1, "pad_token_id": 0})
    processor = "Idefics3Processor"
    write(
        folder,
        "preprocessor_config.json",
        {
            "processor_class": processor,
            "image_processor_type": "Idefics3ImageProcessor",
            "do_resize": True,
            "size": {"longest_edge": SIDE},
            "max_image_size": {"longest_edge": SIDE},
            "do_image_splitting": False,
            "do_convert_rgb": True,
            "do_rescale": True,
            "rescale_factor": 1 / 255,
            "do_normalize": True,
            "image_mean": [0.5] * 3,
            "image_std": [0.5] * 3,
            "resample": 1,
        },
    )
    write(folder, "processor_config.json", {"processor_class": processor, "image_seq_len": TOKENS})
    # Four letters make a token, as in English on average; the words of the bench's questions are single
    # tokens by their own right.
    letters = [chr(code) for code in range(32, 127)] + ["\n"]
    words = [f" {word}" for word in WORDS] + [f"{number}" for number in range(1000)]
    vocabulary = {}
    for token in [*SPECIAL, *letters, *words]:
        vocabulary.setdefault(token, len(vocabulary))
    while len(vocabulary) < VOCABULARY:
        vocabulary[f" w{len(vocabulary)}"] = len(vocabulary)
    write(
        folder,
        "tokenizer.json",
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
                {
                    "id": i,
                    "content": each_token,
                    "single_word": False,
                    "lstrip": False,
                    "rstrip": False,
                    "normalized": False,
                    "special": True,
                }
                for i, each_token in enumerate(SPECIAL)
            ],
            "normalizer": None,
            "pre_tokenizer": {
                "type": "Split",
                "pattern": {"Regex": " ?[A-Za-z]+|[0-9]|[\\s\\S]"},
                "behavior": "Isolated",
                "invert": False,
            },
            "post_processor": None,
            "decoder": {"type": "Fuse"},
            "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "<unk>"},
        },
    )
    write(
        folder,
        "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "eos_token": "<end_of_utterance>",
            "pad_token": "<|endoftext|>",
            "unk_token": "<unk>",
            "model_max_length": CONTEXT,
            "clean_up_tokenization_spaces": False,
            "chat_template": "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}{% if message['content'][0]['type'] == 'image' %}{{':'}}{% else %}{{': '}}{% endif %}"
            "{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}"
            "<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}",
        },
    )


WORDS = (
    "what is the name of person in this picture which their his her date birth place home address phone number email occupation answer question with letter "
    "option choose one from following say please do not if you know it written on form card city street where was born live work parents A B C D and or are Assistant User"
).split()

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    configure(folder)
    embedding(folder / "onnx/embed_tokens.onnx")
    for bits, suffix in ((4, "_q4"), (32, "")):
        vision(folder / f"onnx/vision_encoder{suffix}.onnx", bits)
        decoder(folder / f"onnx/decoder_model_merged{suffix}.onnx", bits)
    files = sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "files.json"
    )
    write(folder, "files.json", [{"path": file, "bytes": (folder / file).stat().st_size} for file in files])
    print(*(f"{file} {(folder / file).stat().st_size / 1e6:.1f} MB" for file in files), sep="\n")
