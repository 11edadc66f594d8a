"""Plain text into an article: its title, where its body begins, its source and its date."""

from __future__ import annotations

import datetime
import re

from tui.ingest.head import read_head
from tui.library.model import Source

# A headline is a line, not a paragraph.
_LONGEST_TITLE = 200
_MOST_WORDS = 30
_LONGEST_DERIVED = 140
_SENTENCE_END = re.compile(r"[.!؟?…](?=[\s\"»”’)\]]|$)")
_FULL_STOP = re.compile(r"(?<!\.)[.،؛,;:][\"»”’)]*$")
_SOURCE_LINE = re.compile(r"[ \t]*(?:المصدر|المصادر)[ \t]*:[ \t]*(\S.*)")
_NAME_DATES = (
    re.compile(
        r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?P<s>[-_.]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?![0-9A-Za-z])"
    ),
    re.compile(
        r"(?<![0-9A-Za-z])(?P<d>\d\d?)(?P<s>[-_.])(?P<m>\d\d?)(?P=s)(?P<y>(?:19|20)\d\d)(?![0-9A-Za-z])"
    ),
    # A date-time in a name: 2018-06-07T1030.
    re.compile(r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?P<s>-?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?=T\d\d)"),
)


def read_plain(
    text: str, *, origin: str, name: str = "", published: str | None = None, is_sample: bool = False
) -> Source:
    """The article a plain text is.

    Args:
        text: the decoded file, newlines `\\n`.
        origin: where it was read from.
        name: the file's name without its folder, which may carry a date.
        published: ISO publication date for an article whose head names none.
        is_sample: it is one of the samples that come with the program.

    Returns:
        The article.  Its text is the file's, less the head; a title from the head stands before it, with a
        blank line between.

    Raises:
        HeadError: when its head cannot be read.
    """
    head = read_head(text)
    body = text[head.length :]
    if head.title is not None:
        title, derived = head.title, False
        whole = body if _first_line(body) == head.title else f"{head.title}\n\n{body}"
        body_start = body_offset(whole)
    else:
        whole = body
        body_start = title_length(body)
        derived = body_start == 0
        title = derived_title(body) if derived else _first_line(body)
    return Source(
        text=whole,
        title=title,
        title_derived=derived,
        body_start=body_start,
        source=head.source or source_line(body) or "",
        published=head.published or published or date_in_name(name),
        url=head.url,
        origin=origin,
        is_sample=is_sample,
    )


def _first_line(text: str) -> str:
    return " ".join(text.lstrip().partition("\n")[0].split())


def body_offset(text: str) -> int:
    """The code point where what follows the first line begins, blank lines skipped."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0:
        return 0
    rest = text[end:]
    return end + len(rest) - len(rest.lstrip()) if rest.strip() else 0


def title_length(text: str) -> int:
    """Where the body begins when the first line is a title, 0 when it is not.

    It is one when a blank line and a body follow, and it reads like a headline: short, and not a sentence
    with its full stop.

    Args:
        text: an article without a head.

    Returns:
        A code point offset.
    """
    first, _, rest = text.lstrip().partition("\n")
    line = first.strip()
    following = rest.partition("\n")[0]
    if not rest.strip() or following.strip():
        return 0
    if len(line) > _LONGEST_TITLE or len(line.split()) > _MOST_WORDS or _FULL_STOP.search(line):
        return 0
    if not any(character.isalpha() for character in line):
        return 0
    return body_offset(text)


def derived_title(text: str) -> str:
    """The first sentence, standing in for a missing title, shortened at a word where it is long.

    Args:
        text: an article without a title.
    """
    line = _first_line(text)
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    sentence = sentence.rstrip(".")
    if len(sentence) <= _LONGEST_DERIVED:
        return sentence
    return sentence[:_LONGEST_DERIVED].rsplit(None, 1)[0].rstrip("،؛,;: ") + "…"


def source_line(text: str) -> str | None:
    """Who published an article, by its last line where that says so (`المصدر : ...`)."""
    lines = text.rstrip().rsplit("\n", 1)
    found = _SOURCE_LINE.fullmatch(lines[-1])
    return " ".join(found[1].split()) if found else None


def date_in_name(name: str) -> str | None:
    """The date a file name carries (`11-library-2021-11-02.txt`, `20180607_x.txt`), ISO; or None."""
    for pattern in _NAME_DATES:
        for match in pattern.finditer(name):
            try:
                return datetime.date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
            except ValueError:
                continue
    return None
