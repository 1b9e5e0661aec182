"""Reads drawn pages with the reader: `python streams.py PAGES`, PAGES.jsonl and .bin of render/pages.ts, to
PAGES.read.jsonl: {text (with the reader's own errors), layout, name, fields} a line.
"""

import json
import sys

import numpy as np
import torch
from eyes import read
from leakscope_training.reader import Reader

TOGETHER = 16


def main():
    pages = sys.argv[1]
    reader = Reader()
    reader.load_state_dict(torch.load("../checkpoints/reader.pt")["model"])
    reader.eval().float()
    torch.set_num_threads(1)
    pixels = np.memmap(f"{pages}.bin", np.uint8, "r").reshape(-1, 384, 384)
    rows = [json.loads(line) for line in open(f"{pages}.jsonl")][: len(pixels)]
    with open(f"{pages}.read.jsonl", "w") as out:
        for at in range(0, len(rows), TOGETHER):
            batch = rows[at : at + TOGETHER]
            for row, text in zip(batch, read(reader, np.array(pixels[at : at + len(batch)]))):
                out.write(json.dumps({"text": text, **{k: row[k] for k in ("layout", "name", "fields")}}) + "\n")


if __name__ == "__main__":
    main()
