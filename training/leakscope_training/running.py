"""What every training begins with, and a step of it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

import torch


def parse_run(parser: ArgumentParser, seed: int) -> Namespace:
    """The arguments, with threads and a seed, which are set at once: results are those of one thread."""
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=seed)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    return args


def descend(optimizer, loss: torch.Tensor, weights: Iterable[torch.nn.Parameter], clip: float = 1.0):
    """One step down the loss; its gradient is cut to the length `clip`."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, clip)
    optimizer.step()
