"""A model's card: what it is, where it comes from, and the SHA-256 by which the program knows the model."""
import hashlib
import json


def sha256_of(path):
    """Hex digest of a file."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read_card(path):
    with open(path) as file:
        return json.load(file)


def write_card(path, card):
    with open(path, "w") as file:
        json.dump(card, file, indent=2, ensure_ascii=False)
        file.write("\n")
