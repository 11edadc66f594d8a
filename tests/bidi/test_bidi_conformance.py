"""The two conformance files of UAX #9, whole where they are at hand, and a sample of our own everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.bidi import tables, uax9

HERE = Path(__file__).resolve()
FOLDERS = (HERE.parents[3] / "shared/ucd" / tables.UNICODE_VERSION, Path("/usr/share/unicode"))
SAMPLE = HERE.with_name("bidi_sample.txt")

CLASSES = {
    "L": "L", "R": "R", "AL": "A", "EN": "e", "ES": "s", "ET": "t", "AN": "n", "CS": "c", "NSM": "m",
    "BN": "b", "B": "B", "S": "S", "WS": "w", "ON": "o", "LRE": "l", "LRO": "u", "RLE": "r", "RLO": "v",
    "PDF": "p", "LRI": "<", "RLI": ">", "FSI": "?", "PDI": "|",
}  # fmt: skip
REMOVED = b"lurvpb"
KEPT = bytes(set("".join(CLASSES.values()).encode()) - set(REMOVED))
X = -1  # the level of a removed character


def ucd(name: str) -> Path:
    for folder in FOLDERS:
        path = folder / name
        if path.is_file() and tables.UNICODE_VERSION in path.open(encoding="utf-8").readline():
            return path
    pytest.skip(f"no {name} of Unicode {tables.UNICODE_VERSION} in {' or '.join(map(str, FOLDERS))}")


def rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if row := line.split("#")[0].strip():
                yield row


def result(classes: bytes, resolved: uax9.Resolved) -> tuple[list[int], list[int]]:
    """Return levels and order as the files give them: removed characters have X, and not in the order."""
    levels = uax9.line_levels(classes, resolved, 0, len(classes))
    order = uax9.visual_order(levels)
    if not classes.strip(KEPT):
        return list(levels), order
    shown = [X if each in REMOVED else level for each, level in zip(classes, levels, strict=True)]
    return shown, [k for k in order if classes[k] not in REMOVED]


def numbers(field: str) -> list[int]:
    return [X if each == "x" else int(each) for each in field.split()]


def check_characters(path: Path) -> tuple[int, list[str]]:
    count, wrong = 0, []
    for row in rows(path):
        codes, direction, base, levels, order = row.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        resolved = uax9.resolve(text, {"0": 0, "1": 1, "2": None}[direction])
        found = result(uax9.classes_of(text), resolved)
        if (resolved.base, *found) != (int(base), numbers(levels), numbers(order)):
            wrong.append(f"{row} -> {found}")
        count += 1
    return count, wrong


def test_sample() -> None:
    count, wrong = check_characters(SAMPLE)
    assert count > 50
    assert wrong == []


def test_every_case_of_bidi_character_test() -> None:
    count, wrong = check_characters(ucd("BidiCharacterTest.txt"))
    assert wrong == []
    assert count == 91_707


def test_every_case_of_bidi_test() -> None:
    count = 0
    wrong = []
    expected: tuple[list[int], list[int]] = [], []
    for row in rows(ucd("BidiTest.txt")):
        if row.startswith("@"):
            name, _, value = row.partition(":")
            if name == "@Levels":
                expected = numbers(value), []
            elif name == "@Reorder":
                expected = expected[0], numbers(value)
            continue
        names, _, bits = row.partition(";")
        classes = "".join([CLASSES[name] for name in names.split()]).encode()
        for bit, base in ((1, None), (2, 0), (4, 1)):
            if int(bits) & bit:
                count += 1
                if result(classes, uax9.resolve_classes(classes, base)) != expected:
                    wrong.append(f"{names} from {base}")
    assert wrong == []
    assert count == 770_241
