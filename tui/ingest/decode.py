"""Bytes into text: which of the encodings Arabic news comes in this is, or a sentence why none.

UTF-8 proves itself.  The others are told apart by reading the bytes each way and asking which reading looks
like Arabic: letters weigh by how often news text uses them (shares of the letters of 4,300 articles of the
ANT, SaudiNewsNet and Al Jazeera collections), signs that Arabic text has no use for weigh against a reading.

A few bytes gone wrong on the way do not make a text unreadable: they stand as U+FFFD, and their number is told.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from typing import NamedTuple

# Letters for each thousand letters of news text.
_SHARES = {
    "ا": 150, "ل": 115, "ي": 74, "م": 65, "و": 52, "ن": 49, "ت": 46, "ر": 45, "ب": 34, "ع": 33,
    "ة": 33, "د": 31, "ف": 25, "س": 24, "ه": 23, "ق": 21, "أ": 19, "ك": 18, "ح": 18, "ج": 14,
    "ش": 10, "ط": 9, "،": 9, "ص": 9, "إ": 8, "ى": 8, "خ": 8, "ض": 6, "ز": 6, "ذ": 6,
    "ث": 5, "ئ": 4, "غ": 4, "ء": 3, "ظ": 2, "ؤ": 1, "آ": 1,
}  # fmt: skip
_USUAL = {letter: math.log(share / 1000) for letter, share in _SHARES.items()}
# Punctuation, marks and digits that occur in Arabic text without saying much about it.
_NEUTRAL = frozenset(
    "\u00a0\u200c\u200d\u200e\u200f«»“”‘’–—…•؛؟ـ٪٫٬" + "".join(map(chr, range(0x64B, 0x653))) + "٠١٢٣٤٥٦٧٨٩"
)
_NEUTRAL_WEIGHT = math.log(0.004)
_FOREIGN_WEIGHT = math.log(0.0001)
# News text scores about -3.2; the same bytes read in the wrong encoding score below -5.
_ARABIC_ENOUGH = -4.2
_SAMPLE = 20_000
# The share of control characters up to which they are there by accident; UTF-16 read by bytes is half of them.
_STRAY_SHARE = 0.05
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1b\x85")
_LOST = "\ufffd"
_LOST_RUN = re.compile(f"{_LOST}+")
# Characters beyond ASCII that must be read for each that cannot be: where another encoding is read, it is not one.
_READ_FOR_EACH_LOST = 3
# Without any, the share of the text that may be lost: a sign here and there from an encoding of western Europe.
_LOST_OF_ASCII = 0.01

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UndecodableError(Exception):
    """The bytes are no text in an encoding that is known; `str()` says so in a sentence."""


class Decoded(NamedTuple):
    """What bytes say.

    Attributes:
        text: their text, newlines made `\\n`, a byte order mark dropped, U+FFFD for what cannot be read.
        encoding: the encoding they are in.
        lost: stretches of the text that cannot be read.
        first_lost: line of the first of them, counted from 1; 0 when there is none.
    """

    text: str
    encoding: str
    lost: int = 0
    first_lost: int = 0

    @property
    def remark(self) -> str:
        """What is wrong with the bytes, to follow the name of their file; "" when nothing is."""
        if not self.lost:
            return ""
        if self.lost == 1:
            where = f"a place in line {self.first_lost} cannot be read and stands"
        else:
            where = f"{self.lost} places, the first in line {self.first_lost}, cannot be read and stand"
        return f"is damaged {self.encoding.upper()}: {where} as {_LOST}"


def decode(content: bytes) -> Decoded:
    """The text of a file, nothing of it touched but newlines, a byte order mark, and bytes that say nothing.

    Args:
        content: the whole file.

    Returns:
        Its text, from UTF-8, UTF-16, UTF-32 (with a mark), windows-1256 or ISO-8859-6.

    Raises:
        UndecodableError: when it is binary, in another encoding, or damaged all over.
    """
    encoding = encoding_of(content)
    lost = first_lost = 0
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        if not _is_mostly_read(text, _lost_characters(content, encoding, text)):
            raise UndecodableError(f"begins like {encoding} but is damaged throughout") from error
        # What is written as U+FFFD in the file itself is no loss of ours.
        lost = max(1, len(_LOST_RUN.findall(text)) - content.decode(encoding, "ignore").count(_LOST))
        first_lost = _plain_newlines(content[: error.start].decode(encoding, "replace")).count("\n") + 1
    return Decoded(_plain_newlines(text.removeprefix("\ufeff")), encoding, lost, first_lost)


def _plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(content: bytes) -> str:
    """The name of the encoding `decode` reads bytes in.

    Raises:
        UndecodableError: when there is none.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    if _has_many_controls(content.decode("latin-1")[:_SAMPLE], nul_counts=True):
        return _wide_encoding(content)
    try:
        content.decode()
    except UnicodeDecodeError:
        text = content.decode(errors="replace")
        lost = _lost_characters(content, "utf-8", text)
        if _beyond_ascii(text) >= lost * (1 + _READ_FOR_EACH_LOST):
            return "utf-8"
        return _single_byte_encoding(content) or _nearly_ascii(text, lost)
    return "utf-8"


