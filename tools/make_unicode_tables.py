"""Make `tui/bidi/tables.py` from the files of the Unicode Character Database.

    python tools/make_unicode_tables.py [--ucd FOLDER]

Without `--ucd` the folder is `../shared/ucd/15.0.0` beside the repository, or Debian's `/usr/share/unicode`.
The files read are UnicodeData, ArabicShaping, BidiBrackets, BidiMirroring, DerivedCoreProperties,
EastAsianWidth, LineBreak and PropList; all must be of one version, which is stamped into the module.

Every code point gets a *profile*: the combination of all properties that the package asks for.  There are
fewer than 256 combinations, so that a text becomes a byte string of profiles in one `str.translate`, and each
property of it is a `bytes.translate` away.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT.parent / "shared/ucd/15.0.0", Path("/usr/share/unicode"))
TARGET = ROOT / "tui/bidi/tables.py"
LAST = 0x10FFFF
VERSIONED = (
    "ArabicShaping",
    "BidiBrackets",
    "BidiMirroring",
    "DerivedCoreProperties",
    "EastAsianWidth",
    "LineBreak",
    "PropList",
)

# One letter per bidi class, the names that tui.bidi.uax9 uses.
BIDI = {
    "L": "L", "R": "R", "AL": "A", "EN": "e", "ES": "s", "ET": "t", "AN": "n", "CS": "c", "NSM": "m",
    "BN": "b", "B": "B", "S": "S", "WS": "w", "ON": "o", "LRE": "l", "LRO": "u", "RLE": "r", "RLO": "v",
    "PDF": "p", "LRI": "<", "RLI": ">", "FSI": "?", "PDI": "|",
}  # fmt: skip

# One letter per line breaking class, after the resolutions of LB1; tui.bidi.breaks reads them.
LINE = {
    "AL": "A", "HL": "H", "NU": "1", "SP": " ", "BA": "b", "HY": "-", "BB": "B", "B2": "2", "CB": "C",
    "CL": "}", "CP": ")", "EX": "!", "GL": "g", "IN": "i", "IS": ",", "NS": "n", "OP": "(", "PO": "%",
    "PR": "$", "QU": '"', "SY": "/", "ID": "I", "EB": "E", "EM": "M", "H2": "h", "H3": "j", "JL": "l",
    "JV": "v", "JT": "t", "RI": "r", "CM": "c", "ZWJ": "J", "WJ": "W", "ZW": "Z", "BK": "k", "CR": "k",
    "LF": "k", "NL": "k",
}  # fmt: skip
WIDE_OPEN, WIDE_CLOSE, UNASSIGNED_PICTOGRAPH = "[", "]", "P"
QUOTES = {"Pi": "q", "Pf": "Q"}

# DerivedBidiClass.txt, the @missing lines: what unassigned code points are.
BIDI_DEFAULTS = (
    ("R", "0590-05FF 07C0-085F FB1D-FB4F 10800-10CFF 10D40-10EBF 10F00-10F2F 10F70-10FFF 1E800-1EC6F "
          "1ECC0-1ECFF 1ED50-1EDFF 1EF00-1EFFF"),
    ("AL", "0600-07BF 0860-08FF FB50-FDCF FDF0-FDFF FE70-FEFF 10D00-10D3F 10EC0-10EFF 10F30-10F6F "
           "1EC70-1ECBF 1ED00-1ED4F 1EE00-1EEFF"),
    ("ET", "20A0-20CF"),
)  # fmt: skip
LINE_DEFAULTS = (
    ("ID", "3400-4DBF 4E00-9FFF F900-FAFF 20000-2FFFD 30000-3FFFD 1F000-1FAFF 1FC00-1FFFD"),
    ("PR", "20A0-20CF"),
)
WIDE_DEFAULTS = "3400-4DBF 4E00-9FFF F900-FAFF 20000-2FFFD 30000-3FFFD"

# Profiles that no code point has: shaping gives them to a code point for the company it is in.
MADE = {
    "LAM_ALEF": ("A", "R", "s", "A", 1, 0),  # a lam with the alef that follows, as one letter
    "SWALLOWED": ("b", "T", "x", "c", 0, 0),  # that alef; an emoji modifier after its emoji
    "LONE_MARK": ("m", "U", "s", "A", 1, 0),  # a mark with no letter before it
    "MARKED_BLANK": ("w", "U", "s", "A", 1, 0),  # a blank with a mark on it
    "FLAG": ("L", "U", "s", "r", 2, 0),  # the first of two regional indicators
    "FLAG_END": ("L", "U", "m", "c", 0, 0),  # the second
}

LAM, ALEFS = 0x0644, (0x0622, 0x0623, 0x0625, 0x0627)
REPLACEMENT = 0xFFFD
# The sign that encloses a verse number is a format character of unsure width; its plain sibling is not.
SIBLINGS = {0x06DD: 0x06DE}
BISMILLAH = (0xFDFD, "بسم الله الرحمن الرحيم")


def records(path: Path) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (first, last, further fields) of each line of a property file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            first, _, last = fields[0].partition("..")
            yield int(first, 16), int(last or first, 16), fields[1:]


def spans(text: str) -> Iterator[tuple[int, int]]:
    for piece in text.split():
        first, last = piece.split("-")
        yield int(first, 16), int(last, 16)


def version_of(folder: Path) -> str:
    """Return the version all files of a folder carry."""
    found = set()
    for name in VERSIONED:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        match = re.match(rf"# {name}-(\d+\.\d+\.\d+)\.txt", text)
        if match is None:
            raise SystemExit(f"{folder / name}.txt names no version in its first line")
        found.add(match[1])
    if len(found) != 1:
        raise SystemExit(f"files of several versions in {folder}: {', '.join(sorted(found))}")
    return found.pop()


class Database:
    """The properties of all code points, as lists indexed by code point."""

    def __init__(self, folder: Path) -> None:
        size = LAST + 1
        self.category = ["Cn"] * size
        self.bidi = ["L"] * size
        self.line = ["XX"] * size
        self.wide = bytearray(size)
        self.asian = bytearray(size)
        self.decomposition: dict[int, str] = {}
        self.ignorable = bytearray(size)
        self.blank = bytearray(size)
        self.extending = bytearray(size)
        # Thai and Lao AM, which UAX #29 counts as spacing marks.
        self.extending[0x0E33] = self.extending[0x0EB3] = 1
        self.joining = ["U"] * size
        self.mirror = {
            first: int(fields[0], 16) for first, _, fields in records(folder / "BidiMirroring.txt")
        }
        self.brackets = {
            first: (int(fields[0], 16), fields[1])
            for first, _, fields in records(folder / "BidiBrackets.txt")
        }
        for name, text in BIDI_DEFAULTS:
            for first, last in spans(text):
                self.bidi[first : last + 1] = [name] * (last - first + 1)
        for name, text in LINE_DEFAULTS:
            for first, last in spans(text):
                self.line[first : last + 1] = [name] * (last - first + 1)
        for first, last in spans(WIDE_DEFAULTS):
            self.wide[first : last + 1] = b"\1" * (last - first + 1)
        self._properties(folder)
        self._unicode_data(folder / "UnicodeData.txt")
        self._joining(folder / "ArabicShaping.txt")

    def _properties(self, folder: Path) -> None:
        for first, last, fields in records(folder / "DerivedCoreProperties.txt"):
            if fields[0] == "Default_Ignorable_Code_Point":
                self.ignorable[first : last + 1] = b"\1" * (last - first + 1)
                self.bidi[first : last + 1] = ["BN"] * (last - first + 1)
            elif fields[0] == "Grapheme_Extend":
                self.extending[first : last + 1] = b"\1" * (last - first + 1)
        for first, last, fields in records(folder / "PropList.txt"):
            if fields[0] == "White_Space":
                self.blank[first : last + 1] = b"\1" * (last - first + 1)
            elif fields[0] == "Noncharacter_Code_Point":
                self.bidi[first : last + 1] = ["BN"] * (last - first + 1)
        for first, last, fields in records(folder / "LineBreak.txt"):
            self.line[first : last + 1] = [fields[0]] * (last - first + 1)
        for first, last, fields in records(folder / "EastAsianWidth.txt"):
            self.wide[first : last + 1] = bytes([fields[0] in "WF"]) * (last - first + 1)
            self.asian[first : last + 1] = bytes([fields[0] in "WFH"]) * (last - first + 1)

    def _unicode_data(self, path: Path) -> None:
        opened = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split(";")
            code = int(fields[0], 16)
            if fields[1].endswith(", First>"):
                opened = code
                continue
            first = opened if fields[1].endswith(", Last>") else code
            for each in range(first, code + 1):
                self.category[each] = fields[2]
                self.bidi[each] = fields[4]
            if fields[5]:
                self.decomposition[code] = fields[5]

    def _joining(self, path: Path) -> None:
        for code, category in enumerate(self.category):
            if category in ("Mn", "Me", "Cf"):
                self.joining[code] = "T"
        for first, _, fields in records(path):
            self.joining[first] = fields[1]

    def line_class(self, code: int) -> str:
        """Return the letter of the line breaking class, LB1 and the splits of LB30 and LB30b done."""
        name, category = self.line[code], self.category[code]
        if name in ("AI", "SG", "XX"):
            name = "AL"
        elif name == "SA":
            name = "CM" if category in ("Mn", "Mc") else "AL"
        elif name == "CJ":
            name = "NS"
        if self.asian[code] and name in ("OP", "CP"):
            return WIDE_OPEN if name == "OP" else WIDE_CLOSE
        if name == "ID" and category == "Cn" and 0x1F000 <= code <= 0x1FFFD:
            return UNASSIGNED_PICTOGRAPH
        if name == "QU" and category in QUOTES:
            return QUOTES[category]
        return LINE[name]

    def kind(self, code: int) -> str:
        """Return what a code point is to a row of cells (see KINDS in the made module)."""
        category, line = self.category[code], self.line[code]
        if self.bidi[code] == "B":
            return "p"
        if line == "BK":
            return "f"
        if code == 9:
            return "t"
        if code == 0x200D:
            return "j"
        if code not in SIBLINGS and (category in ("Cc", "Cf") or self.ignorable[code]):
            return "x" if self.joining[code] == "T" or (self.ignorable[code] and category == "Mn") else "n"
        if category in ("Mn", "Me") or line in ("JV", "JT"):
            return "m"
        if code == LAM:
            return "L"
        if code in ALEFS:
            return "A"
        if self.blank[code] and line != "GL":
            return "w"
        return {"EB": "E", "EM": "M", "RI": "r"}.get(line, "s")

    def flags(self, code: int) -> int:
        return (
            (1 if code in self.mirror else 0)
            | (2 if code in self.brackets else 0)
            | (4 if self.substitute(code) is not None else 0)
            | (8 if self.expansion(code) else 0)
            | (16 if self.kind(code) in "wt" else 0)
            | (32 if self.category[code] == "Mc" or self.extending[code] else 0)
        )

    def substitute(self, code: int) -> int | None:
        """Return what is printed for a character that terminals must not get or draw at several widths."""
        category = self.category[code]
        if category in ("Cs", "Cn"):
            # A surrogate cannot be written; nobody knows how wide a character not yet assigned will be.
            return REPLACEMENT
        if code == 9 or (category == "Zs" and code not in (0x20, 0x1680, 0x3000)):
            return 0x20
        return SIBLINGS.get(code)

    def expansion(self, code: int) -> str:
        """Return the words that a one-character phrase stands for, or nothing."""
        if code == BISMILLAH[0]:
            return BISMILLAH[1]
        if 0xFDF0 <= code <= 0xFDFC and self.decomposition.get(code, "").startswith("<isolated>"):
            return "".join(chr(int(each, 16)) for each in self.decomposition[code].split()[1:])
        return ""

    def profile(self, code: int) -> tuple[str, str, str, str, int, int]:
        kind = self.kind(code)
        wide = (self.wide[code] or kind == "M") and self.substitute(code) is None
        width = 0 if kind in "jxnmpf" else 1 + wide
        return (
            BIDI[self.bidi[code]],
            self.joining[code],
            kind,
            self.line_class(code),
            width,
            self.flags(code),
        )

    def forms(self) -> list[dict[int, int]]:
        """Return, for isolated, initial, final and medial, letter -> presentation form."""
        found: list[dict[int, int]] = [{}, {}, {}, {}]
        names = ("<isolated>", "<initial>", "<final>", "<medial>")
        for code, text in sorted(self.decomposition.items()):
            if 0xFB50 <= code <= 0xFEFC:
                name, *letters = text.split()
                if name in names and len(letters) == 1 and self.joining[int(letters[0], 16)] != "T":
                    found[names.index(name)].setdefault(int(letters[0], 16), code)
        return found

    def lam_alef(self) -> list[dict[int, int]]:
        """Return, for isolated and final, alef -> the ligature it makes with a lam before it."""
        found: list[dict[int, int]] = [{}, {}]
        for code in range(0xFEF5, 0xFEFD):
            name, lam, alef = self.decomposition[code].split()
            assert int(lam, 16) == LAM
            assert int(alef, 16) in ALEFS
            found[name == "<final>"][int(alef, 16)] = code
        return found

    def bracket_keys(self) -> dict[int, int]:
        """Return bracket -> number of its pair, positive if it opens; canonical equivalents share it."""
        keys: dict[int, int] = {}
        for code, (_, kind) in sorted(self.brackets.items()):
            if kind == "o":
                keys[code] = len(keys) + 1
        for code, text in self.decomposition.items():
            if code in keys and not text.startswith("<"):
                keys[code] = keys[int(text, 16)]
        for code, (pair, kind) in sorted(self.brackets.items()):
            if kind == "c":
                keys[code] = -keys[pair]
        return keys


def literal(values: list[str], indent: str = "    ", width: int = 116) -> str:
    """Lay items out in lines."""
    lines, line = [], indent
    for value in values:
        if len(line) + len(value) > width:
            lines.append(line.rstrip())
            line = indent
        line += value + " "
    return "\n".join([*lines, line.rstrip()])


def table_of(pairs: dict[int, int]) -> str:
    return "{\n" + literal([f"{key:#06x}: {value:#06x}," for key, value in sorted(pairs.items())]) + "\n}"


def bytes_literal(data: bytes) -> str:
    lines = [f"    {data[k : k + 64]!r}" for k in range(0, len(data), 64)]
    return "(\n" + "\n".join(lines) + "\n)"


def text_literal(codes: list[int]) -> str:
    """A text of code points, by their numbers: as a tuple of them it would take longer to load than all the rest."""
    escapes = [
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
        for code in codes
    ]
    return "\n".join(f'    "{"".join(escapes[at : at + 14])}"' for at in range(0, len(escapes), 14))


def module(folder: Path) -> str:
    """Return the text of the module."""
    version = version_of(folder)
    database = Database(folder)
    numbers: dict[tuple[str, str, str, str, int, int], int] = {}
    starts: list[int] = []
    profiles: list[int] = []
    for code in range(LAST + 1):
        profile = database.profile(code)
        number = numbers.setdefault(profile, len(numbers))
        if not profiles or profiles[-1] != number:
            starts.append(code)
            profiles.append(number)
    assert len(numbers) <= 256 - len(MADE), f"{len(numbers)} profiles do not fit into a byte"
    made = {name: len(numbers) + k for k, name in enumerate(MADE)}
    columns = list(zip(*numbers, *MADE.values(), strict=True))
    columns_text = []
    for name, column in zip(("BIDI", "JOINING", "KIND", "LINE", "WIDTH", "FLAGS"), columns, strict=True):
        data = bytes(each if isinstance(each, int) else ord(each) for each in column)
        columns_text.append(f"{name} = {bytes_literal(data.ljust(256, bytes(1)))}")
        if name == "FLAGS":
            for flag, label in enumerate(("MIRRORED", "BRACKET", "SUBSTITUTED", "PHRASE", "BLANK", "GLUED")):
                column = bytes(each >> flag & 1 for each in data.ljust(256, bytes(1)))
                columns_text.append(f"{label}_FLAGS = {bytes_literal(column)}")
    substitutes = {code: each for code in range(LAST + 1) if (each := database.substitute(code)) is not None}
    named = {code: each for code, each in substitutes.items() if each != REPLACEMENT}
    expansions = {code: each for code in range(0xFB50, 0xFE00) if (each := database.expansion(code))}
    isolated, initial, final, medial = map(table_of, database.forms())
    dual = literal([f"{code:#06x}," for code in database.forms()[0] if database.joining[code] == "D"])
    lam_isolated, lam_final = map(table_of, database.lam_alef())
    words = "\n".join(f"    {code:#06x}: {text!r}," for code, text in expansions.items())
    made_text = "\n".join(f"{name} = {number}" for name, number in made.items())
    profile_columns = "\n\n".join(columns_text)
    return f'''"""Unicode {version} properties that bidi, shaping and layout ask for.

