"""Lengths of time: how much of which unit, and how it is written (ISO 8601)."""

from __future__ import annotations

from dataclasses import dataclass

from tui.entities.dates.reading import Reading

_CODES = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
}
_YEARS = {"decade": 10, "century": 100, "season": 1}
_PORTIONS = {30: 0.5, 15: 0.25, 20: 1 / 3}
_SMALLER = {"year": ("month", 12), "day": ("hour", 24), "hour": ("minute", 60), "month": ("day", 30)}


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of a unit, and perhaps of a second, smaller one."""

    amount: float
    unit: str
    more: float = 0
    smaller: str = ""


def _number(reading: Reading, name: str) -> float | None:
    token = reading.token(name)
    if token is None:
        return None
    if token.kind == "dec":
        text = str(token.value).replace("٫", ".").replace(",", ".")
        return float(text) if text.count(".") == 1 and len(text) < 12 else None
    if token.kind == "thousands":
        counted = str(reading.parts[name][0][-2].value)
        return 1000.0 * float(counted) if counted.isdecimal() else None
    if token.kind == "card_day":
        return 2.0 if token.word != "احد" else 1.0
    return float(token.value)


def length_of(reading: Reading) -> Length | None:
    """The length a reading names, or None where its number is none."""
    if reading.has("dual"):
        amount, unit = 2.0, str(reading.value("dual"))
    elif reading.has("fraction"):
        amount, unit = _PORTIONS[int(reading.value("fraction"))], str(reading.value("unit"))
    else:
        unit = str(reading.value("unit"))
        number = _number(reading, "amount")
        if number is None and reading.has("amount"):
            return None
        amount = 1.0 if number is None else number
    if reading.has("extra"):
        amount += _PORTIONS[int(reading.value("extra"))]
    if reading.has("dual2"):
        return Length(amount, unit, 2.0, str(reading.value("dual2")))
    if reading.has("unit2"):
        return Length(amount, unit, _number(reading, "amount2") or 1.0, str(reading.value("unit2")))
    return Length(amount, unit)


def _parts(amount: float, unit: str) -> list[tuple[int, str]]:
    if unit in _YEARS:
        amount, unit = amount * _YEARS[unit], "year"
    whole = int(amount)
    parts = [(whole, unit)] if whole else []
    rest = amount - whole
    if rest and unit in _SMALLER:
        smaller, count = _SMALLER[unit]
        parts.append((round(rest * count), smaller))
    return parts


def write_length(length: Length) -> str | None:
    """A length, `P3D`, `PT72H`, `P1Y6M`."""
    if length.unit == "week" and length.amount == int(length.amount) and not length.more:
        return f"P{int(length.amount)}W"
    parts = _parts(length.amount, length.unit)
    if length.more:
        parts += _parts(length.more, length.smaller)
    clock = ("hour", "minute", "second")
    days = "".join(f"{amount}{_CODES[unit]}" for amount, unit in parts if unit not in clock)
    hours = "".join(f"{amount}{_CODES[unit]}" for amount, unit in parts if unit in clock)
    if not days and not hours:
        return None
    return f"P{days}" + (f"T{hours}" if hours else "")
