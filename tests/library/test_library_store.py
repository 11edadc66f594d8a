"""The file: permissions, versions, other processes, and every fault a sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from library_shelf import source

from tui.library import Library, schema
from tui.library.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryFullError,
    LibraryMissingError,
    LibraryNewerError,
    LibraryReadOnlyError,
    LibraryUnwritableError,
)
from tui.library.first_list import read_first_list
from tui.library.model import View
from tui.library.store import Store


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def read_all(path: Path) -> None:
    with Library.open(path) as library:
        for article in library.article_ids():
            library.article(article)


def test_only_the_owner_can_read_a_new_library(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with Library.open(tmp_path / "new" / "library.db") as library:
            library.add([source("خبر")])
            assert mode(library.path.parent) == 0o700
            assert {mode(each) for each in library.path.parent.iterdir()} == {0o600}
    finally:
        os.umask(old)


def test_a_library_opened_up_on_purpose_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()
    path.chmod(0o644)
    Library.open(path).close()
    assert mode(path) == 0o644


def test_a_library_in_memory_is_shared_with_other_processes_and_gone_in_the_end() -> None:
    with Library.open(":memory:") as library:
        path = library.path
        code = (
            "import sys; from pathlib import Path; from tui.library import Library; "
            "from tui.library.model import Source; "
            "library = Library.open(Path(sys.argv[1])); library.add([Source('خبر', 'خبر')])"
        )
        before = library.version()
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert library.version() != before
        assert library.counts().total == 1
        assert mode(path.parent) == 0o700
    assert not path.parent.exists()


def test_what_a_killed_process_left_in_memory_is_removed_by_the_next() -> None:
    code = (
        "import os, signal; from tui.library import Library; library = Library.open(':memory:'); "
        "print(library.path.parent, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    left = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    directory = Path(left.stdout.strip())
    assert directory.exists()
    Library.open(":memory:").close()
    assert not directory.exists()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1000")
    with pytest.raises(LibraryNewerError, match="newer newsread"):
        Library.open(path)


def test_a_migration_happens_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add([source("خبر")])
    known = len(schema.LIBRARY)
    broken = "CREATE TABLE extra (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n"
    monkeypatch.setattr(schema, "LIBRARY", (*schema.LIBRARY, broken))
    with pytest.raises(Exception, match="nowhere"):
        Library.open(path)
    whole = "CREATE TABLE extra (id INTEGER);\nALTER TABLE article ADD COLUMN note TEXT;\n"
    monkeypatch.setattr(schema, "LIBRARY", (*schema.LIBRARY[:known], whole))
    with Library.open(path) as library:
        assert library.counts().total == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (known + 1,)
        assert connection.execute("SELECT count(*) FROM extra").fetchone() == (0,)


def test_other_files_are_not_taken_for_libraries(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("this is no database " * 100)
    with pytest.raises(LibraryDamagedError, match="not a newsread library"):
        Library.open(text)
    assert text.read_text().startswith("this is no database")
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    theirs = foreign.read_bytes()
    with pytest.raises(LibraryDamagedError, match="another program"):
        Library.open(foreign)
    assert foreign.read_bytes() == theirs, "a database of another program was changed by opening it"


def test_damage_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add([source(f"خبر {number} " + "طويل " * 500) for number in range(50)])
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\x55" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(LibraryDamagedError, match="damaged"):
        read_all(path)
    broken = tmp_path / "broken.db"
    Library.open(broken).close()
    with sqlite3.connect(broken) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = CAST(x'637265617465ff' AS TEXT)")
    connection.close()
    # SQLite's own message then holds what is no text.
    with pytest.raises(LibraryDamagedError, match="damaged"):
        Library.open(broken)


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(LibraryUnwritableError, match="cannot be created"):
        Library.open(file / "library.db")
    with pytest.raises(LibraryUnwritableError, match="is a directory"):
        Library.open(tmp_path)


def test_a_full_disk_loses_nothing(library: Library) -> None:
    library.add([source("قبل")])
    store: Store = library._store
    pages = store.value("PRAGMA page_count")
    store.run(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(LibraryFullError, match="full"):
        library.add([source(f"خبر {number} " + "كلام " * 2000) for number in range(20)])
    assert library.counts().total == 1
    assert len(library.article_ids()) == 1
    store.run("PRAGMA max_page_count = 1000000")
    library.add([source("بعد")])
    assert library.counts().total == 2


def test_another_writer_is_waited_for_and_then_a_sentence(library: Library) -> None:
    (article,) = library.add([source("خبر")]).added
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library._store.run("PRAGMA busy_timeout = 50")
    with pytest.raises(LibraryBusyError, match="in use by another process"):
        library.mark([article], read=True)
    # Reading goes on meanwhile.
    assert not library.article(article).header.is_read
    other.execute("ROLLBACK")
    assert library.mark([article], read=True) == 1
    other.close()


def test_two_processes_may_make_one_library_at_the_same_time(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.library import Library; "
        "from tui.library.model import Source; library = Library.open(Path(sys.argv[1])); "
        "[library.add([Source(f'{sys.argv[2]} {n}', 'x')]) for n in range(20)]"
    )
    path = tmp_path / "library.db"
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(number)]) for number in range(4)
    ]
    assert [process.wait() for process in processes] == [0] * 4
    with Library.open(path) as library:
        assert library.counts().total == 80


def test_over_a_shared_library_each_reader_has_marks_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    with Library.open(path) as owner:
        first, second = owner.add([source("أول", "2018-01-01"), source("ثان", "2018-01-02")]).added
        owner.mark([first], read=True)
    before = path.read_bytes()
    with Library.open(path, read_only=True, state_path=tmp_path / "mine" / "state.db") as mine:
        assert mine.counts().unread == 2
        mine.mark([second], read=True, starred=True)
        mine.mark([first], archived=True)
        mine.set_setting("last", "2")
        mine.watch("place:بغداد")
        assert [header.is_read for header in mine.headers([first, second])] == [False, True]
        assert list(mine.article_ids()) == [second]
        assert list(mine.article_ids(View("unread"))) == []
        for change in (
            lambda: mine.add([source("ثالث")]),
            lambda: mine.set_published(first, None),
            lambda: mine.remove_samples(),
            lambda: mine.remove([first]),
        ):
            with pytest.raises(LibraryReadOnlyError, match="read-only"):
                change()
        assert mode(tmp_path / "mine" / "state.db") == 0o600
    with Library.open(path, read_only=True, state_path=tmp_path / "theirs.db") as theirs:
        assert theirs.counts().unread == 2
        assert theirs.watched_ids() == []
    with Library.open(path, read_only=True, state_path=tmp_path / "mine" / "state.db") as mine:
        assert mine.setting("last") == "2"
        assert mine.watched_ids() == ["place:بغداد"]
        actions = [undone.action for undone in iter(mine.undo, None) if undone]
        assert actions == ["watch", "mark", "mark"]
        assert mine.counts().unread == 2
    assert path.read_bytes() == before


def test_marks_of_articles_the_owner_removed_are_not_counted(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    with Library.open(tmp_path / "shared.db") as owner:
        first, second, third = owner.add([source("أول"), source("ثان"), source("ثالث")]).added
        with Library.open(owner.path, read_only=True, state_path=state) as mine:
            mine.mark([first, second], read=True, starred=True)
        owner.remove([first])
        owner.add([source("رابع")])
        with Library.open(owner.path, read_only=True, state_path=state) as mine:
            counts = mine.counts()
            assert (counts.total, counts.unread, counts.starred) == (3, 2, 1)
            assert set(mine.article_ids(View("starred"))) == {second}
            assert third in mine.article_ids(View("unread"))


def test_a_shared_library_shows_what_its_owner_adds_meanwhile(tmp_path: Path) -> None:
    with Library.open(tmp_path / "shared.db") as owner:
        owner.add([source("أول")])
        with Library.open(owner.path, read_only=True, state_path=tmp_path / "state.db") as mine:
            owner.add([source("ثان")])
            assert mine.counts().total == 2


def test_a_closed_library_opens_read_only_in_a_directory_that_cannot_be_written() -> None:
    base = Path(tempfile.mkdtemp())
    base.chmod(0o777)
    path = base / "shared" / "library.db"
    with Library.open(path) as owner:
        owner.add([source("خبر")])
    path.chmod(0o444)
    path.parent.chmod(0o555)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
        with pytest.raises(LibraryUnwritableError):
            Library.open(path)
        with Library.open(path, read_only=True, state_path=base / "state.db") as mine:
            assert mine.counts().total == 1
            mine.mark(mine.article_ids(), read=True)
        found = read_first_list(str(path), lambda _: (0, 9), str(base / "state.db"))
        assert found is not None, "the first screen sees it too"
        assert [article.is_read for article in found[1]] == [True]
    finally:
        os.seteuid(user)
        path.parent.chmod(0o700)
        shutil.rmtree(base)


def test_read_only_needs_a_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissingError, match="There is no library"):
        Library.open(tmp_path / "none.db", read_only=True, state_path=tmp_path / "state.db")
    assert not (tmp_path / "none.db").exists()


def test_importing_the_library_loads_no_engine_and_no_screen() -> None:
    code = (
        "import sys; from tui.library import Library; "
        "library = Library.open(':memory:'); library.headers(library.article_ids(limit=50)); library.close(); "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('textual', 'rich', 'camel_tools', 'regex', 'numpy', 'torch', 'pycrfsuite')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
