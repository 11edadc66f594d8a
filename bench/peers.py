"""What the benchmarks are run beside: newsboat over the same articles, and the smallest Textual app."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from corpus import articles


def prepare_newsboat(folder: Path, count: int) -> list[str] | None:
    """Fill a newsboat cache with `count` articles: the command that opens it, None without newsboat."""
    if shutil.which("newsboat") is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    feed, urls, config, cache = (folder / name for name in ("feed.xml", "urls", "config", "cache.db"))
    if not cache.exists():
        with feed.open("w", encoding="utf-8") as out:
            out.write(
                '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>bench</title>'
            )
            for number, article in enumerate(articles(count)):
                when = datetime.fromisoformat(article.published).replace(tzinfo=UTC)
                paragraphs = "".join(
                    f"<p>{escape(line)}</p>" for line in article.body.splitlines() if line.strip()
                )
                out.write(
                    f"<item><title>{escape(article.title)}</title><guid>urn:bench:{number}</guid>"
                    f"<pubDate>{format_datetime(when)}</pubDate><description>{escape(paragraphs)}</description></item>"
                )
            out.write("</channel></rss>")
        urls.write_text(f"file://{feed}\n")
        config.write_text("auto-reload no\nmax-items 0\nkeep-articles-days 0\n")
        common = ["newsboat", "-u", str(urls), "-c", str(cache), "-C", str(config)]
        subprocess.run(
            [*common, "-x", "reload"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    return ["newsboat", "-q", "-u", str(urls), "-c", str(cache), "-C", str(config)]
