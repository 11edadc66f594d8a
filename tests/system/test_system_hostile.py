"""Hostile texts in every place a text can come from, on every screen: nothing of them acts on the terminal."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sqlite3
import sys
from pathlib import Path

import pytest
from system_reader import ESC, Home, press, rest
from system_scan import ATTACKS, HOSTILE, SHORT, leaks
from terminal_pty import ROOT

from tui.entities.model import DateValue, Entity, Extraction, Mention
from tui.library import Library
from tui.library.model import Source

FEW = "\x1b]52;c;aGFja2Vk\x07\u202e\x9b31m[bold]\x1b[2Jwiped"
PLAIN = "\n\nقال سليم النجار إن العمل في بغداد يمضي كما كان مقررا له." * 300
NAMES = ("سليم النجار", "بغداد", "هيئة الموانئ")


def test_the_scanner_finds_every_attack() -> None:
    for attack in ATTACKS:
        text = "".join(c for c in attack if ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F)
        if text:
            assert leaks(attack.encode()), repr(attack)
    assert leaks("\u202e".encode())
    assert leaks(b"\x1b]52;c;aGFja2Vk\x07")
    assert not leaks(b"\x1b[H\x1b[1;2mtext\x1b[m\r\n")


def fill(path: Path) -> None:
    """A library whose every text is hostile, some by the library's own door, some behind its back."""
    with Library.open(path) as library:
        for number in range(6):
            title = f"{HOSTILE[:300]} {number} {SHORT}"
            body = f"\n\n{NAMES[0]} {SHORT} {NAMES[1]}\n\n{HOSTILE}\n\n6 يونيو 2018 {NAMES[2]} " * 3
            source = Source(
                title + body,
                title,
                body_start=len(title) + 2,
                source=f"وكالة {SHORT}",
                published=f"2018-06-0{number + 1}",
                url=f"https://example.org/{SHORT}",
                origin=SHORT,
                is_sample=number == 5,
            )
            (article,) = library.add([source]).added
            library.store_extraction(article, found_in(source.text))
        for entity in library.find_entities():
            library.watch(entity.entity.id)
        library.set_setting("samples.offered", "1")
    with sqlite3.connect(path) as behind:
        behind.execute("UPDATE article SET source = source || ?, title = title || ?", (HOSTILE, HOSTILE))
        behind.execute("UPDATE entity SET name = name || ?", (SHORT,))
        behind.execute("UPDATE mention SET role = ? WHERE kind = 0", ("وزير" + SHORT,))
        behind.execute("UPDATE article SET published = ? WHERE id = 3", ("2018-06-03T" + SHORT,))
        keys = [key for (key,) in behind.execute("SELECT key FROM setting")]
        for key in keys:
            behind.execute("UPDATE setting SET value = ? WHERE key = ?", (SHORT, key))
        behind.execute("UPDATE engine SET name = name || ?", (SHORT,))
    behind.close()


def found_in(text: str) -> Extraction:
    mentions = []
    for kind, name in zip(("person", "place", "organization"), NAMES, strict=True):
        for match in re.finditer(re.escape(name), text):
            mentions.append(
                Mention(
                    match.start(),
                    match.end(),
                    name,
                    kind,
                    f"{kind}:{name}{SHORT[:200]}",
                    role=f"دور{SHORT[:90]}",
                )  # type: ignore[arg-type]
            )
    # A mention right over the nastiest part.
    at = text.index(ATTACKS[0])
    mentions.append(Mention(at, at + 200, text[at : at + 200], "person", f"person:{SHORT[:300]}"))
    for match in re.finditer("6 يونيو 2018", text):
        date = DateValue("DATE", "2018-06-06", "day")
        mentions.append(Mention(match.start(), match.end(), match[0], "date", "date:2018-06-06", date=date))
    mentions.sort(key=lambda mention: mention.start)
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    ids = dict.fromkeys((each.entity, each.kind) for each in kept if each.entity)
    entities = tuple(
        Entity(key, kind, f"{key.partition(':')[2][:40]}{SHORT}", (SHORT, HOSTILE[:200]), 1)
        for key, kind in ids
    )
    return Extraction(tuple(kept), entities, "builtin 1")


@pytest.fixture
def hostile(empty_home: Home) -> Home:
    empty_home.library.parent.mkdir(parents=True)
    fill(empty_home.library)
    return empty_home


