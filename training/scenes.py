"""Pictures for the locator: canvases of `documents` laid on a table, seen from anywhere, with the maps to be learnt.

A cell of the maps stands for input pixel (4x + 1.5, 4y + 1.5). Channels as electron/ocr expects them:
0 in a line's glyph band, 1 2 reading direction, 3 offset to the axis (px), 4 cap height (px), 5 first sign, 6 last sign.
"""
import math
import random

import torch
import torch.nn.functional as F

from degrade import blur, chance, column, jpeg, light, paper, sensor, smooth_noise, uniform

STRIDE = 4
SHAPES = ((256, 352), (352, 256), (288, 288), (192, 384), (384, 512), (512, 384))
LEVELS = 4  # canvases are kept at full, half, quarter and eighth size: drawn at 6 to 29 px caps, seen at 2.4 to 24


class View:
    """A batch of cameras: picture px → canvas px, by homography and a page's curl."""

    def __init__(self, sizes, focus, caps, target, device, wild):
        n = len(sizes)
        turn = torch.where(chance(n, 0.5, device) > 0, torch.randn(n, device=device) * 0.08,
                           uniform(n, -math.pi, math.pi, device))
        turn = turn + torch.where(chance(n, 0.3, device) > 0, math.pi / 2 * torch.randint(0, 4, (n,), device=device), 0)
        tilted = chance(n, wild, device)
        a, b = uniform(n, -0.75, 0.75, device) * tilted, uniform(n, -0.75, 0.75, device) * tilted
        self.aim(turn, a, b, sizes.max(1).values * uniform(n, 1.3, 4, device), target / caps)
        self.focus = focus
        self.bend = (torch.randn(n, device=device) * 0.012 * chance(n, 0.4, device)).view(-1, 1, 1)
        self.phase = uniform(n, 0, 6.3, device).view(-1, 1, 1)
        self.length = sizes[:, 0].view(-1, 1, 1)

    def aim(self, turn, a, b, depth, scale):
        """Turns the canvas by `turn`, tilts it by `a` and `b` (radians) and looks from `depth` canvas px away."""
        n, device = len(turn), turn.device
        cos, sin = torch.cos(turn), torch.sin(turn)
        zero, one = torch.zeros_like(cos), torch.ones_like(cos)
        spin = torch.stack((cos, -sin, zero, sin, cos, zero, zero, zero, one), 1).view(n, 3, 3)
        tip = torch.stack((one, zero, zero, zero, torch.cos(a), -torch.sin(a), zero, torch.sin(a), torch.cos(a)), 1)
        roll = torch.stack((torch.cos(b), zero, torch.sin(b), zero, one, zero, -torch.sin(b), zero, torch.cos(b)), 1)
        space = roll.view(n, 3, 3) @ tip.view(n, 3, 3) @ spin
        # A point (u, v, 1) of the canvas plane goes to space and is projected from the distance `depth`.
        matrix = torch.zeros(n, 3, 3, device=device)
        matrix[:, :2, :2] = space[:, :2, :2] * (scale * depth).view(-1, 1, 1)
        matrix[:, 2, :2] = space[:, 2, :2]
        matrix[:, 2, 2] = depth
        self.inverse = torch.inverse(matrix)

    def to_canvas(self, x, y):
        """Picture px relative to its centre → canvas px."""
        m = self.inverse
        k = [[m[:, i, j].view(-1, 1, 1) for j in range(3)] for i in range(3)]
        w = k[2][0] * x + k[2][1] * y + k[2][2]
        w = torch.where(w.abs() < 1e-9, torch.full_like(w, 1e-9), w)
        u = (k[0][0] * x + k[0][1] * y + k[0][2]) / w + self.focus[:, 0].view(-1, 1, 1)
        v = (k[1][0] * x + k[1][1] * y + k[1][2]) / w + self.focus[:, 1].view(-1, 1, 1)
        curl = torch.sin(u / self.length * math.pi * 1.5 + self.phase)
        return u, v + curl * self.bend * self.length, w


