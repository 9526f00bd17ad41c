"""Writes resources/models/locator.onnx: the locator in whole numbers of 8 bits, from training/locator.onnx (export.py).

    python3 training/quantise.py

Nearly twice as fast as with floats. Activations are unsigned, weights signed and of 7 bits: with 8, processors without
VNNI would overflow the 16 bits they add two products in, and the answer would depend on the desk. The range of each
activation is the one that keeps made-up scenes (documents.py, scenes.py) closest to what floats make of them. Layers are
laid out pixel by pixel (NHWC), which onnxruntime's integer convolutions want; the first two work on cells of 4 × 4
pixels, as one channel of input, or a stride of two, would leave most of a vector idle.
"""
import argparse
import random

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

import documents
from card import read_card, sha256_of, write_card
from scenes import SHAPES, SceneRenderer

# Bins of an activation's histogram, steps between its lowest and highest byte, and the largest weight of 7 bits.
BINS, LEVELS, WEIGHT_MOST = 4096, 255, 63
# Outputs that onnxruntime's kernels work out at once: convolutions of fewer run at less than half the speed.
FULL_VECTOR = 32
# Pictures of a batch whose inputs are taken together, and what is added to their squares, as a share of the mean.
SEEN, DAMPING = 2, 0.01
# A picture's grey g of 0..255 stands for (g - 127.5) / 127.5. No whole zero is 127.5: 128 is taken, and the first bias is
# put right by half a step.
INPUT_SCALE, INPUT_ZERO, HALF_STEP = 1 / 127.5, 128, 0.5 / 127.5


def weights_of(path):
    """Weight and bias of each convolution, in the order in which they are used."""
    graph = onnx.load(path).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    return [(held[node.input[1]], held[node.input[2]]) for node in graph.node if node.op_type == "Conv"]


def locator(ops, picture):
    """nets.Locator, in the steps that both ways of carrying it out know."""
    def residual(x, name):
        return ops.add(x, ops.conv(ops.conv(x, f"{name}.first"), f"{name}.second", relu=False), name)

    s0 = residual(ops.stem(picture), "stem.2")
    s1 = residual(ops.conv(s0, "down1.0", stride=2), "down1.1")
    s2 = residual(ops.conv(s1, "down2.0", stride=2), "down2.1")
    s3 = residual(residual(ops.conv(s2, "down3.0", stride=2), "down3.1"), "down3.2")
    x = ops.conv(ops.above(s3, s2, "cat2"), "up2")
    x = ops.conv(ops.above(x, s1, "cat1"), "up1")
    x = ops.conv(ops.above(x, s0, "cat0"), "up0")
    return ops.maps(ops.conv(x, "say.0"))


# What is laid beside one another must be of one scale, and so must what goes into it.
BESIDE = {"cat2": ("down3.2", "down2.1"), "cat1": ("up2", "down1.1"), "cat0": ("up1", "stem.2")}


