"""Every encoding Arabic news comes in is recognised; what is no text is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ingest.decode import UndecodableError, decode, encoding_of

TEXT = (
    "العراق يتوعد بمواصلة قصف تنظيم الدولة بسوريا\n\nأعلن العراق أن ضرباته التي بدأها الخميس على مواقع "
    "لتنظيم الدولة ستستمر، وقال المتحدث اللواء يحيى رسول إن الضربات من نوع F-16 "
    "تمت بتنسيق مع النظام السوري؛ هل تنتهي؟\n"
)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1256", "cp1256"),
        ("iso-8859-6", "iso-8859-6"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_encoding_is_recognised(encoding: str, found: str, newline: str) -> None:
    content = TEXT.replace("\n", newline).encode(encoding)
    assert encoding_of(content) == found
    assert decode(content) == TEXT


@pytest.mark.parametrize("encoding", ["cp1256", "iso-8859-6"])
@pytest.mark.parametrize(
    "line",
    [TEXT.split("\n")[0], "قال الرئيس إن الاجتماع تأجل", "London مدينة لندن في 2018", "من هنا إلى هناك"],
)
def test_a_line_is_enough_to_tell_the_eight_bit_encodings_apart(encoding: str, line: str) -> None:
    assert decode(line.encode(encoding)) == line


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_valid_utf8_is_taken_at_its_word(text: str) -> None:
    assert decode(("\ufeff" + text).encode()) == text.removeprefix("\ufeff")


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = TEXT + "\x00\x1b[31m"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06",
        random.Random(7).randbytes(3000),
        TEXT.encode()[1:] + b"\xff",
        TEXT.encode("utf-16")[:-1],
        "これは日本語の記事です。".encode("shift_jis"),
        "Это новость на русском языке о политике".encode("koi8-r"),
    ],
    ids=["all bytes", "png", "random", "damaged utf-8", "half utf-16", "shift-jis", "koi8-r"],
)
def test_what_is_no_text_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(content)
