"""Trains the harm detector's upper layers and head.

python train_detector.py cache --texts ../../shared/data/harm-texts.jsonl --work work/detector        # frozen
layers, once; resumes
python train_detector.py train --texts ... --work work/detector --out work/detector/detector.pt --epochs 3   #
resumes from its checkpoint
python train_detector.py held-out --texts ... --work work/detector --out work/detector/held-out.json     #
5-fold and leave-one-source-out
"""

import argparse
import hashlib
import json
import os
import random
import sys
import time

import numpy as np
import torch
from leakscope_training.detector import LABELS, Detector, Vocabulary, base_folder
from leakscope_training.detector_data import dataset
from leakscope_training.measures import auc
from torch.nn.functional import binary_cross_entropy_with_logits

CHUNK = 1024


class Cache:
    """Output of the frozen layers for every row, in files of CHUNK rows in a shuffled order (so that a part
    of them is a fair sample).
    """

    def __init__(self, folder: str, rows: list[dict], tokens: list[str], limit: int):
        # Other rows or another vocabulary are another cache.
        key = hashlib.sha256(json.dumps([[r["text"] for r in rows], tokens]).encode()).hexdigest()[:12]
        self.folder, self.rows = os.path.join(folder, f"cache-{key}"), rows
        self.order = random.Random(5).sample(range(len(rows)), len(rows))[:limit]
        folder = self.folder
        os.makedirs(folder, exist_ok=True)
        self.at, self.blocks = {}, []

    def path(self, i: int) -> str:
        return os.path.join(self.folder, f"{i:03}.npz")

    @torch.inference_mode()
    def fill(self, model: Detector, tokenizer, minutes: float):
        start, done = time.time(), 0
        for i in range(0, (len(self.order) + CHUNK - 1) // CHUNK):
            if os.path.exists(self.path(i)):
                continue
            if time.time() - start > minutes * 60:
                break
            index = self.order[i * CHUNK : (i + 1) * CHUNK]
            ids = [e.ids for e in tokenizer.encode_batch([self.rows[k]["text"] for k in index])]
            by_length = sorted(range(len(ids)), key=lambda k: len(ids[k]))
            out = [None] * len(ids)
            for j in range(0, len(ids), 32):
                batch = by_length[j : j + 32]
                x, mask = padded([ids[k] for k in batch])
                hidden = model.lower(x, mask).half().numpy()
                for k, h in zip(batch, hidden):
                    out[k] = h[: len(ids[k])]
            tmp = self.path(i) + ".tmp.npz"
            np.savez(tmp, hidden=np.concatenate(out), lengths=np.array([len(x) for x in ids]), rows=np.array(index))
            os.replace(tmp, self.path(i))
            done += len(index)
            print(
                f"cached {(i + 1) * CHUNK} of {len(self.order)} rows, {done / (time.time() - start):.0f}/s", flush=True
            )

    def open(self):
        for i in range((len(self.order) + CHUNK - 1) // CHUNK):
            if not os.path.exists(self.path(i)):
                continue
            f = np.load(self.path(i))
            hidden, ends = f["hidden"], np.cumsum(f["lengths"])
            for row, end, n in zip(f["rows"], ends, f["lengths"]):
                self.at[int(row)] = hidden[end - n : end]
        return self


def padded(sequences):
    n = max(len(s) for s in sequences)
    ids, mask = torch.zeros(len(sequences), n, dtype=torch.long), torch.zeros(len(sequences), n, dtype=torch.long)
    for i, s in enumerate(sequences):
        ids[i, : len(s)] = torch.tensor(s)
        mask[i, : len(s)] = 1
    return ids, mask


def stacked(cache: Cache, index):
    n = max(len(cache.at[k]) for k in index)
    hidden, mask = torch.zeros(len(index), n, 384), torch.zeros(len(index), n)
    for i, k in enumerate(index):
        h = cache.at[k]
        hidden[i, : len(h)] = torch.from_numpy(h.astype(np.float32))
        mask[i, : len(h)] = 1
    return hidden, mask


def weights(rows, index):
    """One weight for a row and a head. Every source weighs the same (to the power 1/2 of its size), and
    within a head both classes weigh the same in total.
    """
    w = {}
    for head in LABELS:
        size = {}
        for k in index:
            if rows[k][head] is not None:
                cell = (rows[k]["source"], rows[k][head])
                size[cell] = size.get(cell, 0) + 1
        total = {y: sum(n**0.5 for (_, c), n in size.items() if c == y) for y in (0, 1)}
        count = sum(size.values())
        for k in index:
            y = rows[k][head]
            w[k, head] = 0.0 if y is None else count / 2 * size[rows[k]["source"], y] ** -0.5 / max(total[y], 1e-9)
    return w


def batches(rng, cache, index, size):
    """Batches of similar length, in random order."""
    index = sorted(index, key=lambda k: len(cache.at[k]) // 4 + rng.random())
    parts = [index[i : i + size] for i in range(0, len(index), size)]
    rng.shuffle(parts)
    return parts


def fit(model, cache, rows, index, epochs, lr, seed, checkpoint=None, log=print, minutes=1e9, smooth=0.02):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    w = weights(rows, index)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr, weight_decay=0.01)
    size = 32
    total = epochs * ((len(index) + size - 1) // size)
    step, begun = 0, time.time()
    if checkpoint and os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        if "optimiser" in state:
            model.load_state_dict(state["model"])
            optimiser.load_state_dict(state["optimiser"])
            step = state["step"]
            log(f"resumed at step {step}")
        else:
            model.load_state_dict(state["model"])
            log("finished before")
            return model.eval()
    mean, saved = None, time.time()
    model.train()
    for epoch in range(epochs):
        for i, batch in enumerate(batches(random.Random(rng.random()), cache, index, size)):
            at = epoch * ((len(index) + size - 1) // size) + i
            if at < step:
                continue
            for g in optimiser.param_groups:
                g["lr"] = lr * min(1, (at + 1) / 100) * max(0.02, 1 - at / total)
            hidden, mask = stacked(cache, batch)
            logits = model.upper(hidden, mask)
            y = torch.tensor([[rows[k][h] or 0 for h in LABELS] for k in batch], dtype=torch.float32)
            weight = torch.tensor([[w[k, h] for h in LABELS] for k in batch])
            loss = binary_cross_entropy_with_logits(logits, y * (1 - 2 * smooth) + smooth, weight=weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
            step = at + 1
            if step % 100 == 0:
                log(f"step {step} of {total}, loss {mean:.4f}, {step * size / (time.time() - begun):.0f} rows/s")
            if checkpoint and time.time() - saved > 60:
                torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, checkpoint)
                saved = time.time()
            if time.time() - begun > minutes * 60:
                break
    model.eval()
    if checkpoint:
        torch.save({"model": model.state_dict()}, checkpoint)
    return model


@torch.inference_mode()
def predict(model, cache, index) -> dict:
    model.eval()
    out = {}
    for i in range(0, len(index), 64):
        batch = sorted(index, key=lambda k: len(cache.at[k]))[i : i + 64]
        p = torch.sigmoid(model.upper(*stacked(cache, batch))).numpy()
        out.update({k: x for k, x in zip(batch, p)})
    return out


REAL = [
    "aounon/certified-llm-safety",
    "declare-lab/red-instruct",
    "microsoft/presidio-research",
    "mlcommons/ailuminate",
    "paul-rottger/hatecheck-data",
]


def held_out(cache, rows, base, vocabulary, a):
    """`harm` on rows of folds, and of sources, that training did not see: the same recipe on at most `--cap`
    rows of a source and class, one epoch.

    Leave one source out: no row of the source, nor any answer generated from its prompts, is trained on. A
    source of both classes is judged by itself. A source of one class
    is judged against the other class's *test* rows of every other real source, one AUC each, and their mean
    counts: a pooled AUC would be that of the largest source.
    """
    done = json.load(open(a.out)) if os.path.exists(a.out) else {}
    runs = [f"fold {i}" for i in range(5)] + [f"without {s}" for s in [*REAL, "generated/answers"]]
    runs = [r for r in runs if a.only in r]
    for name in runs:
        if name in done:
            continue
        fold_, source = (int(name[5:]), None) if name.startswith("fold") else (None, name[8:])

        def mine(r):
            return r["fold"] // 2 == fold_ if source is None else source in (r["source"], r.get("of"))

        index, count = [], {}
        for k in cache.at:
            r = rows[k]
            cell = (r["source"], r["harm"], r["private"])
            if mine(r) or (source is not None and r["part"] == "test") or count.get(cell, 0) >= a.cap:
                continue
            count[cell] = count.get(cell, 0) + 1
            index.append(k)
        model = fit(
            Detector.load(base, vocabulary),
            cache,
            rows,
            index,
            1,
            a.lr,
            a.seed,
            log=lambda s: print(name, s, flush=True),
        )
        if source is None:
            chosen = [k for k in cache.at if mine(rows[k]) and rows[k]["source"] in REAL][:1200]
            p = predict(model, cache, chosen)
            result = {"auc": auc([p[k][0] for k in chosen], [rows[k]["harm"] for k in chosen]), "n": len(chosen)}
        else:
            own = [k for k in cache.at if rows[k]["source"] == source][:1200]
            classes = {rows[k]["harm"] for k in own}
            if len(classes) == 2:
                p = predict(model, cache, own)
                result = {"auc": auc([p[k][0] for k in own], [rows[k]["harm"] for k in own]), "n": len(own)}
            else:
                other = [
                    k
                    for k in cache.at
                    if rows[k]["source"] in REAL
                    and rows[k]["source"] != source
                    and rows[k]["part"] == "test"
                    and rows[k]["harm"] not in classes
                ]
                p = predict(model, cache, own + other)
                against = {}
                for s in sorted({rows[k]["source"] for k in other}):
                    both = own + [k for k in other if rows[k]["source"] == s]
                    against[s] = auc([p[k][0] for k in both], [rows[k]["harm"] for k in both])
                result = {"auc": round(sum(against.values()) / len(against), 4), "n": len(own), "against": against}
        done = {**(json.load(open(a.out)) if os.path.exists(a.out) else {}), name: {**result, "trained": len(index)}}
        with open(a.out, "w") as f:
            json.dump(done, f, indent=1)
        print(name, result, flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=["cache", "train", "held-out"])
    p.add_argument("--texts", required=True, help="harm-texts.jsonl")
    p.add_argument("--work", required=True)
    p.add_argument("--out")
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--lr", type=float, default=4e-4)
    p.add_argument("--minutes", type=float, default=1e9)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start", help="checkpoint whose upper layers and head training starts from")
    p.add_argument("--limit", type=int, default=10**9, help="rows to train on, the last of the shuffled order")
    p.add_argument("--cap", type=int, default=900)
    p.add_argument("--only", default="", help="held-out: runs whose name has this")
    p.add_argument("--scale", type=float, default=1.0, help="size of the generated part; small for a try")
    a = p.parse_args()
    torch.set_num_threads(int(os.environ.get("THREADS", "1")))
    base = base_folder()
    vocabulary = Vocabulary(base)
    rows = dataset(a.texts, a.scale)
    model = Detector.load(base, vocabulary).eval()
    cache = Cache(a.work, rows, vocabulary.tokens, a.limit if a.what == "cache" else 10**9)
    if a.what == "cache":
        cache.fill(model, vocabulary.tokenizer(), a.minutes)
        return
    cache.open()
    if a.what == "held-out":
        held_out(cache, rows, base, vocabulary, a)
        return
    index = [k for k in cache.at if rows[k]["part"] == "training"][-a.limit :]
    print(f"{len(index)} rows to train on", flush=True)
    if a.start:
        start = torch.load(a.start)["model"]
        model.load_state_dict({k: v for k, v in start.items() if "embeddings" not in k}, strict=False)
    fit(model, cache, rows, index, a.epochs, a.lr, a.seed, a.out, lambda s: print(s, flush=True), a.minutes)
    test = [k for k in cache.at if rows[k]["part"] == "test"]
    p = predict(model, cache, test)
    for i, head in enumerate(LABELS):
        here = [k for k in test if rows[k][head] is not None]
        print(head, "test AUC", auc([p[k][i] for k in here], [rows[k][head] for k in here]), len(here))


if __name__ == "__main__":
    sys.exit(main())
