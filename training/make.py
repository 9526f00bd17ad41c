"""From nothing to resources/models: trains the locator and the recogniser, then writes both with their cards.

    python3 training/make.py                      # both, 50 and 95 minutes on one core each
    python3 training/make.py --resume             # goes on from training/work, for the same time again

Each net keeps one core busy; on a GPU both are faster and --batch may grow.
"""
import argparse
import subprocess
import sys

PLAN = (
    ("locator", "loc", ["--documents", "1000", "--batch", "8", "--lr", "2.5e-3"], 50, 14),
    ("recogniser", "rec", ["--documents", "30000", "--batch", "16", "--lr", "3e-3"], 95, 11),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the minutes of the plan")
    parser.add_argument("--folder", default="training/work")
    args = parser.parse_args()
    running = []
    for task, name, options, minutes, seed in PLAN:
        command = [sys.executable, "training/train.py", task, "--name", name, "--minutes", str(minutes * args.scale),
                   "--seed", str(seed), "--folder", args.folder, *options]
        running.append(subprocess.Popen(command + (["--resume"] if args.resume else [])))
    if any(process.wait() for process in running):
        sys.exit("a training failed; what it learnt until its last checkpoint is kept: go on with --resume")
    for task, name, *_ in PLAN:
        subprocess.run([sys.executable, "training/export.py", task, "--name", name, "--folder", args.folder], check=True)


if __name__ == "__main__":
    main()
