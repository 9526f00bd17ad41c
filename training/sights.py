"""What a desk's camera and scanner see when there is no machine-readable zone: the negatives of `simulate.py`.

The hard ones come near a zone on purpose: receipts and listings of equal letters, tables of numbers, rows of `<` and `*`.
"""
import random

import numpy as np
import torch
from PIL import Image, ImageDraw

import documents
from degrade import blur, light, paper, sensor, smooth_noise

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
SHEET = (1240, 1754)  # A4 at 150 dpi
SHEET_SCALE = 1754 / 297
FIXED_PITCH = documents.OCRB + documents.OTHER_MONO


def sheet_lines(rng, fresh):
    """A sheet with lines drawn by `fresh(rng)` in one fixed-pitch font."""
    image = Image.new("L", SHEET, rng.randint(215, 255))
    draw = ImageDraw.Draw(image)
    size = rng.uniform(2.2, 4.2) * SHEET_SCALE
    used = documents.font(rng.choice(FIXED_PITCH), round(size))
    x, y = rng.uniform(8, 30) * SHEET_SCALE, rng.uniform(8, 40) * SHEET_SCALE
    while y < SHEET[1] - 2 * size:
        if rng.random() < 0.92:
            draw.text((x, y), fresh(rng), font=used, fill=rng.randint(0, 80))
        y += size * rng.choice((1.3, 1.6, 1.6, 2.2))
    return image


def receipt(rng):
    def fresh(r):
        if r.random() < 0.15:
            return r.choice("*-=<#") * r.randint(20, 40)
        name = documents.words(r, r.randint(1, 2))[:22]
        return name.ljust(24) + f"{r.uniform(0, 999):10.2f}"
    return sheet_lines(rng, fresh)


def table(rng):
    widths = [rng.randint(4, 12) for _ in range(rng.randint(3, 6))]
    return sheet_lines(rng, lambda r: " ".join(str(r.randrange(10 ** w)).rjust(w) for w in widths))


def listing(rng):
    """Program text and serial numbers: many signs of a zone, none of its order."""
    def fresh(r):
        if r.random() < 0.3:
            return "-".join("".join(r.choice(LETTERS) for _ in range(r.choice((4, 5, 8)))) for _ in range(r.randint(2, 6)))
        return " " * r.choice((0, 0, 2, 4, 8)) + "".join(r.choice(LETTERS.lower() + "(){}<>=;. ") for _ in range(r.randint(8, 60)))
    return sheet_lines(rng, fresh)


def bars(rng):
    """Bar codes, two-dimensional codes and rulers."""
    image = documents.text_page(rng, *SHEET, SHEET_SCALE)
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(1, 4)):
        x, y = rng.randrange(SHEET[0] - 500), rng.randrange(SHEET[1] - 300)
        if rng.random() < 0.5:
            documents.barcode(draw, rng, (x, y, x + rng.randint(200, 500), y + rng.randint(40, 200)), rng.randint(0, 60))
            continue
        cells = np.random.default_rng(rng.randrange(2 ** 32)).integers(0, 2, (33, 33)).astype(np.uint8) * 255
        side = rng.randint(150, 300)
        image.paste(Image.fromarray(cells).resize((side, side), Image.NEAREST), (x, y))
    return image


def room(rng):
    """Walls, furniture, blinds, keyboards, lamps: rectangles, stripes, grids and circles of light."""
    h, w = 900, 1200
    seen = paper(1, h, w, rng.uniform(30, 300), "cpu") + smooth_noise(1, h, w, 8, "cpu") * 0.3
    for _ in range(rng.randint(3, 12)):
        x, y = rng.randrange(w), rng.randrange(h)
        seen[:, :, y:y + rng.randrange(40, 400), x:x + rng.randrange(40, 500)] = rng.random()
    rows, columns = torch.arange(h).view(1, 1, h, 1), torch.arange(w).view(1, 1, 1, w)
    if rng.random() < 0.5:  # blinds, tiles, keys: regular, as a zone's lines and signs are
        high, wide = rng.randint(14, 60), rng.randint(10, 60)
        pattern = ((rows % high < high * 0.6) & (columns % wide < wide * 0.7)).float() * rng.uniform(-0.6, 0.6)
        top, left = rng.randrange(h - 200), rng.randrange(w - 400)
        part = (slice(None), slice(None), slice(top, top + rng.randrange(100, 500)), slice(left, left + rng.randrange(200, 900)))
        seen[part] = seen[part] + pattern[part]
    for _ in range(rng.randrange(3)):
        distance = ((rows - rng.randrange(h)) ** 2 + (columns - rng.randrange(w)) ** 2).float().sqrt()
        seen = seen + torch.sigmoid((rng.uniform(20, 120) - distance) / 6) * rng.uniform(-0.7, 0.7)
    return sensor(blur(light(seen.clamp(0, 1)), 0.3, 1.2)).clamp(0, 1)


def blank(rng):
    """An empty scanner bed: even, or with dust and the shadow of its lid."""
    h, w = rng.choice(((900, 1200), (1754, 1240)))
    seen = torch.full((1, 1, h, w), rng.uniform(0.05, 1.0))
    if rng.random() < 0.5:
        seen = light((seen + smooth_noise(1, h, w, 5, "cpu") * 0.03).clamp(0, 1))
    return sensor(seen).clamp(0, 1)


def empty_sight(rng, settings, photo, scale):
    """(kind, picture [1, 1, h, w] in 0..1). `photo` shows a drawing to a camera; `scale` is px a mm of cards' drawings."""
    kind = rng.choices(("text", "card", "receipt", "table", "listing", "bars", "blank", "room"),
                       (3, 5, 1.5, 1, 1.5, 1, 1, 2))[0]
    if kind in ("room", "blank"):
        return kind, (room if kind == "room" else blank)(rng)
    if kind == "card":
        drawing, _ = documents.face(rng, rng.choice(list(documents.SIZES.values())), scale)
        return kind, photo(drawing, 29.0, rng.uniform(12, 30), [drawing.width / 2, drawing.height / 2], settings, rng)
    if kind == "text":
        drawing = documents.text_page(rng, *SHEET, SHEET_SCALE)
    else:
        drawing = {"receipt": receipt, "table": table, "listing": listing, "bars": bars}[kind](rng)
    return kind, photo(drawing, 12.0, rng.uniform(5, 14), [SHEET[0] / 2, SHEET[1] / 2], settings, rng)


if __name__ == "__main__":
    import sys
    source = random.Random(1)
    sheet = Image.new("L", (1240 * 4, 1754))
    for place, draw_one in enumerate((receipt, table, listing, bars)):
        sheet.paste(draw_one(source), (1240 * place, 0))
    sheet.resize((1240, 438)).save(sys.argv[1])
