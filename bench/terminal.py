"""The reader in a terminal beside its peers: start-up, the cost of a key, bytes, memory.

    uv run python bench/terminal.py [--articles 1000] [--runs 5] [--size 120x40] [--large LIBRARY]

Runs newsboat and a one-Static Textual app interleaved with newsread over the same real articles, with the pty
instrument of ../shared/tools, and prints every figure beside its goal.  Only ratios of one run count.  `--large`
names a library of many articles (bench/store.py makes one), which must start like the small one.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shlex
import subprocess
import sys
from pathlib import Path

from corpus import ROOT, SHARED
from peers import prepare_newsboat
from store import build

INSTRUMENT = SHARED / "tools" / "ptybench.py"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--large", type=Path, help="a library of many articles to start on as well")
    parser.add_argument("--keys", type=int, default=40, help="how often each measured key is pressed")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "out" / "bench", help="where libraries and caches are kept"
    )
    options = parser.parse_args()
    if not INSTRUMENT.exists():
        raise SystemExit(f"the benchmark needs the pty instrument: {INSTRUMENT} is not there")
    options.work.mkdir(parents=True, exist_ok=True)
    # As an installer does: an environment that forbids writing it would have every start compile the program.
    compileall.compile_dir(ROOT / "tui", quiet=1)
    specification = build_specification(options)
    path = options.work / "terminal.json"
    path.write_text(json.dumps(specification, ensure_ascii=False, indent=1))
    command = [
        sys.executable,
        str(INSTRUMENT),
        "compare",
        str(path),
        "--json",
        str(options.work / "figures.json"),
    ]
    return subprocess.run(command).returncode


def build_specification(options: argparse.Namespace) -> dict[str, object]:
    """What is started, with which keys, and which ratios are the goals."""
    library = options.work / f"library-{options.articles}.db"
    if not library.exists():
        build(library, options.articles)
    reader = [str(Path(sys.executable).parent / "newsread"), "--library", str(library)]
    presses = options.keys
    state = options.work / "state"

    def first_start(path: Path) -> dict[str, object]:
        """Without a kept frame, until the article and where the reader is in it are on the screen."""
        return {
            "cmd": [reader[0], "--library", str(path)],
            "ready": r"\d%",
            "quit": "q",
            "env": {"XDG_STATE_HOME": str(state)},
            "before": f"rm -rf {shlex.quote(str(state / 'newsread' / 'frames'))}",
        }

    targets: dict[str, dict[str, object]] = {
        "static": {
            "cmd": [sys.executable, str(ROOT / "bench" / "static_app.py")],
            "ready": "line 29",
            "quit": "q",
        },
        "newsread without a kept frame": first_start(library),
        "newsread list": {
            "cmd": reader,
            "ready": "unread",
            "setup": "1 g g wait:1500",
            "keys": f"down*{presses}",
            "quit": "q",
        },
        "newsread list on a slow line": {
            "cmd": [*reader, "--config", str(slow_settings(options.work))],
            "ready": "unread",
            "setup": "1 g g wait:1500",
            "keys": f"down*{presses}",
            "quit": "q",
        },
        "newsread next article": {
            "cmd": reader,
            "ready": "unread",
            "setup": "1 g g wait:1500 2 wait:300",
            "keys": f"J*{presses}",
            "quit": "q",
        },
        "newsread mention": {
            "cmd": reader,
            "ready": "unread",
            "setup": "1 g g wait:1500 2 wait:300",
            "keys": f"]*{presses}",
            "quit": "q",
        },
    }
    goals: list[dict[str, object]] = [
        {
            "target": "newsread without a kept frame",
            "metric": "start.ready.median",
            "peer": "static",
            "max_ratio": 1.25,
        },
        {
            "target": "newsread without a kept frame",
            "metric": "start.cpu_ms.median",
            "peer": "static",
            "max_ratio": 1.25,
        },
        {"target": "newsread list", "metric": "start.ready.median", "peer": "static", "max_ratio": 1.25},
        {"target": "newsread list", "metric": "start.rss_mb.median", "peer": "static", "max_ratio": 2},
        {"target": "newsread list", "metric": "start.bytes.median", "max": 32768},
        {"target": "newsread next article", "metric": "keys.last_ms.p99", "max": 50},
        {"target": "newsread mention", "metric": "keys.bytes.median", "max": 800},
    ]
    if options.large is not None:
        targets["newsread on a large library"] = first_start(options.large.absolute())
        goals.append(
            {
                "target": "newsread on a large library",
                "metric": "start.cpu_ms.median",
                "peer": "newsread without a kept frame",
                "max_ratio": 1.1,
            }
        )
    newsboat = prepare_newsboat(options.work / f"newsboat-{options.articles}", options.articles)
    if newsboat is None:
        print("newsboat is not installed: its ratios are left out")
    else:
        # Starts are compared with one by itself, whatever a run with keys has left to be done.
        targets["newsboat"] = {"cmd": newsboat, "ready": "bench", "quit": "q"}
        targets["newsboat list"] = {
            "cmd": newsboat,
            "ready": "bench",
            "setup": "enter wait:500",
            "keys": f"down*{presses}",
            "quit": "q wait:100 q",
        }
        targets["newsboat next article"] = {
            "cmd": newsboat,
            "ready": "bench",
            "setup": "enter wait:500 enter wait:300",
            "keys": f"J*{presses}",
            "quit": "q wait:100 q wait:100 q",
        }
        goals += [
            {
                "target": "newsread without a kept frame",
                "metric": "start.first_text.median",
                "peer": "newsboat",
                "max_ratio": 1,
            },
            {
                "target": "newsread list",
                "metric": "start.first_text.median",
                "peer": "newsboat",
                "max_ratio": 1,
            },
            {
                "target": "newsread list",
                "metric": "keys.last_ms.median",
                "peer": "newsboat list",
                "max_ratio": 2.5,
            },
            {
                "target": "newsread list",
                "metric": "keys.bytes.median",
                "peer": "newsboat list",
                "max_ratio": 2,
            },
            {
                "target": "newsread list on a slow line",
                "metric": "keys.bytes.median",
                "peer": "newsboat list",
                "max_ratio": 2,
            },
            {
                "target": "newsread next article",
                "metric": "keys.last_ms.median",
                "peer": "newsboat next article",
                "max_ratio": 5,
            },
            {
                "target": "newsread next article",
                "metric": "keys.bytes.median",
                "peer": "newsboat next article",
                "max_ratio": 2.5,
            },
        ]
    return {
        "size": options.size,
        "runs": options.runs,
        "burst": "down*100",
        "idle": 3,
        "targets": targets,
        "goals": goals,
    }


def slow_settings(work: Path) -> Path:
    """Settings for a slow line, where a list key moves a marker and not a bar."""
    path = work / "slow.toml"
    path.write_text('link = "slow"\n')
    return path


if __name__ == "__main__":
    sys.exit(main())
