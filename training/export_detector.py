"""The trained detector as a hub repository: config, tokenizer, ONNX with 8-bit weights, manifest.

python export_detector.py --checkpoint work/detector/detector.pt --out ../public/models/harm-detector

[Note: The same numbers on every execution provider]
Dynamic int8 (MatMulInteger) is not on WebGPU and rounds activations. Here only weights are rounded:
MatMulNBits (8 bits, blocks of 32) in the layers, and rows of int8 with one scale each for the word
embeddings, by Gather, Cast and Mul.
"""

import argparse
import hashlib
import json
import os
import tempfile

import numpy as np
import onnx
import torch
from leakscope_training.detector import LABELS, MAX_TOKENS, Detector, Vocabulary, base_folder
from onnx import helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import nn


class Exported(nn.Module):
    def __init__(self, model: Detector):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids, attention_mask)


# Words (runs without a blank; each Chinese character is one). Harmful texts of the training data have three
# and more, but for 17 sentences of HateCheck without their blanks, of which one is a single word.
# What is shorter is not scored for harm.
SHORTEST_HARM = 2


def quantised_embedding(graph, name: str):
    """Replaces Gather(words) by Gather of int8 rows, Cast, and Mul with Gather of the rows' scales."""
    words = next(i for i in graph.initializer if i.name == name)
    weights = numpy_helper.to_array(words)
    scale = np.abs(weights).max(1, keepdims=True) / 127
    quantised = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == name)
    at, ids, out = list(graph.node).index(gather), gather.input[1], gather.output[0]
    graph.node.remove(gather)
    nodes = [
        helper.make_node("Gather", ["words_q", ids], ["words_row"], name="words/Gather"),
        helper.make_node("Cast", ["words_row"], ["words_float"], name="words/Cast", to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", ["words_scale", ids], ["words_row_scale"], name="words/Scale"),
        helper.make_node("Mul", ["words_float", "words_row_scale"], [out], name="words/Mul"),
    ]
    for k, node in enumerate(nodes):
        graph.node.insert(at + k, node)
    graph.initializer.remove(words)
    graph.initializer.extend(
        [
            numpy_helper.from_array(quantised, "words_q"),
            numpy_helper.from_array(scale.astype(np.float32), "words_scale"),
        ]
    )


def export(model: Detector, path: str, bits: int):
    with tempfile.TemporaryDirectory() as tmp:
        plain = os.path.join(tmp, "fp32.onnx")
        ids = torch.tensor([[2, 100, 200, 3], [2, 100, 3, 0]])
        torch.onnx.export(
            Exported(model).eval(),
            (ids, (ids != 0).long()),
            plain,
            dynamo=False,
            opset_version=17,
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes={
                "input_ids": {0: "batch", 1: "tokens"},
                "attention_mask": {0: "batch", 1: "tokens"},
                "logits": {0: "batch"},
            },
        )
        graph = onnx.load(plain)
    words = [i.name for i in graph.graph.initializer if i.name.endswith("word_embeddings.weight")]
    quantised_embedding(graph.graph, words[0])
    quantizer = MatMulNBitsQuantizer(
        graph, algo_config=DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, bits=bits, accuracy_level=0)
    )
    quantizer.process()
    onnx.save(quantizer.model.model, path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--bits", type=int, default=8)
    args = parser.parse_args()
    base = base_folder()
    vocabulary = Vocabulary(base)
    model = Detector.load(base, vocabulary)
    model.load_state_dict(torch.load(args.checkpoint)["model"])
    os.makedirs(os.path.join(args.out, "onnx"), exist_ok=True)
    export(model.eval(), os.path.join(args.out, "onnx/model_quantized.onnx"), args.bits)
    files = {
        "config.json": {
            "architectures": ["BertForSequenceClassification"],
            "model_type": "bert",
            "hidden_size": 384,
            "num_hidden_layers": 6,
            "num_attention_heads": 12,
            "intermediate_size": 1536,
            "hidden_act": "gelu",
            "max_position_embeddings": 512,
            "type_vocab_size": 2,
            "vocab_size": len(vocabulary.tokens),
            "pad_token_id": 0,
            "problem_type": "multi_label_classification",
            "id2label": {str(i): label for i, label in enumerate(LABELS)},
            "label2id": {label: i for i, label in enumerate(LABELS)},
            "shortest_scored": {"harm": SHORTEST_HARM},
            "transformers.js_config": {"dtype": "q8"},
        },
        "tokenizer_config.json": {
            "tokenizer_class": "BertTokenizer",
            "do_lower_case": True,
            "tokenize_chinese_chars": True,
            "strip_accents": None,
            "model_max_length": MAX_TOKENS,
            "unk_token": "[UNK]",
            "sep_token": "[SEP]",
            "pad_token": "[PAD]",
            "cls_token": "[CLS]",
            "mask_token": "[MASK]",
        },
        "tokenizer.json": vocabulary.tokenizer_json(),
    }
    for name, content in files.items():
        with open(os.path.join(args.out, name), "w") as file:
            json.dump(
                content,
                file,
                ensure_ascii=True,
                indent=None if name == "tokenizer.json" else 2,
                separators=(",", ":") if name == "tokenizer.json" else None,
            )
            file.write("\n")
    entries = []
    for name in [*files, "onnx/model_quantized.onnx"]:
        data = open(os.path.join(args.out, name), "rb").read()
        entries.append({"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    path = os.path.join(args.out, "leakscope.json")
    before = json.load(open(path)) if os.path.exists(path) else {}
    manifest = {
        "id": "harm-detector",
        "name": "Harm detector",
        "kind": "detector",
        "licence": "Apache-2.0",
        "files": entries,
        "defaultDtype": {"webgpu": "q8", "wasm": "q8"},
        "golden": None,
        "thresholds": before.get("thresholds", {"harm": 0.5, "private": 0.5}),
        "window": {"tokens": MAX_TOKENS, "stride": 96},
    }
    with open(path, "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")
    print(sum(entry["bytes"] for entry in entries) / 1e6, "MB")


if __name__ == "__main__":
    main()
