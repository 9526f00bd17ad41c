"""Simulated phone photos of pictures there are, whose true lines are known: real print, seen as simulate.py sees drawings.

    npm run -s scan -- DIR --json > /tmp/found.jsonl
    python3 training/photograph.py --samples DIR --found /tmp/found.jsonl --kind hard --out /tmp/real-hard
    npm run bench:ocr -- --samples /tmp/real-hard

Where the zone lies and how large its capitals are is taken from what the reader found, whether it read them rightly or not.
A picture is enlarged by a quarter at most: those whose capitals come out lower than 12 px are left out.
"""
import argparse
import json
import math
import os
import random

import torch
from PIL import Image, ImageOps

from simulate import KINDS, photo, picture_of, size_class

FIRST_SEED = 950_000_000  # beyond simulate.py's, and far from training's
CAP_PER_PITCH = 1 / 1.06  # capitals over the advance from sign to sign: ISO 1073-2, size I
LEAST_CAP, MOST_ENLARGED = 12, 1.25


def zone_of(found, lines):
    """(height of capitals, middle of the zone) in px of the upright picture; None where not one zone was found."""
    if len(found.get("documents", [])) != 1:
        return None
    box = found["documents"][0]["box"]
    cap = math.dist(box[0], box[1]) / len(lines[0]) * CAP_PER_PITCH
    return cap, [(box[0][k] + box[2][k]) / 2 for k in (0, 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", required=True, help="a folder of pictures with its truth.json")
    parser.add_argument("--found", required=True, help="what `npm run scan -- --json` said of them")
    parser.add_argument("--kind", choices=tuple(KINDS), required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    with open(f"{args.samples}/truth.json") as file:
        samples = json.load(file)
    with open(args.found) as file:
        found = {os.path.basename(one["file"]): one for one in map(json.loads, file)}
    settings, truth = KINDS[args.kind], []
    low, high = settings["cap"]
    for i, sample in enumerate(samples):
        zone = zone_of(found.get(sample["file"], {}), sample["lines"]) if sample["lines"] else None
        if zone is None or zone[0] * MOST_ENLARGED < LEAST_CAP:
            continue
        cap, middle = zone
        seed = FIRST_SEED + 1_000_000 * list(KINDS).index(args.kind) + i
        rng = random.Random(seed)
        random.seed(seed)
        torch.manual_seed(seed)
        picture = ImageOps.exif_transpose(Image.open(f"{args.samples}/{sample['file']}")).convert("L")
        wanted = min(math.exp(rng.uniform(math.log(low), math.log(high))), cap * MOST_ENLARGED)
        aim = [picture.width / 2, picture.height / 2] if rng.random() < 0.7 else middle
        image = photo(picture, cap, wanted, aim, settings, rng)
        name = f"{args.kind}-{os.path.splitext(sample['file'])[0]}.jpg"
        picture_of(image).save(os.path.join(args.out, name), quality=rng.randint(*settings["jpeg"]))
        truth.append({**sample, "file": name, "quality": [args.kind, size_class(wanted)]})
    with open(os.path.join(args.out, "truth.json"), "w") as file:
        json.dump(truth, file, indent=1)
    print(f"{len(truth)} photos of {len(samples)} pictures")


if __name__ == "__main__":
    main()
