"""The shipped engine: spans that fit the text whatever the text, and names where anyone would see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.builtin import BuiltinEngine, load_builtin
from tui.entities.engine import Engine, EngineUnavailable, load_engine
from tui.entities.model import Span

SEEDS = Path(__file__).parents[2] / "../shared/seeds"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def check(text: str, spans: list[Span]) -> None:
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert span.kind in ("person", "place", "organization")
        assert 0 <= span.score <= 1
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        end = span.end


def found(engine: Engine, text: str) -> set[tuple[str, str]]:
    spans = engine.names(text)
    check(text, spans)
    return {(text[span.start : span.end], span.kind) for span in spans}


def test_it_says_what_it_is(engine: Engine) -> None:
    assert isinstance(engine, BuiltinEngine)
    assert engine.name.startswith("builtin ")


def test_names_stand_without_proclitics_and_quotes(engine: Engine) -> None:
    text = (
        "أعلن رئيس الوزراء العراقي حيدر العبادي في بغداد أن القوات تقدمت في العراق وسوريا. "
        "وقال وزير الخارجية الروسي سيرغي لافروف إن بلاده تدعم الأمم المتحدة."
    )
    names = found(engine, text)
    assert {
        ("حيدر العبادي", "person"),
        ("سيرغي لافروف", "person"),
        ("بغداد", "place"),
        ("العراق", "place"),
        ("سوريا", "place"),
        ("الأمم المتحدة", "organization"),
    } <= names


def test_a_contracted_article_begins_at_the_second_lam(engine: Engine) -> None:
    text = "وقال للأمم المتحدة إن القصف في سوريا مستمر، وسلم رسالة للأمم المتحدة."
    assert ("لأمم المتحدة", "organization") in found(engine, text)


def test_first_letters_that_look_like_proclitics_stay(engine: Engine) -> None:
    text = "وصل وليد المعلم إلى كابل، وقال بابلو نيرودا لسوريا وفي كابل إن ليلى علوي وبشار الأسد في دمشق."
    names = found(engine, text)
    assert {("وليد المعلم", "person"), ("كابل", "place"), ("سوريا", "place")} <= names
    assert ("بشار الأسد", "person") in names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n \t",
        "\u200f\u202b\u2066",
        "The Telegraph reported from London that NATO would meet on 5 May.",
        "رئیس جمهور ایران در تهران گفت که گفتگوها ادامه دارد.",
        "پاکستان کے وزیر اعظم نے اسلام آباد میں کہا کہ بات چیت جاری رہے گی۔",
        "🙂" * 50,
        "ـ" * 500,
        "\x00\x1b[31mالعراق\x1b[0m\ud800",
    ],
)
def test_any_text_will_do(engine: Engine, text: str) -> None:
    check(text, engine.names(text))


def test_a_long_line_and_a_long_text(engine: Engine) -> None:
    sentence = "أعلن وزير الخارجية في بغداد أن العراق سيشارك "
    line = sentence * (60_000 // len(sentence))
    check(line, engine.names(line))
    text = (sentence + ".\n") * (60_000 // len(sentence))
    spans = engine.names(text)
    check(text, spans)
    assert len(spans) >= text.count("بغداد")
    check("ا" * 60_000, engine.names("ا" * 60_000))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ابتدرسعغفقلمنهويةىأإء وفبلكَّـ\u200f\u200d.،؟"()\n09٣aB', max_size=300))
def test_spans_fit_any_text(text: str) -> None:
    check(text, shared().names(text))


def shared() -> Engine:
    if not _LOADED:
        _LOADED.append(load_engine())
    return _LOADED[0]


_LOADED: list[Engine] = []


def test_no_name_goes_on_into_the_next_paragraph(engine: Engine) -> None:
    text = "لقاء جمع محمد صلاح\nأحمد فتحي يعود إلى القاهرة\n\nالأهلي المصري\nالزمالك يخسر"
    breaks = [place for place, letter in enumerate(text) if letter == "\n"]
    assert not any(span.start < place < span.end for span in engine.names(text) for place in breaks)


def test_what_was_read_before_does_not_matter(engine: Engine) -> None:
    text = "زار الرئيس الفرنسي إيمانويل ماكرون مدينة بيروت"
    fresh = load_engine().names(text)
    assert [(span.start, span.end, span.kind) for span in engine.names(text)] == [
        (span.start, span.end, span.kind) for span in fresh
    ]


def test_a_missing_model_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        load_builtin(tmp_path / "none.npz")
    (tmp_path / "bad.npz").write_bytes(b"not a model")
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        load_builtin(tmp_path / "bad.npz")
    with pytest.raises(EngineUnavailable, match="builtin, camel"):
        load_engine("other")


def test_the_sample_articles(engine: Engine) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the sample articles are not beside the checkout")
    names = set().union(*(found(engine, file.read_text(encoding="utf-8")) for file in files))
    assert {
        ("مقتدى الصدر", "person"),
        ("ضياء الوكيل", "person"),
        ("حيدر العبادي", "person"),
        ("الدشيشة", "place"),
        ("هجين", "place"),
        ("تنظيم الدولة الإسلامية", "organization"),
        ("لجزيرة", "organization"),
    } <= names
