#!/usr/bin/env python3
"""The pictures of the README: the reader on the sample articles, in a real xterm.

    python tools/readme_pictures.py [--out docs/images]

Keys are played in a pty first; then the library is opened as it was left, in xterm under a virtual X server
(Debian: xterm xvfb imagemagick fonts-dejavu).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pexpect
from terminal_shots import ROOT, TERMINALS, shoot

SIZE = (132, 40)
# What is pressed before each picture, with a pause after each key.
SCENES: dict[str, list[str]] = {
    "reader": ["G", "k", "2", "]", "]", "n", "n"],
}
FONT = "DejaVu Sans Mono"


def play(library: Path, home: Path, keys: list[str]) -> None:
    """Open the reader on a library, press keys, and leave."""
    environ = dict(os.environ, HOME=str(home), TERM="xterm-256color", LANG="C.UTF-8")
    reader = pexpect.spawn(
        sys.executable,
        ["-m", "tui.start", "--library", str(library)],
        env=environ,
        cwd=str(ROOT),
        dimensions=SIZE[::-1],
    )
    pause(reader, 12)  # the worker finds the names of all samples meanwhile
    for key in keys:
        reader.send(key)
        pause(reader, 0.6)
    reader.send("q")
    reader.expect(pexpect.EOF, timeout=10)


def pause(reader: pexpect.spawn[bytes], seconds: float) -> None:
    """Read and drop what the program writes for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            reader.read_nonblocking(65536, timeout=max(0.01, end - time.monotonic()))
        except pexpect.TIMEOUT:
            return


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    TERMINALS["xterm"] = (
        "xterm",
        lambda c, r, command: ["xterm", "-u8", "-fa", FONT, "-fs", "11", "-geometry", f"{c}x{r}", "-bg", "#16181d",
                               "-fg", "#d5d8de", "-e", *command],
    )  # fmt: skip
    failed = 0
    for name, keys in SCENES.items():
        home = Path(tempfile.mkdtemp(prefix="readme-"))
        library = home / "library.db"
        play(library, home, keys)
        command = [sys.executable, "-m", "tui.start", "--library", str(library)]
        problem = shoot("xterm", command, (options.out / f"{name}.png").resolve(), SIZE, 4)
        print(f"{name}: {problem or options.out / name}.png")
        failed += bool(problem)
        shutil.rmtree(home)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
