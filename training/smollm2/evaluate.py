"""Reading of pages that training never saw: `python evaluate.py --base FOLDER --pages HELD [--adapter OUT] [--limit N]`.

A value counts as read if every one of its tokens, and the end behind it, is the most likely one after those before it: what
greedy decoding would write. Without an adapter the answer is begun for the base ("The email is"), and its end is not asked for.
"""

import argparse
import json
import random
from collections import Counter

import torch
import torch.nn.functional as F
from base import END, Adapted, Eyes, adapt, asking, load
from eyes import NEWLINE, SLOTS, ascii_tokens, segment
from leakscope_training.questions import SPOKEN, benchmark_question, plain_question, sentence
from train import pages_of, prefix
from transformers import DynamicCache

FIELDS = ("email", "phone", "ssn", "birth-date", "city", "name", "code")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--adapter")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--out")
    args = parser.parse_args()
    torch.set_num_threads(1)
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
    asked, exact, shown = Counter(), Counter(), []
    for text, fields in list(pages_of([args.pages]))[: args.limit]:
        here = [field for field in FIELDS if field in fields]
        if not here:
            continue
        field = rng.choice(here)
        if field in ("email", "phone", "ssn") and rng.random() < 0.7:
            question, task = benchmark_question(rng, field, None)
        else:
            question, task = plain_question(rng, field, short=False)
        if args.adapter:
            lead, answer = "", sentence(task, SPOKEN[field], fields[field])
        else:
            question, lead, answer = (
                f"What is the {SPOKEN[field]} on this form?",
                f"The {SPOKEN[field]} is",
                f" {fields[field]}",
            )
        page = segment(text, tokens)[-SLOTS:]
        page = [-1] * (SLOTS - len(page)) + page
        ids = asking(tokenizer, question) + tokenizer(lead, add_special_tokens=False)["input_ids"]
        wanted = tokenizer(answer, add_special_tokens=False)["input_ids"] + ([END] if args.adapter else [])
        x = torch.cat([eyes(torch.tensor(page)), F.embedding(torch.tensor(ids + wanted), eyes.table)])[None]
        Adapted.gate = torch.ones(1, x.shape[1], 1, dtype=x.dtype)
        past = DynamicCache()
        for i, (k, v) in enumerate(before):
            past.update(k, v, i)
        with torch.no_grad():
            hidden = model.model(inputs_embeds=x, past_key_values=past, use_cache=True).last_hidden_state
            got = model.lm_head(hidden[0, len(page) + len(ids) - 1 : -1]).argmax(-1).tolist()
        asked[field] += 1
        exact[field] += got == wanted
        if got != wanted and len(shown) < 12:
            shown.append((answer, tokenizer.decode(got)))
    result = {"pages": sum(asked.values()), "exact": sum(exact.values())}
    result["fields"] = {field: [exact[field], asked[field]] for field in asked}
    print(json.dumps(result))
    for wanted, got in shown:
        print("  wanted", repr(wanted), "got", repr(got))


if __name__ == "__main__":
    main()
