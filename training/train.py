"""Trains a net from nothing or from its checkpoint, for a number of minutes, and writes training/work/<name>.npz.

    python3 training/train.py recogniser --name rec --minutes 60 --seed 1 [--resume] [--widths 20,40,64,112]
    python3 training/train.py locator    --name loc --minutes 60 --seed 1 [--resume] [--widths 16,32,48,64]

The learning rate falls from --lr to --lr-end along the given minutes, or along --steps. A checkpoint is written every four minutes and
holds the weights, their moving average (which is what gets exported) and the history of runs that made them.
"""
import argparse
import copy
import json
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import documents

from lines import IGNORE, LENGTHS, LineRenderer, text_bank
from nets import Locator, Recogniser, decoded
from scenes import SceneRenderer

VALIDATION_SEED = 424_242  # never used for training


def save(path, net, average, history):
    arrays = {f"net/{k}": v.detach().cpu().numpy() for k, v in net.state_dict().items()}
    arrays |= {f"average/{k}": v.detach().cpu().numpy() for k, v in average.state_dict().items()}
    np.savez(path + ".tmp.npz", history=json.dumps(history), **arrays)
    os.replace(path + ".tmp.npz", path)


def load(path, net, part):
    """Puts the weights of `part` ('net' or 'average') into `net`; returns the history of runs."""
    data = np.load(path)
    net.load_state_dict({k.split("/", 1)[1]: torch.from_numpy(data[k].copy() if data[k].ndim else data[k].reshape(()))
                         for k in data.files if k.startswith(part + "/")})
    return json.loads(str(data["history"]))


def follow(average, net, decay):
    with torch.no_grad():
        for mine, theirs in zip(average.state_dict().values(), net.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)


def greedy(log_probs):
    out = []
    for row in log_probs.argmax(-1).cpu().tolist():
        text, last = [], 0
        for k in row:
            if k != last and k:
                text.append(k)
            last = k
        out.append(text)
    return out


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


class RecogniserTask:
    def __init__(self, args, device):
        torch.manual_seed(VALIDATION_SEED)
        random.seed(VALIDATION_SEED)
        self.args, self.device = args, device
        valid = LineRenderer(args.atlas, text_bank(VALIDATION_SEED, 3000), device)
        self.held = [valid.batch(64, length, cap)[:2] for cap in (9, 12, 20) for length in LENGTHS]
        self.renderer = LineRenderer(args.atlas, text_bank(args.seed, args.documents), device)

    def net(self):
        widths = self.args.widths or "20,40,64,112"
        return Recogniser(tuple(map(int, widths.split(","))), tuple(map(int, self.args.depths.split(","))))

    def loss(self, net):
        length = random.choices(LENGTHS, (0.5, 0.17, 0.33))[0]
        with torch.no_grad():
            strips, text, frames = self.renderer.batch(self.args.batch, length)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            log_probs = net(strips)
        log_probs = log_probs.float()
        # Where each sign stands is known of a drawn line, and telling the net so teaches it several times faster than
        # CTC alone, which must find the places first.
        loss = F.nll_loss(log_probs.flatten(0, 1), frames.flatten(), ignore_index=IGNORE)
        if self.args.ctc > 0:
            n = len(text)
            loss = loss + self.args.ctc * F.ctc_loss(
                log_probs.permute(1, 0, 2), text, torch.full((n,), log_probs.shape[1], dtype=torch.long),
                torch.full((n,), length, dtype=torch.long), zero_infinity=True)
        return loss

    def measure(self, net):
        report = {}
        for i, (strips, text) in enumerate(self.held):
            with torch.no_grad():
                read = greedy(net(strips))
            wanted = text.cpu().tolist()
            exact = sum(a == b for a, b in zip(read, wanted)) / len(wanted)
            errors = sum(distance(a, b) for a, b in zip(read, wanted)) / sum(map(len, wanted))
            report[f"{('9px', '12px', '20px')[i // 3]}/{LENGTHS[i % 3]}"] = (round(exact, 4), round(errors, 5))
        return report


