"""Blends two checkpoints of one net: the one a further run started from, and the one it ended with.

    python3 training/blend.py --of loc --and loc-on --share 0.4 --name loc-blend

A further run learns the drawn documents better and forgets some of the real print it knew: its weights alone read worse,
those on the way to them better than either (Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022).
"""
import argparse
import json
import os

import numpy as np


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", required=True)
    parser.add_argument("--and", dest="other", required=True)
    parser.add_argument("--share", type=float, required=True, help="how far from the first, 0, to the second, 1")
    parser.add_argument("--name", required=True)
    parser.add_argument("--folder", default="training/work")
    args = parser.parse_args()
    first, second = (np.load(f"{args.folder}/{name}.npz") for name in (args.of, args.other))
    blended = {}
    for key in second.files:
        if key == "history":
            continue
        kept, learnt = first[key], second[key]
        counts = learnt.dtype.kind != "f"  # batches seen, which no average is made of
        blended[key] = learnt if counts else (kept * (1 - args.share) + learnt * args.share).astype(learnt.dtype)
    history = json.loads(str(second["history"])) + [{"blended with what the last run started from": args.share}]
    path = f"{args.folder}/{args.name}.npz"
    np.savez(path + ".tmp.npz", history=json.dumps(history), **blended)
    os.replace(path + ".tmp.npz", path)
    print(path)


if __name__ == "__main__":
    main()
