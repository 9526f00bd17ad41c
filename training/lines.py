"""Strips for the recogniser: MRZ lines drawn from the glyph atlas, printed, photographed and cut out again, in batches.

The strip is what electron/ocr cuts from a picture: 24 px high, cap height about 14 px, the line in the middle. Two desk
cores must render faster than the net learns, so an effect is drawn for a whole batch or not at all, with strengths of
its own for each line, and pictures are made at the resolution the camera had and no higher.
"""
import math
import random

import torch
import torch.nn.functional as F

import atlas
import mrz_text
from alphabet import INDEX, CLASSES
from degrade import blur, column, jpeg, light, paper, sensor, strokes, uniform

STRIP_HEIGHT, STRIP_CAP, STRIDE = 24, 14, 4
MARGIN = 2          # cells left and right of the line on the drawing
AROUND = 13         # px above and below the cells on the drawing
LENGTHS = (44, 36, 30)
IGNORE = -1


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


def now(p):
    """Whether this batch gets an effect that a share `p` of batches gets."""
    return random.random() < p


class LineRenderer:
    """`batch(size, length)` → strips [size, 1, 24, W] in 0..1, text [size, length] (1..37), frames [size, W/4]: the
    class under each output step, 0 between signs, -1 where either would do."""

    def __init__(self, atlas_path, bank, device):
        glyphs, weights = atlas.load(atlas_path)
        self.glyphs = torch.tensor(glyphs, device=device)
        self.weights = torch.tensor(weights)
        self.bank = {length: lines.to(device) for length, lines in bank.items()}
        self.device = device

    def texts(self, size, length):
        lines = self.bank[length]
        text = lines[torch.randint(0, len(lines), (size,), device=self.device)].long()
        stir = (torch.rand(size, length, device=self.device) < 0.1) & (torch.rand(size, 1, device=self.device) < 0.5)
        return torch.where(stir, torch.randint(1, CLASSES, (size, length), device=self.device), text)

    def cells(self, text, font):
        """Glyphs of a batch, each a little off its place, wider or slanted with its line: [B·L, 1, 30, 21]."""
        size, length = text.shape
        d, n = self.device, text.numel()
        cells = self.glyphs[font.view(-1, 1), text].reshape(n, 1, atlas.HEIGHT, atlas.PITCH)
        theta = torch.zeros(n, 2, 3, device=d)
        theta[:, 0, 0] = uniform(size, 0.92, 1.28, d).repeat_interleave(length)
        theta[:, 1, 1] = 1
        if now(0.3):
            theta[:, 0, 1] = uniform(size, -0.15, 0.15, d).repeat_interleave(length)
        if now(0.6):
            loose = uniform(size, 0, 0.06, d).repeat_interleave(length).view(-1, 1)
            theta[:, :, 2] = torch.randn(n, 2, device=d) * loose
        cells = F.grid_sample(cells, F.affine_grid(theta, list(cells.shape), align_corners=False), align_corners=False)
        if now(0.3):
            pale = torch.rand(n, device=d) * uniform(size, 0, 0.5, d).repeat_interleave(length)
            cells = cells * (1 - pale.view(-1, 1, 1, 1))
        return cells

    def drawing(self, text):
        """Ink coverage of whole lines: [B, 1, 56, (length + 2 MARGIN) · 21]."""
        size, length = text.shape
        d = self.device
        font = torch.multinomial(self.weights, size, replacement=True).to(d)
        cells = self.cells(text, font)
        line = cells.view(size, length, atlas.HEIGHT, atlas.PITCH).permute(0, 2, 1, 3).reshape(size, 1, atlas.HEIGHT, -1)
        line = F.pad(line, (MARGIN * atlas.PITCH,) * 2 + (AROUND,) * 2)
        if now(0.7):  # ink spread, or a thin ribbon
            bolder = now(0.55)
            other = F.max_pool2d(line, 3, 1, 1) if bolder else -F.max_pool2d(-line, 3, 1, 1)
            line = line + (other - line) * column(uniform(size, 0, 0.9 if bolder else 0.75, d))
        if now(0.25):  # worn print
            worn = F.interpolate(torch.rand(size, 1, 16, line.shape[3] // 4, device=d), size=line.shape[2:],
                                 mode="bilinear", align_corners=False)
            line = line * (1 - column(uniform(size, 0.1, 0.6, d)) * (worn > 0.6).float())
        if now(0.25):
            line = self.neighbours(line)
        return line

    def neighbours(self, line):
        """A rule or another line of text close above or below, as on documents and tight zones."""
        size, _, h, _ = line.shape
        d = self.device
        if now(0.4):
            y = torch.arange(h, device=d, dtype=torch.float32).view(1, 1, h, 1)
            at = uniform(size, 2, 12, d) + (h - 14) * (torch.rand(size, device=d) < 0.5).float()
            return torch.maximum(line, ((y - column(at)).abs() < column(uniform(size, 0.5, 2, d))).float())
        shift = random.randint(34, 46) * random.choice((-1, 1))
        moved = torch.roll(line.flip(0), shift, 2)
        if shift > 0:
            moved[:, :, :shift] = 0
        else:
            moved[:, :, shift:] = 0
        return torch.maximum(line, moved)

    def overprint(self, text, h, w, scale):
        """SPECIMEN-like words across the line: ink coverage at the size asked."""
        size = len(text)
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
        """Where a picture of h × w px with `scale` px caps lies on the drawing: sampling grid, and along its middle row
        the place in signs (0 at the first sign's left edge), mildly distorted as an imperfect cut leaves it."""
        d = self.device
        full_w, full_h = (length + 2 * MARGIN) * atlas.PITCH, atlas.HEIGHT + 2 * AROUND
        y = ((torch.arange(h, device=d) + 0.5) / h - 0.5).view(1, h, 1)
        x = ((torch.arange(w, device=d) + 0.5) / w - 0.5).view(1, 1, w)

        def each(values):
            return values.view(-1, 1, 1)
        per = atlas.CAP / scale
        wide = each(uniform(size, 0.90, 1.17, d))
        along = x * w * per * wide
        room = ((w * per * wide - (length + 0.2) * atlas.PITCH) / 2).clamp_min(0)
        along = along + each(uniform(size, -1, 1, d)) * room + each(torch.randn(size, device=d) * 0.02) * x * w * per * (0.5 - x.abs())
        down = y * h * per * each(uniform(size, 0.86, 1.16, d))
        if now(0.4):
            down = down * (1 + each(uniform(size, -0.12, 0.12, d)) * x)
        down = down + each(torch.randn(size, device=d) * 0.004) * along + each((torch.randn(size, device=d) * 1.3).clamp(-3.5, 3.5))
        if now(0.6):
            down = down + each(torch.randn(size, device=d) * 2.5) * (4 * x * x - 0.5)
        if now(0.5):
            down = down + each(torch.randn(size, device=d) * 0.7) * torch.sin(
                x * each(uniform(size, 4, 16, d)) + each(uniform(size, 0, 6.3, d)))
        place = along.squeeze(1) / atlas.PITCH + length / 2
        along = along + each(torch.randn(size, device=d) * 0.06) * down
        grid = torch.stack(((along / full_w * 2).expand(size, h, w), (down / full_h * 2).expand(size, h, w)), -1)
        return grid, place

    def frames(self, text, place, width):
        """The class under each output step. `place` [B, w] in signs along the picture."""
        length = text.shape[1]
        steps = width // STRIDE
        place = F.interpolate(place.unsqueeze(1), size=steps, mode="linear", align_corners=False).squeeze(1)
        which = place.floor().long()
        off = (place - which - 0.5).abs()
        step = (place[:, 1:] - place[:, :-1]).mean(1, keepdim=True)
        inside = (which >= 0) & (which < length)
        label = text.gather(1, which.clamp(0, length - 1))
        out = torch.full_like(which, IGNORE)
        out = torch.where(off > 0.36, torch.zeros_like(out), out)
        out = torch.where(off < step * 0.56, label, out)
        return torch.where(inside, out, torch.zeros_like(out))

    def batch(self, size, length, cap=None):
        d = self.device
        text = self.texts(size, length)
        ink = self.drawing(text)
        # Cap height on the picture, px: most real scans are small.
        cap = cap or (random.uniform(6.5, 12) if now(0.55) else random.uniform(11, 20))
        width = strip_width(length)
        zoom = cap / STRIP_CAP
        h, w = math.ceil((STRIP_HEIGHT + 2) * zoom), math.ceil(width * zoom)
        if cap < 0.6 * atlas.CAP:  # keep the sampling below from skipping ink
            ink = F.avg_pool2d(ink, 2)
        grid, place = self.warp(size, length, h, w, cap)
        seen = F.grid_sample(ink, grid, align_corners=False)
        back = paper(size, h, w, cap, d) if now(0.8) else column(uniform(size, 0.5, 1, d)).expand(size, 1, h, w)
        strength = column(uniform(size, 0.25, 0.6, d) if now(0.15) else uniform(size, 0.7, 1.0, d))
        image = back * (1 - seen * strength) + torch.minimum(column(uniform(size, 0.0, 0.35, d)), back) * seen * strength
        if now(0.25):
            over = self.overprint(text, h, w, cap) * column(uniform(size, 0.05, 0.5, d))
            image = image * (1 - over) + over * column(uniform(size, 0.0, 0.5, d) if now(0.8) else uniform(size, 0.8, 1, d))
        if now(0.25):
            marks = strokes(size, h, w, cap, d)
            image = image * (1 - marks) + marks * column(uniform(size, 0, 0.4, d))
        if now(0.5):
            image = light(image)
        if now(0.75):
            image = blur(image, 0.2, min(1.4, 0.35 + cap * 0.07), motion=0.2, size=7)
        image = sensor(image).clamp(0, 1)
        if now(0.6):
            image = jpeg(image, 1.0)
        if now(0.3):
            image = image * column(uniform(size, 0.3, 1.0, d))
        strip = F.interpolate(image, size=(round(h / zoom), width), mode="bilinear", align_corners=False)
        top = (strip.shape[2] - STRIP_HEIGHT) // 2
        return strip[:, :, top:top + STRIP_HEIGHT].clamp(0, 1), text, self.frames(text, place, width)


if __name__ == "__main__":
    import sys
    import time
    import numpy as np
    from PIL import Image

    torch.manual_seed(7)
    random.seed(7)
    torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    renderer = LineRenderer("training/work/atlas.npz", text_bank(7, 2000), "cpu")
    started, drawn, sheets = time.time(), 0, []
    for step in range(12):
        for length in LENGTHS:
            strips, _, frames = renderer.batch(32, length)
            drawn += 32
            sheets.append(F.pad(strips[:2], (0, 800 - strips.shape[3], 1, 1)))
    print(f"{drawn / (time.time() - started):.0f} lines/s")
    if len(sys.argv) > 1:
        sheet = torch.cat(sheets).squeeze(1)[:40]
        Image.fromarray((sheet.reshape(-1, sheet.shape[2]).numpy() * 255).astype(np.uint8)).save(sys.argv[1])
