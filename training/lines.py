"""Strips for the recogniser: MRZ lines drawn from the glyph atlas, printed, photographed and cut out again, in batches.

The strip is what electron/ocr cuts from a picture: 32 px high, cap height about 18 px, line in the middle.
"""
import math
import random

import torch
import torch.nn.functional as F

import atlas
import mrz_text
from alphabet import INDEX, CLASSES
from degrade import blur, chance, column, jpeg, light, paper, sensor, strokes, uniform

STRIP_HEIGHT, STRIP_CAP = 32, 18
MARGIN = 2          # cells left and right of the line on the drawing
LENGTHS = (44, 36, 30)


def strip_width(length):
    """Width of a batch's strips in px: the line, its margins and room for a wider pitch; a multiple of 8."""
    return math.ceil((length + 3.4) * STRIP_CAP * atlas.PITCH / atlas.CAP * 1.05 / 8) * 8


def text_bank(seed, documents):
    """Lines of made-up documents by length: {44: uint8 tensor [n, 44], …}."""
    rng, bank = random.Random(seed), {length: [] for length in LENGTHS}
    for _ in range(documents):
        for line in mrz_text.document(rng)[1]:
            if len(line) in bank:
                bank[len(line)].append([INDEX[sign] for sign in line])
    return {length: torch.tensor(lines, dtype=torch.uint8) for length, lines in bank.items()}


