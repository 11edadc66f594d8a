"""Files, directories and standard input: what can be read is read, the rest is told by name."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from tui.ingest import Failure, Source, paths, read_paths, read_samples, sample_paths

SHARED_SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def put(directory: Path, *names: str) -> None:
    for name in names:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"خبر {name}", encoding="utf-8")


def test_a_directory_is_searched_for_text_files_in_order(tmp_path: Path) -> None:
    put(
        tmp_path,
        "b.txt",
        "a/2.txt",
        "a/1.TXT",
        "c",
        ".hidden.txt",
        ".git/x.txt",
        "README",
        "notes.md",
        "x.py",
    )
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    found = list(read_paths([tmp_path]))
    assert [item.text for item in found if isinstance(item, Source)] == [
        "خبر b.txt",
        "خبر c",
        "خبر a/1.TXT",
        "خبر a/2.txt",
    ]
    assert len(found) == 4


def test_links_in_a_ring_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "a/1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "same").symlink_to(tmp_path / "a")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = list(read_paths([tmp_path]))
    assert [item.text for item in found if isinstance(item, Source)] == ["خبر a/1.txt"]


def test_what_fails_is_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "LARGEST", 4096)
    put(tmp_path, "good.txt")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "large.txt").write_text("x" * 5000)
    (tmp_path / "page.txt").write_text("<!DOCTYPE html><html>")
    (tmp_path / "nothing").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(
        read_paths([tmp_path, tmp_path / "nothing", tmp_path / "missing.txt", "/dev/null", "https://x.y/z"])
    )
    assert sum(isinstance(item, Source) for item in found) == 1
    failed = {Path(item.origin).name: item.reason for item in found if isinstance(item, Failure)}
    assert set(failed) == {
        "binary.txt", "empty.txt", "large.txt", "page.txt", "nothing", "missing.txt", "null", "z"
    }  # fmt: skip
    assert failed["missing.txt"] == "is not there"
    assert failed["empty.txt"] == "is empty"
    assert "no text files" in failed["nothing"]


def test_standard_input_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("عنوان الخبر\n\nقال العراق أمس".encode("cp1256")))
    )
    (article,) = read_paths(["-"], "2018-06-07")
    assert isinstance(article, Source)
    assert (article.title, article.published, article.origin) == ("عنوان الخبر", "2018-06-07", "-")
    monkeypatch.setattr(sys, "stdin", None)
    (failure,) = read_paths(["-"])
    assert isinstance(failure, Failure)


def test_a_file_name_that_is_no_text_is_still_read(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")
    Path(name).write_text("خبر", encoding="utf-8")
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Source)
    assert article.origin == name


def test_a_damaged_file_is_an_article_with_a_remark_and_no_text_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "damaged.txt"
    file.write_bytes("عنوان الخبر\n\nقال العراق ".encode() + b"\xff" + " أمس".encode())
    (article,) = read_paths([file])
    assert isinstance(article, Source)
    assert (article.title, article.text) == ("عنوان الخبر", "عنوان الخبر\n\nقال العراق \ufffd أمس")
    assert "line 3" in article.remark
    with pytest.raises(paths.UnreadableError, match="damaged in line 3"):
        paths.read_text(file)


def test_the_samples_are_found_and_marked() -> None:
    assert len(sample_paths()) >= 16
    samples = list(read_samples())
    assert all(isinstance(sample, Source) and sample.is_sample for sample in samples)


@pytest.mark.skipif(not SHARED_SEEDS.is_dir(), reason="the real articles are not beside the checkout")
def test_real_articles() -> None:
    first, second = read_paths([SHARED_SEEDS])
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert (first.title, first.title_derived) == ("العراق يتوعد بمواصلة قصف تنظيم الدولة بسوريا", False)
    assert first.source == "الجزيرة + وكالات"
    assert second.title_derived
    assert second.title.endswith("صباح الخميس")
