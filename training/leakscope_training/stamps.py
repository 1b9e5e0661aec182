"""Scenes with a record stamped on them (render/watermarks.ts), as the vision encoder shows them: what is read
first, then the scene.
"""

import json

import numpy as np
import torch

from .batches import Batches
from .decoder import PLACES, SCENE

# A stamp at the edge of a picture loses the mark of its cell: measured with the reader on 240 stamped lines.
MARK_LOST = 0.2


class StampedScenes:
    """The same scenes with their stamp and, of another file, without: (pixels [B, 3, 48, 48], streams)."""

    def __init__(self, path: str):
        self.rows = [json.loads(line) for line in open(path + ".jsonl")]
        both = np.fromfile(path + ".bin", np.uint8).reshape(-1, 2, 3, 48, 48)
        self.plain, self.stamped = both[:, 0], both[:, 1]
        self.rows = self.rows[: len(both)]

    def __len__(self):
        return len(self.rows)

    def objects(self, i: int):
        return self.rows[i]["objects"]

    def pixels(self, index, marked) -> torch.Tensor:
        chosen = np.stack([(self.stamped if has_mark else self.plain)[i] for i, has_mark in zip(index, marked)])
        return torch.from_numpy(chosen.astype(np.float32) / 127.5 - 1)

    def tokens(self, batches: Batches, index, marked, rng, pixels=None) -> torch.Tensor:
        """Image tokens of the pictures: the stamp's characters before the scene's, empty slots before them.
        Pictures of a batch are padded to the longest.
        """
        model, voc = batches.model, batches.voc
        scene = model.scene_tokens(self.pixels(index, marked) if pixels is None else pixels, SCENE)
        if not any(marked):
            return torch.cat([model.empty.expand(len(scene), 8, -1), scene], 1)
        rows = []
        for i, has_mark in zip(index, marked):
            stream, x = (self.rows[i]["stream"], self.rows[i]["x"]) if has_mark else ("", [])
            kept = [
                (character, at) for character, at in zip(stream, x) if character != "|" or rng.random() >= MARK_LOST
            ]
            rows.append(
                (
                    [voc.char(character) for character, _ in kept],
                    [min(PLACES - 1, int(at) * PLACES // 384) for _, at in kept],
                )
            )
        return torch.cat([batches.page_tokens(rows, max(len(row[0]) for row in rows) + 4), scene], 1)
