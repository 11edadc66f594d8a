"""What of a byte stream a text must never be able to bring about on a terminal, and texts that try to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# What the program itself writes, by its own design; everything else is a leak.
_OURS = re.compile(
    rb"\x1b\[(?:"
    rb"[0-9;]*m"  # looks
    rb"|[0-9;]*[ABCDGHJKX]"  # moving and erasing
    rb"|\?(?:7|25|1000|1003|1004|1006|1049|2004|2026|2500|2501)[hl]"
    rb"|8[hl]|[0-9;]* [kS]"  # text direction
    rb"|>25u|<u"
    rb"|c|5n|=c|>c|>q|8\$p|\?2026\$p|\?2501\$p|\?2500\$p"  # questions to the terminal
    rb")|\x1b[78]"  # the cursor kept and put back
)
_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)?|\x1b.?|[^\x1b]+",
    re.DOTALL,
)
_LINK = re.compile(rb"\x1b\]8;[^;]*;(?:https?://[\x21-\x7e]*)?(?:\x1b\\|\x07)")
COPY = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)")


def leaks(output: bytes, *, copies: int = 0) -> dict[str, int]:
    """What is in an output that the program has no reason to write.

    Args:
        output: everything written to the terminal.
        copies: how often the reader has pressed a key that copies to the clipboard.
    """
    found: Counter[str] = Counter()
    copied = 0
    for match in _SEQUENCE.finditer(output):
        piece = match[0]
        if piece.startswith(b"\x1b"):
            if COPY.fullmatch(piece):
                copied += 1
            elif not _OURS.fullmatch(piece) and not _LINK.fullmatch(piece):
                found[repr(piece[:60])] += 1
            continue
        for character in piece.decode("utf-8", "surrogateescape"):
            if character in "\r\n\b":
                continue
            kind = unicodedata.category(character)
            if kind in ("Cc", "Cf", "Cs", "Zl", "Zp"):
                found[f"U+{ord(character):04X} {unicodedata.name(character, kind)}"] += 1
    if found["U+0005 Cc"] <= 1:
        del found["U+0005 Cc"]  # one question of our own: some terminals tell their name only when asked so
    if copied > copies:
        found["copied to the clipboard unasked"] += copied - copies
    for attack in ATTACKS:
        raw = attack.encode("utf-8", "surrogatepass")
        if len(attack) > 1 and any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in attack) and raw in output:
            found[f"verbatim {raw!r}"] += 1
    return dict(found)


ATTACKS = (
    "\x1b[38;5;213mpainted",
    "\x1b[66;66H",
    "\x1b[2Jwiped",
    "\x1b[?1049lout",
    "\x1b[?1003hmouse",
    "\x1b[>4;2m",
    "\x1b[21t\x1b[6n\x1b[c",
    "\x1b]0;title taken\x07",
    "\x1b]2;title taken\x1b\\",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]52;c;?\x1b\\",
    "\x1b]8;;file:///etc/passwd\x07link\x1b]8;;\x07",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]50;?\x07",
    "\x1bP$q q\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1bPq#0;2;0;0;0~\x1b\\",
    "\x1b_Gi=31,a=q;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1bc\x1b#8\x1b(0\x1bZ\x1b=\x1b>",
    "\x1b",
    "\x9b31mC1 CSI",
    "\x9d52;c;aGFja2Vk\x9c",
    "\x90q\x9c",
    "\x9f_\x9c\x98\x9e\x85\x84\x88",
    "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f\x7f",
    "".join(map(chr, range(0x80, 0xA0))),
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f",
    "\u202eevil\u202d\u2066never closed",
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u034f\u115f\u3164",
    "\U000e0001\U000e0041\U000e0042\U000e007f",
    "\ufff9\ufffa\ufffb\ufffc\u2028\u2029",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\ufe0f\U0001f1f8\U0001f1e6\U000e0067",
    "ا" + "\u0651\u064b\u0670\u0300\u0489" * 60,
    "[bold red on blue]markup[/] [link=file:///etc/passwd]x[/link] [@click=app.quit]y[/] \\[ {0} %s $(id) `id`",
    "كلمة" * 400,
    "Supercalifragilistic" * 40,
    "\t\t\u00a0\u3000\u2003",
)
HOSTILE = "خبر " + " نص ".join(ATTACKS) + " نهاية"
SHORT = "".join(attack for attack in ATTACKS if len(attack) < 40)
