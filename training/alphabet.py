"""The signs the recogniser knows, in the order of its output. Index 0 is CTC's blank."""

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
INDEX = {sign: place + 1 for place, sign in enumerate(SIGNS)}
CLASSES = len(SIGNS) + 1


def encode(text):
    """Text of MRZ signs to a list of class numbers (1..37)."""
    return [INDEX[sign] for sign in text]
