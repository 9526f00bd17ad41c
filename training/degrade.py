"""What paper, light, lens, sensor and JPEG do to a picture: batched tensor functions, [B, 1, H, W], white 1.0.

Every function draws its own random numbers from torch's global generator (seeded by the caller) and works on CPU and
GPU alike.
"""
import math

import torch
import torch.nn.functional as F


def uniform(n, low, high, device):
    return torch.rand(n, device=device) * (high - low) + low


def chance(n, p, device):
    return (torch.rand(n, device=device) < p).float()


def column(values):
    return values.view(-1, 1, 1, 1)


def grid(h, w, device):
    """Pixel coordinates y [1,1,H,1] and x [1,1,1,W]."""
    return (torch.arange(h, device=device, dtype=torch.float32).view(1, 1, h, 1),
            torch.arange(w, device=device, dtype=torch.float32).view(1, 1, 1, w))


def smooth_noise(n, h, w, cells, device):
    """Noise of about unit range with `cells` bumps along the long side."""
    ch, cw = max(2, round(cells * h / max(h, w)) + 1), max(2, round(cells * w / max(h, w)) + 1)
    return F.interpolate(torch.randn(n, 1, ch, cw, device=device), size=(h, w), mode="bicubic", align_corners=True)


def paper(n, h, w, scale, device):
    """Background 0..1: guilloche waves, blotches, grain and a gradient. `scale`: px per glyph height."""
    y, x = grid(h, w, device)
    y, x = y / scale, x / scale
    out = column(uniform(n, 0.42, 1.0, device)).expand(n, 1, h, w).clone()
    wobble = smooth_noise(n, h, w, 4, device)
    out.addcmul_(column(uniform(n, 0, 0.10, device)), wobble.flip(0))
    for _ in range(int(torch.randint(0, 4, (1,)))):
        angle, freq = uniform(n, 0, math.pi, device), torch.exp(uniform(n, math.log(0.4), math.log(9), device))
        wave = torch.addcmul(column(freq * torch.cos(angle)) * x + column(freq * torch.sin(angle)) * y,
                             column(uniform(n, 0, 6, device)), wobble).add_(column(uniform(n, 0, 6.3, device))).sin_()
        if float(torch.rand(1)) < 0.4:  # thin printed lines rather than a soft wave
            wave = (wave > 0.7).float().mul_(-1.5)
        out.addcmul_(column(uniform(n, 0, 0.11, device) * chance(n, 0.85, device)), wave)
    if float(torch.rand(1)) < 0.6:
        out.addcmul_(column(uniform(n, 0, 0.08, device)), smooth_noise(n, h, w, w / scale * 1.5, device))
    return out.clamp_(0.05, 1.05)


def strokes(n, h, w, scale, device):
    """Ink 0..1 of stamps, signatures and ruled lines: a ring, a straight line and a wave per sample, mostly absent."""
    y, x = grid(h, w, device)
    ink = torch.zeros(n, 1, h, w, device=device)
    thick = column(uniform(n, 0.03, 0.12, device) * scale)
    cx, cy = column(uniform(n, 0, w, device)), column(uniform(n, -2 * h, 3 * h, device))
    radius = column(uniform(n, 1.0, 6.0, device) * scale)
    ring = ((torch.sqrt((x - cx) ** 2 + (y - cy) ** 2) - radius).abs() < thick).float()
    ink = torch.maximum(ink, ring * column(chance(n, 0.12, device) * uniform(n, 0.2, 0.8, device)))
    angle = column(uniform(n, 0, math.pi, device))
    line = ((torch.cos(angle) * (x - cx) + torch.sin(angle) * (y - h / 2)).abs() < thick).float()
    ink = torch.maximum(ink, line * column(chance(n, 0.12, device) * uniform(n, 0.2, 0.8, device)))
    wave = h / 2 + torch.sin(x / column(uniform(n, 0.5, 3, device) * scale) + cx) * column(uniform(n, 0.2, 0.9, device)) * h
    wavy = ((y - wave).abs() < thick * 1.5).float()
    window = ((x - cx).abs() < 6 * scale).float()
    return torch.maximum(ink, wavy * window * column(chance(n, 0.10, device) * uniform(n, 0.2, 0.7, device)))


def light(image, shadow=0.25, glare=0.12):
    """Uneven light: a gradient, a shadow's edge, a burnt-out spot."""
    n, _, h, w = image.shape
    device = image.device
    y, x = grid(h, w, device)
    angle = uniform(n, 0, 2 * math.pi, device)
    along = column(torch.cos(angle)) * (x / w - 0.5) + column(torch.sin(angle)) * (y / h - 0.5) * (h / w)
    image = image * (1 + along * column(uniform(n, 0, 0.6, device) * chance(n, 0.5, device)))
    edge = torch.sigmoid((along - column(uniform(n, -0.4, 0.4, device))) * column(uniform(n, 8, 120, device)))
    image = image * (1 - edge * column(uniform(n, 0.2, 0.65, device) * chance(n, shadow, device)))
    cx, cy = column(uniform(n, 0, w, device)), column(uniform(n, -0.3 * h, 1.3 * h, device))
    rx = column(uniform(n, 0.03, 0.18, device)) * w
    ry = rx * column(uniform(n, 0.4, 1.5, device))
    spot = torch.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2))
    return image + spot * column(uniform(n, 0.15, 0.9, device) * chance(n, glare, device))


