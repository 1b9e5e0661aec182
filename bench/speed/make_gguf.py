"""Writes SmolLM2-135M's shape (the decoder of make_model.py) with random weights as GGUF, for the peer that
runs llama.cpp in WebAssembly.

Every matrix in Q4_0, as the decoder's own MatMulNBits: 4 bits, blocks of 32, one scale each; here in 16 bits.
The tokenizer has as many tokens and means nothing.
Run with Python 3 and gguf, numpy: python bench/speed/make_gguf.py FILE
"""

import sys

import gguf
import numpy as np
from make_model import BLOCK, CONTEXT, FEED, HEAD, HEADS, HIDDEN, KV, LAYERS, VOCABULARY

rng = np.random.default_rng(7)


def matrix(writer, name, rows, columns):
    """`rows` outputs of `columns` inputs; the deviation of the weights is that of make_model.py."""
    blocks = rows * columns // BLOCK
    packed = np.empty((blocks, 2 + BLOCK // 2), np.uint8)
    packed[:, :2] = np.full(blocks, columns**-0.5 / 4.6, np.float16).view(np.uint8).reshape(-1, 2)
    packed[:, 2:] = rng.integers(0, 256, (blocks, BLOCK // 2), dtype=np.uint8)
    writer.add_tensor(name, packed.reshape(rows, -1), raw_dtype=gguf.GGMLQuantizationType.Q4_0)


def tokenizer(writer):
    # GPT-2's printable stand-ins for the 256 bytes, then words.
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    tokens = [chr(byte) for byte in plain] + [chr(256 + i) for i in range(256 - len(plain))]
    tokens += [f"word{i}" for i in range(len(tokens), VOCABULARY - 1)] + ["<|end|>"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_merges(["t h"])
    writer.add_token_types([gguf.TokenType.NORMAL] * (VOCABULARY - 1) + [gguf.TokenType.CONTROL])
    writer.add_bos_token_id(VOCABULARY - 1)
    writer.add_eos_token_id(VOCABULARY - 1)
    writer.add_add_bos_token(False)


def main(path):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("SmolLM2-135M's shape, random weights")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV)
    writer.add_rope_dimension_count(HEAD)
    writer.add_rope_freq_base(100_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(VOCABULARY)
    tokenizer(writer)
    matrix(writer, "token_embd.weight", VOCABULARY, HIDDEN)
    for i in range(LAYERS):
        for name, rows, columns in (
            ("attn_q", HEADS * HEAD, HIDDEN),
            ("attn_k", KV * HEAD, HIDDEN),
            ("attn_v", KV * HEAD, HIDDEN),
            ("attn_output", HIDDEN, HEADS * HEAD),
            ("ffn_gate", FEED, HIDDEN),
            ("ffn_up", FEED, HIDDEN),
            ("ffn_down", HIDDEN, FEED),
        ):
            matrix(writer, f"blk.{i}.{name}.weight", rows, columns)
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{i}.{name}.weight", np.ones(HIDDEN, np.float32))
    writer.add_tensor("output_norm.weight", np.ones(HIDDEN, np.float32))
    matrix(writer, "output.weight", VOCABULARY, HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(sys.argv[1])
