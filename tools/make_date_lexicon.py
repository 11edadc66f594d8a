"""Make `tui/entities/dates/names.json`: month and weekday names of every Arabic locale.

The names come from CLDR (Unicode License v3) by way of babel; the spellings newspapers use and CLDR lacks are listed
here.  Run: `python tools/make_date_lexicon.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale, localedata
from babel.core import UnknownLocaleError

TARGET = Path(__file__).parents[1] / "tui" / "entities" / "dates" / "names.json"

# Gregorian spellings that CLDR lacks, by month.
GREGORIAN = {
    1: "كانون ثاني|كانون ثان|كانون 2|كانون2|ك2|جانفى",
    2: "اشباط|فيفرى|فبرابر",
    3: "اذار|أذار",
    4: "ابريل|افريل|إفريل",
    5: "ايار|آيار|مايس",
    6: "يونية|يونيه",
    7: "يوليه|يولية|جويليه",
    8: "اغسطس|اوت|اب|آغسطس",
    9: "ايلول|سبتنبر",
    10: "اكتوبر|تشرين اول|تشرين الاول|تشرين أول|تشرين 1|تشرين1|ت1|أوكتوبر",
    11: "تشرين ثاني|تشرين ثان|تشرين 2|تشرين2|ت2|نوفنبر|نونمبر",
    12: "كانون اول|كانون الاول|كانون أول|كانون 1|كانون1|ك1|ديسنبر|دجمبر",
}
# The Libyan calendar of 1986: common words, months only beside a day number.
LIBYAN = {
    1: "أي النار",
    2: "النوار",
    3: "الربيع",
    4: "الطير",
    5: "الماء",
    6: "الصيف",
    7: "ناصر",
    8: "هانيبال",
    9: "الفاتح",
    10: "التمور",
    11: "الحرث",
    12: "الكانون",
}
# Names that are also common words or given names: months only in company.
WEAK = {"آب", "اب", "ماي", "مارس", "ت1", "ت2", "ك1", "ك2", "أوت", "اوت", "صفر", "رجب", "شعبان", "محرم"}
HIJRI = {
    1: "محرم|المحرم|محرم الحرام",
    2: "صفر|صفر الخير",
    3: "ربيع الأول|ربيع أول|ربيع الاول",
    4: "ربيع الثاني|ربيع الآخر|ربيع ثاني",
    5: "جمادى الأولى|جمادى الأول|جمادي الأولى|جمادى الاولى|جمادي الأول",
    6: "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادي الآخرة|جمادي الثانية|جمادى الثاني",
    7: "رجب|رجب المرجب|رجب الفرد",
    8: "شعبان|شعبان المعظم",
    9: "رمضان|رمضان المبارك|رمضان الكريم|رمضان المعظم|رمضان الفضيل|الشهر الفضيل|الشهر الكريم|الشهر المبارك",
    10: "شوال|شوال المبارك",
    11: "ذو القعدة|ذي القعدة|ذا القعدة|ذو القعدة الحرام|ذي القعدة الحرام",
    12: "ذو الحجة|ذي الحجة|ذا الحجة|ذو الحجة الحرام|ذي الحجة الحرام",
}
# Monday is 1, as in ISO 8601.
WEEKDAYS = {
    1: "الاثنين|الإثنين|الأثنين|الاتنين",
    2: "الثلاثاء|الثلاثا|التلاتاء|الثلثاء",
    3: "الأربعاء|الاربعاء|الأربعا|الاربعا|الإربعاء",
    4: "الخميس",
    5: "الجمعة|الجمعه",
    6: "السبت",
    7: "الأحد|الاحد",
}


def cldr() -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Month and weekday names of all Arabic locales, each in order of first meeting."""
    months: dict[int, list[str]] = {month: [] for month in range(1, 13)}
    weekdays: dict[int, list[str]] = {day: [] for day in range(1, 8)}
    for name in sorted(localedata.locale_identifiers()):
        if name.split("_")[0] != "ar":
            continue
        try:
            locale = Locale.parse(name)
        except UnknownLocaleError:
            continue
        for context in ("format", "stand-alone"):
            for month, spelled in locale.months[context]["wide"].items():
                months[month].append(spelled.replace("\u00a0", " "))
            for day, spelled in locale.days[context]["wide"].items():
                weekdays[day + 1].append(spelled)
    return months, weekdays


def distinct(names: list[str]) -> list[str]:
    """Without repetition, order kept."""
    return list(dict.fromkeys(names))


def main() -> None:
    months, weekdays = cldr()
    data = {
        "source": "CLDR by way of babel; newspaper spellings added by hand (tools/make_date_lexicon.py)",
        "gregorian": {m: distinct(months[m] + GREGORIAN[m].split("|")) for m in months},
        "libyan": {m: [name] for m, name in LIBYAN.items()},
        "hijri": {m: names.split("|") for m, names in HIJRI.items()},
        "weekday": {d: distinct(weekdays[d] + WEEKDAYS[d].split("|")) for d in weekdays},
        "weak": sorted(WEAK),
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
