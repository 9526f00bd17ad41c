"""Simulated phone photos of made-up documents, and pictures without any MRZ, to measure the reader with.

    python3 training/simulate.py --kind easy --count 200 --out /tmp/easy
    python3 training/simulate.py --kind hard --count 200 --out /tmp/hard
    python3 training/simulate.py --kind none --count 500 --out /tmp/none
    npm run bench:ocr -- --samples /tmp/easy

Writes JPEGs and a truth.json of the shape the benchmark reads. Seeds start at 900,000,000: training never draws there.
Every zone is a valid one of its format.
"""
import argparse
import json
import math
import os
import random

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import documents
import mrz_text
from degrade import blur, column, light, paper, sensor, smooth_noise
from scenes import View

FIRST_SEED = 900_000_000
SCALE = 12  # px a mm of the drawing: 29 px caps
# tilt: most, radians each way; cap: px on the photo; blur: px; noise and light as degrade.py; JPEG quality
KINDS = {
    "easy": {"turn": 0.18, "tilt": 0.26, "cap": (16, 34), "blur": (0.3, 0.9), "motion": 0.0, "shadow": 0.2, "glare": 0.0,
             "jpeg": (70, 92)},
    "hard": {"turn": math.pi, "tilt": 0.70, "cap": (12, 30), "blur": (0.4, 1.5), "motion": 0.25, "shadow": 0.5,
             "glare": 0.3, "jpeg": (40, 75)},
}


def valid_document(rng):
    """A zone of an ICAO format whose check digits are right."""
    maker, kind = rng.choice(((mrz_text.td3, "TD3"), (mrz_text.td3, "TD3"), (mrz_text.td1, "TD1"), (mrz_text.td2, "TD2"),
                              (lambda r: mrz_text.mrv(r, 44), "MRVA"), (lambda r: mrz_text.mrv(r, 36), "MRVB")))
    return kind, maker(rng)


def photo(drawing, cap, wanted, middle, settings, rng):
    """The drawing seen by a camera: [1, 1, h, w] in 0..1."""
    source = torch.from_numpy(np.array(drawing)).float().div(255)[None, None]
    sizes = torch.tensor([[float(drawing.width), float(drawing.height)]])
    zoom = wanted / cap
    long = max(drawing.width, drawing.height) * zoom * rng.uniform(1.15, 1.7)
    quarter = rng.randrange(4)
    w, h = (round(long), round(long * 0.8)) if quarter % 2 == 0 else (round(long * 0.8), round(long))
    if settings["turn"] > 1:
        w = h = max(w, h)
    view = View(sizes, torch.tensor([middle]), torch.tensor([cap]), torch.tensor([wanted]), "cpu", 0.0)
    view = aimed(view, quarter, sizes, wanted / cap, settings, rng)
    x = torch.arange(w, dtype=torch.float32).view(1, 1, w) - w / 2
    y = torch.arange(h, dtype=torch.float32).view(1, h, 1) - h / 2
    u, v, depth = view.to_canvas(x.expand(1, h, w), y.expand(1, h, w))
    cover = ((u > 0) & (v > 0) & (u < drawing.width) & (v < drawing.height) & (depth > 0)).float().unsqueeze(1)
    detail = max(0, round(math.log2(cap / wanted)))
    for _ in range(detail):
        source = F.avg_pool2d(source, 2)
    grid = torch.stack((u / drawing.width * 2 - 1, v / drawing.height * 2 - 1), -1)
    seen = F.grid_sample(source, grid, align_corners=False, padding_mode="border", mode="bicubic").clamp(0, 1)
    table = (paper(1, h, w, 90, "cpu") * rng.uniform(0.3, 0.9) + smooth_noise(1, h, w, 6, "cpu") * 0.08).clamp(0, 1)
    image = table * (1 - cover) + seen * cover * rng.uniform(0.7, 1.0)
    image = light(image, settings["shadow"], settings["glare"])
    image = blur(image, *settings["blur"], motion=settings["motion"], size=9)
    return sensor(image).clamp(0, 1)


def aimed(view, quarter, sizes, scale, settings, rng):
    """Points the camera with this kind's turn and tilt instead of the random ones of training."""
    turn = torch.tensor([quarter * math.pi / 2 + rng.uniform(-1, 1) * settings["turn"]])
    a, b = (torch.tensor([rng.uniform(-1, 1) * settings["tilt"] * 0.75]) for _ in range(2))
    view.aim(turn, a, b, sizes.max(1).values * rng.uniform(1.6, 3), torch.tensor([scale]))
    view.bend = view.bend * 0 + (rng.gauss(0, 0.006) if rng.random() < 0.3 else 0)
    return view


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=(*KINDS, "none"), required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    truth = []
    for i in range(args.count):
        seed = FIRST_SEED + {"easy": 0, "hard": 1, "none": 2}[args.kind] * 1_000_000 + i
        rng = random.Random(seed)
        random.seed(seed)
        torch.manual_seed(seed)
        settings = KINDS["easy" if args.kind == "none" else args.kind]
        name = f"{args.kind}-{i:04d}.jpg"
        if args.kind == "none":
            kind, lines = "none", []
            image = empty_sight(rng, settings)
        else:
            kind, lines = valid_document(rng)
            drawing, placed = documents.face(rng, documents.SIZES[kind], SCALE, lines, rng.choice(documents.OCRB))
            x0, _, x1, cap = placed[0]
            middle = [drawing.width / 2, drawing.height / 2] if rng.random() < 0.7 else [(x0 + x1) / 2, placed[-1][1]]
            image = photo(drawing, cap, rng.uniform(*settings["cap"]), middle, settings, rng)
        Image.fromarray((image[0, 0].numpy() * 255).astype(np.uint8)).save(
            os.path.join(args.out, name), quality=rng.randint(*settings["jpeg"]))
        truth.append({"file": name, "format": kind, "lines": lines, "checkDigitsValid": True, "quality": [args.kind]})
    with open(os.path.join(args.out, "truth.json"), "w") as file:
        json.dump(truth, file, indent=1)


def empty_sight(rng, settings):
    """A page of text, a card without a zone, a blank scan or a room."""
    roll = rng.random()
    if roll < 0.35:
        drawing = documents.text_page(rng, 1240, 1754, 1754 / 297)
        return photo(drawing, 12.0, rng.uniform(5, 12), [620, 877], settings, rng)
    if roll < 0.7:
        drawing, _ = documents.face(rng, rng.choice(list(documents.SIZES.values())), SCALE)
        return photo(drawing, 29.0, rng.uniform(12, 30), [drawing.width / 2, drawing.height / 2], settings, rng)
    h, w = 900, 1200
    if roll < 0.8:
        return sensor(torch.full((1, 1, h, w), rng.uniform(0.05, 1.0))).clamp(0, 1)
    room = paper(1, h, w, rng.uniform(30, 300), "cpu") + smooth_noise(1, h, w, 8, "cpu") * 0.3
    for _ in range(rng.randint(3, 12)):
        x, y = rng.randrange(w), rng.randrange(h)
        room[:, :, y:y + rng.randrange(40, 400), x:x + rng.randrange(40, 500)] = rng.random()
    return sensor(blur(light(room), 0.3, 1.2)).clamp(0, 1)


if __name__ == "__main__":
    main()
