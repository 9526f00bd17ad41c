"""Made-up documents drawn whole, with the place of every MRZ line: the locator's raw material, and the photo simulator's.

Nothing here copies a real document: layouts are random arrangements of what documents hold (a picture, labels, values,
guilloche, stamps, bar codes) in the sizes ICAO Doc 9303 gives.
"""
import math
import os
import random
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import mrz_text

FONT_ROOT = os.environ.get("FONT_ROOT", "/usr/share/fonts")
OCRB = ("opentype/ocr-b/OCRB.otf", "opentype/ocr-b/OCRBS.otf")
OTHER_MONO = ("truetype/liberation/LiberationMono-Bold.ttf", "truetype/noto/NotoSansMono-Regular.ttf",
              "truetype/dejavu/DejaVuSansMono.ttf", "truetype/liberation/LiberationMono-Regular.ttf")
TEXT = ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf", "truetype/dejavu/DejaVuSerif.ttf",
        "truetype/liberation/LiberationSans-Regular.ttf", "truetype/liberation/LiberationSans-Bold.ttf",
        "truetype/liberation/LiberationSerif-Regular.ttf", "truetype/liberation/LiberationSansNarrow-Regular.ttf",
        "truetype/dejavu/DejaVuSansCondensed.ttf") + OTHER_MONO
# Millimetres. ICAO Doc 9303: cap height of OCR-B size 1 is about 2.4, its pitch 2.54, lines 6.35 apart (TD1 too).
SIZES = {"TD1": (85.6, 54.0), "TD2": (105.0, 74.0), "TD3": (125.0, 88.0), "MRVA": (120.0, 80.0), "MRVB": (105.0, 74.0),
         "FRA-ID": (105.0, 74.0), "FRA-DL": (85.6, 54.0), "CHE-DL": (85.6, 54.0)}
CAP_MM, PITCH_MM, SPACING_MM = 2.4, 2.54, 6.35
CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@lru_cache(maxsize=256)
def font(name, size):
    return ImageFont.truetype(f"{FONT_ROOT}/{name}", size)


