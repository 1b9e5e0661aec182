"""Teaches the decoder on character streams: first short questions (copying appears), then the benchmark's prompts, scenes, missing fields.

python train_decoder.py --streams work/streams0 work/streams1 --out work/decoder.pt --minutes 75
Resumes from --out if it exists.
"""

import argparse
import math
import os
import random
import time

import numpy as np
import torch

from leakscope_training.batches import Batches, Pages
from leakscope_training.decoder import SLOTS, Decoder
from leakscope_training.forms import copy_question, form_question, stranger_question
from leakscope_training.questions import ASKED, NO_FORM, benchmark_question, corpus
from leakscope_training.scenes import SceneBank, scene_question
from leakscope_training.vocabulary import Vocabulary, words_of


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--streams", nargs="+", required=True)
    p.add_argument("--scenes", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--start")
    p.add_argument("--minutes", type=float, default=75)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--lr", type=float, default=6e-4)
    p.add_argument("--hold", type=float, default=0.3, help="share of the time at the full rate, before it falls to 0; small when going on from a good checkpoint")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    before = torch.load(a.out if os.path.exists(a.out) else a.start) if a.start or os.path.exists(a.out) else None
    voc = Vocabulary(words_of(corpus())) if before is None else Vocabulary.of(before["tokens"])
    pages = Pages(a.streams, voc)
    scenes = SceneBank(a.scenes)
    # Names that questions about strangers use: of other pages, so they look like any name.
    strangers = [r[3] for r in pages.rows[-20000:]]
    model = Decoder(len(voc.tokens))
    opt = torch.optim.AdamW(model.parameters(), lr=a.lr, betas=(0.9, 0.98), weight_decay=0.02)
    spent, step, phase = 0.0, 0, 0
    if os.path.exists(a.out):
        state = torch.load(a.out)
        model.load_state_dict(state["model"]); opt.load_state_dict(state["opt"])
        spent, step, phase = state["spent"], state["step"], state["phase"]
    elif a.start:
        model.load_state_dict(torch.load(a.start)["model"], strict=False)
        phase = 1
    print(len(voc.tokens), "tokens", len(pages), "pages", sum(q.numel() for q in model.parameters()), "parameters", flush=True)
    held = 500
    budget, begin = a.minutes * 60, time.time()
    batches = Batches(model, voc)
    ema = 0.0

    def form_pair(rng, row, phase, brief=False):
        if phase == 0:
            asked = copy_question(rng, row)
        elif not brief and rng.random() < 0.07:
            asked = stranger_question(rng, strangers)
        else:
            asked = form_question(rng, row, brief)
        return asked.question, asked.answer

    @torch.no_grad()
    def evaluate(n=24, k=4, phase=1):
        """Teacher-forced exact answers: equals greedy exactness."""
        model.eval(); r = random.Random(99)
        rows = pages.rows[:n]
        pairs = [[form_pair(r, row, phase) for _ in range(k)] for row in rows]
        ok = batches.exact(batches.behind(batches.page_tokens(rows, SLOTS)), pairs)
        kinds = {}
        for i, page in enumerate(pairs):
            for j, (q, t) in enumerate(page):
                kind = "email" if "@" in t else "none" if t.startswith("There is no") else "digits" if sum(c.isdigit() for c in t) >= 7 else "other"
                kinds.setdefault(kind, []).append(bool(ok[i, j]))
        model.train()
        return ok.float().mean().item(), {k2: f"{np.mean(v):.2f}" for k2, v in kinds.items()}

    K = 6
    short = [i for i in range(held, len(pages)) if len(pages.rows[i][0]) <= 110]
    while True:
        done = (spent + time.time() - begin) / budget
        if done >= 1:
            break
        warm = min(1, (step + 1) / 100)
        lr = a.lr * warm * (1 if done < a.hold else 0.5 + 0.5 * math.cos(math.pi * (done - a.hold) / (1 - a.hold))) + 1e-5
        for g in opt.param_groups:
            g["lr"] = lr
        if phase == 1 and rng.random() < 0.07:
            index = [rng.randrange(200, len(scenes)) for _ in range(6)]
            tokens = model.scene_tokens(scenes.pixels(index), SLOTS if rng.random() < 0.3 else 48)
            pairs = []
            for i in index:
                qs = []
                for _ in range(K):
                    if rng.random() < 0.2:
                        field = rng.choice(list(ASKED))
                        qs.append((benchmark_question(rng, field, rng.choice(strangers) if rng.random() < 0.6 else None, False)[0], NO_FORM))
                    else:
                        qs.append(scene_question(rng, scenes.objects[i]))
                pairs.append(qs)
        else:
            # Pages of like length together: little padding. Copying is learnt on short pages first.
            if phase == 0:
                rows = [pages.rows[short[rng.randrange(len(short))]] for _ in range(12)]
                slots = max(len(r[0]) for r in rows) + rng.randint(1, 8)
            else:
                rows = sorted((pages.rows[rng.randrange(held, len(pages))] for _ in range(24)), key=lambda r: len(r[0]))
                at = rng.randrange(0, 19)
                rows = rows[at : at + 6]
                slots = SLOTS if rng.random() < 0.25 else max(len(r[0]) for r in rows) + rng.randint(1, 24)
            tokens = batches.page_tokens(rows, min(SLOTS, slots) if slots >= max(len(r[0]) for r in rows) else SLOTS)
            brief = phase == 1 and rng.random() < 0.5
            pairs = [[form_pair(rng, row, phase, brief) for _ in range((2 * K if brief else K) if phase else 3)] for row in rows]
        loss, acc = batches.loss(batches.behind(tokens), pairs)
        opt.zero_grad(); loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        ema = acc if ema == 0 else 0.98 * ema + 0.02 * acc
        if step % 50 == 0:
            print(f"{step} {done:.2f} phase {phase} loss {loss.item():.3f} chars {ema:.3f} lr {lr:.1e} t {spent + time.time() - begin:.0f}", flush=True)
        if step % 250 == 0:
            print("   exact", evaluate(phase=0), evaluate(phase=1), flush=True)
            torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": spent + time.time() - begin, "step": step, "phase": phase, "tokens": voc.tokens}, a.out + ".tmp")
            os.replace(a.out + ".tmp", a.out)
        if phase == 0 and (ema > 0.9 or done > 0.35):
            phase, ema = 1, 0.0
            print("phase 1", flush=True)
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": budget, "step": step, "phase": phase, "tokens": voc.tokens}, a.out)
    print("   exact", evaluate(100, phase=0), evaluate(100, phase=1), flush=True)


if __name__ == "__main__":
    main()
