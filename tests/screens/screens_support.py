"""A small library whose names and dates are known, and a worker that starts no process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tui.entities.model import DateValue, Entity, Extraction, Mention
from tui.library.library import Library
from tui.library.model import Source
from tui.screens.worker_client import WorkerClient

NAMES = (
    ("person", "سليم النجار"),
    ("place", "بغداد"),
    ("place", "البصرة"),
    ("organization", "هيئة الموانئ"),
)
DATES = (("6 يونيو 2018", "2018-06-06"), ("أمس الأربعاء", None))

TITLES = (
    "افتتاح رصيف جديد في البصرة",
    "وزير النقل يزور بغداد",
    "معرض الكتاب يبدأ غدا",
    "سليم النجار يلتقي مديري الموانئ",
    "أمطار على الجنوب",
    "دوري الكرة يعود",
)
BODIES = (
    "قال سليم النجار إن هيئة الموانئ افتتحت رصيفا في البصرة في 6 يونيو 2018. وعاد سليم النجار إلى بغداد.",
    "زار الوزير بغداد أمس الأربعاء، وكان معه سليم النجار.",
    "يبدأ المعرض غدا بلا أسماء.",
    "التقى سليم النجار في البصرة مديري هيئة الموانئ، وبينهم من جاء من بغداد.",
    "هطلت أمطار غزيرة.",
    "تعود المباريات في بغداد.",
)
LONG = "وتحدث المسؤول عن الخطة بالتفصيل أمام الحاضرين ثم أجاب عن أسئلتهم واحدا بعد الآخر. " * 6


def found_in(text: str) -> Extraction:
    """What an engine would find: the names above wherever they stand."""
    mentions: list[Mention] = []
    for kind, name in NAMES:
        start = text.find(name)
        while start >= 0:
            mentions.append(Mention(start, start + len(name), name, kind, f"{kind}:{name}"))  # type: ignore[arg-type]
            start = text.find(name, start + 1)
    for words, value in DATES:
        start = text.find(words)
        if start >= 0:
            entity = f"date:{value}" if value else None
            date = DateValue("DATE", value, "day")
            mentions.append(Mention(start, start + len(words), words, "date", entity, date=date))
    mentions.sort(key=lambda mention: mention.start)
    entities: dict[str, Entity] = {}
    for mention in mentions:
        if mention.entity is not None:
            count = sum(each.entity == mention.entity for each in mentions)
            name = mention.entity.partition(":")[2]
            entities[mention.entity] = Entity(mention.entity, mention.kind, name, (), count)
    return Extraction(tuple(mentions), tuple(entities.values()), "test 1")


def fill(library: Library) -> list[int]:
    """Put the articles in, the first one newest; returns their ids in list order."""
    ids = []
    for number, (title, body) in enumerate(zip(TITLES, BODIES, strict=True)):
        text = f"{title}\n\n{body}\n\n" + "\n\n".join([LONG] * 6)
        source = Source(
            text,
            title,
            body_start=len(title) + 2,
            source="وكالة",
            published=f"2018-06-{20 - number:02}",
            is_sample=number == 5,
        )
        (article,) = library.add([source]).added
        library.store_extraction(article, found_in(text))
        ids.append(article)
    return ids


class QuietWorker(WorkerClient):
    """Keeps requests instead of starting a process."""

    def __init__(self) -> None:
        super().__init__(["unused"])
        self.requests: list[dict[str, Any]] = []

    def _request(self, request: dict[str, Any], key: str) -> None:
        self.requests.append(request)


async def until(pilot: Any, comes: Callable[[], bool]) -> None:
    """Wait for what is done while nobody waits."""
    for _ in range(200):
        if comes():
            return
        await pilot.pause(0.02)
    pytest.fail("it never came")
