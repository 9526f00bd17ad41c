"""Simulated phone photos of made-up documents, clips of them, and pictures without any MRZ, to measure the reader with.

    python3 training/simulate.py --kind easy --count 300 --out /tmp/easy
    python3 training/simulate.py --kind hard --count 300 --out /tmp/hard
    python3 training/simulate.py --kind none --count 500 --out /tmp/none
    python3 training/simulate.py --kind easy --clips --count 60 --out /tmp/clips
    npm run bench:ocr -- --samples /tmp/easy

Writes JPEGs and a truth.json of the shape the benchmark reads. Every picture has a seed of its own: 900,000,000 and above,
where training never draws; `--first 100000` starts at another, so that what calibration is fitted on
(`--first 500000`) is never measured with. Every zone is a valid one of its format.
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
from degrade import blur_kernels, light, paper, sensor, smooth_noise
from scenes import View
from sights import empty_sight

FIRST_SEED = 900_000_000
SEEDS_OF_A_KIND = 1_000_000
SCALE = 12  # px a mm of the drawing: 29 px caps; twice that for photos that show more
FINE = 32  # px of caps on the photo from which the finer drawing is used
LONGEST = 4032  # px of a photo's long side: 12 MP
CLIP_FRAMES, CLIP_FRAME, CLIP_ROOM = 10, (1280, 720), 12  # frames, their size and the zone's least distance from it, px
# turn, tilt: most, radians each way; cap: px on the photo; blur: px; shadow and glare as degrade.py; JPEG quality
KINDS = {
    "easy": {"turn": 0.18, "tilt": 0.26, "cap": (16, 34), "blur": (0.3, 0.9), "motion": 0.0, "shadow": 0.2, "glare": 0.0,
             "jpeg": (70, 92)},
    "hard": {"turn": math.pi, "tilt": 0.70, "cap": (12, 60), "blur": (0.4, 1.5), "motion": 0.25, "shadow": 0.5,
             "glare": 0.3, "jpeg": (40, 75)},
}


def valid_document(rng):
    """A zone of an ICAO format whose check digits are right."""
    maker, kind = rng.choice(((mrz_text.td3, "TD3"), (mrz_text.td3, "TD3"), (mrz_text.td1, "TD1"), (mrz_text.td2, "TD2"),
                              (lambda r: mrz_text.mrv(r, 44), "MRVA"), (lambda r: mrz_text.mrv(r, 36), "MRVB")))
    return kind, maker(rng)


def pose_of(settings, rng, quarters=True):
    """How the camera is held: turn, the two tilts, distance over the drawing's size, the page's curl and its phase."""
    quarter = rng.randrange(4) if quarters else 0
    curl = rng.gauss(0, 0.006) if rng.random() < 0.3 else 0.0
    return {"turn": quarter * math.pi / 2 + rng.uniform(-1, 1) * settings["turn"],
            "tilts": [rng.uniform(-1, 1) * settings["tilt"] * 0.75 for _ in range(2)],
            "far": rng.uniform(1.6, 3), "curl": curl, "phase": rng.uniform(0, 6.3), "quarter": quarter}


def view_of(drawing, cap, wanted, middle, pose):
    """The camera of a pose: looks on `middle` of the drawing, whose caps come out `wanted` px high."""
    sizes = torch.tensor([[float(drawing.width), float(drawing.height)]])
    view = View(sizes, torch.tensor([middle]), torch.tensor([cap]), torch.tensor([wanted]), "cpu", 0.0)
    a, b = (torch.tensor([tilt]) for tilt in pose["tilts"])
    view.aim(torch.tensor([pose["turn"]]), a, b, sizes.max(1).values * pose["far"], torch.tensor([wanted / cap]))
    view.bend, view.phase = view.bend * 0 + pose["curl"], view.phase * 0 + pose["phase"]
    return view


def shows(view, middle, points, frame, room):
    """Whether the points of the drawing come to lie within the frame, `room` px from its edges; curl left aside."""
    forward = torch.inverse(view.inverse[0])
    for u, v in points:
        x, y, w = (forward @ torch.tensor([u - middle[0], v - middle[1], 1.0])).tolist()
        if w <= 0 or abs(x / w) > frame[0] / 2 - room or abs(y / w) > frame[1] / 2 - room:
            return False
    return True


def photo(drawing, cap, wanted, middle, settings, rng, pose=None, frame=None):
    """The drawing seen by a camera: [1, 1, h, w] in 0..1. `frame` is its width and height, else as large as needed."""
    source = torch.from_numpy(np.array(drawing)).float().div(255)[None, None]
    pose = pose or pose_of(settings, rng)
    long = max(drawing.width, drawing.height) * wanted / cap
    long = min(long * rng.uniform(1.15, 1.7), max(LONGEST, long * 1.1))
    w, h = (round(long), round(long * 0.8)) if pose["quarter"] % 2 == 0 else (round(long * 0.8), round(long))
    if settings["turn"] > 1:
        w = h = max(w, h)
    w, h = frame or (w, h)
    view = view_of(drawing, cap, wanted, middle, pose)
    x = torch.arange(w, dtype=torch.float32).view(1, 1, w) - w / 2
    y = torch.arange(h, dtype=torch.float32).view(1, h, 1) - h / 2
    u, v, depth = view.to_canvas(x.expand(1, h, w), y.expand(1, h, w))
    cover = ((u > 0) & (v > 0) & (u < drawing.width) & (v < drawing.height) & (depth > 0)).float().unsqueeze(1)
    for _ in range(max(0, round(math.log2(cap / wanted)))):
        source = F.avg_pool2d(source, 2)
    grid = torch.stack((u / drawing.width * 2 - 1, v / drawing.height * 2 - 1), -1)
    seen = F.grid_sample(source, grid, align_corners=False, padding_mode="border", mode="bicubic").clamp(0, 1)
    table = (paper(1, h, w, 90, "cpu") * rng.uniform(0.3, 0.9) + smooth_noise(1, h, w, 6, "cpu") * 0.08).clamp(0, 1)
    image = table * (1 - cover) + seen * cover * rng.uniform(0.7, 1.0)
    image = light(image, settings["shadow"], settings["glare"])
    image = lens(image, settings)
    return sensor(image).clamp(0, 1)


def lens(image, settings, size=9):
    """Blurs one large picture: tap by tap, which for so few channels is many times faster than a convolution."""
    h, w = image.shape[2:]
    kernel = blur_kernels(1, "cpu", *settings["blur"], settings["motion"], size)[0]
    padded, out = F.pad(image, (size // 2,) * 4, mode="replicate"), torch.zeros_like(image)
    for y in range(size):
        for x in range(size):
            if kernel[y, x] > 1e-4:
                out.add_(padded[:, :, y:y + h, x:x + w], alpha=float(kernel[y, x]))
    return out


def held_document(rng, settings, most_cap=60.0):
    """A document, where the camera looks on it, and how large.

    (kind, lines, drawing, where its lines lie, cap, wanted, middle)
    """
    kind, lines = valid_document(rng)
    low, high = settings["cap"]
    wanted = math.exp(rng.uniform(math.log(low), math.log(min(high, most_cap))))
    scale = SCALE * 2 if wanted > FINE else SCALE
    drawing, placed = documents.face(rng, documents.SIZES[kind], scale, lines, rng.choice(documents.OCRB),
                                     clear=True)
    x0, _, x1, cap = placed[0]
    whole = rng.random() < 0.7
    middle = [drawing.width / 2, drawing.height / 2] if whole else [(x0 + x1) / 2, placed[-1][1]]
    return kind, lines, drawing, placed, cap, wanted, middle


def clip(rng, settings):
    """(kind, lines, frames) of a document held before a camera by an unsteady hand, one frame a moment.

    The zone stays within the frame, as the person sees on the screen; the rest of the document need not.
    """
    kind, lines, drawing, placed, cap, wanted, middle = held_document(rng, settings)
    (x0, y0, x1, _), (_, y1, _, _) = placed[0], placed[-1]
    zone = [(x, y) for x in (x0, x1) for y in (y0 - cap, y1 + cap)]
    pose, scale, frames = pose_of(settings, rng, quarters=False), wanted, []
    while len(frames) < CLIP_FRAMES:
        moved = {**pose, "turn": pose["turn"] + rng.gauss(0, 0.02),
                 "tilts": [tilt + rng.gauss(0, 0.02) for tilt in pose["tilts"]]}
        aim = [at + rng.gauss(0, 0.01) * drawing.width for at in middle]
        size = min(wanted, scale * math.exp(rng.gauss(0, 0.02)))
        if not shows(view_of(drawing, cap, size, aim, moved), aim, zone, CLIP_FRAME, CLIP_ROOM):
            # Held too near or too far aside: a little farther away and back to the middle of the zone.
            scale *= 0.98
            middle = [0.8 * a + 0.2 * z for a, z in zip(middle, ((x0 + x1) / 2, (y0 + y1) / 2))]
            continue
        pose, middle, scale = moved, aim, size
        frames.append(photo(drawing, cap, scale, middle, settings, rng, pose, CLIP_FRAME))
    return kind, lines, frames


WARM = (1, 0.97, 0.9)  # of white, in the light of a lamp


def size_class(wanted):
    """Capitals of so many px, as the tables of the benchmark group them."""
    return f"{'12' if wanted < 16 else '16' if wanted < 24 else '24' if wanted < 36 else '36'} px and more"


def picture_of(image):
    """What `photo` drew, as a picture to be saved."""
    return Image.fromarray((image[0, 0].numpy() * 255).astype(np.uint8))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=(*KINDS, "none"), required=True)
    parser.add_argument("--clips", action="store_true", help="ten frames of each document, in place of one photo")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="seed of the first picture, counted within its kind")
    parser.add_argument("--megapixels", type=float, default=60, help="larger pictures are shrunk to so many")
    parser.add_argument("--colour", action="store_true", help="three channels in warm light, as phones store them, not grey alone")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    truth = []
    base = FIRST_SEED + SEEDS_OF_A_KIND * (["easy", "hard", "none"].index(args.kind) + (3 if args.clips else 0))
    for i in range(args.first, args.first + args.count):
        rng = random.Random(base + i)
        random.seed(base + i)
        torch.manual_seed(base + i)
        settings = KINDS["easy" if args.kind == "none" else args.kind]
        name, quality = f"{args.kind}-{i:06d}", [args.kind]
        if args.kind == "none":
            sight, image = empty_sight(rng, settings, photo, SCALE)
            kind, lines, images, quality = "none", [], [image], [args.kind, sight]
        elif args.clips:
            kind, lines, images = clip(rng, settings)
        else:
            kind, lines, drawing, _, cap, wanted, middle = held_document(rng, settings)
            images = [photo(drawing, cap, wanted, middle, settings, rng)]
            quality.append(size_class(wanted))
        files = [f"{name}-{k:02d}.jpg" if args.clips else f"{name}.jpg" for k in range(len(images))]
        for file, image in zip(files, images):
            picture = picture_of(image)
            scale = math.sqrt(args.megapixels * 1e6 / (picture.width * picture.height))
            if scale < 1:
                picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.LANCZOS)
            if args.colour:
                picture = Image.merge("RGB", [picture.point(lambda grey, share=share: grey * share) for share in WARM])
            picture.save(os.path.join(args.out, file), quality=rng.randint(*settings["jpeg"]))
        truth.append({"file": files[0], **({"frames": files} if args.clips else {}), "format": kind, "lines": lines,
                      "checkDigitsValid": True, "quality": quality})
    with open(os.path.join(args.out, "truth.json"), "w") as file:
        json.dump(truth, file, indent=1)


if __name__ == "__main__":
    main()
