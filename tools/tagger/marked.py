"""Articles written for this project, their names marked in the text: `[P person]`, `[L place]`, `[O organisation]`."""

from __future__ import annotations

import re
from pathlib import Path

from tools.tagger.corpora import Document
from tui.arabic.tokens import sentences

FOLDER = Path(__file__).parent / "articles"
HELD_BACK = ("held-back", "held-back2")  # the files of those that only judge
SOURCE = "own"
_KINDS = {"P": "person", "L": "place", "O": "organization"}
_MARK = re.compile(r"\[([PLO]) ([^\[\]\n]+)\]")
_HEADING = re.compile(r"^=== (.+)\n", re.MULTILINE)

Name = tuple[int, int, str]  # start, end, kind


def read_marked(folder: Path = FOLDER) -> tuple[list[Document], list[Document]]:
    """The articles to learn from, and those held back.

    Args:
        folder: one file for each sort of article; `=== NAME` heads every article.

    Raises:
        ValueError: a bracket in one of them is no mark.
    """
    training: list[Document] = []
    held: list[Document] = []
    for path in sorted(folder.glob("*.txt")):
        parts = _HEADING.split(path.read_text(encoding="utf-8"))
        for name, written in zip(parts[1::2], parts[2::2], strict=True):
            text, names = unmarked(written.rstrip("\n"))
            document = Document(f"{path.stem}/{name}", f"{SOURCE}-{path.stem}", text, names, sentences(text))
            (held if path.stem in HELD_BACK else training).append(document)
    return training, held


def unmarked(written: str) -> tuple[str, list[Name]]:
    """A text without its marks, and the names that were marked.

    Args:
        written: the text with its marks; brackets are nothing but marks in it.

    Raises:
        ValueError: a bracket is no mark.
    """
    parts: list[str] = []
    names: list[Name] = []
    passed = size = 0
    for mark in _MARK.finditer(written):
        before, name = written[passed : mark.start()], mark.group(2)
        size += len(before)
        names.append((size, size + len(name), _KINDS[mark.group(1)]))
        parts += [before, name]
        size += len(name)
        passed = mark.end()
    text = "".join([*parts, written[passed:]])
    if stray := re.search(r".{0,20}[\[\]].{0,20}", text):
        raise ValueError(f"a bracket that is no mark: {stray.group()!r} in {text[:30]!r}")
    return text, names
