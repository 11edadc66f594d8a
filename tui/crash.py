"""What a failure leaves behind: a report in the log and a sentence on the terminal, never a traceback.

Messages and variables may hold what was being read, so a report names only places in the program and kinds of
errors unless the reader's settings ask for more.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from pathlib import Path

STATUS = 70
"""Exit status: an error within the program (EX_SOFTWARE of sysexits.h)."""
_LARGEST = 1 << 20
"""Bytes from which on the log begins anew; the one before is kept beside it."""


def record(error: BaseException, log: Path, *, with_text: bool = False) -> str:
    """Write a report into the log.

    Args:
        error: what was raised.
        log: the log file, made readable by its owner alone where there is none.
        with_text: whether messages and variables, which may hold text of articles, may go into it.

    Returns:
        A sentence for the user that says where the report is.
    """
    failed = f"something went wrong within the program ({type(error).__name__})"
    try:
        with contextlib.suppress(FileNotFoundError):
            if log.stat().st_size > _LARGEST:
                log.replace(log.with_name(log.name + ".old"))
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(report(error, with_text=with_text))
    except OSError as problem:
        return f"{failed}; no report was kept, for {log} cannot be written ({problem.strerror})."
    return f"{failed}; the report is in {log}."


def report(error: BaseException, *, with_text: bool = False) -> str:
    """Describe an error and where it arose.

    Args:
        error: what was raised.
        with_text: whether messages and variables may be in it.
    """
    head = (
        f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} newsread {_version()}, Python {sys.version.split()[0]}, "
        f"{sys.platform}, TERM {os.environ.get('TERM', 'not set')}\n"
    )
    if with_text:
        whole = traceback.TracebackException.from_exception(error, capture_locals=True, compact=True)
        return head + "".join(whole.format())
    return head + "".join(_places(error, set()))


def _places(error: BaseException, seen: set[int]) -> list[str]:
    """The places an error went through, those of the errors before it first."""
    seen.add(id(error))
    lines: list[str] = []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        lines += [*_places(before, seen), "which led to\n"]
    lines += traceback.format_tb(error.__traceback__)
    about = ""
    if isinstance(error, OSError) and error.errno is not None:
        about = f": {os.strerror(error.errno)}"
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}{about}\n")
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            if id(each) not in seen:
                lines += ["of which one is\n", *_places(each, seen)]
    return lines


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("newsread")
    except PackageNotFoundError:
        return f"in {sys.prefix}"
