"""The reader: characters of every text row of a page, with a blank between them (CTC).

A page is 384 x 384 grey, 16 rows of 24 pixels; each row is read alone. Output: one of 97 classes for every
pixel column.
Class 0 is blank, 1..95 are the printable ASCII characters from space, 96 is not used.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

ROWS, ROW, WIDTH = 16, 24, 384
CLASSES = 97


def char_class(character: str) -> int:
    return ord(character) - 31


def class_char(k: int) -> str:
    return chr(k + 31)


class Reader(nn.Module):
    def __init__(self, width: int = 128):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 3, stride=2, padding=1)  # 12 x 192
        self.c2 = nn.Conv2d(32, 48, 3, stride=(2, 1), padding=1)  # 6 x 192
        self.c3 = nn.Conv2d(48, 96, 3, stride=(2, 1), padding=1)  # 3 x 192
        self.c4 = nn.Conv2d(96, width, 3, padding=(0, 1))  # 1 x 192
        self.n1, self.n2, self.n3, self.n4 = (nn.BatchNorm2d(n) for n in (32, 48, 96, width))
        self.d1 = nn.Conv1d(width, width, 5, padding=2)
        self.d2 = nn.Conv1d(width, width, 5, padding=6, dilation=3)
        self.m1, self.m2 = nn.BatchNorm1d(width), nn.BatchNorm1d(width)
        self.head = nn.Conv1d(width, 2 * CLASSES, 1)

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        """strips: [N, 1, 24, 384], 0 = ink-free paper's own grey scaled to [-1, 1]. Returns logits [N, 384, 97]."""
        x = F.relu(self.n1(self.c1(strips)))
        x = F.relu(self.n2(self.c2(x)))
        x = F.relu(self.n3(self.c3(x)))
        x = F.relu(self.n4(self.c4(x))).squeeze(2)
        x = x + F.relu(self.m1(self.d1(x)))
        x = x + F.relu(self.m2(self.d2(x)))
        y = self.head(x)  # [N, 2*97, 192]
        return y.view(len(y), 2, CLASSES, WIDTH // 2).permute(0, 3, 1, 2).reshape(len(y), WIDTH, CLASSES)


def collapse(classes: list[int]) -> str:
    text, before = "", 0
    for k in classes:
        if k != before and k != 0:
            text += class_char(k)
        before = k
    return text
