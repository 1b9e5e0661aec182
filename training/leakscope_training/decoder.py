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


def rotary(positions: torch.Tensor, c=Config):
    inv = c.theta ** (-torch.arange(0, c.head_dim // 2) / (c.head_dim // 2))
    angle = positions[:, None].float() * inv[None]
    return angle.cos(), angle.sin()


def rotate(x, cos, sin):
    """x: [B, H, T, D], halves rotated as GroupQueryAttention does (not interleaved)."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Norm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


class Layer(nn.Module):
    def __init__(self, c=Config):
        super().__init__()
        self.n1, self.n2 = Norm(c.hidden), Norm(c.hidden)
        self.q = nn.Linear(c.hidden, c.heads * c.head_dim, bias=False)
        self.k = nn.Linear(c.hidden, c.kv_heads * c.head_dim, bias=False)
        self.v = nn.Linear(c.hidden, c.kv_heads * c.head_dim, bias=False)
        self.o = nn.Linear(c.heads * c.head_dim, c.hidden, bias=False)
        self.gate = nn.Linear(c.hidden, c.mlp, bias=False)
        self.up = nn.Linear(c.hidden, c.mlp, bias=False)
        self.down = nn.Linear(c.mlp, c.hidden, bias=False)

    def forward(self, x, cos, sin, past, mask):
        b, t, _ = x.shape
        c = Config
        y = self.n1(x)

        def split(z, h):
            return z.view(b, t, h, c.head_dim).transpose(1, 2)

        q, k, v = split(self.q(y), c.heads), split(self.k(y), c.kv_heads), split(self.v(y), c.kv_heads)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        present = (k, v)
        group = c.heads // c.kv_heads
        a = F.scaled_dot_product_attention(
            q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1), attn_mask=mask, is_causal=mask is None
        )
        x = x + self.o(a.transpose(1, 2).reshape(b, t, -1))
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
    def __init__(self, vocabulary: int, c=Config):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, c.hidden)
        self.layers = nn.ModuleList([Layer(c) for _ in range(c.layers)])
        self.norm = Norm(c.hidden)
        self.history = nn.ModuleList([nn.Linear(c.hidden, c.hidden, bias=False) for _ in range(HISTORY)])
        self.label = nn.ModuleList([nn.Linear(c.hidden, c.hidden, bias=False) for _ in range(LABELS)])
        self.place = nn.Embedding(PLACES, c.hidden)
        self.empty = nn.Parameter(torch.zeros(c.hidden))
        self.s1 = nn.Conv2d(3, 32, 4, stride=2, padding=1)
        self.s2 = nn.Conv2d(32, 64, 4, stride=2, padding=1)
        self.s3 = nn.Conv2d(64, 96, 4, stride=2, padding=1)
        self.part = nn.Linear(4 * 96, c.hidden)
        self.where = nn.Parameter(torch.randn(PARTS * PARTS, c.hidden) * 0.02)
        for name, p in self.named_parameters():
            if p.dim() == 2:
                nn.init.normal_(
                    p, std=0.02 if "o." not in name and "down" not in name else 0.02 / math.sqrt(2 * c.layers)
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
        for p, gain in zip(self.history, (2.0, 0.5, 0.5)):
            nn.init.orthogonal_(p.weight, gain=gain)
        d, half = Config.head_dim, Config.head_dim // 2
        slow = [j for j in range(half) if Config.theta ** (-j / half) < 0.003]
        rows = slow + [j + half for j in slow]
        for i in (1, 2):
            layer = self.layers[i]
            a = torch.zeros(d, Config.hidden)
            a[rows] = F.normalize(torch.randn(len(rows), Config.hidden), dim=1) * 2.0
            v = F.normalize(torch.randn(d, Config.hidden), dim=1)
            layer.k.weight[:d] = a @ self.history[0].weight.T / 2
            layer.v.weight[:d] = v
            for h in (0, 1):  # the two query heads of the first key-value head
                layer.q.weight[h * d : (h + 1) * d] = a
                layer.o.weight[:, h * d : (h + 1) * d] = 0.3 * v.T

    def page_tokens(self, ids, places, mark):
        """ids, places: [B, N] character token ids (0 = empty slot, on the left) and buckets; mark: the token
        that begins a cell. Returns [B, N, hidden].
        """
        e = self.embed(ids) * (ids != 0)[..., None]
        x = e + self.place(places) * (ids != 0)[..., None] + self.empty * (ids == 0)[..., None]
        for i, p in enumerate(self.history, 1):
            x = x + p(F.pad(e, (0, 0, i, 0))[:, : ids.shape[1]]) * (ids != 0)[..., None]
        cell = F.one_hot((ids == mark).long().cumsum(1).clamp(max=CELLS - 1), CELLS).to(e.dtype)  # [B, N, CELLS]
        sums = cell.transpose(1, 2) @ e
        means = 4 * sums / (cell.transpose(1, 2) @ (ids != 0).to(e.dtype)[..., None]).clamp(min=1)
        for i, p in enumerate(self.label, 1):
            x = x + (cell @ p(F.pad(means, (0, 0, i, 0))[:, :CELLS])) * (ids != 0)[..., None]
        return x

    def scene_tokens(self, pixels, slots):
        """pixels: [B, 3, 48, 48] in [-1, 1] (the picture averaged by 8). Returns [B, slots, hidden]."""
        features = self.scene_features(pixels)
        x = torch.cat([self.gist(features)[:, None], self.parts(features) + self.where], 1)
        return torch.cat([self.empty.expand(len(x), slots - x.shape[1], -1), x], 1)

    def parts(self, features):
        """[B, 96, 6, 6] to [B, 9, hidden]: what is in each part of a scene, whichever part it is."""
        b = len(features)
        return self.part(
            features.view(b, 96, PARTS, 2, PARTS, 2).permute(0, 2, 4, 1, 3, 5).reshape(b, PARTS * PARTS, 4 * 96)
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
        b, k, length = questions.shape
        p = prefix.shape[1]
        _, kv = self.run(prefix, 0)
        past = [(a.repeat_interleave(k, 0), c.repeat_interleave(k, 0)) for a, c in kv]
        mask = torch.cat(
            [torch.ones(length, p, dtype=torch.bool), torch.ones(length, length, dtype=torch.bool).tril()], 1
        )
        x, _ = self.run(self.embed(questions.view(b * k, length)), p, past, mask)
        return x
