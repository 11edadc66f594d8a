"""Every encoding Arabic news comes in is recognised; what is no text is refused."""

from __future__ import annotations

import random
import re

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
    assert decode(content) == (TEXT, found, 0, 0)


@pytest.mark.parametrize("encoding", ["cp1256", "iso-8859-6"])
@pytest.mark.parametrize(
    "line",
    [TEXT.split("\n")[0], "قال الرئيس إن الاجتماع تأجل", "London مدينة لندن في 2018", "من هنا إلى هناك"],
)
def test_a_line_is_enough_to_tell_the_eight_bit_encodings_apart(encoding: str, line: str) -> None:
    assert decode(line.encode(encoding)).text == line


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_valid_utf8_is_taken_at_its_word(text: str) -> None:
    found = decode(("\ufeff" + text).encode())
    assert (found.text, found.remark) == (text.removeprefix("\ufeff"), "")


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    text = TEXT + "\x00\x1b[31m"
    assert decode(text.encode()).text == text


@given(st.integers(0, len(TEXT.encode()) - 1), st.binary(min_size=0, max_size=2), st.sampled_from("\n\r"))
def test_a_byte_gone_wrong_costs_no_more_than_the_letters_it_touches(
    at: int, instead: bytes, newline: str
) -> None:
    content = TEXT.replace("\n", newline).encode()
    found = decode(content[:at] + instead + content[at + 1 :])
    before = content[:at].decode(errors="ignore").replace("\r", "\n")
    after = content[at + 1 :].decode(errors="ignore").replace("\r", "\n")
    assert found.encoding == "utf-8"
    assert found.text.startswith(before)
    assert found.text.endswith(after.lstrip("\n"))
    assert bool(found.lost) == ("\ufffd" in found.text)
    if found.lost:
        assert found.first_lost == found.text[: found.text.index("\ufffd")].count("\n") + 1
        assert f"line {found.first_lost}" in found.remark


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (TEXT.encode()[1:] + b"\xff", f"\ufffd{TEXT[1:]}\ufffd", "utf-8"),
        (TEXT.encode("utf-16")[:-1], f"{TEXT[:-1]}\ufffd", "utf-16-le"),
        (TEXT.encode("utf-16-be")[:-1], f"{TEXT[:-1]}\ufffd", "utf-16-be"),
        (TEXT.encode("utf-16-le") + b"\x00\xd8", f"{TEXT}\ufffd", "utf-16-le"),
        (TEXT.encode("iso-8859-6") + b"\xaa", f"{TEXT}\ufffd", "iso-8859-6"),
        (b"It isn\x92t here. " + b"word " * 50, "It isn\ufffdt here. " + "word " * 50, "utf-8"),
        (TEXT.encode() * 5 + TEXT[:6].encode("cp1256"), TEXT * 5 + "\ufffd", "utf-8"),
    ],
    ids=["utf-8", "half utf-16", "half utf-16 unmarked", "surrogate", "iso", "western", "a word of cp1256"],
)
def test_what_cannot_be_read_is_marked_and_counted(content: bytes, text: str, encoding: str) -> None:
    found = decode(content)
    assert found.encoding == encoding
    assert re.sub("\ufffd+", "\ufffd", found.text) == text
    assert found.lost == text.count("\ufffd")
    assert "damaged" in found.remark


def test_a_replacement_character_of_the_text_itself_is_no_damage() -> None:
    assert decode(f"{TEXT}\ufffd".encode()).remark == ""
    assert decode(f"{TEXT}\ufffd\n".encode() + b"\xff").lost == 1


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06",
        random.Random(7).randbytes(3000),
        b"\xef\xbb\xbf" + TEXT.encode("cp1256"),
        TEXT.encode("cp1256") + TEXT.encode(),
        "これは日本語の記事です。".encode("shift_jis"),
        "Это новость на русском языке о политике".encode("koi8-r"),
    ],
    ids=["all bytes", "png", "random", "marked cp1256", "two encodings", "shift-jis", "koi8-r"],
)
def test_what_is_no_text_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(content)
