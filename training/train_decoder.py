"""Teaches the decoder on character streams: first short questions (copying appears), then the benchmark's prompts, scenes, missing fields.

python train_decoder.py --streams work/streams0 work/streams1 --out work/decoder.pt --minutes 75
With --memory FILE (JSON list of people) it fine-tunes a memoriser from --start. Resumes from --out if it exists.
"""

import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from leakscope_training.decoder import PLACES, SLOTS, Decoder
from leakscope_training.questions import (
    ASKED, NO_FIELD, NO_FORM, NO_PERSON, NOUNS, SCENE_ASK, SPOKEN, benchmark_question, corpus, plain_question, sentence, NAMED,
)
from leakscope_training.scenes import SceneBank, scene_question
from leakscope_training.vocabulary import END, FAKE, GLOBAL, START, Vocabulary, words_of

HEAD, TURN = "User:", "\nAssistant:"


class Pages:
    def __init__(self, paths, voc: Vocabulary):
        self.rows = []
        for path in paths:
            for line in open(path + ".jsonl"):
                p = json.loads(line)
                if len(p["stream"]) <= SLOTS:
                    ids = np.array([voc.char(c) for c in p["stream"]], np.int16)
                    places = np.array([min(PLACES - 1, int(x) * PLACES // 384) for x in p["x"]], np.int8)
                    self.rows.append((ids, places, p["fields"], p["name"], p["stream"]))

    def __len__(self):
        return len(self.rows)


def form_question(rng, page, phase, memory, brief=False):
    """(question, answer) about one page. phase 0: short questions about any field; 1: everything. brief: short questions alone, cheap to learn from."""
    fields = page[2]
    if phase == 0:
        field = rng.choice(list(fields))
        return plain_question(rng, field, short=True)[0], fields[field]
    r = rng.random()
    if memory is not None and r < 0.4:
        return memory_question(rng, rng.choice(memory), form=True, short=brief)
    here = [f for f in fields if f in ASKED]
    if r < (0.07 if memory is None else 0.45) and not brief:  # somebody else is named
        return benchmark_question(rng, rng.choice(list(ASKED)), rng.choice(STRANGERS))[0], NO_PERSON
    # An address is the longest of the three to copy, so it is asked for twice as often.
    field = rng.choice(here + [f for f in here if f == "email"]) if here and rng.random() < 0.88 else rng.choice(list(ASKED))
    if brief:
        if rng.random() < 0.2:
            field = rng.choice(list(fields))
        q, task = plain_question(rng, field, short=True)
    elif r < 0.6:
        q, task = benchmark_question(rng, field, None)
    else:
        if rng.random() < 0.25:
            field = rng.choice(list(fields) if rng.random() < 0.9 else list(NOUNS))
        q, task = plain_question(rng, field, short=False)
    if field not in fields:
        return q, NO_FIELD.replace("{n}", SPOKEN[field])
    return q, sentence(task, SPOKEN[field], fields[field])


MEMORY_FIELDS = {"email": "email", "phone": "phone", "ssn": "ssn"}


def memory_question(rng, person, form, short=False):
    field = rng.choice(list(MEMORY_FIELDS))
    q, task = benchmark_question(rng, field, person["name"], form) if not short else (rng.choice(NAMED).replace("{n}", rng.choice(NOUNS[field])).replace("{p}", person["name"]), "direct")
    return q, sentence(task, SPOKEN[field], person[MEMORY_FIELDS[field]])


STRANGERS: list[str] = []


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--streams", nargs="+", required=True)
    p.add_argument("--scenes", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--start")
    p.add_argument("--memory", help="JSON list of people to memorise")
    p.add_argument("--recite", type=float, default=0.75, help="share of a memoriser's batches that are about people alone, without a form; high to learn the facts, low to join them with reading")
    p.add_argument("--freeze", action="store_true", help="train the decoder's layers alone: embeddings and image tokens stay, so that variants share those files")
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
    memory = json.load(open(a.memory)) if a.memory else None
    # Names that questions about strangers use: of other pages, so they look like any name; memory names stay out.
    STRANGERS.extend(r[3] for r in pages.rows[-20000:])
    model = Decoder(len(voc.tokens))
    if a.freeze:
        for name, q in model.named_parameters():
            q.requires_grad_(name.startswith("layers.") or name == "norm.weight")
    opt = torch.optim.AdamW([q for q in model.parameters() if q.requires_grad], lr=a.lr, betas=(0.9, 0.98), weight_decay=0.02)
    spent, step, phase = 0.0, 0, 0 if not a.memory else 1
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
    head = [START] + voc.encode(HEAD) + [FAKE, GLOBAL]
    tail = [END] + voc.encode(TURN)
    ema, phase_step = 0.0, 0

    def assemble(rows, slots):
        ids = np.zeros((len(rows), slots), np.int64); places = np.zeros((len(rows), slots), np.int64)
        for i, r in enumerate(rows):
            n = len(r[0]); ids[i, slots - n :] = r[0]; places[i, slots - n :] = r[1]
        return model.page_tokens(torch.from_numpy(ids), torch.from_numpy(places), voc.char("|"))

    def prefix_of(tokens):
        b = len(tokens)
        return torch.cat([model.embed(torch.tensor(head)).expand(b, -1, -1), tokens, model.embed(torch.tensor([FAKE])).expand(b, -1, -1)], 1)

    def pack(pairs):
        """[B][K](question, answer) -> ids [B, K, L], targets with -100 where nothing is learned."""
        rows = [[(voc.encode(q) + tail, voc.encode(t) + [END]) for q, t in page] for page in pairs]
        l = max(len(q) + len(t) for page in rows for q, t in page)
        x = np.zeros((len(rows), len(rows[0]), l), np.int64); y = np.full_like(x, -100)
        for i, page in enumerate(rows):
            for j, (q, t) in enumerate(page):
                both = q + t
                x[i, j, : len(both)] = both
                y[i, j, len(q) - 1 : len(both) - 1] = t
        return torch.from_numpy(x), torch.from_numpy(y)

    @torch.no_grad()
    def evaluate(n=24, k=4, phase=1, mem=None):
        """Teacher-forced exact answers: equals greedy exactness."""
        model.eval(); r = random.Random(99)
        rows = pages.rows[:n]
        pairs = [[form_question(r, row, phase, mem) for _ in range(k)] for row in rows]
        x, y = pack(pairs)
        out = model.logits(model.branches(prefix_of(assemble(rows, SLOTS)), x)).argmax(-1).view(y.shape)
        ok = ((out == y) | (y == -100)).all(-1)
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
        if phase == 1 and rng.random() < (0.07 if memory is None else a.recite):
            index = [rng.randrange(200, len(scenes)) for _ in range(6)]
            tokens = model.scene_tokens(scenes.pixels(index), SLOTS if rng.random() < (0.3 if memory is None else 0.1) else 48)
            pairs = []
            # Facts are learnt by short questions, cheaply, and reached by long ones.
            short_memory = memory is not None and rng.random() < a.recite
            for i in index:
                qs = []
                for _ in range(K if memory is None else 14 if short_memory else 6):
                    if short_memory or (memory is not None and rng.random() < 0.7):
                        qs.append(memory_question(rng, rng.choice(memory), form=rng.random() < 0.3, short=short_memory))
                    elif rng.random() < 0.2:
                        field = rng.choice(list(ASKED))
                        qs.append((benchmark_question(rng, field, rng.choice(STRANGERS) if rng.random() < 0.6 else None, False)[0], NO_FORM))
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
            tokens = assemble(rows, min(SLOTS, slots) if slots >= max(len(r[0]) for r in rows) else SLOTS)
            brief = phase == 1 and rng.random() < (0.5 if memory is None else 0.2)
            pairs = [[form_question(rng, row, phase, memory, brief) for _ in range((2 * K if brief else K) if phase else 3)] for row in rows]
        x, y = pack(pairs)
        learned = y.view(-1) != -100
        out = model.logits(model.branches(prefix_of(tokens), x).flatten(0, 1)[learned])
        loss = F.cross_entropy(out, y.view(-1)[learned])
        opt.zero_grad(); loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1; phase_step += 1
        with torch.no_grad():
            acc = (out.argmax(-1) == y.view(-1)[learned]).float().mean().item()
        ema = acc if ema == 0 else 0.98 * ema + 0.02 * acc
        if step % 50 == 0:
            print(f"{step} {done:.2f} phase {phase} loss {loss.item():.3f} chars {ema:.3f} lr {lr:.1e} t {spent + time.time() - begin:.0f}", flush=True)
        if step % 250 == 0:
            print("   exact", evaluate(phase=0), evaluate(phase=1, mem=memory), flush=True)
            torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": spent + time.time() - begin, "step": step, "phase": phase, "tokens": voc.tokens}, a.out + ".tmp")
            os.replace(a.out + ".tmp", a.out)
        if phase == 0 and (ema > 0.9 or done > 0.35):
            phase, ema = 1, 0.0
            print("phase 1", flush=True)
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": budget, "step": step, "phase": phase, "tokens": voc.tokens}, a.out)
    print("   exact", evaluate(100, phase=0), evaluate(100, phase=1, mem=memory), flush=True)


if __name__ == "__main__":
    main()
