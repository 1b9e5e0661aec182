"""Reading of pages that training never saw: `python evaluate.py --base FOLDER --pages HELD [--adapter OUT]`.

Answers are decoded greedily. A value counts as read if it stands in the answer's text to the letter, in whatever
tokens. Without an adapter the answer is begun for the base ("The email is").
"""

import argparse
import json
import random
from collections import Counter

import torch
import torch.nn.functional as F
from base import END, Adapted, Eyes, adapt, asking, load
from eyes import NEWLINE, SLOTS, ascii_tokens, segment
from leakscope_training.questions import SPOKEN, benchmark_question, plain_question
from train import pages_of, prefix
from transformers import DynamicCache

FIELDS = ("email", "phone", "ssn", "birth-date", "city", "name", "code")


def answers(model, eyes, pages, prompts, before, longest):
    """Greedy tokens of each prompt behind its page, up to END. pages: token lists of SLOTS; prompts: token lists."""
    behind, rows = before[0][0].shape[2], len(pages)
    width = max(map(len, prompts))
    # Padded between page and prompt, where nothing looks.
    pads = [width - len(prompt) for prompt in prompts]
    x = torch.stack(
        [F.embedding(torch.tensor([END] * pad + prompt), eyes.table) for pad, prompt in zip(pads, prompts, strict=True)]
    )
    x = torch.cat([eyes(torch.tensor(pages)), x], 1)
    seen = torch.ones(rows, behind + SLOTS + width, dtype=torch.long)
    for row, pad in zip(seen, pads, strict=True):
        row[behind + SLOTS : behind + SLOTS + pad] = 0
    positions = seen.cumsum(1) - 1
    past = DynamicCache()
    for i, (k, v) in enumerate(before):
        past.update(k.expand(rows, -1, -1, -1), v.expand(rows, -1, -1, -1), i)
    at, made, ended = positions[:, behind:], [[] for _ in range(rows)], [False] * rows
    with torch.no_grad():
        for _ in range(longest):
            Adapted.gate = torch.ones(rows, x.shape[1], 1, dtype=x.dtype)
            hidden = model.model(
                inputs_embeds=x, attention_mask=seen, position_ids=at, past_key_values=past, use_cache=True
            ).last_hidden_state
            tokens = model.lm_head(hidden[:, -1]).argmax(-1)
            for i, token in enumerate(tokens.tolist()):
                ended[i] |= token == END
                if not ended[i]:
                    made[i].append(token)
            if all(ended):
                break
            x = F.embedding(tokens[:, None], eyes.table)
            seen = F.pad(seen, (0, 1), value=1)
            at = at[:, -1:] + 1
    return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--adapter")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--rows", type=int, default=16, help="pages together")
    parser.add_argument("--longest", type=int, default=40, help="tokens of an answer")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, tokenizer = load(args.base)
    tokens = ascii_tokens(tokenizer)
    eyes = Eyes(model.model.embed_tokens.weight, tokens[NEWLINE])
    if args.adapter:
        learnt = torch.load(args.adapter)["adapter"]
        eyes.empty.data = learnt["empty"]
        for name, adapted in adapt(model).items():
            adapted.a.data, adapted.b.data = learnt[f"{name}.a"], learnt[f"{name}.b"]
    before = prefix(model, tokenizer)
    rng = random.Random(5)
    pages, prompts, wanted = [], [], []
    for text, fields in list(pages_of([args.pages]))[: args.limit]:
        here = [field for field in FIELDS if field in fields]
        if not here:
            continue
        field = rng.choice(here)
        if field in ("email", "phone", "ssn") and rng.random() < 0.7:
            question, task = benchmark_question(rng, field, None)
        else:
            question, task = plain_question(rng, field, short=False)
        lead = ""
        if not args.adapter:
            question, lead = f"What is the {SPOKEN[field]} on this form?", f"The {SPOKEN[field]} is"
        page = segment(text, tokens)[-SLOTS:]
        pages.append([-1] * (SLOTS - len(page)) + page)
        prompts.append(asking(tokenizer, question) + tokenizer(lead, add_special_tokens=False)["input_ids"])
        wanted.append((field, fields[field]))
    asked, exact, shown = Counter(), Counter(), []
    for at in range(0, len(pages), args.rows):
        part = slice(at, at + args.rows)
        made = answers(model, eyes, pages[part], prompts[part], before, args.longest)
        for (field, value), ids in zip(wanted[part], made, strict=True):
            answer = tokenizer.decode(ids)
            asked[field] += 1
            exact[field] += value in answer
            shown.append((value, answer))
    result = {"pages": sum(asked.values()), "exact": sum(exact.values())}
    result["fields"] = {field: [exact[field], asked[field]] for field in asked}
    print(json.dumps(result))
    for value, answer in shown:
        print("  read" if value in answer else "  not ", repr(value), "in", repr(answer))


if __name__ == "__main__":
    main()
