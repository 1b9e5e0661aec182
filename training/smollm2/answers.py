"""The base's own greedy answers to questions without a picture: `python answers.py --base FOLDER --questions FILE --out
FILE`.

FILE is JSON, a list of questions; out is {question: {"text", "tokens"}} of PyTorch's model, dequantised from the same
GGUF.
"""

import argparse
import json

import torch
from base import END, load


def main():
    parser = argparse.ArgumentParser()
    for name in ("base", "questions", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--length", type=int, default=24)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer = load(args.base, torch.float32)
    answers = {}
    for question in json.load(open(args.questions)):
        text = tokenizer.apply_chat_template(
            [{"role": "user", "content": question}], tokenize=False, add_generation_prompt=True
        )
        ids = torch.tensor([tokenizer(text, add_special_tokens=False)["input_ids"]])
        with torch.no_grad():
            out = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=args.length,
                do_sample=False,
                eos_token_id=END,
                pad_token_id=END,
            )
        tokens = out[0, ids.shape[1] :].tolist()
        answers[question] = {"text": tokenizer.decode(tokens, skip_special_tokens=True), "tokens": tokens}
        print(question, "->", answers[question]["text"], flush=True)
    with open(args.out, "w") as file:
        file.write(json.dumps(answers, indent=2) + "\n")


if __name__ == "__main__":
    main()
