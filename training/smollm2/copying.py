"""Answers in the tokens that the page has: what is asked for can then be copied, token by token.

The eyes cut a page by longest match, the tokenizer cuts an answer by merges, so the two may share no token of a
name. Learnt in the tokenizer's tokens a value would have to be spelled anew; so it is learnt as it stands on the page.
"""

import re

from eyes import SLOTS, segment

# What a reader takes for another: each letter for its neighbour.
ALIKE = ("l1I|i", "O0oQD", "S5s", "B83", "Z2z", "G6", "gq9", "uv", "ce", "rn", "mn", "ft", ".,", "-_", "hb", "VY")


def misread(text: str, rng, rate: float) -> list[str]:
    """What each character of a page is read as: mostly itself, else one like it, nothing, or itself twice."""
    read = list(text)
    for i, character in enumerate(text):
        if character in "\n|" or rng.random() >= rate:
            continue
        like = [other for group in ALIKE if character in group for other in group if other not in (character, "|")]
        read[i] = rng.choice(like) if like and rng.random() < 0.7 else rng.choice(("", character * 2))
    return read


def look(text: str, fields: dict, tokens: dict[str, int], rng, rate: float = 0.0):
    """(page tokens, values, value tokens): at most SLOTS tokens, and by field what is read of each value on the page.

    rate: of misread characters.
    """
    read = misread(text, rng, rate)
    page, starts = segment_at("".join(read), tokens)
    cut = starts[-SLOTS] if len(page) > SLOTS else 0
    values, ids = {}, {}
    for field, value in fields.items():
        found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) or re.search(re.escape(value), text)
        if found is None:
            continue
        begin, end = (len("".join(read[:at])) for at in found.span())
        if begin < cut or begin == end:
            continue
        whole = "".join(read)
        inside = [i for i, at in enumerate(starts[:-1]) if begin <= at and starts[i + 1] <= end]
        values[field] = whole[begin:end]
        if inside:
            ids[field] = (
                segment(whole[begin : starts[inside[0]]], tokens)
                + [page[i] for i in inside]
                + segment(whole[starts[inside[-1] + 1] : end], tokens)
            )
        else:
            ids[field] = segment(values[field], tokens)
    return page[-SLOTS:], values, ids


def segment_at(text: str, tokens: dict[str, int]) -> tuple[list[int], list[int]]:
    """segment(), and where each token begins, with the text's end behind them."""
    lengths = {i: len(token) for token, i in tokens.items()}
    page, starts = segment(text, tokens), [0]
    for i in page:
        starts.append(starts[-1] + lengths[i])
    return page, starts


def answer_tokens(answer: str, value: str | None, ids: list[int] | None, tokenizer) -> list[int]:
    """An answer that ends in value, in the page's tokens; any other in the tokenizer's."""
    if value is None or not answer.endswith(value):
        return tokenizer(answer, add_special_tokens=False)["input_ids"]
    lead = answer[: len(answer) - len(value)]
    return (tokenizer(lead, add_special_tokens=False)["input_ids"] if lead else []) + ids