class SceneRenderer:
    """`batch(n)` → pictures [n, 1, H, W] in 0..1 and maps [n, 7, H/4, W/4]."""

    def __init__(self, images, sizes, lines, device):
        self.device = device
        self.levels = [torch.from_numpy(images)]
        for _ in range(LEVELS - 1):
            last = self.levels[-1]
            self.levels.append(torch.cat([F.avg_pool2d(part.float().unsqueeze(1), 2).squeeze(1).round().byte()
                                          for part in last.split(64)]))
        self.sizes = torch.from_numpy(sizes).to(device)
        self.lines = torch.from_numpy(lines).to(device)
        self.plain = torch.nonzero(self.lines[:, 0, 3] == 0).flatten()

    def sample(self, pick, level, where):
        """Canvases seen through `where` [n, h, w, 2], each at its own level of detail."""
        seen = []
        for canvas, detail, grid in zip(pick.tolist(), level.tolist(), where):
            source = self.levels[detail][canvas].to(self.device).float().div_(255)
            seen.append(F.grid_sample(source[None, None], grid[None], align_corners=False, padding_mode="border"))
        return torch.cat(seen)

    def layer(self, pick, shape, low, high, wild):
        """One document a sample: picture, coverage, maps."""
        d, n = self.device, len(pick)
        h, w = shape
        sizes, lines = self.sizes[pick], self.lines[pick]
        has = lines[:, :, 3] > 0
        caps = torch.where(has[:, 0], lines[:, 0, 3], uniform(n, 6, 24, d))
        middle = torch.where(has[:, :1], (lines[:, 0, :2] + torch.stack((lines[:, 0, 2], lines[:, 0, 1]), 1)) / 2, sizes / 2)
        target = torch.exp(uniform(n, math.log(low), math.log(high), d))
        # Whole documents are the usual sight; close-ups of the zone only now and then.
        fit = torch.minimum(w / sizes[:, 0], h / sizes[:, 1]) * caps * uniform(n, 0.75, 1.35, d)
        target = torch.where(chance(n, 0.5, d) > 0, fit.clamp(2.4, 24), target)
        aim = uniform(n, 0, 1, d).view(-1, 1)
        focus = middle * aim + sizes / 2 * (1 - aim)
        shift = (torch.rand(n, 2, device=d) - 0.5) * torch.tensor([w, h], device=d) * 0.35
        view = View(sizes, focus, caps, target, d, wild)
        dx, dy = shift[:, 0].view(-1, 1, 1), shift[:, 1].view(-1, 1, 1)
        x = torch.arange(w, device=d, dtype=torch.float32).view(1, 1, w) - w / 2 - dx
        y = torch.arange(h, device=d, dtype=torch.float32).view(1, h, 1) - h / 2 - dy
        u, v, depth = view.to_canvas(x.expand(n, h, w), y.expand(n, h, w))
        cover = ((u > 0) & (v > 0) & (u < sizes[:, 0].view(-1, 1, 1)) & (v < sizes[:, 1].view(-1, 1, 1)) & (depth > 0))
        where = torch.stack((u / 512 - 1, v / 384 - 1), -1)
        level = torch.log2((caps / target).clamp_min(1)).round().long().clamp(0, LEVELS - 1)
        picture = self.sample(pick, level, where)
        return picture, cover.unsqueeze(1).float(), self.maps(view, lines, dx, dy, shape)

    def maps(self, view, lines, dx, dy, shape):
        d, n = self.device, len(lines)
        h, w = shape
        x = (torch.arange(w // STRIDE, device=d) * STRIDE + 1.5).view(1, 1, -1) - w / 2 - dx
        y = (torch.arange(h // STRIDE, device=d) * STRIDE + 1.5).view(1, -1, 1) - h / 2 - dy
        x, y = x.expand(n, h // STRIDE, w // STRIDE), y.expand(n, h // STRIDE, w // STRIDE)
        u, v, depth = view.to_canvas(x, y)
        ux, vx, _ = view.to_canvas(x + 0.5, y)
        uy, vy, _ = view.to_canvas(x, y + 0.5)
        ux, vx, uy, vy = (ux - u) * 2, (vx - v) * 2, (uy - u) * 2, (vy - v) * 2
        det = ux * vy - uy * vx
        det = torch.where(det.abs() < 1e-9, torch.full_like(det, 1e-9), det)
        # Columns of d(picture)/d(canvas): where one canvas px to the right, and one down, lead on the picture.
        rx, ry = vy / det, -vx / det
        bx, by = -uy / det, ux / det
        size = torch.sqrt(rx * rx + ry * ry).clamp_min(1e-6)
        cos, sin = rx / size, ry / size
        down = -bx * sin + by * cos
        out = torch.zeros(n, 7, h // STRIDE, w // STRIDE, device=d)
        out[:, 1], out[:, 2] = cos, sin
        for k in range(lines.shape[1]):
            x0, yc, x1, cap = [lines[:, k, j].view(-1, 1, 1) for j in range(4)]
            if float(cap.max()) == 0:
                break
            off = (yc - v) * down
            high = cap * down
            inside = (cap > 0) & (depth > 0) & (off.abs() <= torch.maximum(high * 0.5, torch.full_like(high, 2.0)))
            inside &= (u > x0 - 0.3 * cap) & (u < x1 + 0.3 * cap)
            out[:, 0] = torch.where(inside, 1.0, out[:, 0])
            out[:, 3] = torch.where(inside, off, out[:, 3])
            out[:, 4] = torch.where(inside, high, out[:, 4])
            out[:, 5] = torch.where(inside & (u < x0 + 1.05 * cap), 1.0, out[:, 5])
            out[:, 6] = torch.where(inside & (u > x1 - 1.05 * cap), 1.0, out[:, 6])
        return out

    def batch(self, n, shape=None):
        d = self.device
        shape = shape or random.choices(SHAPES, (4, 3, 3, 2, 1, 1))[0]
        h, w = shape
        total = len(self.lines)
        if random.random() < 0.35:  # a scanner's lid: even, mostly white
            lid = torch.where(chance(n, 0.75, d) > 0, uniform(n, 0.85, 1.0, d), uniform(n, 0, 0.3, d))
            picture = column(lid).expand(n, 1, h, w)
        else:
            picture = paper(n, h, w, 40, d) * column(uniform(n, 0.3, 1.0, d))
            picture = picture + smooth_noise(n, h, w, 6, d) * column(uniform(n, 0, 0.2, d))
        if random.random() < 0.25:  # other papers beneath: canvases without an MRZ
            under = self.plain[torch.randint(0, len(self.plain), (n,), device=d)]
            seen, cover, _ = self.layer(under, shape, 3, 20, 0.5)
            picture = picture * (1 - cover) + seen * cover
        maps = torch.zeros(n, 7, h // STRIDE, w // STRIDE, device=d)
        for _ in range(2 if random.random() < 0.15 else 1):
            seen, cover, found = self.layer(torch.randint(0, total, (n,), device=d), shape, 2.4, 22, 0.55)
            picture = picture * (1 - cover) + seen * column(uniform(n, 0.55, 1.05, d)) * cover
            small = cover[:, :, 1::STRIDE, 1::STRIDE]
            maps = maps * (1 - small) + found * small
        picture = light(picture, 0.3, 0.15)
        if random.random() < 0.7:
            picture = blur(picture, 0.1, 1.0, motion=0.15, size=7)
        picture = sensor(picture).clamp(0, 1)
        if random.random() < 0.4:
            picture = jpeg(picture, 1.0, 30, 95)
        return picture.clamp(0, 1), maps


if __name__ == "__main__":
    import sys
    import numpy as np
    from PIL import Image, ImageDraw
    import documents
    torch.manual_seed(3)
    renderer = SceneRenderer(*documents.bank(5, 24), "cpu")
    sheet = Image.new("RGB", (4 * 512, 3 * 512))
    for row, shape in enumerate(SHAPES[:3]):
        pictures, maps = renderer.batch(4, shape)
        for i in range(4):
            image = Image.fromarray((pictures[i, 0].numpy() * 255).astype(np.uint8)).convert("RGB")
            draw = ImageDraw.Draw(image)
            m = maps[i].numpy()
            for cy, cx in zip(*np.nonzero(m[0] > 0.5)):
                if (cx + cy) % 3:
                    continue
                px, py = cx * 4 + 1.5, cy * 4 + 1.5
                ax, ay = px - m[2, cy, cx] * m[3, cy, cx], py + m[1, cy, cx] * m[3, cy, cx]
                colour = (0, 200, 0) if m[5, cy, cx] else (0, 0, 255) if m[6, cy, cx] else (255, 0, 0)
                draw.line((ax, ay, ax + 4 * m[1, cy, cx], ay + 4 * m[2, cy, cx]), fill=colour)
            sheet.paste(image, (i * 512, row * 512))
    sheet.save(sys.argv[1])