Made by tools/make_unicode_tables.py from the Unicode Character Database; change that, not this.
"""

# fmt: off
# ruff: noqa: RUF100

UNICODE_VERSION = "{version}"

# Code points from that of STARTS[i] up to the next start have profile PROFILES[i].
STARTS = (
{text_literal(starts)}
)

PROFILES = {bytes_literal(bytes(profiles))}

# Columns below: indexed by profile, so that `profiles.translate(BIDI)` gives the classes of a text.
# BIDI     bidi class, one letter each: {" ".join(f"{v} {k}" for k, v in BIDI.items())}
# JOINING  joining type: U R L D C T
# KIND     s starts a cell, w is blank, L lam, A alef that joins with it into one cell, m zero-width mark,
#          E emoji that takes a modifier, M the modifier, r regional indicator, t tab, f line end within a
#          paragraph, p paragraph end; not printed: x (letters join across it), n (they do not), j (joins)
# LINE     line breaking class: {" ".join(f"{v} {k}" for k, v in LINE.items())}
#          q initial QU, Q final QU, {WIDE_OPEN} East Asian OP, {WIDE_CLOSE} East Asian CP,
#          {UNASSIGNED_PICTOGRAPH} unassigned ID
# WIDTH    cells
# FLAGS    1 has a mirror image, 2 paired bracket, 4 another character is printed, 8 stands for a phrase,
#          16 blank, 32 continues the grapheme before it; each also as a column of its own
{profile_columns}

# Profiles that shaping gives to a code point for the company it is in.
{made_text}

# Presentation forms of single letters.
ISOLATED = {isolated}

INITIAL = {initial}

FINAL = {final}

MEDIAL = {medial}

# Letters among them that join on both sides.
DUAL = (
{dual}
)

# Alef -> its ligature with the lam before it.
LAM_ALEF_ISOLATED = {lam_isolated}

LAM_ALEF_FINAL = {lam_final}

MIRROR = {table_of(database.mirror)}

# Paired brackets: the number of the pair, negative for the closing one; canonical equivalents share it.
BRACKETS = {table_of(database.bracket_keys()).replace("0x-", "-0x")}

# Printed instead of a character that terminals draw at different widths; all others so flagged print U+FFFD.
SUBSTITUTES = {table_of(named)}

# One character that stands for a phrase, unreadable in one cell.
PHRASES = {{
{words}
}}
'''


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ucd", type=Path, help="folder of the Unicode Character Database")
    folder = parser.parse_args().ucd or next((each for each in FOLDERS if each.is_dir()), None)
    if folder is None:
        raise SystemExit(
            f"no Unicode Character Database in {' or '.join(map(str, FOLDERS))}: give --ucd FOLDER"
        )
    TARGET.write_text(module(folder), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
