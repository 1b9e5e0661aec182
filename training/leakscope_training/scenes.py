"""Scenes drawn by training/render/scenes.ts, and questions about them."""

import json

import numpy as np
import torch

from .questions import SCENE_ASK

# PLACES of src/datasets/forms/scene.ts.
PLACES_IN_WORDS = ["top left", "top", "top right", "left", "middle", "right", "bottom left", "bottom", "bottom right"]
NUMBERS = ["no", "one", "two", "three", "four", "five"]


class SceneBank:
    def __init__(self, path: str):
        self.objects = [json.loads(line)["objects"] for line in open(path + ".jsonl")]
        self.data = np.fromfile(path + ".bin", np.uint8).reshape(-1, 3, 48, 48)
        self.objects = self.objects[: len(self.data)]

    def __len__(self):
        return len(self.objects)

    def pixels(self, index) -> torch.Tensor:
        return torch.from_numpy(self.data[index].astype(np.float32) / 127.5 - 1)


def article(word: str) -> str:
    return ("an " if word[0] in "aeiou" else "a ") + word


def phrase(thing) -> str:
    return f"{article(thing['colour'])} {thing['shape']}"


def scene_question(rng, objects, kinds=("describe", "describe", "count", "colour", "place", "exists")):
    kind = rng.choice(kinds)
    shapes = [each["shape"] for each in objects]
    single = [each for each in objects if shapes.count(each["shape"]) == 1]
    if kind in ("colour", "place") and not single:
        kind = "count"
    if kind == "describe":
        parts = [f"{phrase(each)} {each['where']}" for each in sorted(objects, key=lambda each: each["place"])]
        return rng.choice(SCENE_ASK[kind]), "The image shows " + ", ".join(parts) + "."
    if kind == "count":
        if rng.random() < 0.5:
            return rng.choice(SCENE_ASK[kind]), NUMBERS[len(objects)]
        shape = rng.choice(["circle", "square", "triangle", "star"])
        return f"How many {shape}s are there?", NUMBERS[shapes.count(shape)]
    if kind == "exists":
        shape = rng.choice(["circle", "square", "triangle", "star"])
        return rng.choice(SCENE_ASK[kind]).replace("{s}", shape), "yes" if shape in shapes else "no"
    thing = rng.choice(single)
    return rng.choice(SCENE_ASK[kind]).replace("{s}", thing["shape"]), thing["colour"] if kind == "colour" else thing[
        "where"
    ]
