"""Holds a built model against PyTorch: `python check.py --base FOLDER --built FOLDER --pages PAGES [--adapter OUT]`,
PAGES.jsonl and .bin of render/pages.ts.

Eyes: the same tokens as eyes.py makes of what the reader sees. Decoder: logits of a prompt with a picture and of one
without.
"""

import argparse
import json
import os

import numpy as np
import onnxruntime as ort
import torch
import torch.nn.functional as F
from base import Adapted, Eyes, adapt, asking, load, opening
from eyes import NEWLINE, SLOTS, ascii_tokens, read, segment
from leakscope_training.reader import Reader


def main():
    parser = argparse.ArgumentParser()
    for name in ("base", "built", "pages"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--adapter")
    parser.add_argument("--limit", type=int, default=6)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = load(args.base, torch.float32)
    tokens = ascii_tokens(tokenizer)
    eyes = Eyes(model.model.embed_tokens.weight, tokens[NEWLINE])
    if args.adapter:
        learnt = torch.load(args.adapter)["adapter"]
        eyes.empty.data = learnt["empty"].half().float()
        for name, adapted in adapt(model).items():
            adapted.a.data, adapted.b.data = learnt[f"{name}.a"], learnt[f"{name}.b"]
    reader = Reader()
    reader.load_state_dict(torch.load("../checkpoints/reader.pt")["model"])
    reader.eval().float()
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    vision, embed, decoder = (
        ort.InferenceSession(os.path.join(args.built, f"onnx/{name}.onnx"), options)
        for name in ("vision_encoder", "embed_tokens", "decoder_model_merged_q4")
    )
    pixels = np.memmap(f"{args.pages}.bin", np.uint8, "r").reshape(-1, 384, 384)[: args.limit]
    farthest = 0.0
    for page, text in zip(pixels, read(reader, np.array(pixels))):
        rgb = np.broadcast_to(page[None, None, None], (1, 1, 3, 384, 384)).astype(np.float32) / 127.5 - 1
        seen = vision.run(None, {"pixel_values": rgb, "pixel_attention_mask": np.ones((1, 1, 384, 384), bool)})[0]
        ids = segment(text, tokens)[-SLOTS:]
        ids = [-1] * (SLOTS - len(ids)) + ids
        with torch.no_grad():
            wanted = eyes(torch.tensor([ids])).numpy().copy()
        wanted[..., 0] += 64
        farthest = max(farthest, float(np.abs(seen - wanted).max()))
    print(json.dumps(text), "eyes differ by at most", farthest)

    def logits(embeddings, past):
        feeds = {"inputs_embeds": embeddings, **past, "num_logits_to_keep": np.array(embeddings.shape[1])}
        length = embeddings.shape[1] + next(iter(past.values())).shape[2]
        feeds["attention_mask"] = np.ones((1, length), np.int64)
        out = decoder.run(None, feeds)
        names = [output.name.replace("present.", "past_key_values.") for output in decoder.get_outputs()]
        return out[0], dict(zip(names[1:], out[1:]))

    empty = {x.name: np.zeros((1, 3, 0, 64), np.float32) for x in decoder.get_inputs() if x.name.startswith("past")}
    embedded = lambda ids: embed.run(None, {"input_ids": np.array([ids])})[0]  # noqa: E731
    text = tokenizer.apply_chat_template(
        [{"role": "user", "content": "What is the capital of France?"}], tokenize=False, add_generation_prompt=True
    )
    prompt = tokenizer(text + "The capital of", add_special_tokens=False)["input_ids"]
    Adapted.gate = None
    with torch.no_grad():
        wanted = model(input_ids=torch.tensor([prompt])).logits[0].numpy()
    got, past = logits(embedded(prompt[:-3]), empty)
    rest = []
    for token in prompt[-3:]:
        step, past = logits(embedded([token]), past)
        rest.append(step[0])
    got = np.concatenate([got[0], *rest])
    print(
        "text: logits differ by at most",
        float(np.abs(got - wanted).max()),
        "most likely the same at",
        float((got.argmax(-1) == wanted.argmax(-1)).mean()),
    )

    head, tail = opening(tokenizer), asking(tokenizer, "What is the phone number?")
    Adapted.gate = torch.cat([torch.zeros(1, len(head), 1), torch.ones(1, SLOTS + len(tail), 1)], 1)
    with torch.no_grad():
        table = eyes.table
        x = torch.cat(
            [F.embedding(torch.tensor(head), table), eyes(torch.tensor(ids)), F.embedding(torch.tensor(tail), table)]
        )
        wanted = model(inputs_embeds=x[None]).logits[0].numpy()
    _, past = logits(np.concatenate([embedded(head), seen], 1), empty)
    got = []
    for token in tail:
        step, past = logits(embedded([token]), past)
        got.append(step[0])
    got, wanted = np.concatenate(got), wanted[-len(tail) :]
    print(
        "picture: logits differ by at most",
        float(np.abs(got - wanted).max()),
        "most likely the same at",
        float((got.argmax(-1) == wanted.argmax(-1)).mean()),
    )


if __name__ == "__main__":
    main()
