"""Teaches the adapter to read what the eyes hand it: `python train.py --base FOLDER --pages A.read.jsonl B.jsonl --out
OUT --minutes 60`.

Resumes from OUT. Minutes are of the clock, over all calls; the rate falls to nothing at their end.
"""

import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F
from base import END, Adapted, Eyes, adapt, asking, load, opening
from copying import answer_tokens, look
from eyes import MARK, NEWLINE, SLOTS, ascii_tokens
from leakscope_training.forms import copy_question, form_question
from leakscope_training.running import descend
from transformers import DynamicCache


def pages_of(paths):
    """(text, fields) of each page: read by the reader, or as it was drawn."""
    for path in paths:
        for line in open(path):
            row = json.loads(line)
            drawn = (
                NEWLINE.join(part.removeprefix(MARK) for part in row["stream"].split(NEWLINE))
                if "stream" in row
                else ""
            )
            yield row.get("text", drawn), row["fields"]


def batch_of(rows, questions, tokenizer, tokens, rng):
    """Per page its tokens (-1 empty), and of each question the token ids (question, answer); half are plain copying."""
    made = []
    for text, fields in rows:
        rate = 0.015 if rng.random() < 0.4 else 0.0
        page, values, ids = look(text, fields, tokens, rng, rate)
        turns = []
        for i in range(questions):
            ask = copy_question if i % 2 == 0 and values else form_question
            asked = ask(rng, (None, None, values))
            answer = answer_tokens(asked.answer, values.get(asked.field), ids.get(asked.field), tokenizer)
            turns.append((asking(tokenizer, asked.question), answer + [END]))
        empty = SLOTS - len(page) if rng.random() < 0.5 else rng.randint(0, min(16, SLOTS - len(page)))
        made.append(([-1] * empty + page, turns))
    return made


def losses(model, eyes, made, before):
    """Mean cross-entropy of the answers' tokens.

    [Note: Many questions a page] The questions on a page follow it in one sequence; each sees the page and itself,
    at the positions that it would have alone. So a page, most of the work, is gone through once for all.
    """
    behind = before[0][0].shape[2]
    longest = max(len(page) + sum(len(question) + len(answer) for question, answer in turns) for page, turns in made)
    pieces, blocks, positions, learnt = [], [], [], []
    for page, turns in made:
        ids, block, position, targets = [], [0] * len(page), list(range(len(page))), []
        for k, (question, answer) in enumerate(turns, 1):
            at = len(page) + len(ids) + len(question) - 1
            targets.append((range(at, at + len(answer)), answer))
            ids += question + answer
            length = len(question) + len(answer)
            block += [k] * length
            position += range(len(page), len(page) + length)
        rest = longest - len(block)
        piece = torch.cat([eyes(torch.tensor(page)), F.embedding(torch.tensor(ids), eyes.table)])
        pieces.append(F.pad(piece, (0, 0, 0, rest)))
        blocks.append(block + [-1] * rest)
        positions.append(position + [0] * rest)
        learnt.append(targets)
    x, block = torch.stack(pieces), torch.tensor(blocks)
    order = torch.arange(longest)
    own = (block[:, None, :] == 0) | (block[:, None, :] == block[:, :, None])
    mask = F.pad(own & (order[None, :] <= order[:, None]), (behind, 0), value=True)[:, None]
    Adapted.gate = torch.ones(len(made), longest, 1, dtype=x.dtype)
    past = DynamicCache()
    for i, (k, v) in enumerate(before):
        past.update(k.expand(len(made), -1, -1, -1), v.expand(len(made), -1, -1, -1), i)
    hidden = model.model(
        inputs_embeds=x,
        attention_mask=mask,
        position_ids=torch.tensor(positions) + behind,
        past_key_values=past,
        use_cache=True,
    ).last_hidden_state
    rows = torch.cat([hidden[i, list(at)] for i, targets in enumerate(learnt) for at, _ in targets])
    wanted = torch.tensor([token for targets in learnt for _, answer in targets for token in answer])
    return F.cross_entropy(model.lm_head(rows).float(), wanted)


def prefix(model, tokenizer):
    """Keys and values of what stands before a picture: the base's own, the same for all."""
    Adapted.gate = None
    with torch.no_grad():
        past = model(input_ids=torch.tensor([opening(tokenizer)]), use_cache=True).past_key_values
    return [(layer.keys, layer.values) for layer in past.layers]


def save(path, state):
    torch.save(state, f"{path}.part")
    os.replace(f"{path}.part", path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--pages", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--rows", type=int, default=8, help="pages a step")
    parser.add_argument("--questions", type=int, default=4, help="on each page")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    model, tokenizer = load(args.base)
    adapters = adapt(model)
    tokens = ascii_tokens(tokenizer)
    eyes = Eyes(model.model.embed_tokens.weight, tokens[NEWLINE])
    learnt = {"empty": eyes.empty}
    for name, adapted in adapters.items():
        adapted.a.data, adapted.b.data = adapted.a.data.float(), adapted.b.data.float()
        learnt |= {f"{name}.a": adapted.a, f"{name}.b": adapted.b}
    optimizer = torch.optim.AdamW(learnt.values(), lr=args.rate, weight_decay=0.0)
    step, spent = 0, 0.0
    if os.path.exists(args.out):
        state = torch.load(args.out)
        for name, parameter in learnt.items():
            parameter.data.copy_(state["adapter"][name])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["minutes"]
    pages = list(pages_of(args.pages))
    before = prefix(model, tokenizer)
    print(len(pages), "pages;", sum(part.numel() for part in learnt.values()), "numbers learnt", flush=True)
    began, running = time.time(), 0.0
    while (elapsed := spent + (time.time() - began) / 60) < args.minutes:
        rng = random.Random(step)
        rate = args.rate * min(1, (step + 1) / 15) * (1 - elapsed / args.minutes) ** 0.5
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = losses(
            model, eyes, batch_of(rng.sample(pages, args.rows), args.questions, tokenizer, tokens, rng), before
        )
        descend(optimizer, loss, learnt.values())
        step += 1
        running = loss.item() if running == 0 else 0.9 * running + 0.1 * loss.item()
        if step % 5 == 0 or step < 4:
            print(step, f"loss {loss.item():.3f} ({running:.3f}), minutes {elapsed:.1f}, rate {rate:.2e}", flush=True)
        if step % 10 == 0:
            state = {"adapter": {name: part.data for name, part in learnt.items()}, "optimizer": optimizer.state_dict()}
            save(args.out, {**state, "step": step, "minutes": elapsed})
    state = {"adapter": {name: part.data for name, part in learnt.items()}, "optimizer": optimizer.state_dict()}
    save(args.out, {**state, "step": step, "minutes": args.minutes})


if __name__ == "__main__":
    main()
