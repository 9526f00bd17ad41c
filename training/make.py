"""From nothing to resources/models: trains the locator and the recogniser, then writes both with their cards.

    python3 training/make.py                      # both, 88 + 40 and 95 + 20 minutes on one core each
    python3 training/make.py --resume             # goes on from training/work with the run it was in, for its whole time

Each net keeps one core busy; on a GPU both are faster and --batch may grow.
"""
import argparse
import os
import shutil
import subprocess
import sys

# Task, name, options, minutes, seed; then the same of the run that goes on from there under the name with "-on".
PLAN = (
    ("locator", "loc", ["--batch", "8"], (["--documents", "1000", "--lr", "2.5e-3"], 88, 14),
     (["--documents", "3500", "--lr", "2e-3"], 40, 31)),
    ("recogniser", "rec", [], (["--documents", "30000", "--batch", "16", "--lr", "3e-3"], 95, 11),
     (["--documents", "20000", "--batch", "20", "--lr", "1.5e-3"], 20, 51)),
)
# How much of the further run is taken over where not all of it is (blend.py): what measured best on the specimens.
SHARES = {"loc": 0.4}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the minutes of the plan")
    parser.add_argument("--folder", default="training/work")
    args = parser.parse_args()

    def start(task, name, options, minutes, seed, resume):
        return subprocess.Popen(
            [sys.executable, "training/train.py", task, "--name", name, "--minutes", str(minutes * args.scale),
             "--seed", str(seed), "--folder", args.folder, *options] + (["--resume"] if resume else []))

    def finish(running):
        if any([process.wait() for process in running]):
            sys.exit("a training failed; what it learnt until its last checkpoint is kept: go on with --resume")

    def run(script, *options):
        subprocess.run([sys.executable, f"training/{script}", *options, "--folder", args.folder], check=True)

    begun = [name for _, name, *_ in PLAN if args.resume and os.path.exists(f"{args.folder}/{name}-on.npz")]
    finish([start(task, name, shared + options, minutes, seed, args.resume)
            for task, name, shared, (options, minutes, seed), _ in PLAN if name not in begun])
    for _, name, *_ in PLAN:
        if name not in begun:
            shutil.copy(f"{args.folder}/{name}.npz", f"{args.folder}/{name}-on.npz")
    finish([start(task, f"{name}-on", shared + options, minutes, seed, True)
            for task, name, shared, _, (options, minutes, seed) in PLAN])
    for task, name, *_ in PLAN:
        chosen = f"{name}-on"
        if name in SHARES:
            chosen = f"{name}-blend"
            run("blend.py", "--of", name, "--and", f"{name}-on", "--share", str(SHARES[name]), "--name", chosen)
        run("export.py", task, "--name", chosen)
    subprocess.run([sys.executable, "training/quantise.py"], check=True)


if __name__ == "__main__":
    main()