def blur_kernels(n, device, low, high, motion, size):
    """Gaussians [n, size, size] of random width and aspect; some are motion blur instead. Widths in px."""
    half = size // 2
    r = torch.arange(-half, half + 1, device=device, dtype=torch.float32)
    ky, kx = r.view(1, size, 1), r.view(1, 1, size)
    s1 = uniform(n, low, high, device).clamp_min(0.15).view(-1, 1, 1)
    s2 = s1 * uniform(n, 0.7, 1.0, device).view(-1, 1, 1)
    moving = chance(n, motion, device).view(-1, 1, 1)
    s1 = s1 * (1 + moving * uniform(n, 0.2, 2.0, device).view(-1, 1, 1))
    a = uniform(n, 0, math.pi, device).view(-1, 1, 1)
    u, v = kx * torch.cos(a) + ky * torch.sin(a), -kx * torch.sin(a) + ky * torch.cos(a)
    kernel = torch.exp(-0.5 * ((u / s1) ** 2 + (v / s2) ** 2))
    return kernel / kernel.sum((1, 2), keepdim=True)


def blur(image, low=0.0, high=1.1, motion=0.2, size=11):
    """What a lens out of focus, or a hand that moves, does to strips and thumbnails."""
    n = image.shape[0]
    kernel = blur_kernels(n, image.device, low, high, motion, size).unsqueeze(1)
    padded = F.pad(image, (size // 2,) * 4, mode="replicate").transpose(0, 1)
    return F.conv2d(padded, kernel, groups=n).transpose(0, 1)


def sensor(image):
    """Noise of the sensor, unsharp masking by the camera or the scanner's driver, tone, sometimes a hard threshold."""
    n, device = image.shape[0], image.device
    grain = torch.randn_like(image)
    if float(torch.rand(1)) < 0.4:  # noise that was smoothed or demosaiced
        grain = F.avg_pool2d(grain, 3, 1, 1).mul_(2.2)
    image = image + grain.mul_(column(torch.exp(uniform(n, math.log(0.002), math.log(0.06), device))))
    if float(torch.rand(1)) < 0.3:
        soft = F.avg_pool2d(F.pad(image, (1,) * 4, mode="replicate"), 3, 1)
        image = image + (image - soft) * column(uniform(n, 0.3, 2.0, device))
    if float(torch.rand(1)) < 0.5:
        image = image.clamp(0, 1) ** column(torch.exp(uniform(n, -0.5, 0.5, device)))
    if float(torch.rand(1)) < 0.06:
        middle = column(uniform(n, 0.35, 0.65, device))
        image = torch.sigmoid((image - image.mean((2, 3), keepdim=True) * 0.5 - middle * 0.5) * 25)
    return image


# ITU-T T.81, table K.1: JPEG's luminance quantisation.
_QUANT = torch.tensor([16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
                       14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
                       92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99.]).view(8, 8)
_DCT = torch.tensor([[math.sqrt((1 if k == 0 else 2) / 8) * math.cos((2 * i + 1) * k * math.pi / 16) for i in range(8)]
                     for k in range(8)])


def jpeg(image, p=0.7, low=22, high=95):
    """Blockwise DCT quantisation as JPEG does it, at a random quality and block offset."""
    n, _, h, w = image.shape
    device = image.device
    oy, ox = int(torch.randint(0, 8, (1,))), int(torch.randint(0, 8, (1,)))
    ph, pw = -(h + oy) % 8, -(w + ox) % 8
    x = F.pad(image, (ox, pw, oy, ph), mode="replicate")
    hh, ww = x.shape[2] // 8, x.shape[3] // 8
    blocks = x.view(n, hh, 8, ww, 8).permute(0, 1, 3, 2, 4) * 255 - 128
    dct, quant = _DCT.to(device), _QUANT.to(device)
    quality = uniform(n, low, high, device)
    factor = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality) / 100
    table = (quant * factor.view(-1, 1, 1, 1, 1)).clamp(1, 255)
    coefficients = torch.round((dct @ blocks @ dct.T) / table) * table
    out = ((dct.T @ coefficients @ dct + 128) / 255).permute(0, 1, 3, 2, 4).reshape(n, 1, hh * 8, ww * 8)
    use = column(chance(n, p, device))
    return out[:, :, oy:oy + h, ox:ox + w] * use + image * (1 - use)
