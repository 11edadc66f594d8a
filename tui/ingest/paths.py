"""Files, directories and standard input, read one by one; what fails is told and the rest goes on."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.ingest.decode import Decoded, UndecodableError, decode
from tui.ingest.head import HeadError
from tui.ingest.plain import read_plain
from tui.library.model import Failure, Source

STANDARD_INPUT = "-"
LARGEST = 16 * 1024 * 1024  # bytes: some two hundred times the longest article anyone reads

_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)


class UnreadableError(Exception):
    """Something that cannot be read as an article; `str()` is the reason in a sentence."""


def read_paths(
    paths: Iterable[str | os.PathLike[str]], published: str | None = None
) -> Iterator[Source | Failure]:
    """The articles that files, directories and `-` hold.

    Args:
        paths: files, directories (searched for text files, hidden ones left out) or `-` for standard input.
        published: ISO publication date for articles that carry none.

    Yields:
        An article, or a failure that names its file; in order, one file in memory at a time.
    """
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            yield _attempt_standard_input(published)
        elif _ADDRESS.match(name):
            yield Failure(name, "web addresses cannot be read: save the page as text and add the file")
        elif os.path.isdir(name):
            yield from _directory(Path(name), published)
        else:
            yield read_file(Path(name), published)


def read_file(path: Path, published: str | None = None, *, is_sample: bool = False) -> Source | Failure:
    """The article a file holds, or why it holds none.

    Args:
        path: the file.
        published: ISO publication date if the file names none.
        is_sample: it is one of the samples that come with the program.
    """
    try:
        found = decoded(read_content(path))
        article = read_plain(
            found.text, origin=str(path), name=path.name, published=published, is_sample=is_sample
        )
        return article._replace(remark=found.remark)
    except (UnreadableError, HeadError) as error:
        return Failure(str(path), str(error))


def read_text(path: Path | str) -> str:
    """The text of a file or, for `-`, of standard input, whole; newlines are `\\n`.

    Raises:
        UnreadableError: with the reason: not there, not a file, too large, binary, empty, undecodable, damaged.
    """
    found = decoded(read_content(path))
    if found.lost:
        raise UnreadableError(f"is damaged in line {found.first_lost}")
    return found.text


def read_content(path: Path | str) -> bytes:
    """The bytes of a file or, for `-`, of standard input; no more of them than tell that they are too many.

    Raises:
        UnreadableError: with the reason: not there, not a file.
    """
    if str(path) == STANDARD_INPUT:
        return _standard_input()
    try:
        # Not blocking: a named pipe without a writer must not hold everything up.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:
            kind = os.fstat(descriptor).st_mode
            if stat.S_ISDIR(kind):
                raise UnreadableError("is a directory")
            if stat.S_ISFIFO(kind):
                os.set_blocking(descriptor, True)
            elif not stat.S_ISREG(kind):
                raise UnreadableError("is not a file")
            return file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableError(_reason(error)) from error


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UnreadableError("is closed")
    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableError(_reason(error)) from error


def _attempt_standard_input(published: str | None) -> Source | Failure:
    try:
        found = decoded(_standard_input())
        article = read_plain(found.text, origin=STANDARD_INPUT, published=published)
        return article._replace(remark=found.remark)
    except (UnreadableError, HeadError) as error:
        return Failure("standard input", str(error))


def decoded(content: bytes) -> Decoded:
    """What the bytes of an article say.

    Raises:
        UnreadableError: with the reason: too large, binary, empty, undecodable, a web page.
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"is larger than {LARGEST // (1024 * 1024)} MB")
    try:
        found = decode(content)
    except UndecodableError as error:
        raise UnreadableError(str(error)) from error
    if not found.text.strip():
        raise UnreadableError("is empty")
    if _MARKUP.match(found.text):
        raise UnreadableError("is a web page or XML: save it as text first")
    return found


def _reason(error: OSError) -> str:
    known = {errno.ENOENT: "is not there", errno.EACCES: "may not be read", errno.ENXIO: "is not a file"}
    return known.get(error.errno or 0) or f"cannot be read: {error.strerror}"


def _directory(directory: Path, published: str | None) -> Iterator[Source | Failure]:
    found = False
    for item in text_files(directory):
        if isinstance(item, Failure):
            yield item
            found = True
            continue
        result = read_file(item, published)
        # A file without a suffix need not be a text; one that says it is and is not deserves a word.
        if isinstance(result, Source) or item.suffix.lower() in _TEXT_SUFFIXES:
            yield result
            found = True
    if not found:
        yield Failure(str(directory), "holds no text files")


def text_files(directory: Path) -> Iterator[Path | Failure]:
    """The text files below a directory in order of name, hidden ones left out, each directory visited once.

    Args:
        directory: where to look; links to directories are followed, in a ring only once.

    Yields:
        Files that end in `.txt` or `.text` or have no suffix; failures for directories that cannot be read.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [directory]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(current) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(str(current), _reason(error))
            continue
        below: list[Path] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = current / entry.name
            if _is_directory(entry):
                below.append(path)
            elif _is_file(entry) and _may_be_text(path):
                yield path
        waiting += reversed(below)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _may_be_text(path: Path) -> bool:
    suffix = path.suffix.lower()
    # README, LICENSE, Makefile and their like stand beside articles and are none.
    return suffix in _TEXT_SUFFIXES or (not suffix and not re.fullmatch(r"[A-Z]+|[Mm]akefile", path.name))
