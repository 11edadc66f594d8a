"""`newsread doctor`: what is found here, and what to do about what is not."""

from __future__ import annotations

import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tui.headless.context import Context, flush_output, tell
from tui.library import LibraryError


def add_arguments(parser: ArgumentParser) -> None:
    """The command has no arguments of its own."""


def run(options: Namespace, context: Context) -> int:
    """Say what is found; status 1 when something that is needed is missing."""
    tell(f"python    {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    flush_output()
    _terminal(context)
    there = "" if context.config_path.is_file() else " (none: the usual ones hold)"
    tell(f"settings  {context.config_path}{there}")
    # Both are looked at, whatever the first says.
    return 0 if all([_library(context), _engines(context)]) else 1


def _terminal(context: Context) -> None:
    from tui.config import keep_setting
    from tui.terminal.doctor import examine

    def keep(mode: str) -> None:
        keep_setting(context.config_path, "bidi", mode)

    for line in examine(context.bidi, save_mode=keep):
        tell(line)


def _library(context: Context) -> bool:
    if not isinstance(context.library, Path):
        tell("library   in memory, gone when the reader ends")
        return True
    if not context.library.exists():
        tell(f"library   {context.library} (none yet: the first start makes it)")
        return True
    try:
        with context.open_library() as library:
            counts = library.counts()
    except LibraryError as error:
        tell(f"library   {error}")
        return False
    megabytes = context.library.stat().st_size / 1e6
    manner = ", read-only" if context.read_only else ""
    tell(f"library   {context.library}: {counts.total} articles, {megabytes:.1f} MB{manner}")
    if counts.pending:
        tell(f"          {counts.pending} of them wait for names and dates: the reader finds them by and by")
    return True


def _engines(context: Context) -> bool:
    """The engine in use must work; the others are for information."""
    from tui.entities.engine import ENGINES, EngineUnavailable, load_engine

    works = True
    for name in ENGINES:
        used = name == context.engine
        try:
            engine = load_engine(name, context.model if used else None)
        except EngineUnavailable as error:
            first, *others = str(error).splitlines() or ["cannot be used"]
            tell(f"engine    {name}{' (chosen)' if used else ''}: {first}")
            for line in others:
                tell(f"          {line}")
            works = works and not used
        else:
            tell(f"engine    {engine.name}{' (chosen)' if used else ''}: works")
    return works
