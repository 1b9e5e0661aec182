"""Batches of several questions per picture behind one shared prefix: a picture's tokens, then each question
and its answer.
"""

import json

import numpy as np
import torch
import torch.nn.functional as F

from .decoder import PLACES, SLOTS, Decoder
from .vocabulary import END, FAKE, GLOBAL, START, Vocabulary

HEAD, TURN = "User:", "\nAssistant:"
NOT_LEARNED = -100

Pairs = list[list[tuple[str, str]]]  # [pictures][questions](question, answer)


class Pages:
    """Character streams of pages: (ids, places, fields, name, stream)."""

    def __init__(self, paths, voc: Vocabulary):
        self.rows = []
        for path in paths:
            for line in open(path + ".jsonl"):
                row = json.loads(line)
                if len(row["stream"]) <= SLOTS:
                    ids = np.array([voc.char(character) for character in row["stream"]], np.int16)
                    places = np.array([min(PLACES - 1, int(x) * PLACES // 384) for x in row["x"]], np.int8)
                    self.rows.append((ids, places, row["fields"], row["name"], row["stream"]))

    def __len__(self):
        return len(self.rows)


class Batches:
    """Turns pages, scenes and questions into tensors for one model and its vocabulary."""

    def __init__(self, model: Decoder, voc: Vocabulary):
        self.model, self.voc = model, voc
        self.head = [START] + voc.encode(HEAD)
        self.tail = [END] + voc.encode(TURN)

    def page_tokens(self, rows, slots):
        ids = np.zeros((len(rows), slots), np.int64)
        places = np.zeros((len(rows), slots), np.int64)
        for i, row in enumerate(rows):
            n = len(row[0])
            ids[i, slots - n :] = row[0]
            places[i, slots - n :] = row[1]
        return self.model.page_tokens(torch.from_numpy(ids), torch.from_numpy(places), self.voc.char("|"))

    def behind(self, tokens):
        """tokens: [B, slots, hidden] of a picture each. Returns the embedded prefix [B, P, hidden]."""
        count = len(tokens)

        def embedded(ids):
            return self.model.embed(torch.tensor(ids)).expand(count, -1, -1)

        return torch.cat([embedded(self.head + [FAKE, GLOBAL]), tokens, embedded([FAKE])], 1)

    def without_picture(self, count):
        return self.model.embed(torch.tensor(self.head)).expand(count, -1, -1)

    def pack(self, pairs: Pairs):
        """Ids [B, K, L] and targets of the same shape, NOT_LEARNED outside the answers."""
        rows = [
            [(self.voc.encode(asked) + self.tail, self.voc.encode(told) + [END]) for asked, told in picture]
            for picture in pairs
        ]
        length = max(len(asked) + len(told) for picture in rows for asked, told in picture)
        x = np.zeros((len(rows), len(rows[0]), length), np.int64)
        y = np.full_like(x, NOT_LEARNED)
        for i, picture in enumerate(rows):
            for j, (question, answer) in enumerate(picture):
                both = question + answer
                x[i, j, : len(both)] = both
                y[i, j, len(question) - 1 : len(both) - 1] = answer
        return torch.from_numpy(x), torch.from_numpy(y)

    def loss(self, prefix, pairs: Pairs):
        """Mean cross-entropy of the answers' tokens, and the share of them that is likeliest."""
        x, y = self.pack(pairs)
        learned = y.view(-1) != NOT_LEARNED
        out = self.model.logits(self.model.branches(prefix, x).flatten(0, 1)[learned])
        targets = y.view(-1)[learned]
        return F.cross_entropy(out, targets), (out.argmax(-1) == targets).float().mean().item()

    def joint_loss(self, parts):
        """As `loss`, over several (prefix, pairs) at once: each of their tokens weighs the same."""
        found = [
            (*self.loss(prefix, pairs), sum(len(self.voc.encode(answer)) + 1 for row in pairs for _, answer in row))
            for prefix, pairs in parts
        ]
        total = sum(n for _, _, n in found)
        return sum(loss * (n / total) for loss, _, n in found), sum(right * n / total for _, right, n in found)

    def answer_losses(self, prefix, pairs: Pairs):
        """Cross-entropy of each answer, per token: [B * K]."""
        x, y = self.pack(pairs)
        out = self.model.logits(self.model.branches(prefix, x))
        y = y.view(-1, y.shape[-1])
        each = F.cross_entropy(out.transpose(1, 2), y, ignore_index=NOT_LEARNED, reduction="none")
        return each.sum(-1) / (y != NOT_LEARNED).sum(-1)

    @torch.no_grad()
    def exact(self, prefix, pairs: Pairs):
        """Whether each answer comes out whole under greedy decoding (teacher-forced, which is the same): [B,
        K] of bool.
        """
        x, y = self.pack(pairs)
        out = self.model.logits(self.model.branches(prefix, x)).argmax(-1).view(y.shape)
        return ((out == y) | (y == NOT_LEARNED)).all(-1)