def _lost_characters(content: bytes, encoding: str, text: str) -> int:
    """How many characters of a text stand for bytes that could not be read."""
    return text.count(_LOST) - content.decode(encoding, "ignore").count(_LOST)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _is_mostly_read(text: str, lost: int) -> bool:
    return len(text) >= lost * (1 + _READ_FOR_EACH_LOST)


def _nearly_ascii(text: str, lost: int) -> str:
    """UTF-8 for a text of Latin letters with a sign here and there from another encoding."""
    if lost <= len(text) * _LOST_OF_ASCII:
        return "utf-8"
    if _beyond_ascii(text) > 2 * lost:  # what cannot be read is beyond ASCII itself
        raise UndecodableError("is UTF-8 in part and something else in part")
    raise UndecodableError(
        "is not text in an encoding that is known (UTF-8, UTF-16, windows-1256, ISO-8859-6)"
    )


def _has_many_controls(text: str, *, nul_counts: bool) -> bool:
    strange = sum(
        character < " " and character not in _TEXT_CONTROLS and (nul_counts or character != "\0")
        for character in text
    )
    return strange > 1 and strange > len(text) * _STRAY_SHARE


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark shows as a file full of control characters: its high bytes."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    best, best_score = "", -math.inf
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        score = plausibility(text)
        if not _has_many_controls(text, nul_counts=True) and score > best_score:
            best, best_score = encoding, score
    if best_score < _ARABIC_ENOUGH:
        raise UndecodableError("is not text (it holds control characters throughout)")
    return best


def _single_byte_encoding(content: bytes) -> str | None:
    """The encoding of a byte a letter whose reading looks like Arabic, or None."""
    best, best_score = None, -math.inf
    for encoding in ("cp1256", "iso-8859-6"):
        score = plausibility(content.decode(encoding, "replace"))
        if score > best_score:
            best, best_score = encoding, score
    return best if best_score >= _ARABIC_ENOUGH else None


def plausibility(text: str) -> float:
    """How much a text looks like Arabic news: the mean logarithm of the shares of its letters beyond ASCII.

    Args:
        text: a reading of bytes.

    Returns:
        About -3.2 for Arabic, lower for what is none; for plain ASCII just enough to pass.
    """
    beyond = Counter(character for character in text if character > "\x7f")
    weighed = total = 0.0
    for character, number in beyond.items():
        if character in _NEUTRAL:
            weighed += _NEUTRAL_WEIGHT * number * 0.5
            total += number * 0.5
        else:
            weighed += _USUAL.get(character, _FOREIGN_WEIGHT) * number
            total += number
    if not total:
        return _ARABIC_ENOUGH
    return weighed / total
