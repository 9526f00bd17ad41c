"""Glyph bitmaps of MRZ signs, drawn once from installed fonts and kept in `training/work/atlas.npz`.

Pasting cached bitmaps and warping them on the tensor is what keeps rendering ahead of the net; drawing text sign by
sign starves it.  Cell: 21 wide (the pitch) by 30 high, cap height 20, ink 1.0 on 0.0, baseline at 25.
"""
import argparse
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageFilter

from alphabet import SIGNS

PITCH, HEIGHT, CAP = 21, 30, 20
# (path, weight in the mix). OCR-B is what ICAO Doc 9303 part 3, 4.3 prescribes; the others keep the net honest about
# typewriters and office printers found on real specimens.
FONTS = (
    ("opentype/ocr-b/OCRB.otf", 0.40), ("opentype/ocr-b/OCRBS.otf", 0.40), ("opentype/ocr-b/OCRBL.otf", 0.06),
    ("truetype/ocr-a/OCRA.ttf", 0.015), ("truetype/dejavu/DejaVuSansMono.ttf", 0.025),
    ("truetype/liberation/LiberationMono-Bold.ttf", 0.03), ("truetype/noto/NotoSansMono-Regular.ttf", 0.02),
    ("truetype/noto/NotoMono-Regular.ttf", 0.02), ("truetype/liberation/LiberationMono-Regular.ttf", 0.03),
    # Courier, as URW draws it: its serifs are nothing like OCR-B, and specimens are printed in it.
    ("opentype/urw-base35/NimbusMonoPS-Regular.otf", 0.03), ("opentype/urw-base35/NimbusMonoPS-Bold.otf", 0.03),
)


def cap_box(font):
    image = Image.new("L", (400, 400), 0)
    ImageDraw.Draw(image).text((100, 100), "H", font=font, fill=255)
    return image.getbbox()


def cell(font_path, sign, scale=4):
    """One sign, centred on its own advance, as a float array HEIGHT × PITCH."""
    font = ImageFont.truetype(font_path, 100)
    box = cap_box(font)
    font = ImageFont.truetype(font_path, round(100 * CAP * scale / (box[3] - box[1])))
    box = cap_box(font)
    image = Image.new("L", (PITCH * scale, HEIGHT * scale), 0)
    left = (PITCH * scale - font.getlength(sign)) / 2
    ImageDraw.Draw(image).text((left, 5 * scale - (box[1] - 100)), sign, font=font, fill=255)
    image = image.filter(ImageFilter.GaussianBlur(scale * 0.4)).resize((PITCH, HEIGHT), Image.BOX)
    return np.asarray(image, np.float32) / 255


def build(root="/usr/share/fonts"):
    glyphs, weights = [], []
    for name, weight in FONTS:
        path = os.path.join(root, name)
        glyphs.append(np.stack([np.zeros((HEIGHT, PITCH), np.float32)] + [cell(path, sign) for sign in SIGNS]))
        weights.append(weight)
    return np.stack(glyphs), np.array(weights, np.float32) / sum(weights)


def load(path):
    """(glyphs [fonts, 38, 30, 21], weights [fonts]); built on first use where the fonts are installed."""
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        glyphs, weights = build()
        np.savez_compressed(path, glyphs=(glyphs * 255).astype(np.uint8), weights=weights)
    data = np.load(path)
    return data["glyphs"].astype(np.float32) / 255, data["weights"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="training/work/atlas.npz")
    glyphs, weights = load(parser.parse_args().out)
    print(glyphs.shape, weights)
