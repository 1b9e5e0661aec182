"""How the eyes hand a page to the language model: the reader's characters, cut into the language model's own tokens.

Greedy longest match over the tokens that are plain ASCII. Merging pairs, as the tokenizer does, cannot be had in a
graph of ONNX operators; a longest match can (`export.py`), and the language model reads both alike.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from leakscope_training.reader import CLASSES, ROW, ROWS, WIDTH, class_char  # noqa: E402

SLOTS = 160  # image tokens of a picture
# Tokens with smaller numbers were merged earlier: the more frequent ones, and as many as the eyes have embeddings of.
KNOWN = 16384
LONGEST = 12  # characters of a token at most
MARK, NEWLINE = "|", "\n"


def class_text(k: int) -> str:
    """A class of the reader as the language model sees it: the last one ends a row."""
    return NEWLINE if k == CLASSES - 1 else class_char(k)


def ascii_tokens(tokenizer) -> dict[str, int]:
    """Text to token id for all tokens that the eyes may use: printable ASCII, or one newline."""
    from leakscope_training.vocabulary import BYTES

    back = {value: key for key, value in BYTES.items()}
    special = set(tokenizer.all_special_tokens) | set(tokenizer.get_added_vocab())
    found = {}
    for token, i in tokenizer.get_vocab().items():
        if i >= KNOWN or token in special or any(sign not in back for sign in token):
            continue
        text = bytes(back[sign] for sign in token)
        if len(text) <= LONGEST and (text == b"\n" or all(32 <= code < 127 for code in text)):
            found[text.decode()] = i
    return found


def segment(text: str, tokens: dict[str, int]) -> list[int]:
    """Longest match from the left. Every printable character is a token, so it always goes on."""
    ids, at = [], 0
    while at < len(text):
        for n in range(min(LONGEST, len(text) - at), 0, -1):
            if (i := tokens.get(text[at : at + n])) is not None:
                ids.append(i)
                at += n
                break
        else:
            raise ValueError(f"no token for {text[at]!r}")
    return ids


def page_text(rows: list[list[int]]) -> str:
    """Column classes of each text row to the page's text: CTC's collapse, a newline behind each row that has text."""
    text = ""
    for row in rows:
        line, before = "", 0
        for k in row:
            if k not in (before, 0):
                line += class_text(k)
            before = k
        if line:
            text += line.removeprefix(MARK) + NEWLINE
    return text


def read(reader, pixels: np.ndarray) -> list[str]:
    """pixels: [N, 384, 384] grey bytes. What the reader sees on each page."""
    import torch

    with torch.no_grad():
        x = torch.from_numpy(pixels).float().view(-1, 1, ROW, WIDTH) / 127.5 - 1
        classes = reader(x).argmax(-1).view(len(pixels), ROWS, WIDTH).tolist()
    return [page_text(page) for page in classes]
