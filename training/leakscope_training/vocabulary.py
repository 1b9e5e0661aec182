"""Tokenizer of the control models: whole words for what questions are made of, single bytes for everything else.

Values (names, addresses, numbers) must come out as single characters, the same tokens as the reader's stream;
so no word that can be part of a
value is in the vocabulary. A byte-level BPE with `ignore_merges` and no merges does exactly that, in the
stock tokenizer classes.
"""

import json
import os
import re

SPECIALS = ["<pad>", "<|im_start|>", "<end_of_utterance>", "<image>", "<fake_token_around_image>", "<global-img>"]
PAD, START, END, IMAGE, FAKE, GLOBAL = range(6)

# GPT-2's pre-tokenizer, as the ByteLevel pre-tokenizer of tokenizer.json applies it (ASCII is all that training uses).
SPLIT = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")

HERE = os.path.dirname(__file__)
ROOT = os.path.join(HERE, "..", "..")


def byte_alphabet() -> dict[int, str]:
    """GPT-2's printable stand-in for each byte."""
    keep = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    table, extra = {code: chr(code) for code in keep}, 0
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(256 + extra)
            extra += 1
    return table


BYTES = byte_alphabet()


class Vocabulary:
    def __init__(self, words: list[str]):
        """words: pre-tokens in text form, with their leading space where they have one."""
        self.tokens = SPECIALS + [BYTES[byte] for byte in range(256)]
        for word in words:
            stand_in = "".join(BYTES[byte] for byte in word.encode())
            if stand_in not in self.tokens:
                self.tokens.append(stand_in)
        self.index_tokens()

    def index_tokens(self):
        self.index = {token: i for i, token in enumerate(self.tokens)}
        back = {value: k for k, value in BYTES.items()}
        self.text = [
            "" if i < len(SPECIALS) else bytes(back[character] for character in token).decode("latin-1")
            for i, token in enumerate(self.tokens)
        ]

    @classmethod
    def of(cls, tokens: list[str]) -> "Vocabulary":
        """The vocabulary of a checkpoint: a model keeps its own, whatever has become of the wording that it
        was made from.
        """
        voc = cls([])
        voc.tokens = tokens
        voc.index_tokens()
        return voc

    def char(self, character: str) -> int:
        return self.index[BYTES[ord(character)]]

    def encode(self, text: str) -> list[int]:
        ids = []
        for piece in SPLIT.findall(text):
            stand_in = "".join(BYTES[byte] for byte in piece.encode())
            whole = self.index.get(stand_in)
            ids += [whole] if whole is not None else [self.index[character] for character in stand_in]
        return ids

    def decode(self, ids) -> str:
        return "".join(self.text[i] for i in ids)


def value_words() -> set[str]:
    names = json.load(open(os.path.join(ROOT, "src/datasets/forms/names.json")))
    return {n for key in ("first", "last", "city") for pool in names[key].values() for n in pool}


def words_of(texts) -> list[str]:
    """Pre-tokens of the texts that are words (not digits or single characters) and can't be part of a value."""
    banned = value_words()
    source = (
        open(os.path.join(ROOT, "src/datasets/forms/person.ts")).read()
        + open(os.path.join(ROOT, "src/datasets/forms/page.ts")).read().split("const LABELS")[0]
    )
    # lists of occupations, employers, streets and e-mail words stand in person.ts between brackets
    for block in re.findall(r"= \[([^\]]*)\]", source):
        for literal in re.findall(r"'([^']*)'", block):
            banned |= set(re.findall(r"[A-Za-z]+", literal))
    banned |= {
        "com",
        "org",
        "net",
        "example",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "female",
        "male",
        "non",
        "binary",
    }
    seen = {}
    for text in texts:
        for piece in SPLIT.findall(text):
            bare = piece.strip()
            if len(bare) < 2 or not bare.isalpha() or bare in banned:
                continue
            for form in (" " + bare, " " + bare[0].upper() + bare[1:], bare[0].upper() + bare[1:]):
                if form.strip() not in banned:
                    seen[form] = None
            if piece == bare:
                seen[piece] = None
    return [word for word in seen]
