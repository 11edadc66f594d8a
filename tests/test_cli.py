"""The command line: commands end to end, their exit status, and what they print."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tui import cli
from tui.config import ReaderOptions
from tui.entities.model import Span
from tui.library import Library

KNOWN = {"مقتدى الصدر": "person", "بغداد": "place", "العراق": "place", "الحشد الشعبي": "organization"}
ARTICLE = "بغداد تستقبل وفدا\n\nقال مقتدى الصدر في بغداد أمس الأربعاء إن العراق بخير."


class FakeEngine:
    """Finds a few names, so that these tests are about the command line."""

    name = "fake 1"

    def names(self, text: str) -> list[Span]:
        text.encode()  # a real engine cannot take lone surrogates either
        found = [
            Span(start, start + len(name), kind)  # type: ignore[arg-type]
            for name, kind in KNOWN.items()
            for start in range(len(text))
            if text.startswith(name, start)
        ]
        return sorted(found, key=lambda span: span.start)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr("tui.entities.engine.load_engine", lambda *_: FakeEngine())
    monkeypatch.setattr("tui.library.extractor.load_engine", lambda *_: FakeEngine())
    monkeypatch.chdir(tmp_path)

    def execute(*words: str, given: bytes | None = None) -> tuple[int, str, str]:
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        status = cli.main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return execute


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "2018-06-07.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "other.txt").write_text("خبر آخر\n\nوصل الحشد الشعبي إلى بغداد.", encoding="utf-8")
    assert run("add", "2018-06-07.txt", "other.txt")[0] == 0
    return run


def values(printed: str) -> list[Any]:
    return [json.loads(line) for line in printed.splitlines()]


def test_a_user_without_a_home_gets_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    status, _, said = run("list")
    assert status == 2
    assert said == "newsread: There is no home directory: set HOME, or XDG_CONFIG_HOME.\n"
    status, _, said = run("list", "--config", "/dev/null", "--library", "~nobody-at-all/x")
    assert "Traceback" not in said
    Library.open(tmp_path / "library.db").close()
    assert run("list", "--config", "/dev/null", "--library", str(tmp_path / "library.db"))[0] == 0


def test_add_takes_the_good_and_tells_the_bad(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)))
    status, printed, said = run("add", "good.txt", "bad.txt", "good.txt", "-", given="خبر من الدخل".encode())
    assert status == 1
    assert printed == "2 added, 1 already there, 1 failed\n"
    assert "bad.txt" in said
    library = tmp_path / "data" / "newsread" / "library.db"
    assert stat.S_IMODE(library.stat().st_mode) == 0o600
    with Library.open(library) as opened:
        assert opened.counts().pending == 0
    assert run("add", "--later", "--samples")[0] == 0
    with Library.open(library) as opened:
        assert opened.counts().pending > 0
    assert run("add", "--samples")[0] == 0
    with Library.open(library) as opened:
        assert opened.counts().pending == 0


def test_list_entities_timeline_watch_and_export_tell_the_same_story(filled: Run) -> None:
    rows = values(filled("list", "--json")[1])
    assert {row["title"] for row in rows} == {"خبر آخر", "بغداد تستقبل وفدا"}
    dated = next(row for row in rows if row["published"] == "2018-06-07")
    assert [row["id"] for row in values(filled("list", "--entity", "الصدر", "--json")[1])] == [dated["id"]]
    assert len(values(filled("list", "--entity", "بغداد", "--entity", "الصدر", "--any", "--json")[1])) == 2

    entities = values(filled("entities", "--json")[1])
    assert (entities[0]["id"], entities[0]["articles"], entities[0]["mentions"]) == ("place:بغداد", 2, 3)
    (dossier,) = values(filled("entities", "بغداد", "--json")[1])
    assert {each["id"] for each in dossier["companions"]} >= {
        "organization:الحشد الشعبي",
        "person:مقتدي الصدر",
    }
    assert len(dossier["lines"]) == 3
    assert dossier["lines"][0]["text"] == "بغداد"
    (short,) = values(filled("entities", "بغداد", "--lines", "1", "--json")[1])
    assert len({line["article"] for line in short["lines"]}) == 1
    assert [each["id"] for each in values(filled("entities", "--find", "صد", "--json")[1])] == [
        "person:مقتدي الصدر"
    ]

    assert values(filled("timeline", "--json")[1])[0]["period"] == "2018-06-06"
    assert values(filled("timeline", "2018-06-06", "--json")[1])[0]["text"] == "أمس الأربعاء"
    assert "مقتدى الصدر" in values(filled("timeline", "2018-06-06", "--json")[1])[0]["who"]

    filled("watch", "add", "بغداد", "person:من سيأتي")
    listed = values(filled("watch", "--json")[1])
    assert {each["entity"] for each in listed} == {"person:من سيأتي", "place:بغداد"}
    _, exported, _ = filled("watch", "export")
    assert set(exported.split("\n")) == {"place:بغداد", "person:من سيأتي", ""}
    filled("watch", "remove", "بغداد", "person:من سيأتي")
    assert filled("watch", "import", "-", given=exported.encode())[1].startswith("2 new")
    filled("watch", "add", "--words", "تستقبل وفدا")
    (words,) = [each for each in values(filled("watch", "--json")[1]) if each["kind"] == "words"]
    assert (words["entity"], words["articles"]) == ("word:تستقبل وفدا", 1)
    assert "word:تستقبل وفدا" in filled("watch", "export")[1].split("\n")
    assert len(values(filled("list", "--entity", "word:تستقبل وفدا", "--json")[1])) == 1
    filled("watch", "remove", "--words", "تستقبل وفدا")
    assert "word:تستقبل وفدا" not in filled("watch", "export")[1]

    (article,) = values(filled("export", str(dated["id"]))[1])
    assert article["text"] == ARTICLE
    for mention in article["mentions"]:
        assert ARTICLE[mention["start"] : mention["end"]] == mention["text"]


def test_corrections_move_to_another_library(filled: Run, tmp_path: Path) -> None:
    from tui.entities.linking.corrections import Correction

    with Library.open(tmp_path / "data" / "newsread" / "library.db") as library:
        library.correct(Correction("dismiss", "place:بغداد"))
    (listed,) = values(filled("entities", "corrections", "--json")[1])
    assert (listed["action"], listed["entity"]) == ("dismiss", "place:بغداد")
    assert filled("entities", "export", "moved.json")[0] == 0
    assert filled("entities", "import", "moved.json", "--library", "other.db")[1] == "1 new corrections\n"
    assert filled("entities", "import", "moved.json", "--library", "other.db")[1] == "0 new corrections\n"
    status, _, said = filled("entities", "import", "-", given=b"[]")
    assert status == 1
    assert "standard input" in said


def test_a_season_is_said_in_words_to_people_and_coded_to_programs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "summer.txt").write_text("كان ذلك في صيف 2016 وفي تسعينيات القرن الماضي", encoding="utf-8")
    run("add", "summer.txt")
    run("watch", "add", "date:2016-22")
    for words in (("timeline",), ("entities", "date:2016-22"), ("watch",)):
        assert "summer 2016" in run(*words)[1].replace("date:2016-22", "")
        assert "2016-22" not in run(*words)[1].replace("date:2016-22", "")
        assert "summer" not in run(*words, "--json")[1]
    # What the timeline says can be asked for.
    said = [row.split("\t")[0] for row in run("timeline")[1].splitlines()]
    assert said == ["1990s", "summer 2016"]
    for period in (*said, "2016-22", "199X"):
        assert len(values(run("timeline", period, "--json")[1])) == 1
    assert run("timeline", "summer 216")[0] == 2
    assert run("timeline", "20th century")[0] == run("timeline", "week of 31 Dec 2018")[0] == 0


def test_extract_keeps_the_contract(run: Run) -> None:
    lines = [
        json.dumps({"id": "a", "text": ARTICLE, "published": "2018-06-07"}, ensure_ascii=False),
        "",
        '{"id": 2, "text": "قال \\ud800 مقتدى الصدر 😀 في بغداد أمس", "published": null}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "text": "x", "published": "soon"}',
        '{"id": [5], "text": "", "published": "2018-06-07T10:00:00Z"}',
    ]
    given = "\ufeff" + "\n".join(lines)
    status, printed, said = run("extract", "--jsonl", given=given.encode())
    assert status == 2
    found = values(printed)
    assert [value["id"] for value in found] == ["a", 2, [5]]
    assert [line for line in (4, 5, 6) if f"line {line}:" in said] == [4, 5, 6]
    texts = [ARTICLE, "قال \ud800 مقتدى الصدر 😀 في بغداد أمس", ""]
    for value, text in zip(found, texts, strict=True):
        places = [(mention["start"], mention["end"]) for mention in value["mentions"]]
        assert places == sorted(places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
        for mention in value["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
        listed = {entity["id"] for entity in value["entities"]}
        assert {mention["entity"] for mention in value["mentions"] if mention["entity"]} <= listed
    date = next(mention for mention in found[0]["mentions"] if mention["kind"] == "date")
    assert (date["text"], date["type"], date["value"], date["entity"]) == (
        "أمس الأربعاء",
        "DATE",
        "2018-06-06",
        "date:2018-06-06",
    )
    assert set(found[0]["entities"][0]) == {"id", "kind", "name", "aliases", "count"}


def test_extract_passes_over_a_line_without_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.headless.extract.LONGEST_LINE", 1 << 20)
    given = b'{"id": 1, "text": "x"}\n' + b"[" * (3 << 20) + b'\n{"id": 2, "text": "x"}\n' + b"[" * (2 << 20)
    status, printed, said = run("extract", "--jsonl", given=given)
    assert status == 2
    assert [value["id"] for value in values(printed)] == [1, 2]
    assert [line for line in (2, 4) if f"line {line}: longer than 1 MB" in said] == [2, 4]


def test_extract_answers_each_line_before_the_next_is_there(tmp_path: Path) -> None:
    environment = os.environ | {"XDG_CONFIG_HOME": str(tmp_path), "LANG": "C", "LC_ALL": "C"}
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "extract", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "text": "خبر من بغداد"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number


def test_extract_of_a_file_counts_from_its_beginning(run: Run, tmp_path: Path) -> None:
    text = f'+++\ntitle = "عنوان"\npublished = 2018-06-07\n+++\n{ARTICLE}'
    (tmp_path / "with-head.txt").write_text(text, encoding="utf-8")
    status, printed, _ = run("extract", "with-head.txt")
    assert status == 0
    (value,) = values(printed)
    assert value["published"] == "2018-06-07"
    assert len(value["mentions"]) >= 4
    for mention in value["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
    assert run("extract", "missing.txt", "with-head.txt")[0] == 2


def test_a_damaged_text_is_taken_with_a_word_about_it(run: Run, tmp_path: Path) -> None:
    before, after = "عنوان الخبر\n\nقال مقتدى الصدر في بغداد ".encode(), "أمس".encode()
    (tmp_path / "damaged.txt").write_bytes(before + b"\xff\0\r\n" + after)
    for words in (("add", "damaged.txt"), ("show", "damaged.txt"), ("extract", "damaged.txt")):
        status, printed, said = run(*words)
        assert status == 0
        assert "damaged.txt is damaged UTF-8: a place in line 3 cannot be read" in said
        assert printed
    (kept,) = values(run("export")[1])
    assert kept["text"] == "عنوان الخبر\n\nقال مقتدى الصدر في بغداد \ufffd\0\nأمس"
    assert {"place:بغداد"} <= {each["entity"] for each in kept["mentions"]}
    assert run("watch", "import", "damaged.txt")[0] == 1
    assert run("extract", "--jsonl", given=b'{"id": 1, "text": "\xff"}')[0] == 2


def test_show_lays_an_article_out(filled: Run, tmp_path: Path) -> None:
    _, printed, _ = filled("show", "2018-06-07.txt", "--width", "30")
    rows = printed.split("\n")
    assert all(len(row) <= 30 for row in rows)
    # Right-aligned: the first row ends at the right edge with the first letter of the title.
    assert len(rows[0]) == 30
    assert unicodedata.normalize("NFKC", rows[0][-1]) == "ب"
    _, logical, _ = filled("show", "2018-06-07.txt", "--width", "30", "--bidi", "logical")
    assert "مقتدى" in logical
    assert filled("show", "1", "--width", "30")[0] == 0
    assert filled("show", "99")[0] == 1
    assert filled("show", "-", given="خبر".encode())[0] == 0
    assert filled("show", "missing.txt")[0] == 1


def test_what_an_article_holds_cannot_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    evil = "عنوان \x1b]52;c;AAAA\x07\x9b31m \u202e شرير"
    (tmp_path / "evil.txt").write_text(f"{evil}\n\nنص {evil}", encoding="utf-8")
    run("add", "evil.txt")
    for words in (
        ("list",),
        ("show", "1"),
        ("show", "evil.txt"),
        ("list", "--bidi", "explicit"),
        ("show", "no\x1b[31m"),
    ):
        _, printed, said = run(*words)
        assert not set("\x1b\x07\x9b\u202e") & set(printed + said), words


def test_the_reader_gets_its_options(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[ReaderOptions] = []
    monkeypatch.setattr("tui.terminal.session.prepare", lambda *_, **__: SimpleNamespace(active=True))
    monkeypatch.setattr("tui.loading.load_app", lambda _: lambda options, _: started.append(options) or 0)
    (tmp_path / "my.toml").write_text('bidi = "kitty"\nlibrary = "of-settings.db"\n')
    (tmp_path / "a.txt").touch()
    assert run()[0] == 0
    assert (
        run("a.txt", "dir", "--published", "2018/6/7", "--library", ":memory:", "--config", "my.toml")[0] == 0
    )
    assert run("--library", "shared.db", "--read-only", "--config", "my.toml", "--bidi", "unshaped")[0] == 0
    plain, adding, shared = started
    assert plain.library == tmp_path / "data" / "newsread" / "library.db"
    assert (plain.paths, plain.published, plain.bidi, plain.state_path) == ((), None, "auto", None)
    assert adding.paths == ("a.txt", "dir")
    assert (adding.published, adding.library, adding.bidi) == ("2018-06-07", ":memory:", "kitty")
    assert shared.read_only
    assert shared.bidi == "unshaped"
    assert shared.state_path is not None
    assert shared.state_path.parent == tmp_path / "state" / "newsread" / "shared"


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (["list"], 0),
        (["--library", "list", "list"], 2),
        (["--read-only", "list"], 1),
        (["a.txt", "list"], None),
        (["--", "list"], None),
        (["./list"], None),
        (["--library", "list"], None),
        ([], None),
        (["--library=x", "add", "list"], 1),
    ],
)
def test_which_word_is_the_command(words: list[str], at: int | None) -> None:
    assert cli.command_among(words) == at


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--bidi", "sideways"], 2, "invalid choice"),
        (["lst"], 2, "lst is neither a file nor a command"),
        (["--published", "soon"], 2, "no date"),
        (["list", "--limit", "0"], 2, "above zero"),
        (["export", "9" * 30], 2, "too large"),
        (["show", "9" * 30], 1, "is not there"),
        (["show", "²"], 1, "is not there"),
        (["show", "99"], 1, "no article 99"),
        (["timeline", "--article", "99"], 1, "no article 99"),
        (["timeline", "2018-13"], 2, "no period"),
        (["timeline", "--since", "2018-02-30"], 2, "no day, month or year"),
        (["timeline", "--until", "2018-Q2"], 2, "no day, month or year"),
        (["timeline", "2018-Q2"], 0, ""),
        (["list", "--config", "missing.toml"], 2, "no configuration file"),
        (["add", "--samples", "--library", "/dev/null/x"], 1, "Name another with --library"),
        (["list", "--library", "none.db", "--read-only"], 1, "There is no library"),
        (["list", "--entity", "لا أحد"], 1, "knows nobody"),
        (["entities", "export", "/dev/null/x"], 1, "cannot be written"),
        (["entities", "one", "two"], 2, "one name at a time"),
        (["entities", "corrections", "two"], 2, "one name at a time"),
        (["add"], 2, "name something to add"),
        (["add", "missing.txt"], 1, "is not there"),
        (["add", "--frobnicate"], 2, "unrecognized arguments"),
        (["show"], 2, "arguments are required"),
        (["show", "."], 1, "is a directory"),
        (["extract", "missing.txt"], 2, "is not there"),
        (["export", "99"], 1, "no article 99"),
        (["export", "one"], 2, "no number"),
        (["watch", "add"], 2, "name whom or what to add"),
        (["watch", "remove"], 2, "name whom or what to remove"),
        (["watch", "add", "لا أحد"], 1, "knows nobody"),
        (["watch", "list", "بغداد"], 2, "takes no names"),
        (["watch", "import", "one", "two"], 2, "one file at a time"),
        (["watch", "import", "missing.txt"], 1, "is not there"),
        (["watch", "export", "--words", "حرب"], 2, "goes with add and remove"),
        (["watch", "dance"], 2, "invalid choice"),
        (["config", "--init", "--template"], 2, "not allowed with"),
        (["config", "more"], 2, "unrecognized arguments"),
        (["doctor", "more"], 2, "unrecognized arguments"),
        (["--library"], 2, "expected one argument"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(filled: Run, words: list[str], status: int, said: str) -> None:
    found, _, complaint = filled(*words)
    assert found == status
    assert said in complaint
    assert "Traceback" not in complaint


def test_where_marks_over_a_shared_library_cannot_be_kept_the_way_out_is_told(
    filled: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "no-directory").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no-directory"))
    status, _, said = filled("watch", "add", "بغداد", "--read-only")
    assert status == 1
    assert "set XDG_STATE_HOME" in said
    status, printed, said = filled("list", "--read-only")
    assert (status, said) == (0, ""), "who only reads needs no place for marks"
    assert printed


def test_a_command_that_reads_a_shared_library_leaves_no_marks_behind(filled: Run, tmp_path: Path) -> None:
    assert filled("list", "--read-only")[0] == 0
    assert not (tmp_path / "state" / "newsread" / "shared").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--json", "--read-only"],
        ["show", "1"],
        ["export"],
        ["timeline"],
        ["entities"],
        ["entities", "export"],
        ["watch"],
        ["watch", "remove", "بغداد"],
        ["entities", "بغداد", "--json"],
    ],
)
def test_a_command_that_reads_makes_no_library(run: Run, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("typo/none.db", "empty.db", "empty.db/none.db"):
        status, printed, said = run(*words, "--library", name)
        assert (status, printed) == (1, "")
        assert said.startswith(f"newsread: There is no library at {name}")
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["empty.db"]
    run("doctor", "--library", "empty.db")
    assert (tmp_path / "empty.db").stat().st_size == 0
    assert not (tmp_path / "typo").exists()


def test_a_command_that_puts_something_in_makes_a_library(run: Run, tmp_path: Path) -> None:
    assert run("watch", "import", "-", "--library", "new.db", given="place:بغداد".encode())[0] == 0
    assert len(values(run("watch", "--json", "--library", "new.db")[1])) == 1


def test_help_lists_every_command_and_each_has_its_own(run: Run) -> None:
    status, printed, _ = run("--help")
    assert status == 0
    for name in cli.COMMANDS:
        assert f"\n  {name} " in printed
        status, own, _ = run(name, "--help")
        assert status == 0
        assert "--library" in own
    assert run("--version")[1].startswith("newsread ")


def test_config_shows_and_writes(run: Run, tmp_path: Path) -> None:
    assert "(none yet)" in run("config")[1]
    assert "written" in run("config", "--init")[1]
    assert "there already" in run("config", "--init")[1]
    assert (tmp_path / "config" / "newsread" / "config.toml").exists()
    assert run("config", "--template")[1].startswith("# Settings")


def test_doctor_says_what_is_there(filled: Run) -> None:
    _, printed, _ = filled("doctor")
    assert "2 articles" in printed
    assert "fake 1 (chosen): works" in printed


def test_a_reader_of_our_output_may_leave(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        from tui.library.model import Source

        library.add([Source(f"خبر {number}", f"خبر {number}") for number in range(5000)])
    environment = os.environ | {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "tui.cli", "list", "--library", str(tmp_path / "library.db")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "خبر" in process.stdout.readline().decode()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize(
    "words", [("list",), ("export",), ("list", "--json", "--limit", "1"), ("--version",)]
)
def test_output_that_cannot_be_written_is_a_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    with Library.open(tmp_path / "library.db") as library:
        from tui.library.model import Source

        library.add([Source(f"خبر {number}", f"خبر {number}") for number in range(500)])
    command = [sys.executable, "-m", "tui.cli", *words, "--library", str(tmp_path / "library.db")]
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "newsread: standard output cannot be written: No space left on device\n"
    closed = [sys.executable, "-c", f"import os; os.close(1); os.execv({sys.executable!r}, {command!r})"]
    done = subprocess.run(closed, stderr=subprocess.PIPE, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, b"newsread: standard output is closed\n")
    assert not (tmp_path / "state").exists()


def test_the_way_to_the_reader_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['newsread']; from tui import cli; import types; "
        "sys.modules['tui.app'] = app = types.ModuleType('tui.app'); app.run_reader = lambda options: 0; "
        "from tui.terminal import session; session.prepare = lambda *_, **__: None; "
        "cli.main(); print([name for name in sys.modules if name.split('.')[0] in "
        "('argparse', 'textual', 'rich', 'camel_tools', 'regex', 'numpy', 'pycrfsuite')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
