"""Words that look ahead: by them a day without a year, or a bare weekday, is one to come."""

from __future__ import annotations

from functools import cache

import regex

from tui.arabic.normalise import fold

_PLANNED = (
    "المقرر المقررة المقررين مقرر مقررة يتوقع تتوقع المتوقع المتوقعة متوقع متوقعة ومتوقع المنتظر المنتظرة "
    "المرتقب المرتقبة "
    "مرتقب مرتقبة المزمع يرتقب ينتظر يعتزم تعتزم سوف يستعد تستعد استعدادا تمهيدا تحديد حدد حددت بحلول يتعين المقبل "
    "المقبلة القادم "
    "القادمة أقصاه أقصاها "
    "سيتم ستتم سيصل ستصل سيحل ستحل سيبث ستبث سيضم ستضم سيقع ستقع سيمر ستمر سيظل ستظل سيرد سترد"
)
# From a day on: to come, unless it has begun (بدأ اعتبارا من).
_FROM = "اعتبارا ابتداء بدءا"
_BEGUN = "بدأ بدأت انطلق انطلقت"
# Verbs of programmes: in the present they announce; after كان or لم they do not.
_SCHEDULED = (
    "تستضيف يستضيف تحتضن يحتضن ينطلق تنطلق تقام يقام تنعقد ينعقد تعقد يعقد يلتقي تلتقي يلاقي تلاقي يلعب "
    "تلعب يواجه تواجه "
    "يفتتح تفتتح يبدأ تبدأ يستأنف تستأنف ينظم تنظم يزور تزور يصوت تصوت تجرى يخوض تخوض يحتفل تحتفل يجتمع "
    "تجتمع يتوجه تتوجه "
    "تنتخب ينتخب تستقبل يستقبل يغادر تغادر يسافر تسافر يصل تصل تنتهي ينتهي تستمر يستمر "
    "تتواصل يتواصل تمتد يمتد تدخل يدخل تسري يسري"
)
_BEFORE_SCHEDULED = "كان كانت لم أن"
# Between such a word and a date they tell of what was: ستعقد في مايو بعدما أرجئت في مارس.
_BACK = "كان كانت كانوا وكان وكانت وكانوا بعدما بعدها عقب إثر السابقة الماضي الماضية المنصرم"
# Before حتى or إلى and a day, these leave the day to come: أرجئت الجلسة إلى الأحد.
_UNTIL = (
    "أجل أجلت أجلوا تأجيل أرجأ أرجأت أرجئ أرجئت إرجاء مدد مددت تمديد يمدد أمهل أمهلت أمهلهم مهلة المهلة إمهال "
    "علق علقت تعليق أغلق أغلقت إغلاق حداد الحداد رفعت حبس حبسه توقيف احتجاز احتجازه"
)
# Words that begin like a verb in the future (سي ست سن) and are none.
_NO_VERBS = (
    "سياس سياد سياح سيار سيطر سيفير سيفر سيفا سيرغ سيرج سيرة سيرت سيره سينا سينم سينو سيلي سيلف سيمون "
    "سيستا سيستم سيسك "
    "سيسي سياق سيبير سيبري سيدن سيدة سيدا سيدي سيري سيرا سينز سينتر سيويد سيكور سيول سيلان سيلا سيئ سنوات "
    "سنوي سنوا سنتين سنتم "
    "سنتي سنجا سندات سندا سنغا سنطر سنغ سنيو سترا ستري ستوك ستول ستيف ستاند ستان ستار ستام ستوو ستون ستين "
    "ستوديو ستيل ستائر ستال"
)


def _any(table: str) -> str:
    return "|".join(sorted(fold(table).split(), key=len, reverse=True))


@cache
def _pattern() -> regex.Pattern[str]:
    never = "".join(rf"(?<!(?<!\w){word} )" for word in fold(_BEFORE_SCHEDULED).split())
    return regex.compile(
        rf"(?<!\w)(?:[وف]?(?:{_any(_PLANNED)})(?!\w)"
        rf"|(?<!(?<!\w)(?:{_any(_BEGUN)}) )(?:{_any(_FROM)})(?!\w)"
        rf"|[وف]?(?!(?:{_any(_NO_VERBS)}))س[يتن]\w{{3,}}"
        r"|علي ان [يت]\w{2,}|(?:(?:وفق|بحسب|حسب) توقعات|طقس)(?!\w)"
        rf"|{never}(?P<programme>و?(?:{_any(_SCHEDULED)})(?!\w)))"
    )


@cache
def _said() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)[بل]?(?:{_any('إن أن')})(?:ه|ها|هم|هما|نا|ني|ك)?(?!\w)")


@cache
def _looks_back() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{_any(_BACK)})(?!\w)")


@cache
def _until() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\w)[وفبل]?(?:{_any(_UNTIL)})(?!\w)(?:\W+\w+){{0,6}}\W+(?:حتي|الي|لغايه)\W*$")


def looks_ahead(before: str, after: str) -> bool:
    """Whether the words around a date look ahead.

    Args:
        before: the folded words before it in its sentence.
        after: the few folded words after it; verbs of programmes count only before.
    """
    if _until().search(before):
        return True
    markers = list(_pattern().finditer(before))
    if markers and not _looks_back().search(before, markers[-1].end()):
        return True
    # What is said to come in قال الأحد إنه سيستقيل is not the Sunday.
    clause = _said().search(after)
    end = clause.start() if clause else len(after)
    return any(found["programme"] is None for found in _pattern().finditer(after, 0, end))
