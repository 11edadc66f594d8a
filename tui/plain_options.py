"""The command line of the reader where it is nothing but options, read without `argparse`, which takes long to load.

Imports nothing: it is asked before the first screen is drawn.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

READ_ONLY = "--read-only"
_WITH_VALUE = ("--library", "--config", "--bidi", "--engine", "--model")


def plain_options(words: Sequence[str]) -> dict[str, str] | None:
    """The options of a command line by their names, those without a value with an empty one.

    Args:
        words: the command line without the program's name.

    Returns:
        The options; None where it holds anything else, or may be wrong.
    """
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if word == READ_ONLY:
            options[word] = ""
            continue
        value = next(rest, "-")
        if word not in _WITH_VALUE or value.startswith("-"):
            return None
        options[word] = value
    return options
