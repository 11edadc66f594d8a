"""The sample articles, put once into a library that has nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library.errors import LibraryError
from tui.library.first_list import OFFERED
from tui.library.library import Library

if TYPE_CHECKING:
    from tui.config import ReaderOptions


def offer_samples(library: Library, options: ReaderOptions) -> int:
    """Put the sample articles into a library that has nothing yet, once.

    Args:
        library: the library.
        options: with paths named, their articles are the first instead.

    Returns:
        How many were added.
    """
    try:
        if options.read_only or options.paths or library.setting(OFFERED) or library.counts().total:
            return 0
        from tui.ingest.samples import read_samples

        added = len(library.add(read_samples()).added)
        library.set_setting(OFFERED, "1")
    except LibraryError:
        return 0  # the reader opens all the same, and says what is wrong at the first thing it cannot do
    return added


def begin_library(options: ReaderOptions) -> int:
    """Make the library if there is none, so that its list can be drawn before the app is loaded.

    Args:
        options: what the reader is started with.

    Returns:
        How many sample articles were put into it.
    """
    try:
        with Library.open(options.library) as library:
            return offer_samples(library, options)
    except LibraryError:
        return 0  # the reader says it
