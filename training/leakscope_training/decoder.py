"""The decoder (Llama-shaped: RMSNorm, rotary grouped-query attention, SwiGLU) and the image tokens that it reads.

Image tokens: `SLOTS` per picture, right-aligned. For a page each is a character of the reader's stream: the
embedding of its token, plus projections
of the three characters before it (so that copying needs one attention step, not two), plus an embedding of
its place across the page, plus projections of what the
two cells before its own say (their characters' mean): on a form that is the label beside, or above.
For a scene, the last 10 are one token of the whole and one for each of 3 x 3 parts, of 2 x 2 convolutional
features; a coloured picture with text has its text before them. Unused slots hold one learned vector.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

SLOTS = 320
GRID = 6
PARTS = GRID // 2  # a scene's parts, across and down
SCENE = 1 + PARTS * PARTS  # slots of a scene
PLACES = 8  # buckets across the page
HISTORY = 3  # characters before
CELLS = 64  # at most so many cells on a page
LABELS = 2  # cells before


class Config:
    hidden, layers, heads, kv_heads, head_dim, mlp, theta = 256, 4, 8, 4, 32, 512, 1e6


def rotary(positions: torch.Tensor, config=Config):
    inv = config.theta ** (-torch.arange(0, config.head_dim // 2) / (config.head_dim // 2))
    angle = positions[:, None].float() * inv[None]
    return angle.cos(), angle.sin()


def rotate(x, cos, sin):
    """x: [B, H, T, D], halves rotated as GroupQueryAttention does (not interleaved)."""
    first, second = x.chunk(2, -1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


class Norm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


class Layer(nn.Module):
    def __init__(self, config=Config):
        super().__init__()
        self.n1, self.n2 = Norm(config.hidden), Norm(config.hidden)
        self.q = nn.Linear(config.hidden, config.heads * config.head_dim, bias=False)
        self.k = nn.Linear(config.hidden, config.kv_heads * config.head_dim, bias=False)
        self.v = nn.Linear(config.hidden, config.kv_heads * config.head_dim, bias=False)
        self.o = nn.Linear(config.heads * config.head_dim, config.hidden, bias=False)
        self.gate = nn.Linear(config.hidden, config.mlp, bias=False)
        self.up = nn.Linear(config.hidden, config.mlp, bias=False)
        self.down = nn.Linear(config.mlp, config.hidden, bias=False)

    def forward(self, x, cos, sin, past, mask):
        batch, length, _ = x.shape
        config = Config
        y = self.n1(x)

        def split(tensor, heads):
            return tensor.view(batch, length, heads, config.head_dim).transpose(1, 2)

        q, k, v = split(self.q(y), config.heads), split(self.k(y), config.kv_heads), split(self.v(y), config.kv_heads)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        present = (k, v)
        group = config.heads // config.kv_heads
        attended = F.scaled_dot_product_attention(
            q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1), attn_mask=mask, is_causal=mask is None
        )
        x = x + self.o(attended.transpose(1, 2).reshape(batch, length, -1))
        y = self.n2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y)), present


class Gist(nn.Module):
    """One token for a picture without text as a whole: which face it is. Its parts each hold too little of
    that for a decoder of four layers to gather.
    """

    NORM = 2.0

    def __init__(self, features: int = 96 * GRID * GRID, width: int = 96, hidden: int = Config.hidden):
        super().__init__()
        self.narrow, self.wide = nn.Linear(features, width), nn.Linear(width, hidden)

    def forward(self, features):
        """features: [B, 96, 6, 6]. Returns [B, hidden] of length NORM."""
        return F.normalize(self.wide(F.relu(self.narrow(features.flatten(1)))), dim=1) * self.NORM


class Decoder(nn.Module):
    def __init__(self, vocabulary: int, config=Config):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, config.hidden)
        self.layers = nn.ModuleList([Layer(config) for _ in range(config.layers)])
        self.norm = Norm(config.hidden)
        self.history = nn.ModuleList([nn.Linear(config.hidden, config.hidden, bias=False) for _ in range(HISTORY)])
        self.label = nn.ModuleList([nn.Linear(config.hidden, config.hidden, bias=False) for _ in range(LABELS)])
        self.place = nn.Embedding(PLACES, config.hidden)
        self.empty = nn.Parameter(torch.zeros(config.hidden))
        self.s1 = nn.Conv2d(3, 32, 4, stride=2, padding=1)
        self.s2 = nn.Conv2d(32, 64, 4, stride=2, padding=1)
        self.s3 = nn.Conv2d(64, 96, 4, stride=2, padding=1)
        self.part = nn.Linear(4 * 96, config.hidden)
        self.where = nn.Parameter(torch.randn(PARTS * PARTS, config.hidden) * 0.02)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                nn.init.normal_(
                    parameter,
                    std=0.02 if "o." not in name and "down" not in name else 0.02 / math.sqrt(2 * config.layers),
                )
        nn.init.normal_(self.embed.weight, std=0.05)
        self.begin_with_copying()
        self.gist = Gist()

    @torch.no_grad()
    def begin_with_copying(self):
        """[Note: A head that copies from the start] Copying is the slow thing to learn: it takes a query for
        "what follows the character that I just
        wrote", a key for "the character before me" and a value for "me" at once. Each alone earns nothing, so
        training sits on the plateau of guessing
        formats. Two heads start as such a triple: keys read the rotated history (orthogonal projections),
        queries the last character, in the
        slowly rotating pairs of the head, where distance hardly matters. All of it is trained further.
        """
        for projection, gain in zip(self.history, (2.0, 0.5, 0.5)):
            nn.init.orthogonal_(projection.weight, gain=gain)
        width, half = Config.head_dim, Config.head_dim // 2
        slow = [j for j in range(half) if Config.theta ** (-j / half) < 0.003]
        rows = slow + [j + half for j in slow]
        for i in (1, 2):
            layer = self.layers[i]
            pattern = torch.zeros(width, Config.hidden)
            pattern[rows] = F.normalize(torch.randn(len(rows), Config.hidden), dim=1) * 2.0
            direction = F.normalize(torch.randn(width, Config.hidden), dim=1)
            layer.k.weight[:width] = pattern @ self.history[0].weight.T / 2
            layer.v.weight[:width] = direction
            for head in (0, 1):  # the two query heads of the first key-value head
                layer.q.weight[head * width : (head + 1) * width] = pattern
                layer.o.weight[:, head * width : (head + 1) * width] = 0.3 * direction.T

    def page_tokens(self, ids, places, mark):
        """ids, places: [B, N] character token ids (0 = empty slot, on the left) and buckets; mark: the token
        that begins a cell. Returns [B, N, hidden].
        """
        embedded = self.embed(ids) * (ids != 0)[..., None]
        x = embedded + self.place(places) * (ids != 0)[..., None] + self.empty * (ids == 0)[..., None]
        for i, projection in enumerate(self.history, 1):
            x = x + projection(F.pad(embedded, (0, 0, i, 0))[:, : ids.shape[1]]) * (ids != 0)[..., None]
        cell = F.one_hot((ids == mark).long().cumsum(1).clamp(max=CELLS - 1), CELLS).to(embedded.dtype)  # [B, N, CELLS]
        sums = cell.transpose(1, 2) @ embedded
        means = 4 * sums / (cell.transpose(1, 2) @ (ids != 0).to(embedded.dtype)[..., None]).clamp(min=1)
        for i, projection in enumerate(self.label, 1):
            x = x + (cell @ projection(F.pad(means, (0, 0, i, 0))[:, :CELLS])) * (ids != 0)[..., None]
        return x

    def scene_tokens(self, pixels, slots):
        """pixels: [B, 3, 48, 48] in [-1, 1] (the picture averaged by 8). Returns [B, slots, hidden]."""
        features = self.scene_features(pixels)
        x = torch.cat([self.gist(features)[:, None], self.parts(features) + self.where], 1)
        return torch.cat([self.empty.expand(len(x), slots - x.shape[1], -1), x], 1)

    def parts(self, features):
        """[B, 96, 6, 6] to [B, 9, hidden]: what is in each part of a scene, whichever part it is."""
        batch = len(features)
        return self.part(
            features.view(batch, 96, PARTS, 2, PARTS, 2).permute(0, 2, 4, 1, 3, 5).reshape(batch, PARTS * PARTS, 4 * 96)
        )

    def scene_features(self, pixels):
        """[B, 3, 48, 48] in [-1, 1] to [B, 96, 6, 6]."""
        return F.relu(self.s3(F.relu(self.s2(F.relu(self.s1(pixels))))))

    def run(self, x, start, past=None, mask=None):
        cos, sin = rotary(torch.arange(start, start + x.shape[1]))
        present = []
        for i, layer in enumerate(self.layers):
            x, kv = layer(x, cos, sin, past[i] if past is not None else None, mask)
            present.append(kv)
        return x, present

    def logits(self, x):
        return self.norm(x) @ self.embed.weight.T

    def branches(self, prefix, questions):
        """prefix: [B, P, hidden]; questions: [B, K, L] token ids, each branch sees the prefix and itself.
        Returns [B*K, L, hidden].
        """
        batch, k, length = questions.shape
        before = prefix.shape[1]
        _, kv = self.run(prefix, 0)
        past = [(keys.repeat_interleave(k, 0), values.repeat_interleave(k, 0)) for keys, values in kv]
        mask = torch.cat(
            [torch.ones(length, before, dtype=torch.bool), torch.ones(length, length, dtype=torch.bool).tril()], 1
        )
        x, _ = self.run(self.embed(questions.view(batch * k, length)), before, past, mask)
        return x
