"""The sample articles that come with the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tui.ingest.paths import read_file
from tui.library.model import Failure, Source

_PACKAGE = Path(__file__).resolve().parent.parent


def sample_paths() -> list[Path]:
    """The files of the samples, in order of name: the installed ones, or those of the checkout."""
    for directory in (_PACKAGE / "samples", _PACKAGE.parent / "seeds"):
        found = sorted(directory.glob("*.txt"))
        if found:
            return found
    return []


def read_samples() -> Iterator[Source | Failure]:
    """The samples as articles, marked as such."""
    for path in sample_paths():
        yield read_file(path, is_sample=True)