# Every screen and prompt, and every command that says something.
TOUR = (
    *("j", "j", "k", "2", "]", "]", "n", "N", "}", "{", "\x1b[1;3D", "f", ESC, " ", " ", "G", "g", "g"),
    *("3", "j", "j", "\r", "z", "z", "1", "s", "r", "a", "u", "u", "u", "u"),
    *("2", "]", "i", "j", "j", "\x1b[6~", "?", ESC, ESC),
    *("2", "]", "e", "E", "x", "w", "w", "W", "j", ESC, "t", "+", "+", "-", "s", "j", "s", ESC),
    *(":", "a", ESC, "?", "j", ESC, "v", "u", "v", "w", "v", "s", "v", "r", "v", "a"),
    *("p", "nonsense\r", ESC, "p", "2018-01-01\r", "\\", "\\", "|", "|", "\x1bOS", "\x1bOS", "\x0c", "X"),
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (220, 50)])
def test_every_screen_is_clean(hostile: Home, size: tuple[int, int]) -> None:
    program = hostile.read(size=size)
    for key in TOUR if size == (120, 40) else TOUR[:40]:
        program.send(key.encode())
        rest(program, 0.08)
        assert program.process.poll() is None, f"{key!r}: {program.output[-1500:]!r}"
    program.send(b"\x11")
    assert program.ended() == 0, program.output[-2000:]
    assert program.restored == []
    assert leaks(program.output) == {}
    if hostile.log.exists():
        assert leaks(hostile.log.read_bytes()) == {}
    # The first frame comes from what was kept.
    again = hostile.read(size=size)
    press(again, "q")
    assert leaks(again.output) == {}
    second_opinion(program.output)


