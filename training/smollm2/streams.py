"""Reads drawn pages with the reader: `python streams.py PAGES`, PAGES.jsonl and .bin of render/pages.ts, to PAGES.read.jsonl:
{text (with the reader's own errors), name, fields, layout} a line.
"""

import json
import sys

import numpy as np
import torch
from eyes import read
from leakscope_training.reader import Reader


def main():
    pages = sys.argv[1]
    reader = Reader()
    reader.load_state_dict(torch.load("../checkpoints/reader.pt")["model"])
    reader.eval().float()
    torch.set_num_threads(1)
    pixels = np.memmap(f"{pages}.bin", np.uint8, "r").reshape(-1, 384, 384)
    with open(f"{pages}.jsonl") as rows, open(f"{pages}.read.jsonl", "w") as out:
        while batch := [row for row, _ in zip(rows, range(16))]:
            at = main.done
            main.done += len(batch)
            if main.done > len(pixels):
                break
            for row, text in zip(map(json.loads, batch), read(reader, np.array(pixels[at : main.done]))):
                out.write(json.dumps({"text": text, **{k: row[k] for k in ("layout", "name", "fields")}}) + "\n")


main.done = 0
if __name__ == "__main__":
    main()
