"""Weights alone, in 16 bits, to start variants from: python checkpoint.py work/decoder.pt checkpoints/decoder.pt

control-reader is exported from these files too, so that it and what starts from it agree bit for bit.
"""

import sys

import torch

source, target = sys.argv[1:]
state = torch.load(source, weights_only=False)
half = {name: value.half() if value.is_floating_point() else value for name, value in state["model"].items()}
torch.save({"model": half, **({"tokens": state["tokens"]} if "tokens" in state else {})}, target)
