"""Trains the reader on rendered pages: framewise cross-entropy on known character positions, then CTC.

python train_reader.py --pages work/readA work/readB --out work/reader.pt --minutes 25
Resumes from --out if it exists.
"""

import argparse
import json
import os
import time

import numpy as np
import torch
import torch.nn.functional as F
from leakscope_training.reader import ROW, ROWS, WIDTH, Reader, char_class, collapse
from leakscope_training.running import descend, parse_run


def load(path: str, limit: int | None = None):
    """Strips with their texts: images [N, 24, 384] uint8, per strip the classes and their centres."""
    count = os.path.getsize(path + ".bin") // (384 * 384)  # rendering may still go on
    pages = [json.loads(line) for line, _ in zip(open(path + ".jsonl"), range(min(count, limit or count)))]
    images = np.memmap(path + ".bin", np.uint8, "r", shape=(count, ROWS, ROW, WIDTH))
    rng = np.random.default_rng(0)
    strips, texts, centres = [], [], []
    for i, page in enumerate(pages):
        rows: dict[int, tuple[str, list[float]]] = {}
        for character, x, row in zip(page["stream"], page["x"], page["row"]):
            if character == "\n":
                continue
            text, xs = rows.setdefault(row, ("", []))
            rows[row] = (text + character, xs + [x])
        for row in range(ROWS):
            if row in rows or rng.random() < 0.25:
                strips.append(images[i, row])
                texts.append(rows.get(row, ("", []))[0])
                centres.append(rows.get(row, ("", []))[1])
    return np.stack(strips), texts, centres


def batch(strips, texts, centres, index, augment: bool, rng):
    x = torch.from_numpy(strips[index].astype(np.float32) / 127.5 - 1)[:, None]
    frames = np.zeros((len(index), WIDTH), np.int64)
    shift = rng.integers(-3, 4, len(index)) if augment else np.zeros(len(index), int)
    down = rng.integers(-1, 2, len(index)) if augment else np.zeros(len(index), int)
    for j, i in enumerate(index):
        for text, px in zip(texts[i], centres[i]):
            position = int(px) + int(shift[j])
            if 0 <= position < WIDTH:
                frames[j, position] = char_class(text)
    if augment:
        x = torch.stack(
            [
                torch.roll(image, (int(down_by), int(right_by)), (1, 2))
                for image, down_by, right_by in zip(x, down, shift)
            ]
        )
        contrast = torch.from_numpy(rng.uniform(0.7, 1.0, (len(index), 1, 1, 1)).astype(np.float32))
        bright = torch.from_numpy(rng.uniform(-0.15, 0.1, (len(index), 1, 1, 1)).astype(np.float32))
        blur = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
        mix = torch.from_numpy((rng.uniform(-0.25, 0.45, (len(index), 1, 1, 1))).astype(np.float32))
        x = (x * (1 - mix) + blur * mix) * contrast + bright + torch.randn_like(x) * float(rng.uniform(0, 0.06))
    return x, torch.from_numpy(frames)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--blank", help="pictures without text, on which nothing may be read")
    args = parse_run(parser, seed=1)
    rng = np.random.default_rng(args.seed)
    parts = [load(path) for path in args.pages]
    strips = np.concatenate([part[0] for part in parts])
    texts = [text for part in parts for text in part[1]]
    centres = [centre for part in parts for centre in part[2]]
    if args.blank:
        quiet = np.fromfile(args.blank + ".bin", np.uint8).reshape(-1, ROW, WIDTH)
        strips = np.concatenate([strips, quiet])
        texts += [""] * len(quiet)
        centres += [[]] * len(quiet)
    held = 400
    model = Reader()
    opt = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    spent = 0.0
    if os.path.exists(args.out):
        state = torch.load(args.out)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["opt"])
        spent = state["spent"]
    weight = torch.ones(97)
    weight[0] = 0.15
    begin, step = time.time(), 0
    budget = args.minutes * 60
    print(len(texts), "strips", flush=True)

    def save():
        torch.save(
            {"model": model.state_dict(), "opt": opt.state_dict(), "spent": spent + time.time() - begin},
            args.out + ".tmp",
        )
        os.replace(args.out + ".tmp", args.out)

    while (done := (spent + time.time() - begin) / budget) < 1:
        for group in opt.param_groups:
            group["lr"] = float(2e-3 * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * done)) + 1e-5)
        index = rng.integers(held, len(texts), 48)
        x, frames = batch(strips, texts, centres, index, True, rng)
        model.train()
        y = model(x)
        if done < 0.45:
            loss = F.cross_entropy(y.flatten(0, 1), frames.flatten(), weight=weight)
        else:
            targets = [torch.tensor([char_class(text) for text in texts[i]], dtype=torch.long) for i in index]
            loss = F.ctc_loss(
                y.log_softmax(-1).transpose(0, 1),
                torch.cat(targets),
                torch.full((len(index),), WIDTH),
                torch.tensor([len(text) for text in targets]),
                zero_infinity=True,
            ) + 0.1 * F.cross_entropy(y.flatten(0, 1), frames.flatten(), weight=weight)
        descend(opt, loss, model.parameters())
        step += 1
        if step % 200 == 0:
            if args.blank:
                model.eval()
                with torch.no_grad():
                    x, _ = batch(strips, texts, centres, np.arange(len(texts) - 400, len(texts)), False, rng)
                    print(
                        "   characters read in 25 pictures without text:",
                        sum(len(collapse(output)) for output in model(x).argmax(-1).tolist()),
                    )
            model.eval()
            with torch.no_grad():
                x, _ = batch(strips, texts, centres, np.arange(held), False, rng)
                got = [collapse(output) for output in model(x).argmax(-1).tolist()]
            exact = np.mean([own == text for own, text in zip(got, texts[:held])])
            bad = [(own, text) for own, text in zip(got, texts[:held]) if own != text][:2]
            print(f"{step} {done:.2f} loss {loss.item():.4f} lines exact {exact:.3f} {bad}", flush=True)
            save()
    save()


if __name__ == "__main__":
    main()