class LineRenderer:
    """`batch(size, length)` → strips [size, 1, 32, W] in 0..1 and labels [size, length] (1..37)."""

    def __init__(self, atlas_path, bank, device, strip_height=STRIP_HEIGHT):
        glyphs, weights = atlas.load(atlas_path)
        self.glyphs = torch.tensor(glyphs, device=device)
        self.weights = torch.tensor(weights)
        self.bank = {length: lines.to(device) for length, lines in bank.items()}
        self.device = device
        self.height = strip_height

    def texts(self, size, length):
        lines = self.bank[length]
        text = lines[torch.randint(0, len(lines), (size,), device=self.device)].long()
        stir = (torch.rand(size, length, device=self.device) < 0.08) & (torch.rand(size, 1, device=self.device) < 0.5)
        return torch.where(stir, torch.randint(1, CLASSES, (size, length), device=self.device), text)

    def ink(self, text):
        """Ink coverage of whole lines on a drawing: [B, 1, 96, (length + 2 MARGIN) · 36]."""
        size, length = text.shape
        d = self.device
        font = torch.multinomial(self.weights, size, replacement=True).to(d)
        cells = self.glyphs[font.view(-1, 1), text].reshape(size * length, 1, atlas.HEIGHT, atlas.PITCH)
        # Each sign sits a little off its place; a whole line may be narrower than its pitch or slanted.
        narrow = uniform(size, 0.92, 1.28, d).repeat_interleave(length)
        slant = (uniform(size, -0.12, 0.12, d) * chance(size, 0.3, d)).repeat_interleave(length)
        loose = (uniform(size, 0, 0.05, d) * chance(size, 0.6, d)).repeat_interleave(length)
        n = size * length
        theta = torch.zeros(n, 2, 3, device=d)
        theta[:, 0, 0], theta[:, 0, 1], theta[:, 1, 1] = narrow, slant, 1
        theta[:, 0, 2] = torch.randn(n, device=d) * loose
        theta[:, 1, 2] = torch.randn(n, device=d) * loose
        cells = F.grid_sample(cells, F.affine_grid(theta, list(cells.shape), align_corners=False), align_corners=False)
        pale = 1 - torch.rand(n, device=d) * (uniform(size, 0, 0.5, d) * chance(size, 0.3, d)).repeat_interleave(length)
        cells = cells * pale.view(-1, 1, 1, 1)
        line = cells.view(size, length, atlas.HEIGHT, atlas.PITCH).permute(0, 2, 1, 3).reshape(size, 1, atlas.HEIGHT, -1)
        line = F.pad(line, (MARGIN * atlas.PITCH,) * 2 + (24, 24))
        bold = F.max_pool2d(line, 3, 1, 1)
        thin = -F.max_pool2d(-line, 3, 1, 1)
        weight = column(uniform(size, -1, 1.25, d))
        line = torch.where(weight > 0, line + (bold - line) * weight, line + (line - thin) * weight)
        worn = F.interpolate(torch.rand(size, 1, 24, line.shape[3] // 4, device=d), size=line.shape[2:], mode="bilinear",
                             align_corners=False)
        wear = column(uniform(size, 0.1, 0.5, d) * chance(size, 0.25, d))
        return (line * (1 - wear * (worn > 0.6).float())).clamp(0, 1)

    def clutter(self, ink):
        """Rules and other text just above and below, as labels and borders on documents stand."""
        size, _, h, w = ink.shape
        d = self.device
        y = torch.arange(h, device=d, dtype=torch.float32).view(1, 1, h, 1)
        where = column(torch.where(chance(size, 0.5, d) > 0, uniform(size, 2, 20, d), uniform(size, 76, 94, d)))
        rule = ((y - where).abs() < column(uniform(size, 0.6, 3, d))).float() * column(chance(size, 0.12, d))
        shift = torch.randint(58, 74, (1,)).item() * (1 if torch.rand(1).item() < 0.5 else -1)
        other = torch.roll(ink.flip(0), shift, 2)
        blank = torch.zeros_like(other)
        keep = blank.clone()
        if shift > 0:
            keep[:, :, shift:] = other[:, :, shift:]
        else:
            keep[:, :, :shift] = other[:, :, :shift]
        return torch.maximum(ink, torch.maximum(rule, keep * column(chance(size, 0.2, d))))

    def overprint(self, text, h, w, scale):
        """SPECIMEN-like words across the line: ink coverage at the size asked."""
        size, length = text.shape
        d = self.device
        word = self.glyphs[0][text[:, :8].flip(1)].permute(0, 2, 1, 3).reshape(size, 1, atlas.HEIGHT, -1)
        angle, zoom = uniform(size, -0.9, 0.9, d), uniform(size, 1.2, 4.5, d) * scale / atlas.CAP
        theta = torch.zeros(size, 2, 3, device=d)
        theta[:, 0, 0], theta[:, 0, 1] = torch.cos(angle) * w, torch.sin(angle) * h
        theta[:, 1, 0], theta[:, 1, 1] = -torch.sin(angle) * w, torch.cos(angle) * h
        theta[:, 0] /= (zoom * word.shape[3]).view(-1, 1)
        theta[:, 1] /= (zoom * word.shape[2]).view(-1, 1)
        theta[:, 0, 2] = uniform(size, -1, 1, d) * theta[:, 0, 0]
        theta[:, 1, 2] = uniform(size, -1, 1, d)
        return F.grid_sample(word, F.affine_grid(theta, [size, 1, h, w], align_corners=False), align_corners=False)

    def warp(self, size, length, h, w, scale):
        """Sampling grid from a picture of h × w px at `scale` px cap height back to the drawing, mildly distorted."""
        d = self.device
        full_w, full_h = (length + 2 * MARGIN) * atlas.PITCH, 96
        y = ((torch.arange(h, device=d) + 0.5) / h - 0.5).view(1, h, 1)
        x = ((torch.arange(w, device=d) + 0.5) / w - 0.5).view(1, 1, w)
        per = atlas.CAP / scale
        wide = uniform(size, 0.90, 1.17, d).view(-1, 1, 1)
        u = x * w * per * wide
        v = y * h * per * uniform(size, 0.88, 1.14, d).view(-1, 1, 1)
        keystone = 1 + (uniform(size, -0.12, 0.12, d) * chance(size, 0.4, d)).view(-1, 1, 1) * x
        tilt = (torch.randn(size, device=d) * 0.004).view(-1, 1, 1)
        bow = (torch.randn(size, device=d) * 5 * chance(size, 0.5, d)).view(-1, 1, 1)
        wobble = (torch.randn(size, device=d) * 1.2).view(-1, 1, 1) * torch.sin(
            x * uniform(size, 4, 16, d).view(-1, 1, 1) + uniform(size, 0, 6.3, d).view(-1, 1, 1))
        shear = (torch.randn(size, device=d) * 0.06).view(-1, 1, 1)
        room = ((w * per * wide - (length + 0.2) * atlas.PITCH) / 2).clamp_min(0)
        shift = uniform(size, -1, 1, d).view(-1, 1, 1) * room
        lift = (torch.randn(size, device=d) * 2.2).clamp(-6, 6).view(-1, 1, 1)
        stretch = (torch.randn(size, device=d) * 0.02).view(-1, 1, 1) * x * w * per * (0.5 - x.abs())
        gx = (u + shear * v + shift + stretch).expand(size, h, w)
        gy = v * keystone + tilt * u + bow * (4 * x * x - 0.5) + wobble + lift
        return torch.stack((gx / full_w * 2, gy.expand(size, h, w) / full_h * 2), -1)

    def batch(self, size, length, cap=None):
        d = self.device
        text = self.texts(size, length)
        ink = self.clutter(self.ink(text))
        # Cap height on the picture, px: most real scans are small; the strip's own 18 px is in the middle.
        if cap is None:
            cap = math.exp(random.uniform(math.log(7), math.log(14))) if random.random() < 0.5 else random.uniform(10, 34)
        strip_w = strip_width(length)
        zoom = cap / STRIP_CAP
        h, w = math.ceil(STRIP_HEIGHT * zoom) + 4, math.ceil(strip_w * zoom)
        pre = max(0.0, 0.42 * atlas.CAP / cap)
        if pre > 0.5:
            r = torch.arange(-6, 7, device=d, dtype=torch.float32)
            k = torch.exp(-0.5 * (r / pre) ** 2)
            k = k / k.sum()
            ink = F.conv2d(F.conv2d(ink, k.view(1, 1, 1, -1), padding=(0, 6)), k.view(1, 1, -1, 1), padding=(6, 0))
        seen = F.grid_sample(ink, self.warp(size, length, h, w, cap), align_corners=False)
        back = paper(size, h, w, cap, d)
        black = column(uniform(size, 0.0, 0.35, d))
        faint = chance(size, 0.12, d)
        strength = column(uniform(size, 0.75, 1.0, d) * (1 - faint) + uniform(size, 0.25, 0.6, d) * faint)
        image = back * (1 - seen * strength) + torch.minimum(black, back) * seen * strength
        over = self.overprint(text, h, w, cap) * column(uniform(size, 0.08, 0.5, d) * chance(size, 0.25, d))
        tone = column((torch.rand(size, device=d) < 0.75).float() * uniform(size, 0.0, 0.5, d)
                      + (torch.rand(size, device=d) < 0.1).float())
        image = image * (1 - over) + over * torch.minimum(tone, torch.ones_like(tone))
        marks = strokes(size, h, w, cap, d)
        image = image * (1 - marks) + marks * column(uniform(size, 0, 0.4, d))
        image = light(image)
        image = blur(image, 0.2, min(1.5, 0.35 + cap * 0.075), motion=0.2)
        image = jpeg(sensor(image).clamp(0, 1))
        if cap > STRIP_CAP * 1.5:
            image = F.interpolate(image, scale_factor=0.5, mode="area")
            h, w = image.shape[2:]
        strip = F.interpolate(image, size=(round(self.height * (h / zoom if cap <= STRIP_CAP * 1.5 else h * 2 / zoom)
                                                 / STRIP_HEIGHT), strip_w * self.height // STRIP_HEIGHT // 8 * 8),
                              mode="bilinear", align_corners=False)
        top = (strip.shape[2] - self.height) // 2
        strip = strip[:, :, top:top + self.height]
        dim = column(uniform(size, 0.3, 1.0, d) * chance(size, 0.3, d))
        strip = torch.where(dim > 0, strip * dim, strip)
        return strip.clamp(0, 1), text


if __name__ == "__main__":
    import sys
    import time
    import numpy as np
    from PIL import Image

    torch.manual_seed(7)
    random.seed(7)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    renderer = LineRenderer("training/work/atlas.npz", text_bank(7, 2000), device)
    started, drawn = time.time(), 0
    sheets = []
    for step in range(6):
        for length in LENGTHS:
            strips, _ = renderer.batch(32, length)
            drawn += 32
            sheets.append(F.pad(strips[:6], (0, 1000 - strips.shape[3], 1, 1)).cpu())
    print(f"{drawn / (time.time() - started):.0f} lines/s on {device}")
    if len(sys.argv) > 1:
        sheet = torch.cat(sheets).squeeze(1)[:40]
        Image.fromarray((sheet.reshape(-1, sheet.shape[2]).numpy() * 255).astype(np.uint8)).save(sys.argv[1])
