"""The weighted average of checkpoints of one lineage: `python average.py OUT FILE=WEIGHT ...`; weights add up to 1.

Each stretch of a long fine-tune forgets something else; the average of its ends keeps what each knows
(Wortsman et al. 2022, model soups).
"""

import sys

from leakscope_training.finetune import load, save


def main():
    out, *parts = sys.argv[1:]
    weighted = {file: float(weight) for file, _, weight in (part.rpartition("=") for part in parts)}
    if not parts or abs(sum(weighted.values()) - 1) > 1e-6:
        sys.exit("weights must add up to 1: FILE=WEIGHT ...")
    models = {file: load(file) for file in weighted}
    model, voc = next(iter(models.values()))
    states = {file: one.state_dict() for file, (one, _) in models.items()}
    model.load_state_dict(
        {
            name: sum(weight * states[file][name].float() for file, weight in weighted.items())
            for name in model.state_dict()
        }
    )
    save(out, model, voc, of=weighted)


if __name__ == "__main__":
    main()
