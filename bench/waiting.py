"""How long short articles wait for names and dates behind one that is very long.

    python bench/waiting.py [--megabytes 12] [--articles 60]

The worker process is asked for the long article first, as when a reader opens it, and then for all others.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from corpus import articles

from tui.library import Library
from tui.library.model import Source

MOST = 100_000  # articles gone through to make the long one


def fill(path: Path, megabytes: float, number: int) -> int:
    """Make the library; the id of the long article."""
    found = (each for each in articles(MOST) if each.body)
    short = [
        Source(f"{each.title}\n\n{each.body}", each.title, published=each.published)
        for each in islice(found, number)
    ]
    parts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        parts.append(next(found).body)
        size += len(parts[-1].encode())
    with Library.open(path) as library:
        (long,) = library.add([Source("\n".join(parts), "long", published="2024-12-31")]).added
        library.add(short)
    return long


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=float, default=12)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "library.db"
        long = fill(path, options.megabytes, options.articles)
        command = [sys.executable, "-m", "tui.worker", "--library", str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
            assert worker.stdin is not None
            assert worker.stdout is not None
            began = time.monotonic()
            worker.stdin.write(json.dumps({"do": "extract", "id": long}).encode() + b"\n")
            worker.stdin.write(b'{"do": "extract-pending"}\n')
            worker.stdin.flush()
            short: list[float] = []
            for line in worker.stdout:
                event = json.loads(line)
                after = time.monotonic() - began
                if event["event"] == "idle":
                    break
                if event.get("id") == long:
                    print(f"the long article: {event['event']} after {after:.1f} s")
                else:
                    short.append(after)
            print(f"{len(short)} others: the first after {short[0]:.1f} s, the last after {short[-1]:.1f} s")
            worker.stdin.close()


if __name__ == "__main__":
    main()
