"""Where a place's name ends: the adjective of a country after it says whose it is and is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from tui.arabic.normalise import fold

# Common nouns that make a name together with the adjective (الصحراء المغربية, الولايات المتحدة الأميركية).
HEADS = frozenset(
    [
        "صحراء",
        "مملكه",
        "اراضي",
        "ارض",
        "ولايات",
        "جمهوريه",
        "جزيره",
        "جزر",
        "امبراطوريه",
        "قاره",
        "شبه",
        "ضفه",
        "سلطنه",
        "دوله",
        "مياه",
        "عاصمه",
        "منطقه",
        "غابات",
        "هضبه",
        "جبال",
        "سواحل",
        "شواطي",
        "مرتفعات",
        "ساحل",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "وسط",
        "داخل",
        "ريف",
        "اقليم",
        "بحر",
        "خليج",
        "جيش",
        "حدود",
    ]
)
_COUNTRIES = [
    "سوري",
    "عراقي",
    "امريكي",
    "اميركي",
    "فلسطيني",
    "مصري",
    "تونسي",
    "مغربي",
    "سعودي",
    "ليبي",
    "يمني",
    "لبناني",
    "اردني",
    "روسي",
    "اوكراني",
    "فرنسي",
    "الماني",
    "تركي",
    "ايراني",
    "اسراييلي",
    "بريطاني",
    "سوداني",
    "جزايري",
    "قطري",
    "اماراتي",
    "كويتي",
    "بحريني",
    "عماني",
    "موريتاني",
    "صومالي",
    "صيني",
    "ياباني",
    "اسباني",
    "ايطالي",
    "برتغالي",
    "هندي",
    "باكستاني",
    "افغاني",
    "بولندي",
    "سويسري",
    "بلجيكي",
    "نمساوي",
    "هولندي",
    "سويدي",
    "نرويجي",
    "دنماركي",
    "يوناني",
    "كندي",
    "مكسيكي",
    "برازيلي",
    "ارجنتيني",
    "استرالي",
    "اثيوبي",
    "نيجيري",
    "كيني",
    "كوري",
    "اندونيسي",
    "ماليزي",
]
ADJECTIVES = frozenset(f"ال{country}{ending}" for country in _COUNTRIES for ending in ("ه", ""))


def without_adjective(words: Sequence[str]) -> int:
    """How many words of a place's name remain when a country's adjective at its end is left out.

    Args:
        words: the words of the name as written, proclitics of the first one left out.
    """
    if len(words) < 2 or fold(words[-1]) not in ADJECTIVES:
        return len(words)
    head = fold(words[0])
    if head.removeprefix("ال") in HEADS or head.removeprefix("ل") in HEADS:
        return len(words)
    return len(words) - 1
