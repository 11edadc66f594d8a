"""Character attributes and colours as SGR parameters, and the shortest way from one state to another.

Knows neither Textual nor Rich: the first frame is drawn before either is imported.
"""

from __future__ import annotations

from functools import lru_cache

from tui.light_typing import NamedTuple

# SGR parameter that turns an attribute on -> the one that turns it off again (ECMA-48, section 8.3.117).
_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "21": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "51": "54",
    "52": "54",
    "53": "55",
}
_VISIBLE_ON_BLANK = frozenset({"4", "21", "5", "6", "7", "9", "51", "52", "53"})


class Look(NamedTuple):
    """How one cell is drawn: SGR parameters by role, and the target of a hyperlink.

    `fg` and `bg` are whole parameter strings ("31", "38;5;17", "48;2;1;2;3"), empty for the terminal's own colour.
    """

    attributes: tuple[str, ...] = ()
    fg: str = ""
    bg: str = ""
    link: str = ""

    @property
    def shows_on_blank(self) -> bool:
        """Whether a space drawn so differs from an erased cell of the same background."""
        return bool(self.link) or not _VISIBLE_ON_BLANK.isdisjoint(self.attributes)

    @property
    def parameters(self) -> str:
        """All SGR parameters that lead here from the default state, joined by semicolons."""
        return ";".join(filter(None, (*self.attributes, self.fg, self.bg)))


PLAIN = Look()


@lru_cache(maxsize=4096)
def blank_of(look: Look) -> Look:
    """Give the look a space in `look` is drawn with: only what can be seen of it is kept."""
    return look if look.shows_on_blank else Look(bg=look.bg)


@lru_cache(maxsize=4096)
def look_of_parameters(parameters: str, link: str = "") -> Look:
    """Sort the parameters of one SGR sequence by role.

    Args:
        parameters: what stands between `CSI` and `m`, e.g. "1;38;2;255;0;0;44".
        link: target of a hyperlink, "" for none.
    """
    attributes: list[str] = []
    fg = bg = ""
    parts = parameters.split(";") if parameters else []
    at = 0
    while at < len(parts):
        part = parts[at]
        step = 1
        if part in ("38", "48"):
            step = 3 if parts[at + 1 : at + 2] == ["5"] else 5
            colour = ";".join(parts[at : at + step])
            if part == "38":
                fg = colour
            else:
                bg = colour
        elif part == "39":
            fg = ""
        elif part == "49":
            bg = ""
        elif part in _OFF:
            attributes.append(part)
        elif part in ("0", ""):
            attributes.clear()
            fg = bg = ""
        elif len(part) == 3 or part[0] == "4":
            bg = part
        elif part[0] in "39":
            fg = part
        at += step
    return Look(tuple(sorted(set(attributes), key=int)), fg, bg, link)


@lru_cache(maxsize=8192)
def transition(old: Look | None, new: Look) -> str:
    """Write what brings the terminal from one look to another in as few bytes as possible.

    Args:
        old: what the terminal draws with now; None if that is unknown.
        new: what it must draw with.
    """
    if old == new:
        return ""
    link = ""
    if (old.link if old else "") != new.link:
        link = f"\x1b]8;;{new.link}\x1b\\"
    full = f"\x1b[{new.parameters}m" if old == PLAIN else f"\x1b[{_join('0', new.parameters)}m"
    if new.parameters == "":
        full = "\x1b[m"
    if old is None:
        return full + link
    if old.parameters == new.parameters:
        return link
    return min(full, _step(old, new), key=len) + link


def _step(old: Look, new: Look) -> str:
    gone = [a for a in old.attributes if a not in new.attributes]
    off = {_OFF[a] for a in gone}
    # One "off" may end two attributes (22 ends bold and dim): what stays must be set again.
    on = [a for a in new.attributes if a not in old.attributes or _OFF[a] in off]
    changes = [*sorted(off), *on]
    if old.fg != new.fg:
        changes.append(new.fg or "39")
    if old.bg != new.bg:
        changes.append(new.bg or "49")
    return f"\x1b[{';'.join(changes)}m"


def _join(*parts: str) -> str:
    return ";".join(filter(None, parts))