class LocatorTask:
    def __init__(self, args, device):
        self.args, self.device = args, device
        torch.manual_seed(VALIDATION_SEED)
        random.seed(VALIDATION_SEED)
        held = SceneRenderer(*documents.bank(VALIDATION_SEED, 48, args.workers), device)
        self.held = [held.batch(16, shape) for shape in ((384, 512), (512, 384), (288, 288))]
        self.renderer = SceneRenderer(*documents.bank(args.seed, args.documents, args.workers), device)

    def net(self):
        return Locator(tuple(map(int, (self.args.widths or "16,32,48,64").split(","))))

    @staticmethod
    def error(raw, maps):
        raw = raw.float()
        band, cos, sin = maps[:, 0], maps[:, 1], maps[:, 2]
        area = band.sum().clamp_min(1)

        def inside(values):
            return (values * band).sum() / area
        loss = (F.binary_cross_entropy_with_logits(raw[:, 0], band, reduction="none") * (1 + 2 * band)).mean() * 8
        twice = torch.stack((cos * cos - sin * sin, 2 * cos * sin), 1)
        loss = loss + inside((raw[:, 1:3] - twice).abs().sum(1)) * 0.7
        loss = loss + inside(1 - F.cosine_similarity(raw[:, 3:5], maps[:, 1:3], dim=1)) * 0.5
        way = torch.stack((-sin, cos), 1) * maps[:, 3:4] / 8
        loss = loss + inside(F.smooth_l1_loss(raw[:, 5:7], way, reduction="none", beta=0.05).sum(1)) * 3
        high = torch.log(maps[:, 4].clamp_min(1) / 8)
        loss = loss + inside(F.smooth_l1_loss(raw[:, 7], high, reduction="none", beta=0.05)) * 2
        ends = F.binary_cross_entropy_with_logits(raw[:, 8:10], maps[:, 5:7], reduction="none").sum(1)
        return loss + (ends * (0.05 + band)).mean() * 6

    def loss(self, net):
        with torch.no_grad():
            pictures, maps = self.renderer.batch(self.args.batch)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            raw = net(pictures)
        return self.error(raw, maps)

    def measure(self, net):
        sums = torch.zeros(8)
        for pictures, maps in self.held:
            with torch.no_grad():
                said = decoded(net(pictures))
            band, found = maps[:, 0] > 0.5, said[:, 0] > 0.5
            both = band & found
            along = F.cosine_similarity(said[:, 1:3], maps[:, 1:3], dim=1).clamp(-1, 1)
            sums += torch.tensor([both.sum(), (band | found).sum(), torch.acos(along.abs())[both].sum() * 180 / math.pi,
                                  (said[:, 3] * along.sign() - maps[:, 3])[both].abs().sum(),
                                  torch.log(said[:, 4] / maps[:, 4].clamp_min(1))[both].abs().sum(),
                                  band.sum(), found.sum(), (along > 0)[both].sum()]).cpu()
        n = sums[0].clamp_min(1)
        return {"iou": round(float(sums[0] / sums[1]), 4), "recall": round(float(sums[0] / sums[5]), 4),
                "precision": round(float(sums[0] / sums[6]), 4), "axis degrees": round(float(sums[2] / n), 2),
                "right way up": round(float(sums[7] / n), 4), "offset px": round(float(sums[3] / n), 3),
                "cap log": round(float(sums[4] / n), 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("recogniser", "locator"))
    parser.add_argument("--name", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, help="instead of minutes: the same whatever else the machine does, to compare variants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--widths")
    parser.add_argument("--depths", default="1,1,2")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--documents", type=int, default=4000, help="made-up documents to draw from")
    parser.add_argument("--ctc", type=float, default=0.0, help="weight of the CTC loss beside the framewise one")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--lr-end", type=float, default=1e-5)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--folder", default="training/work")
    parser.add_argument("--atlas", default="training/work/atlas.npz")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.backends.cudnn.benchmark = True
    torch.set_num_threads(args.threads)
    began = time.time()
    task = (RecogniserTask if args.task == "recogniser" else LocatorTask)(args, device)
    path = f"{args.folder}/{args.name}.npz"
    net, history = task.net(), []
    if args.resume and os.path.exists(path):
        history = load(path, net, "net")
    net.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(net)
    if history:
        load(path, average, "average")
    average.eval()
    torch.manual_seed(args.seed + 7919 * len(history))
    random.seed(args.seed + 7919 * len(history))
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.lr, weight_decay=0.01)
    print(f"{args.name}: {sum(p.numel() for p in net.parameters())} weights on {device}; ready in "
          f"{time.time() - began:.0f} s", flush=True)
    start, step, smooth, shown, kept = time.time(), 0, None, 0.0, 0.0
    history.append({"seed": args.seed, "minutes": None if args.steps else args.minutes, "batch": args.batch, "lr": [args.lr, args.lr_end],
                    "device": torch.cuda.get_device_name() if device == "cuda" else "cpu", "steps": 0})
    net.train()
    while True:
        done = step / args.steps if args.steps else (time.time() - start) / 60 / args.minutes
        if done >= 1:
            break
        rate = args.lr_end + (args.lr - args.lr_end) * 0.5 * (1 + math.cos(math.pi * done))
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 200)
        loss = task.loss(net)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        follow(average, net, min(0.998, step / (step + 20)))
        if step % 20 == 0:
            smooth = loss.item() if smooth is None else smooth * 0.9 + loss.item() * 0.1
        minutes = (time.time() - start) / 60
        if minutes - shown >= min(1, args.minutes / 10):
            shown = minutes
            print(f"{args.name} {minutes:.1f} min, step {step}, {step * args.batch / minutes / 60:.0f}/s, "
                  f"loss {smooth}", flush=True)
        if minutes - kept >= 4:
            kept, history[-1]["steps"] = minutes, step
            print(args.name, task.measure(average), flush=True)
            save(path, net, average, history)
    history[-1]["steps"] = step
    history[-1]["held out"] = task.measure(average)
    print(args.name, "final", history[-1]["held out"], flush=True)
    save(path, net, average, history)


if __name__ == "__main__":
    main()
