"""The two nets. Both are small enough for two desk cores; widths are arguments so that variants can be compared."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from alphabet import CLASSES


def conv(cin, cout, kernel=3, stride=1, groups=1):
    padding = tuple(k // 2 for k in kernel) if isinstance(kernel, tuple) else kernel // 2
    return nn.Sequential(nn.Conv2d(cin, cout, kernel, stride, padding, groups=groups, bias=False),
                         nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, width, kernel=3):
        super().__init__()
        self.first = conv(width, width, kernel)
        self.second = conv(width, width, kernel)[:2]
        self.second = nn.Sequential(*self.second)

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Recogniser(nn.Module):
    """Strip [B, 1, 24, W] → natural-log CTC posteriors [B, W/4, 38]. Normalises brightness and contrast itself."""

    def __init__(self, widths=(20, 40, 64, 112), depths=(1, 1, 2)):
        super().__init__()
        a, b, c, d = widths
        self.look = nn.Sequential(
            conv(1, a, 3, 2),                                                      # 12 × W/2
            conv(a, b, 3, 2), *[Residual(b) for _ in range(depths[0])],            # 6 × W/4
            conv(b, c, 3, (2, 1)), *[Residual(c) for _ in range(depths[1])],       # 3 × W/4
        )
        self.read = nn.Sequential(nn.Conv2d(c, d, (3, 1), bias=False), nn.BatchNorm2d(d), nn.ReLU(inplace=True),
                                  *[Residual(d, (1, 5)) for _ in range(depths[2])])
        self.drop = nn.Dropout(0.05)
        self.say = nn.Conv2d(d, CLASSES, 1)

    def forward(self, strips):
        mean = strips.mean((2, 3), keepdim=True)
        spread = (strips - mean).pow(2).mean((2, 3), keepdim=True)
        x = (strips - mean) / (spread + 1e-5).sqrt()
        x = self.say(self.drop(self.read(self.look(x))))
        return F.log_softmax(x.squeeze(2).permute(0, 2, 1), -1)


class Locator(nn.Module):
    """Picture [B, 1, H, W] (H, W multiples of 32) → [B, 10, H/4, W/4] raw maps; `decoded` gives them units.

    0 in a line (logit) · 1 2 cosine and sine of twice the reading direction · 3 4 reading direction · 5 6 way to the
    axis, right and down, px/8 · 7 log of cap height px/8 · 8 9 first and last sign (logits). The doubled angle and the
    way in picture terms are known even where up and down look alike, and would average to nothing otherwise.
    """

    def __init__(self, widths=(16, 32, 48, 64)):
        super().__init__()
        a, b, c, d = widths
        self.stem = nn.Sequential(conv(1, 16, 3, 2), conv(16, a, 3, 2), Residual(a))        # /4
        self.down1 = nn.Sequential(conv(a, b, 3, 2), Residual(b))                           # /8
        self.down2 = nn.Sequential(conv(b, c, 3, 2), Residual(c))                           # /16
        self.down3 = nn.Sequential(conv(c, d, 3, 2), Residual(d), Residual(d))              # /32
        self.up2 = conv(d + c, c)
        self.up1 = conv(c + b, b)
        self.up0 = conv(b + a, a)
        self.say = nn.Sequential(conv(a, a), nn.Conv2d(a, 10, 1))

    def forward(self, picture):
        s0 = self.stem((picture - 0.5) * 2)
        s1 = self.down1(s0)
        s2 = self.down2(s1)
        s3 = self.down3(s2)
        x = self.up2(torch.cat((F.interpolate(s3, scale_factor=2.0, mode="nearest"), s2), 1))
        x = self.up1(torch.cat((F.interpolate(x, scale_factor=2.0, mode="nearest"), s1), 1))
        x = self.up0(torch.cat((F.interpolate(x, scale_factor=2.0, mode="nearest"), s0), 1))
        return self.say(x)


def decoded(raw):
    """Raw maps with their units: [B, 7, h, w], as electron/ocr/nets/decode-maps.ts has them, which does the same."""
    axis = torch.atan2(raw[:, 2:3], raw[:, 1:2]) / 2
    cos, sin = torch.cos(axis), torch.sin(axis)
    way = torch.where(cos * raw[:, 3:4] + sin * raw[:, 4:5] < 0, -1.0, 1.0)
    cos, sin = cos * way, sin * way
    offset = (raw[:, 6:7] * cos - raw[:, 5:6] * sin) * 8
    return torch.cat((torch.sigmoid(raw[:, 0:1]), cos, sin, offset, torch.exp(raw[:, 7:8]) * 8,
                      torch.sigmoid(raw[:, 8:10])), 1)