def guilloche(rng, h, w, amount):
    """Fine printed waves, as a float array around 0."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    out = np.zeros((h, w), np.float32)
    for _ in range(rng.randint(1, 4)):
        angle, freq = rng.uniform(0, math.pi), rng.uniform(0.02, 0.5)
        bend = rng.uniform(0, 3) * np.sin(x * rng.uniform(0.002, 0.03) + y * rng.uniform(0.002, 0.03))
        wave = np.sin(freq * (x * math.cos(angle) + y * math.sin(angle)) + bend * 2 + rng.uniform(0, 6))
        out += (wave if rng.random() < 0.5 else -1.2 * (wave > 0.75)) * rng.uniform(0.2, 1)
    return out * amount


def words(rng, count):
    signs = CYRILLIC if rng.random() < 0.35 else LATIN
    out = []
    for _ in range(count):
        text = "".join(rng.choice(signs) for _ in range(rng.randint(2, 11)))
        roll = rng.random()
        out.append(text if roll < 0.45 else text.capitalize() if roll < 0.6 else text.lower() if roll < 0.8
                   else f"{rng.randint(0, 31):02d}.{rng.randint(1, 12):02d}.{rng.randint(1930, 2035)}" if roll < 0.9
                   else str(rng.randint(100, 10 ** 9)))
    return " ".join(out)


def portrait(draw, rng, box, shade):
    x0, y0, x1, y1 = box
    draw.rectangle(box, fill=int(shade * rng.uniform(0.6, 1)))
    cx, cy, w, h = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    draw.ellipse((cx - w * 0.45, cy + h * 0.2, cx + w * 0.45, cy + h), fill=rng.randint(20, 120))
    draw.ellipse((cx - w * 0.27, cy - h * 0.35, cx + w * 0.27, cy + h * 0.25), fill=rng.randint(80, 200))
    draw.chord((cx - w * 0.3, cy - h * 0.4, cx + w * 0.3, cy + h * 0.1), 180, 360, fill=rng.randint(10, 90))


def barcode(draw, rng, box, ink):
    x, end = box[0], box[2]
    while x < end:
        wide = rng.uniform(1, 5)
        if rng.random() < 0.5:
            draw.rectangle((x, box[1], x + wide, box[3]), fill=ink)
        x += wide


def scribble(draw, rng, box, ink, width):
    x, y = box[0], (box[1] + box[3]) / 2
    points = []
    for _ in range(rng.randint(8, 25)):
        x += (box[2] - box[0]) / 20 * rng.uniform(-0.2, 1.6)
        points.append((x, y + rng.uniform(-0.5, 0.5) * (box[3] - box[1])))
    draw.line(points, fill=ink, width=max(1, round(width)), joint="curve")


def face(rng, size_mm, scale, lines=(), mrz_font=None, clear=False):
    """One side of a document at `scale` px a mm: (image L, [(x0, y, x1, cap) px of each line]).

    `clear` keeps pictures, bar codes and stamps off the zone, as issuers do; without it anything may cover it.
    """
    w, h = round(size_mm[0] * scale), round(size_mm[1] * scale)
    base = rng.uniform(120, 250)
    array = np.full((h, w), base, np.float32)
    array += guilloche(rng, h, w, rng.uniform(0, 14))
    array += np.linspace(-1, 1, w, dtype=np.float32) * rng.uniform(-25, 25)
    array += np.linspace(-1, 1, h, dtype=np.float32)[:, None] * rng.uniform(-25, 25)
    zone_top = size_mm[1]
    if lines:
        zone_top = size_mm[1] - (23.2 if len(lines) != 1 else 12)
        if rng.random() < 0.6:  # many documents leave the zone pale
            array[round(zone_top * scale):] = rng.uniform(max(150, base), 255) + guilloche(
                rng, h - round(zone_top * scale), w, rng.uniform(0, 6))
    image = Image.fromarray(array.clip(0, 255).astype(np.uint8))
    ground = image.copy() if clear else None
    draw = ImageDraw.Draw(image)
    ink = rng.randint(0, 90)
    left = rng.uniform(3, 8) * scale
    if rng.random() < 0.75:
        top, ph = rng.uniform(8, 16) * scale, min(45, zone_top - 20) * scale * rng.uniform(0.7, 1)
        side = left if rng.random() < 0.8 else w - left - ph * 0.78
        portrait(draw, rng, (side, top, side + ph * 0.78, top + ph), base)
        left = left + ph * 0.85 if side == left else left
    if rng.random() < 0.8:
        draw.text((left * rng.uniform(0.3, 1), rng.uniform(1.5, 5) * scale), words(rng, rng.randint(1, 4)),
                  font=font(rng.choice(TEXT), max(6, round(rng.uniform(2.5, 5.5) * scale))), fill=ink)
    y, label, value = rng.uniform(9, 16), rng.choice(TEXT), rng.choice(TEXT + OCRB)
    while y < zone_top - 6:
        x = left
        for _ in range(rng.choice((1, 1, 2, 3))):
            if rng.random() < 0.7:
                draw.text((x, y * scale), words(rng, rng.randint(1, 3)),
                          font=font(label, max(5, round(rng.uniform(1.2, 2.0) * scale))), fill=min(200, ink + 50))
            draw.text((x, (y + 2.0) * scale), words(rng, rng.randint(1, 2)),
                      font=font(value, max(6, round(rng.uniform(2.2, 3.6) * scale))), fill=ink)
            x += rng.uniform(20, 40) * scale
        y += rng.uniform(5.5, 9)
    if rng.random() < 0.2:
        bx, by = rng.uniform(0.1, 0.6) * w, rng.uniform(0.1, 0.5) * h
        barcode(draw, rng, (bx, by, bx + rng.uniform(20, 50) * scale, by + rng.uniform(4, 12) * scale), ink)
    if rng.random() < 0.4:
        sx = rng.uniform(0.2, 0.7) * w
        scribble(draw, rng, (sx, (zone_top - 14) * scale, sx + 30 * scale, (zone_top - 3) * scale), ink, 0.35 * scale)
    placed = []
    if lines:
        name = mrz_font or (rng.choice(OCRB) if rng.random() < 0.9 else rng.choice(OTHER_MONO))
        cap = CAP_MM * rng.uniform(0.9, 1.12) * scale
        trial = font(name, 100)
        top, bottom = trial.getmask("H").getbbox()[1], trial.getmask("H").getbbox()[3]
        used = font(name, max(6, round(100 * cap / (bottom - top))))
        mask_box = used.getmask("H").getbbox()
        cap = mask_box[3] - mask_box[1]
        pitch = min(used.getlength("A") * rng.uniform(0.94, 1.06), (w - 3 * scale) / max(map(len, lines)))
        spacing = SPACING_MM * rng.uniform(0.62 if rng.random() < 0.2 else 0.9, 1.1) * scale
        line_x = max(1.5 * scale, (w - pitch * max(map(len, lines))) / 2 * rng.uniform(0.3, 1.2))
        last = h - rng.uniform(4.5, 8.5) * scale
        dark = rng.randint(0, 70)
        if ground:
            top = round(last - (len(lines) - 1) * spacing - 1.5 * cap)
            image.paste(ground.crop((0, top, w, h)), (0, top))
        for k, text in enumerate(lines):
            centre = last - (len(lines) - 1 - k) * spacing
            offset = ImageDraw.Draw(Image.new("L", (4, 4))).textbbox((0, 0), "H", font=used, anchor="ls")
            for i, sign in enumerate(text):
                draw.text((line_x + i * pitch, centre - (offset[1] + offset[3]) / 2), sign, font=used, fill=dark, anchor="ls")
            placed.append((line_x, centre, line_x + pitch * len(text), float(cap)))
    if clear:
        return image, placed
    if rng.random() < 0.3:
        overprint(image, rng, scale)
    if rng.random() < 0.15:
        draw = ImageDraw.Draw(image)
        r, cx, cy = rng.uniform(6, 16) * scale, rng.uniform(0, w), rng.uniform(0.3, 1) * h
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=rng.randint(40, 140), width=max(1, round(0.5 * scale)))
    return image, placed


def overprint(image, rng, scale):
    """A pale word across the document, as specimens carry."""
    size = round(rng.uniform(6, 18) * scale)
    text = rng.choice(("SPECIMEN", "VOID", "ОБРАЗЕЦ", "MUSTER", "SAMPLE", "COPY"))
    stamp = Image.new("L", (size * 8, size * 2), 0)
    ImageDraw.Draw(stamp).text((size // 2, size // 4), text, font=font(rng.choice(TEXT[:8]), size),
                               fill=rng.randint(30, 130))
    stamp = stamp.rotate(rng.uniform(-45, 45), expand=True)
    at = (round(rng.uniform(-0.2, 0.5) * image.width), round(rng.uniform(-0.2, 0.7) * image.height))
    image.paste(rng.randint(30, 160), (at[0], at[1]), stamp)


def text_page(rng, w, h, scale):
    """A page of ordinary text, columns or a form: never an MRZ."""
    image = Image.new("L", (w, h), rng.randint(200, 255))
    draw = ImageDraw.Draw(image)
    name, y = rng.choice(TEXT + OCRB), rng.uniform(8, 25)
    size = rng.uniform(2, 5)
    while y < h / scale - 10:
        draw.text((rng.uniform(8, 20) * scale, y * scale), words(rng, rng.randint(2, 12)),
                  font=font(name, max(5, round(size * scale))), fill=rng.randint(0, 90))
        y += size * rng.uniform(1.15, 2.2)
        if rng.random() < 0.08:
            name, size = rng.choice(TEXT + OCRB), rng.uniform(2, 6)
            y += rng.uniform(2, 10)
    return image


def fixed_pitch_page(rng, w, h, scale):
    """Print that comes near a zone and is none: rows of capitals, digits and fillers in one fixed-pitch font, of any
    length and spacing, as tills, printers of labels and old listings make them."""
    image = Image.new("L", (w, h), rng.randint(170, 255))
    draw = ImageDraw.Draw(image)
    size = rng.uniform(2.0, 5.5)
    used = font(rng.choice(OCRB + OTHER_MONO), max(6, round(size * scale)))
    signs = rng.choice((LATIN, "0123456789", LATIN + "0123456789", LATIN.lower() + LATIN, CYRILLIC)) + " " * rng.choice((2, 6, 12))
    spacing, x, y = size * rng.choice((1.15, 1.5, 1.9, 2.6)), rng.uniform(2, 25), rng.uniform(2, 30)
    most = rng.randint(12, 70)
    while y < h / scale - size:
        roll = rng.random()
        if roll < 0.1:
            text = rng.choice("*-=_.#<>/") * rng.randint(5, most)
        else:
            text = "".join(rng.choice(signs) for _ in range(rng.randint(4, most)))
        if roll < 0.85:
            draw.text((x * scale, y * scale), text, font=used, fill=rng.randint(0, 100))
        y += spacing * (1 if rng.random() < 0.9 else rng.uniform(1, 3))
    return image


CANVAS = (1024, 768)


def paste(canvas, image, placed, x, y, lines):
    canvas.paste(image, (round(x), round(y)))
    lines.extend((x0 + round(x), yc + round(y), x1 + round(x), cap) for x0, yc, x1, cap in placed)


def canvas(seed):
    """One canvas 1024×768 of kind drawn by seed: (array uint8, used (w, h), lines [(x0, y, x1, cap)])."""
    rng = random.Random(seed)
    roll = rng.random()
    lines = []
    out = Image.new("L", CANVAS, 255)
    if roll < 0.18:  # no MRZ at all
        w, h = rng.choice(((1024, 720), (1024, 640), (545, 768)))
        page = rng.random()
        if page < 0.7:
            draw_page = text_page if page < 0.35 else fixed_pitch_page
            out.paste(draw_page(rng, w, h, rng.uniform(2.6, 8)), (0, 0))
        else:
            out.paste(face(rng, (w / 8, h / 8), 8)[0].resize((w, h)), (0, 0))
        return np.asarray(out), (w, h), lines
    kind, texts = mrz_text.document(rng)
    size = SIZES[kind]
    if roll < 0.28:  # a sheet of A4 with one or two documents on it
        scale = 768 / 297
        sheet = text_page(rng, round(210 * scale), 768, scale) if rng.random() < 0.6 else Image.new(
            "L", (round(210 * scale), 768), rng.randint(225, 255))
        out.paste(sheet, (0, 0))
        y = rng.uniform(5, 30)
        for _ in range(rng.choice((1, 1, 2))):
            fine, placed = face(rng, size, scale * 2, texts)
            fine = fine.resize((fine.width // 2, fine.height // 2), Image.BOX)
            if (y + size[1]) * scale < 765:
                paste(out, fine, [tuple(v / 2 for v in line) for line in placed],
                      rng.uniform(2, 205 - size[0]) * scale, y * scale, lines)
            y += size[1] + rng.uniform(3, 60)
            kind, texts = mrz_text.document(rng)
            size = SIZES[kind]
        return np.asarray(out), (round(210 * scale), 768), lines
    if kind == "TD3" and roll < 0.42:  # an open passport: the page above, the data page below
        scale = 767 / 176
        above = face(rng, (125, 88), scale * 2)[0].resize((round(125 * scale), round(88 * scale)), Image.BOX)
        below, placed = face(rng, (125, 88), scale * 2, texts)
        below = below.resize((round(125 * scale), round(88 * scale)), Image.BOX)
        out.paste(above, (0, 0))
        paste(out, below, [tuple(v / 2 for v in line) for line in placed], 0, round(88 * scale), lines)
        return np.asarray(out), (round(125 * scale), 2 * round(88 * scale)), lines
    if kind in ("TD1", "CHE-DL", "FRA-DL") and roll < 0.5:  # both sides of a card, one above the other
        scale = 767 / (2 * size[1] + 4)
        upper = face(rng, size, scale)[0]
        lower, placed = face(rng, size, scale, texts)
        out.paste(upper, (0, 0))
        top = round((size[1] + 4) * scale)
        paste(out, lower, placed, 0, top, lines)
        return np.asarray(out), (upper.width, top + lower.height), lines
    scale = min(1023 / size[0], 767 / size[1])
    image, placed = face(rng, size, scale, texts)
    paste(out, image, placed, 0, 0, lines)
    return np.asarray(out), (image.width, image.height), lines


MAX_LINES = 8


def bank(seed, count, workers=1):
    """`count` canvases: images uint8 [n, 768, 1024], sizes [n, 2], lines [n, 8, 4] (cap 0 where absent)."""
    import multiprocessing
    seeds = [seed * 1_000_003 + i for i in range(count)]
    if workers > 1:
        with multiprocessing.Pool(workers) as pool:
            drawn = pool.map(canvas, seeds, chunksize=16)
    else:
        drawn = [canvas(s) for s in seeds]
    lines = np.zeros((count, MAX_LINES, 4), np.float32)
    for i, (_, _, found) in enumerate(drawn):
        for k, line in enumerate(found[:MAX_LINES]):
            lines[i, k] = line
    return np.stack([d[0] for d in drawn]), np.array([d[1] for d in drawn], np.float32), lines


if __name__ == "__main__":
    import sys
    import time
    started = time.time()
    sheet = Image.new("L", (1024 * 4, 768 * 3))
    for i in range(12):
        array, size, lines = canvas(100 + i)
        image = Image.fromarray(array)
        d = ImageDraw.Draw(image)
        for x0, y, x1, cap in lines:
            d.rectangle((x0, y - cap / 2, x1, y + cap / 2), outline=128, width=2)
        sheet.paste(image, (i % 4 * 1024, i // 4 * 768))
    print(f"{12 / (time.time() - started):.1f} canvases/s")
    if len(sys.argv) > 1:
        sheet.resize((1600, 900)).save(sys.argv[1])