class InFloats:
    """Carries the net out on pictures [B, 1, H, W], grey 0..1, and keeps how often each value of each activation came."""

    def __init__(self, weights):
        self.weights = [(torch.tensor(w), torch.tensor(b)) for w, b in weights]
        self.seen, self.ends, self.together = {}, {}, {}
        self.counting = False

    def run(self, pictures):
        self.left = iter(self.weights)
        return locator(self, (pictures - 0.5) * 2)

    def keep(self, x, name):
        if self.counting:
            low, high = self.ends[name]
            self.seen[name] = self.seen.get(name, 0) + torch.histc(x, BINS, low, high).double().numpy()
        else:
            low, high = self.ends.get(name, (0.0, 0.0))
            self.ends[name] = (min(low, float(x.min())), max(high, float(x.max())))
        return x

    def conv(self, x, name, stride=1, relu=True):
        w, b = next(self.left)
        if self.counting:  # how the inputs that one kernel sees go together
            seen = F.unfold(x[:SEEN], w.shape[2], padding=w.shape[2] // 2, stride=stride).transpose(1, 2).flatten(0, 1)
            self.together[name] = self.together.get(name, 0) + (seen.T @ seen).double().numpy()
        x = F.conv2d(x, w, b, stride, w.shape[2] // 2)
        return self.keep(F.relu(x) if relu else x, name)

    def stem(self, x):
        return self.conv(self.conv(x, "stem.0", stride=2), "stem.1", stride=2)

    def add(self, x, y, name):
        return self.keep(F.relu(x + y), name)

    def above(self, x, y, name):
        return self.keep(torch.cat((F.interpolate(x, scale_factor=2.0, mode="nearest"), y), 1), name)

    def maps(self, x):
        w, b = next(self.left)
        return F.conv2d(x, w, b)

    def ranges(self):
        """Lowest and highest value to be told apart, by activation: what keeps the mean square error least."""
        found = {}
        for name, counts in self.seen.items():
            low, high = self.ends[name]
            values = low + (np.arange(BINS) + 0.5) * (high - low) / BINS
            errors = []
            for share in np.linspace(0.2, 1, 81):
                step = share * (high - low) / LEVELS
                kept = np.round(values.clip(share * low, share * high) / step) * step
                errors.append((float((counts * (kept - values) ** 2).sum()), share))
            share = min(errors)[1]
            found[name] = (share * low, share * high)
        return found


def rounded(w, together):
    """Whole numbers and the step of each output channel for a kernel w, one weight after another: what rounding a weight
    changes is made good by those still to come, as far as their inputs go together (GPTQ, Frantar et al. 2022, alg. 1)."""
    left = w.reshape(len(w), -1).astype(np.float64)
    step = np.maximum(np.abs(left).max(1) / WEIGHT_MOST, 1e-12)
    count = left.shape[1]
    damped = together + np.eye(count) * DAMPING * np.trace(together) / count
    upper = np.linalg.cholesky(np.linalg.inv(damped)).T
    whole = np.zeros_like(left)
    for k in range(count):
        whole[:, k] = np.round(left[:, k] / step).clip(-WEIGHT_MOST, WEIGHT_MOST)
        missed = (left[:, k] - whole[:, k] * step) / upper[k, k]
        left[:, k + 1:] -= np.outer(missed, upper[k, k + 1:])
    return whole.reshape(w.shape), step


class InWholeNumbers:
    """Writes the net as an ONNX graph of integer convolutions; a handle is a tensor's name, its scale and its zero."""

    def __init__(self, weights, ranges, together):
        self.left, self.ranges, self.together = iter(weights), ranges, together
        self.nodes, self.held = [], {}

    def const(self, name, value, kind):
        self.held[name] = numpy_helper.from_array(np.array(value, kind), name)
        return name

    def node(self, op, inputs, name, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def params(self, handle):
        _, scale, zero = handle
        return [handle[0], self.const(f"scale {scale!r}", scale, np.float32), self.const(f"zero {zero}", zero, np.uint8)]

    def range_of(self, name):
        low, high = self.ranges[name]
        scale = (high - low) / LEVELS
        return float(np.float32(scale)), int(round(-low / scale))

    def integer_conv(self, x, name, whole, step, b, stride, pads):
        scale, zero = self.range_of(name)
        paired = stride == 1 and len(whole) < FULL_VECTOR
        if paired:  # two places side by side at once, each pixel's values then following the other's as they would anyway
            apart = [np.pad(whole, ((0, 0), (0, 0), (0, 0), (before, 1 - before))) for before in (0, 1)]
            count, whole, step, b = len(whole), np.concatenate(apart), np.tile(step, 2), np.tile(b, 2)
        out = self.node("QLinearConv", [
            *self.params(x), self.const(f"{name}.weight", whole, np.int8), self.const(f"{name}.step", step, np.float32),
            self.const("zero of weights", 0, np.int8), *self.params((None, scale, zero))[1:],
            self.const(f"{name}.bias", np.round(b / (step * x[1])), np.int32),
        ], f"{name}.pairs" if paired else name, domain="com.microsoft", channels_last=1, kernel_shape=list(whole.shape[2:]),
            strides=[stride, 2 if paired else stride], pads=pads, dilations=[1, 1], group=1)
        if paired:
            out = self.node("Reshape", [out, self.const(f"{count} values", [0, 0, -1, count], np.int64)], name)
        return out, scale, zero

    def conv(self, x, name, stride=1, relu=True):
        # An activation behind a ReLU has its zero at 0, so that leaving out what is below is the ReLU.
        w, b = next(self.left)
        return self.integer_conv(x, name, *rounded(w, self.together[name]), b, stride, [1, 1, 1, 1])

    def stem(self, image):
        """Two 3 × 3 convolutions with a stride of two, as 2 × 2 ones without: over this cell and those before it."""
        (w, b), (v, c) = next(self.left), next(self.left)
        (w, step), (v, step_of_v) = rounded(w, self.together["stem.0"]), rounded(v, self.together["stem.1"])
        n = len(w)
        # From a cell's 16 pixels to the 2 × 2 places of half the size that fall into it, n values each.
        first = np.zeros((4 * n, 16, 2, 2))
        second = np.zeros((len(v), 4 * n, 2, 2))
        for ky in range(3):
            for kx in range(3):
                for place in range(4):
                    y, x = 2 * (place // 2) + ky - 1, 2 * (place % 2) + kx - 1
                    first[place * n:(place + 1) * n, (y % 4) * 4 + x % 4, int(y >= 0), int(x >= 0)] = w[:, 0, ky, kx]
                place = ((ky - 1) % 2) * 2 + (kx - 1) % 2
                second[:, place * n:(place + 1) * n, int(ky > 0), int(kx > 0)] = v[:, :, ky, kx]
        rows = self.node("Transpose", [image], "rows of cells", perm=[0, 1, 3, 2, 4])
        cells = self.node("Reshape", [rows, self.const("16 pixels", [0, 0, 0, 16], np.int64)], "cells")
        bias = np.tile(b + w.sum((1, 2, 3)) * step * HALF_STEP, 4)
        x = self.integer_conv((cells, INPUT_SCALE, INPUT_ZERO), "stem.0", first, np.tile(step, 4), bias, 1, [1, 1, 0, 0])
        return self.integer_conv(x, "stem.1", second, step_of_v, c, 1, [1, 1, 0, 0])

    def add(self, x, y, name):
        scale, zero = self.range_of(name)
        inputs = [*self.params(x), *self.params(y), *self.params((None, scale, zero))[1:]]
        return self.node("QLinearAdd", inputs, name, domain="com.microsoft"), scale, zero

    def above(self, x, y, name):
        """x at twice its size beside y, whose scale is the same. Written as copies: Resize takes ten times as long."""
        shape = self.node("Shape", [x[0]], f"{name}.shape")
        size = [self.node("Mul", [shape, self.const(f"times {times}", times, np.int64)], f"{name}.size{i}")
                for i, times in enumerate(([1, 1, 2, 1], [1, 2, 2, 1]))]
        wide = self.node("Concat", [x[0], x[0]], f"{name}.wide", axis=3)
        wide = self.node("Reshape", [wide, size[0]], f"{name}.wider")
        large = self.node("Concat", [wide, wide], f"{name}.large", axis=2)
        large = self.node("Reshape", [large, size[1]], f"{name}.larger")
        return self.node("Concat", [large, y[0]], name, axis=3), y[1], y[2]

    def maps(self, x):
        """The last, 1 × 1, in floats again, so that no output is cut to 256 values."""
        w, b = next(self.left)
        floats = self.node("DequantizeLinear", self.params(x), "floats")
        planes = self.node("Transpose", [floats], "planes", perm=[0, 3, 1, 2])
        held = [self.const("say.1.weight", w, np.float32), self.const("say.1.bias", b, np.float32)]
        return self.node("Conv", [planes, *held], "maps", kernel_shape=[1, 1])

    def model(self):
        locator(self, "image")
        info = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes, "locator", [info("image", TensorProto.UINT8, [1, "h4", 4, "w4", 4])],
            [info("maps", TensorProto.FLOAT, [1, 10, "h4", "w4"])], list(self.held.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
                                 ir_version=8, producer_name="training/quantise.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--batches", type=int, default=36)
    parser.add_argument("--seed", type=int, default=61)
    parser.add_argument("--floats", default="training/locator.onnx")
    parser.add_argument("--out", default="resources/models")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    weights = weights_of(args.floats)
    renderer = SceneRenderer(*documents.bank(args.seed, args.documents), "cpu")
    scenes = [renderer.batch(8, SHAPES[i % len(SHAPES)])[0] for i in range(args.batches)]
    floats = InFloats(weights)
    with torch.no_grad():
        for floats.counting in (False, True):
            for pictures in scenes:
                floats.run(pictures)
    ranges = floats.ranges()
    for name, parts in BESIDE.items():
        for part in parts:
            ranges[part] = ranges[name]
    path, card_path = f"{args.out}/locator.onnx", f"{args.out}/locator.json"
    onnx.save(InWholeNumbers(weights, ranges, floats.together).model(), path)
    digest = sha256_of(path)
    write_card(card_path, read_card(card_path) | {
        "sha256": digest,
        "quantised": f"python3 training/quantise.py --documents {args.documents} --batches {args.batches} --seed {args.seed}"})
    print(path, digest)


if __name__ == "__main__":
    main()
