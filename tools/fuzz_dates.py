"""Throw random text at the date grammar and report what breaks an invariant.

Run: `python tools/fuzz_dates.py --seconds 600 [--seed N]`.  Every finding is printed with the text that caused it,
cut to the shortest piece that still does; the exit status is 1 where there was one.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tui.entities.dates import date_entity_id, describe, find_dates, sort_key
from tui.entities.dates.grammar import rules_by_class
from tui.entities.dates.lexicon import NAMES, lexicon
from tui.entities.model import Span

_SEPARATORS = [" "] * 12 + [
    "",
    "،",
    "، ",
    ".",
    "\n",
    "/",
    "-",
    " - ",
    ":",
    "(",
    ")",
    '"',
    "\u200f",
    "\u00a0",
    "ـ",
    " و",
    " ب",
    " لل",
]
_SHAPES = [
    r"-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    r"\d{4}-W\d\d",
    r"\d{4}-2[1-4]",
    r"\d{3}X",
    r"-?\d\d",
    r"P(\d+[YMWD])*(T(\d+[HMS])+)?",
    r"XXXX(-WXX-\d|-XX-\d\d|-\d\d(-\d\d)?)",
    r"(PAST|PRESENT|FUTURE)_REF",
]
_SHAPE = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))


def check(text: str, published: date | datetime | None, names: list[Span]) -> str | None:
    """What is wrong with the dates of a text, or None."""
    try:
        mentions = find_dates(text, published, names)
    except Exception as error:  # the point of the program is to find whatever it raises
        return f"{type(error).__name__}: {error}"
    end = 0
    for mention in mentions:
        if not end <= mention.start < mention.end <= len(text):
            return f"bad span {mention.start}-{mention.end}"
        end = mention.end
        if text[mention.start : mention.end] != mention.text or mention.date is None:
            return "text differs from its span"
        try:
            describe(mention.date, mention.text), sort_key(mention.date), date_entity_id(mention.date)
        except Exception as error:
            return f"{mention.date}: {type(error).__name__}: {error}"
        if problem := bad_value(mention.date.value):
            return f"{problem}: {mention.date.value!r}"
    return None


def bad_value(value: str | None) -> str | None:
    """What is wrong with a value, or None: its shape, or days no calendar has."""
    if value is None:
        return None
    for part in re.split("[,/]", value):
        if not _SHAPE.fullmatch(part):
            return "shape"
        day = re.match(r"(\d{4})-(\d\d)-(\d\d)", part)
        if day:
            try:
                date(int(day[1]), int(day[2]), int(day[3]))
            except ValueError:
                return "no such day"
        month = re.fullmatch(r"\d{4}-(\d\d)", part)
        if month and not (1 <= int(month[1]) <= 12 or 21 <= int(month[1]) <= 24):
            return "no such month"
    return None


_FIGURES: dict[str, Callable[[random.Random], str]] = {
    "n12": lambda r: str(r.randint(1, 12)),
    "n24": lambda r: str(r.randint(13, 24)),
    "n31": lambda r: str(r.randint(25, 31)),
    "n99": lambda r: str(r.choice([0, r.randint(32, 99)])),
    "n999": lambda r: str(r.randint(100, 999)),
    "year": lambda r: str(r.randint(1000, 2999)),
    "num": lambda r: str(r.randint(3000, 10**6)),
    "dec": lambda r: f"{r.randint(0, 30)}.{r.randint(0, 60)}",
    "numdate": lambda r: (
        f"{r.randint(1, 31)}/{r.randint(1, 12)}/{r.choice([r.randint(1, 99), r.randint(1300, 2100)])}"
    ),
    "clock": lambda r: f"{r.randint(0, 25)}:{r.randint(0, 61):02d}",
    "slash": lambda r: "/",
    "dash": lambda r: "-",
    "comma": lambda r: "،",
    "lpar": lambda r: "(",
    "rpar": lambda r: ")",
    "word": lambda r: r.choice(["قليلة", "عدة", "الرياضي"]),
}


class Grammar:
    """Makes expressions the grammar knows, token by token along one of its rules."""

    def __init__(self) -> None:
        self.rules = sorted({rule for rules in rules_by_class().values() for rule in rules}, key=repr)
        self.forms: dict[str, list[str]] = {}
        known = lexicon()
        for word, (char, _) in known.words.items():
            self.forms.setdefault(char, []).append(word)
        for first, phrases in known.phrases.items():
            for phrase in chain.from_iterable(phrases.values()):
                self.forms.setdefault(phrase.char, []).append(" ".join((first, *phrase.rest)))

    def expression(self, random_: random.Random) -> str:
        """One expression, perhaps cut short."""
        pattern = random_.choice(self.rules).pattern
        classes, pieces = "", []
        characters = list(NAMES)
        while len(classes) < 14 and not (random_.random() < 0.25 and pattern.fullmatch(classes)):
            random_.shuffle(characters)
            following = next((c for c in characters if pattern.fullmatch(classes + c, partial=True)), None)
            if following is None:
                break
            classes += following
            figure = _FIGURES.get(NAMES[following])
            pieces.append(figure(random_) if figure else random_.choice(self.forms.get(following, ["عشر"])))
        return " ".join(pieces)


def make(random_: random.Random, words: list[str], grammar: Grammar) -> str:
    """A text of expressions, words of time, numbers, separators and anything Unicode has."""
    pieces = []
    for _ in range(random_.randint(1, 40)):
        kind = random_.random()
        if kind < 0.1:
            pieces.append(grammar.expression(random_))
        elif kind < 0.6:
            pieces.append(random_.choice(words))
        elif kind < 0.8:
            top = random_.choice([9, 31, 31, 99, 1500, 2100, 9999, 99999, 10**12])
            number = str(random_.randint(0, top))
            pieces.append(number if random_.random() < 0.8 else number.translate(_EASTERN))
        elif kind < 0.87:
            fields = [str(random_.randint(0, top)) for top in (40, 14, 9999)]
            pieces.append(random_.choice("/-.:").join(fields if random_.random() < 0.5 else fields[::-1]))
        elif kind < 0.97:
            pieces.append(
                random_.choice(["كتاب", "قال", "من", "في", "سيصل", "المقرر", "ثورة", "شارع", "القرار"])
            )
        else:
            pieces.append(
                chr(random_.choice([random_.randint(1, 0xD7FF), random_.randint(0xE000, 0x10FFFF)]))
            )
        pieces.append(random_.choice(_SEPARATORS))
    return "".join(pieces)


_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def shrink(text: str, fails: Callable[[str], bool]) -> str:
    """The shortest piece found that still fails."""
    words = text.split(" ")
    size = len(words) // 2
    while size:
        start = 0
        while start < len(words):
            shorter = words[:start] + words[start + size :]
            if shorter and fails(" ".join(shorter)):
                words = shorter
            else:
                start += size
        size //= 2
    return " ".join(words)


def _fails(published: date | datetime | None, piece: str) -> bool:
    return check(piece, published, []) is not None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    known, grammar = lexicon(), Grammar()
    words = list(known.words) + [
        " ".join((first, *phrase.rest))
        for first, phrases in known.phrases.items()
        for phrase in chain.from_iterable(phrases.values())
    ]
    limit, texts, found = time.monotonic() + options.seconds, 0, set()
    while time.monotonic() < limit:
        text = make(random_, words, grammar)
        day = date.fromordinal(
            random_.choice([random_.randint(1, 3_652_059), random_.randint(730_000, 740_000)])
        )
        published = random_.choice(
            [None, day, datetime(day.year, day.month, day.day, random_.randint(0, 23))]
        )
        cut = sorted(random_.sample(range(len(text) + 1), 2)) if len(text) > 2 else [0, 0]
        names = [Span(cut[0], cut[1], "person")] if random_.random() < 0.2 and cut[0] < cut[1] else []
        texts += 1
        problem = check(text, published, names)
        if problem:
            key = re.sub(r"\d+", "9", problem)[:60]
            if key not in found:
                found.add(key)
                short = shrink(text, partial(_fails, published))
                print(f"{problem}\n  published {published!r}\n  {short!r}", flush=True)
    print(f"{texts} texts, {len(found)} kinds of findings")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