def second_opinion(output: bytes) -> None:
    """The scanner of another hand, where it is at hand."""
    tool = ROOT.parent / "shared" / "tools" / "ptybench.py"
    if not tool.exists():
        return
    spec = importlib.util.spec_from_file_location("ptybench", tool)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["ptybench"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # It knows the questions to the terminal and text direction as little as it should.
    known = re.sub(rb"\x1b\[(?:8\$p|>q|=c|>c|[0-9;]* [kS]|>25u|<u)", b"", output)
    report = module.scan_stream(known)
    assert report["danger"] == {}
    assert report["bidi_controls"] == {}


@pytest.mark.parametrize("mode", ["explicit", "kitty", "inverse", "unmarked", "unshaped", "logical"])
def test_every_way_of_writing_arabic_is_clean(hostile: Home, mode: str) -> None:
    program = hostile.read("--bidi", mode)
    press(program, "j", "2", "]", "i", ESC, "\x11")
    assert program.ended() == 0
    assert leaks(program.output) == {}


def test_the_clipboard_is_written_on_a_key_and_holds_no_more_than_the_text(hostile: Home) -> None:
    program = hostile.read()
    press(program, "j", "2")
    assert leaks(program.output) == {}
    press(program, "c", "C")
    assert b"\x1b]52;c;" in program.output
    press(program, "\x11")
    assert leaks(program.output, copies=2) == {}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Files whose names, heads and texts are hostile."""
    folder = tmp_path / "in"
    folder.mkdir()
    named = [
        os.fsencode(folder) + b"/" + name
        for name in (
            b"\x1b]52;c;aGFja2Vk\x07.txt",
            b"a\x1b[2J\x9b31m\nb.txt",
            b"\xff\xfe\x80bad.txt",
            "\u202eevil\u2066.txt".encode(),
            b"plain.txt",
        )
    ]
    for number, name in enumerate(named):
        with open(name, "wb") as file:
            # Not too many at once: what is full of controls is no text, and is refused.
            head = f"---\ntitle: خبر {FEW} {number}\nsource: {FEW}\ntags: {FEW}\ndate: 2018-06-06\nurl: https://x/{FEW}\n---\n"
            file.write(f"{head}{PLAIN}{number}\n\n{HOSTILE}".encode("utf-8", "surrogatepass"))
    return [os.fsdecode(name) for name in named]


def test_hostile_files_are_read_in_clean(empty_home: Home, files: list[str]) -> None:
    missing = f"/nowhere/{SHORT[:60]}".replace("\0", "")
    program = empty_home.start(*files, missing, "/dev/null")
    assert program.wait_for(lambda: any("●" in line for line in program.screen().lines), 20)
    rest(program, 0.5)
    press(program, "j", "j", "2", "]", "i", ESC, "\x11")
    assert program.ended() == 0
    assert leaks(program.output) == {}


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("show", "1"),
    ("show", "3", "--bidi", "logical"),
    ("entities",),
    ("entities", NAMES[1]),
    ("entities", SHORT[:40].replace("\0", "")),
    ("entities", "export"),
    ("entities", "import", "bad-corrections"),
    ("timeline",),
    ("timeline", "2018-06-06"),
    ("timeline", SHORT[:40].replace("\0", "")),
    ("watch",),
    ("watch", "export"),
    ("watch", "import", "bad-watchlist"),
    ("watch", "add", SHORT[:80].replace("\0", "")),
    ("list", "--json"),
    ("export",),
    ("entities", "--json"),
    ("watch", "--json"),
    ("doctor",),
    ("config",),
    ("config", "--library", "/no\x1b[66;66Hwhere/\u202e.db"),
    ("doctor", "--library", "/no\x1b[66;66Hwhere/\u202e.db"),
    ("show", "no\x1b[2Jsuch\x9b31m\u202efile"),
    ("list", "--library", "/no\x1b[2Jwhere/\u202e\x85x.db"),
    ("list", "--config", "/no\x1b]52;c;eA==\x07where/\u2066"),
    ("list", "--entity", "\x1b[66;66H\u202e"),
    ("list", "--filter", "\x1b[66;66H\u202e"),
    ("list", "--\x1b[66;66H\u202e"),
    ("add", "/no\x1b[2Jwhere/\u202e"),
    ("--published", "\x1b[66;66H\u202e"),
    ("no\x1b[66;66Hsuch\u202e\x85", "--bidi", "\x1b[2J"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: ascii(" ".join(words))[:60])
def test_commands_print_clean_to_a_terminal(hostile: Home, tmp_path: Path, words: tuple[str, ...]) -> None:
    bad = tmp_path / "bad"
    bad.write_text(HOSTILE + "\n" + json.dumps({"kind": SHORT, "name": HOSTILE}))
    words = tuple(str(bad) if word.startswith("bad-") else word for word in words)
    program = hostile.start(
        *words, env={"TERM": "xterm\x1b[66;66H\u202e", "XDG_CACHE_HOME": SHORT[:60].replace("\0", "")}
    )
    if words[0] == "doctor":
        assert program.shows("Does this read right?")
        program.send(b"q\n")
    assert program.ended(30) in (0, 1, 2)
    assert leaks(program.output) == {}
    assert b"Traceback" not in program.output
    assert program.restored == []


def test_a_file_gets_what_a_terminal_does_not(hostile: Home) -> None:
    """JSON tells the text exactly, its controls as escapes; words for people are clean wherever they go."""
    result = hostile.run("export", "--limit", "1")
    assert leaks(result.stdout) == {}
    article = json.loads(result.stdout.splitlines()[0])
    assert "\x1b]52;c;aGFja2Vk\x07" in article["text"]
    assert "\u202e" in article["text"]
    assert "\x9b31m" in article["text"]
    assert leaks(hostile.run("list").stdout.replace(b"\t", b" ")) == {}


def test_hostile_settings_are_a_sentence(hostile: Home) -> None:
    hostile.settings.parent.mkdir(parents=True)
    for content in (
        "bidi = '\\u001b'",
        'bidi = "\\u001b[66;66H\\u202e"',
        '"\\u001b[66;66H\\u202e" = 1',
        '[keys]\n"\\u001b[66;66H\\u202e" = ["x"]',
        '[keys]\nquit = ["\\u001b[66;66H\\u202e", "j"]',
        'library = "/no\\u001b[66;66Hwhere/\\u202e.db"',
        "\x1b[66;66H = \u202e",
    ):
        hostile.settings.write_text(content)
        program = hostile.start()
        program.wait_for(
            lambda program=program: program.process.poll() is not None or b"1049h" in program.output
        )
        if program.process.poll() is None:
            rest(program)
            press(program, "?", ESC, "\x11")
        assert program.ended() in (0, 1, 2)
        assert leaks(program.output) == {}, content
        assert b"Traceback" not in program.output


def test_no_shell_is_ever_built() -> None:
    """Programs are started from lists of words, and only the workers and what the doctor asks."""
    for path in (ROOT / "tui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for pattern in (
            r"shell\s*=\s*True",
            r"os\.system",
            r"os\.popen",
            r"create_subprocess_shell",
            r"pty\.spawn",
        ):
            assert not re.search(pattern, text), f"{path}: {pattern}"
        if re.search(r"\bsubprocess\b|os\.exec|os\.spawn|webbrowser|\$EDITOR|\$PAGER", text):
            assert path.name in ("worker_client.py", "aside.py"), f"{path} starts programs"
