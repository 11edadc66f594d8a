"""Conventions of names that no single word shows: where they end, and when they are two."""

from __future__ import annotations

from collections.abc import Sequence

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
        "محيط",
        "خليج",
        "باديه",
        "ارخبيل",
        "متحف",
        "مستشفي",
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

# Titles in place of a name: معاليه, سموه.
ADDRESSES = frozenset(
    f"{title}{ending}"
    for title in ("معالي", "سمو", "فخامت", "جلالت", "سعادت", "فضيلت", "سماحت", "سيادت", "غبطت", "قداست")
    for ending in ("ه", "ها", "هم", "كم")
)
# Particles that the network may take for the beginning of a person's name.
PARTICLES = frozenset(["ان", "في", "الي", "عن", "قد", "هو", "هي"])
# Common nouns that are no name before one in Latin letters.
NOUNS_BEFORE_LATIN = frozenset(
    [
        "شبكه",
        "محطه",
        "قناه",
        "شركه",
        "اذاعه",
        "مجله",
        "صحيفه",
        "موقع",
        "تطبيق",
        "نادي",
        "فريق",
        "منظمه",
        "وكاله",
        "مجموعه",
    ]
)
# What is said after the names of prophets and companions.
BLESSINGS = frozenset([("عليه", "السلام"), ("عليها", "السلام"), ("رضي", "الله"), ("صلي", "الله")])

# What means a body without naming it, in the articles' own annotation and by the convention: never a name.
GENERIC = frozenset(
    [
        "المنظمه الدوليه",
        "المنظمه الامميه",
        "المجتمع الدولي",
        "القوات المسلحه",
        "القوات الجويه",
        "القوات البريه",
        "قوات الامن",
        "قوات الاحتلال",
        "الاجهزه الامنيه",
        "وكاله الانباء الرسميه",
        "التلفزيون الرسمي",
        "المنتخب الوطني",
        "الفريق الوطني",
        "المدعي العام",
        "البرلمان",
        "الحكومه",
        "الوزاره",
        "المنظمه",
        "السلطات",
        "الاحتلال",
    ]
)

# What is said of a name after it, and never belongs to it: الغرفة الرباعية المشكلة من ..., فصيل يدعى لواء القدس,
# الجزيرة + وكالات.
SAID_OF_NAMES = frozenset(
    ["التابع", "التابعه", "المشكله", "المكونه", "المنضوي", "المنضويه", "المنبثق", "المنبثقه"]
)
SAID_OF_NAMES |= frozenset(
    ["المملوكه", "المسمي", "المسماه", "المعروف", "المعروفه", "الملقب", "الملقبه", "المدعو"]
)
SAID_OF_NAMES |= frozenset(["يدعي", "تدعي", "يسمي", "تسمي", "+"])

# What somebody gives advice on is no body: مستشار الأمن القومي.
ADVISERS = ("مستشار", "مستشاره", "مستشاري")
MATTERS = frozenset(["الامن القومي", "الامن الوطني"])

# Places of two names joined by a conjunction: the last word before it, and the word it is written onto.
JOINED = frozenset(
    [
        ("البوسنه", "والهرسك"),
        ("ترينيداد", "وتوباغو"),
        ("انتيغوا", "وباربودا"),
        ("كيتس", "ونيفيس"),
        ("تومي", "وبرينسيب"),
        ("فنسنت", "والغرينادين"),
        ("فينسنت", "والغرينادين"),
        ("تركس", "وكايكوس"),
        ("بيير", "وميكلون"),
        ("نيوفاوندلاند", "ولابرادور"),
        ("واليس", "وفوتونا"),
        ("شليسفيغ", "وهولشتاين"),
    ]
)

# What belongs to the name of a place that is otherwise whole.
EPITHETS = {"مكه": "المكرمه", "المدينه": "المنوره"}
# A town called after a person is named with its head noun: مدينة الصدر, مدينة نصر.
TOWN = "مدينه"
_BODIES = [
    "وزار",
    "مجلس",
    "جامع",
    "هيي",
    "منظم",
    "موسس",
    "لجن",
    "محكم",
    "جمعي",
    "رابط",
    "نقاب",
    "كلي",
    "ادار",
    "غرف",
    "مدرس",
    "لوا",
]
_OUTSIDE = ["حزب", "صحيف", "شرك", "قنا", "وكال", "شبك"]
# Words that stand before two names of bodies, in the dual: وزارتي الداخلية والتعليم is one ministry and another.
HEADS_OUTSIDE = frozenset(f"{word}{ending}" for word in _OUTSIDE for ending in ("ي", "ا", "تي", "تا"))
HEADS_OF_TWO = HEADS_OUTSIDE | {f"{word}{ending}" for word in _BODIES for ending in ("ي", "ا", "تي", "تا")}


def without_adjective(words: Sequence[str]) -> int:
    """How many words of a place's name remain when a country's adjective at its end is left out.

    Args:
        words: the words of the name, folded, proclitics of the first one left out.
    """
    if len(words) < 2 or words[-1] not in ADJECTIVES:
        return len(words)
    head = words[0]
    bare = head.removeprefix("ال") if head.startswith("ال") else head.removeprefix("ل")
    # A head without article has what follows it for its name: جزيرة جربة التونسية.
    if bare in HEADS and (bare != head or len(words) == 2 or head == "شبه"):
        return len(words)
    return len(words) - 1
