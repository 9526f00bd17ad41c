"""Writes resources/models/recogniser.onnx or training/locator.onnx, and the net's card, from training/work/<name>.npz.

    python3 training/export.py recogniser --name rec
    python3 training/export.py locator --name loc; python3 training/quantise.py

The moving average of the weights is what is written; batch normalisation is folded into the convolutions. Of the locator
quantise.py then makes what the program runs.
"""
import argparse
import os
import warnings

import torch

from alphabet import SIGNS
from card import read_card, sha256_of, write_card
from nets import Locator, Recogniser
from train import load

RECIPE = {
    "recogniser": "Lines of made-up zones in every format, glyphs of OCR-B and a few other fixed-pitch fonts, printed, "
                  "photographed and cut out by training/lines.py; no real picture.",
    "locator": "Whole made-up documents, sheets of A4, open passports and pages without a zone, drawn by "
               "training/documents.py and seen from anywhere by training/scenes.py; no real picture.",
}
INPUTS = {
    "recogniser": {"input": "strips float32 [N, 1, 24, W], grey 0..1, cap height 14 px, W a multiple of 8",
                   "output": "logProbs float32 [N, W/4, 38], natural log, class 0 is CTC's blank"},
    "locator": {"input": "image uint8 [1, H/4, 4, W/4, 4], grey row by row, H and W multiples of 32",
                "output": "maps float32 [1, 10, H/4, W/4], raw as nets.Locator names them; electron/ocr/nets/decode-maps.ts "
                          "gives them units"},
}


def build(task, widths, depths):
    if task == "locator":
        return Locator(tuple(widths))
    return Recogniser(tuple(widths), tuple(depths))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("recogniser", "locator"))
    parser.add_argument("--name", required=True)
    parser.add_argument("--widths")
    parser.add_argument("--depths", default="1,1,2")
    parser.add_argument("--folder", default="training/work")
    parser.add_argument("--out", default="resources/models")
    args = parser.parse_args()
    widths = args.widths or ("16,32,48,64" if args.task == "locator" else "20,40,64,112")
    net = build(args.task, map(int, widths.split(",")), map(int, args.depths.split(",")))
    history = load(f"{args.folder}/{args.name}.npz", net, "average")
    net.eval()
    path = "training/locator.onnx" if args.task == "locator" else f"{args.out}/recogniser.onnx"
    os.makedirs(args.out, exist_ok=True)
    warnings.filterwarnings("ignore")
    if args.task == "locator":
        # Raw: through WebAssembly the operators that give the maps their units cost 170 MB to compile (Cast alone).
        torch.onnx.export(net, torch.rand(1, 1, 96, 128), path, opset_version=17, input_names=["image"],
                          output_names=["maps"], dynamic_axes={"image": {2: "h", 3: "w"}, "maps": {2: "h4", 3: "w4"}})
    else:
        torch.onnx.export(net, torch.rand(2, 1, 24, 320), path, opset_version=17, input_names=["strips"],
                          output_names=["logProbs"],
                          dynamic_axes={"strips": {0: "n", 3: "w"}, "logProbs": {0: "n", 1: "steps"}})
    digest = sha256_of(path)
    card_path = f"{args.out}/{args.task}.json"
    card = {"file": f"{args.task}.onnx", "sha256": digest, "licence": "MIT, as the program; trained from nothing",
            **INPUTS[args.task], "weights": sum(p.numel() for p in net.parameters()),
            "net": {"widths": list(map(int, widths.split(",")))}, "data": RECIPE[args.task], "runs": history,
            "export": f"python3 training/export.py {args.task} --name {args.name}"}
    if args.task == "recogniser":
        card["alphabet"] = SIGNS
        card["net"]["depths"] = list(map(int, args.depths.split(",")))
        if os.path.exists(card_path):  # fitted by a command of its own and kept through an export
            card |= {k: v for k, v in read_card(card_path).items() if k == "calibration"}
    write_card(card_path, card)
    print(path, digest)


if __name__ == "__main__":
    main()
