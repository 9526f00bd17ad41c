"""Made-up machine-readable zones of every format (ICAO Doc 9303 parts 4 to 7, French ID, licences, PNRUS).

Names are random letters: nobody's. Half of the zones obey check digits, the others are plain random signs, so that the
recogniser learns shapes and not a language.
"""
import random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
ANY = LETTERS + DIGITS
STATES = ("UTO D<< GBR FRA ITA ESP RUS UKR BLR KAZ KGZ UZB TJK AZE ARM GEO USA CAN MEX BRA CHN JPN KOR IND TUR POL CZE "
          "SVK HUN ROU BGR SRB HRV SVN AUT CHE BEL NLD LUX DNK NOR SWE FIN EST LVA LTU IRL PRT GRC CYP MLT ISR EGY MAR "
          "TUN DZA NGA GHA KEN ZAF AUS NZL IDN MYS SGP THA VNM PHL PAK BGD LKA NPL IRN IRQ SAU ARE QAT KWT OMN LBN "
          "ARG CHL PER COL ECU VEN CUB DOM JAM XXA XXB UNO EUE").split()
# Letters that stand for Cyrillic ones in a PNRUS name; digits among them are legal there.
PNRUS = "ABVGDE2JZIQKLMNOPRSTUFHC34WXY9687"


def check_digit(text):
    """ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; A is 10, `<` is 0."""
    values = {**{d: int(d) for d in DIGITS}, **{c: i + 10 for i, c in enumerate(LETTERS)}, "<": 0}
    return str(sum(values[c] * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def fill(text, length):
    return (text + "<" * length)[:length]


def word(rng, low=2, high=12, signs=LETTERS):
    return "".join(rng.choice(signs) for _ in range(rng.randint(low, high)))


def names(rng, length, signs=LETTERS):
    surname = "<".join(word(rng, 2, 12, signs) for _ in range(rng.choice((1, 1, 1, 2))))
    given = "<".join(word(rng, 2, 10, signs) for _ in range(rng.choice((0, 1, 1, 1, 2, 2, 3))))
    return fill(surname + ("<<" + given if given else ""), length)


def number(rng, length=9):
    style = rng.random()
    if style < 0.35:
        text = word(rng, 1, 2) + word(rng, 5, 7, DIGITS)
    elif style < 0.65:
        text = word(rng, 7, 9, DIGITS)
    elif style < 0.7:
        text = rng.choice("0X1") * 9
    else:
        text = word(rng, 6, 9, ANY)
    return fill(text, length)


def date(rng):
    if rng.random() < 0.03:
        return word(rng, 2, 2, DIGITS) + "<<<<"
    return f"{rng.randint(0, 99):02d}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"


def optional(rng, length):
    if rng.random() < 0.5:
        return "<" * length
    return fill(word(rng, 1, length, rng.choice((DIGITS, ANY))), length)


def td3(rng):
    if rng.random() < 0.08:
        first = "PNRUS" + names(rng, 39, PNRUS)
        state = "RUS"
    else:
        state = rng.choice(STATES).ljust(3, "<")
        first = rng.choice(("P<", "P<", "P<", "PD", "PS", "PP", "PM", "PO")) + state + names(rng, 39)
    doc, born, expiry, extra = number(rng), date(rng), date(rng), optional(rng, 14)
    extra_digit = "<" if extra == "<" * 14 and rng.random() < 0.5 else check_digit(extra)
    core = doc + check_digit(doc), born + check_digit(born), expiry + check_digit(expiry) + extra + extra_digit
    return [first, core[0] + state + core[1] + rng.choice("MF<") + core[2] + check_digit("".join(core))]


def td2(rng):
    state = rng.choice(STATES).ljust(3, "<")
    doc, born, expiry, extra = number(rng), date(rng), date(rng), optional(rng, 7)
    core = doc + check_digit(doc), born + check_digit(born), expiry + check_digit(expiry) + extra
    return [rng.choice(("I<", "ID", "P<", "AC")) + state + names(rng, 31),
            core[0] + state + core[1] + rng.choice("MF<") + core[2] + check_digit("".join(core))]


def td1(rng):
    state = rng.choice(STATES).ljust(3, "<")
    doc, born, expiry = number(rng), date(rng), date(rng)
    upper = doc + check_digit(doc) + optional(rng, 15)
    born, expiry, extra = born + check_digit(born), expiry + check_digit(expiry), optional(rng, 11)
    return [rng.choice(("I<", "ID", "AC", "C<", "CR", "IR")) + state + upper,
            born + rng.choice("MF<") + expiry + state + extra + check_digit(upper + born + expiry + extra),
            names(rng, 30)]


def mrv(rng, length):
    state = rng.choice(STATES).ljust(3, "<")
    doc, born, expiry = number(rng), date(rng), date(rng)
    return [rng.choice(("V<", "VC", "VD")) + state + names(rng, length - 5),
            fill(doc + check_digit(doc) + state + born + check_digit(born) + rng.choice("MF<") + expiry
                 + check_digit(expiry) + optional(rng, length - 28), length)]


def french_id(rng):
    first = "IDFRA" + fill(word(rng, 3, 20), 25) + word(rng, 6, 6, DIGITS)
    doc = word(rng, 12, 12, DIGITS)
    second = doc + check_digit(doc) + fill(word(rng, 3, 10) + "<<" + word(rng, 3, 6), 14) + date(rng)
    second += check_digit(second[-6:]) + rng.choice("MF")
    return [first, second + check_digit(first + second)]


def one_line(rng):
    return [fill("D1" + rng.choice(STATES).ljust(3, "<") + word(rng, 8, 14, ANY) + word(rng, 3, 6, DIGITS)
                 + word(rng, 2, 6), 28) + "<" + rng.choice(DIGITS)]


def swiss_licence(rng):
    return [word(rng, 3, 3) + word(rng, 3, 3, DIGITS) + "D<<",
            fill("FACHE" + word(rng, 12, 12, DIGITS) + "<<" + date(rng), 30), names(rng, 30)]


def noise(rng):
    """Signs with no sense at all, in the shape of some format, with runs of fillers."""
    length, count = rng.choice(((44, 2), (44, 2), (36, 2), (30, 3)))
    lines = []
    for _ in range(count):
        line = ""
        while len(line) < length:
            line += "<" * rng.randint(1, 9) if rng.random() < 0.2 else word(rng, 1, 9, ANY)
        lines.append(line[:length])
    return lines


def document(rng):
    """(format, lines) of one made-up document."""
    roll = rng.random()
    if roll < 0.36:
        return "TD3", td3(rng)
    if roll < 0.56:
        return "TD1", td1(rng)
    if roll < 0.64:
        return "TD2", td2(rng)
    if roll < 0.69:
        return "MRVA", mrv(rng, 44)
    if roll < 0.73:
        return "MRVB", mrv(rng, 36)
    if roll < 0.76:
        return "FRA-ID", french_id(rng)
    if roll < 0.78:
        return "FRA-DL", one_line(rng)
    if roll < 0.79:
        return "CHE-DL", swiss_licence(rng)
    lines = noise(rng)
    return {44: "TD3", 36: "TD2", 30: "TD1"}[len(lines[0])], lines


if __name__ == "__main__":
    source = random.Random(1)
    for _ in range(12):
        print(*document(source), sep="\n  ")
