#!/usr/bin/env python3
"""Pictures of real terminal programs, each with the same command running in it.

    tools/terminal_shots.py [--out DIR] [--only xterm,vte,...] [--size 110x34] [--wait 5] [-- COMMAND...]

Without COMMAND each terminal shows a card: rows laid out by `tui.bidi`, written by the reader's own session in the mode
that the probe picks there (or `--bidi MODE`), with plain text above for comparison.  Every terminal gets a virtual X
server of its own, a private home and none of the variables that would tell it from the others.

Debian: xvfb imagemagick fonts-dejavu fonts-noto-core xterm mlterm rxvt-unicode stterm alacritty kitty konsole qterminal
pterm foot weston python3-gi gir1.2-vte-2.91 gir1.2-gtk-3.0; with tmux, `--tmux` runs the command in it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONT = "DejaVu Sans Mono"

VTE = """
import sys, gi
gi.require_version("Vte", "2.91"); gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk, Pango, Vte
window, terminal = Gtk.Window(), Vte.Terminal()
terminal.set_size(int(sys.argv[1]), int(sys.argv[2]))
terminal.set_font(Pango.FontDescription("DejaVu Sans Mono 11"))
window.add(terminal); window.show_all()
terminal.connect("child-exited", lambda *_: Gtk.main_quit())
terminal.spawn_async(Vte.PtyFlags.DEFAULT, None, sys.argv[3:], None, GLib.SpawnFlags.SEARCH_PATH, None, None, -1, None,
                     None)
Gtk.main()
"""

# foot speaks Wayland alone: it fills a Weston that is a window of the X server.
FOOT = """
weston --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so --width="$1" --height="$2" --socket=shot &
shift 2; sleep 3
WAYLAND_DISPLAY=shot exec foot "$@"
"""

# Terminal -> the program it needs, and the command line that runs a command in a window of so many cells.
TERMINALS: dict[str, tuple[str, Callable[[int, int, list[str]], list[str]]]] = {
    "xterm": (
        "xterm",
        lambda c, r, cmd: ["xterm", "-u8", "-fa", FONT, "-fs", "11", "-geometry", f"{c}x{r}", "-e", *cmd],
    ),
    "vte": ("/usr/bin/python3", lambda c, r, cmd: ["/usr/bin/python3", "-c", VTE, str(c), str(r), *cmd]),
    "mlterm": (
        "mlterm",
        lambda c, r, cmd: ["mlterm", "--geometry", f"{c}x{r}", "--fontsize", "15", "-e", *cmd],
    ),
    "konsole": (
        "konsole",
        lambda c, r, cmd: ["konsole", "--separate", "--hide-menubar", "--hide-tabbar", "-p", f"TerminalColumns={c}",
                           "-p", f"TerminalRows={r}", "-p", f"Font={FONT},11", "-e", *cmd],
    ),
    "kitty": (
        "kitty",
        lambda c, r, cmd: ["kitty", "-o", f"initial_window_width={c}c", "-o", f"initial_window_height={r}c", "-o",
                           "remember_window_size=no", "-o", f"font_family={FONT}", "-o", "update_check_interval=0",
                           *cmd],
    ),
    "alacritty": (
        "alacritty",
        lambda c, r, cmd: ["alacritty", "-o", f"window.dimensions.columns={c}", "-o", f"window.dimensions.lines={r}",
                           "-o", f"font.normal.family={FONT}", "-e", *cmd],
    ),
    "urxvt": (
        "urxvt",
        lambda c, r, cmd: ["urxvt", "-fn", f"xft:{FONT}:size=11", "-geometry", f"{c}x{r}", "-e", *cmd],
    ),
    "st": ("st", lambda c, r, cmd: ["st", "-f", f"{FONT}:size=11", "-g", f"{c}x{r}", "-e", *cmd]),
    "pterm": ("pterm", lambda c, r, cmd: ["pterm", "-fn", f"client:{FONT} 11", "-geometry", f"{c}x{r}", "-e", *cmd]),
    "foot": (
        "foot",
        lambda c, r, cmd: ["sh", "-c", FOOT, "sh", str(c * 9), str(r * 18), "-f", f"{FONT}:size=11", *cmd],
    ),
    "qterminal": (
        "qterminal",
        lambda c, r, cmd: ["qterminal", "--geometry", f"{c * 10}x{r * 20}", "-e", shlex.join(cmd)],
    ),
}  # fmt: skip

CLEAN = ("TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "COLORTERM",
         "TMUX", "STY", "LC_TERMINAL", "WINDOWID", "NO_COLOR", "SSH_CONNECTION", "SSH_TTY")  # fmt: skip


def shoot(name: str, command: list[str], picture: Path, size: tuple[int, int], wait: float) -> str:
    """Run a command in a terminal and take a picture of it; gives what went wrong, or nothing."""
    program, build = TERMINALS[name]
    if shutil.which(program) is None:
        return f"{program} is not installed"
    home = Path(tempfile.mkdtemp(prefix="shot-"))
    environ = {k: v for k, v in os.environ.items() if k not in CLEAN}
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    window = None
    try:
        number = os.read(reader, 16).decode().strip()
        environ |= {
            "DISPLAY": f":{number}",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(ROOT),
        }
        with (home / "log").open("wb") as log:
            window = subprocess.Popen(
                build(*size, command), env=environ, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        time.sleep(wait)
        taken = subprocess.run(
            ["import", "-window", "root", str(picture)], env=environ, check=False, capture_output=True
        )
        subprocess.run(["convert", str(picture), "-trim", "+repage", str(picture)], check=False)
        if taken.returncode or window.poll() is not None:
            return (home / "log").read_text(errors="replace")[-500:] or "ended early"
        return ""
    finally:
        os.close(reader)
        if window is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(window.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                window.wait(3)
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


CARD = [
    "قال الرئيس العراقي برهم صالح (أمس الأربعاء) إن 17% من «الميزانية» صُرفت في 24/2/2018.",
    "فاز المنتخب 3-1 على نظيره في كأس العالم FIFA 2018 بروسيا، بحسب وكالة رويترز Reuters.",
    "للتواصل: +966 11 234 5678 أو http://example.org/a?b=1 (مكتب بغداد)",
    "مُحَمَّدٌ، لا إله إلا الله؛ سعر الدولار 1,190.50 ديناراً [42] والأولى",
    "کوردستان، ئازادی؛ پاکستان میں ٹیلی ویژن",
]


def card(bidi: str | None) -> None:
    """Show the card in this terminal until killed."""
    from tui.bidi import layout
    from tui.bidi.probe import describe
    from tui.terminal.cells import cells_of
    from tui.terminal.session import prepare
    from tui.terminal.sgr import PLAIN, Look

    session = prepare(bidi)
    time.sleep(0.3)
    session.probe.settle()
    session.heed()
    session.enter()
    columns, rows = session.tty.size()
    page = [[(f" {describe(session.terminal)}: {session.terminal.mode}", Look(("1",)))], []]
    name, left = Look((), "38;5;16", "48;5;222"), columns - 30
    side = ["العراق (4)", "برهم صالح", "وكالة رويترز", "24/2/2018", "FIFA"]
    for number, text in enumerate(CARD):
        for line in layout(text, left - 3):
            runs = [(" " * (line.indent + 1), PLAIN)]
            for cell in line.cells:
                word = text.find("برهم") <= cell.start < text.find("برهم") + 9 if "برهم" in text else False
                inside = "والأولى" in text and text.find("والأولى") + 3 <= cell.start
                runs.append((cell.text, name if word or inside else PLAIN))
            entry = layout(side[number], 24)[0]
            runs += [
                (" " * (left - 1 - sum(len(cells_of([run])) for run in runs)), PLAIN),
                ("│ ", Look(("2",))),
            ]
            runs += [(" " * entry.indent + entry.text, Look((), "36"))]
            page.append(runs)
        page.append([])
    session.show_first([cells_of(runs, width=columns) for runs in page[:rows]])
    while True:
        time.sleep(60)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("terminal-shots"))
    parser.add_argument("--only", default=",".join(TERMINALS))
    parser.add_argument("--size", default="110x34")
    parser.add_argument("--wait", type=float, default=5.0, help="seconds before the picture is taken")
    parser.add_argument("--bidi", help="mode of the card, instead of what the probe picks")
    parser.add_argument("--tmux", action="store_true", help="run the command inside tmux")
    parser.add_argument("--tmux-line", default="", help="a line for the configuration of that tmux")
    parser.add_argument("--card", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("command", nargs="*")
    options = parser.parse_args()
    if options.card:
        card(options.bidi)
        return 0
    command = options.command or [sys.executable, str(Path(__file__).resolve()), "--card"]
    # Some terminals look for a command in PATH alone.
    command[0] = os.path.abspath(shutil.which(command[0]) or command[0])
    if options.bidi and not options.command:
        command += ["--bidi", options.bidi]
    if options.tmux:
        options.out.mkdir(parents=True, exist_ok=True)
        configuration = (options.out / "tmux.conf").resolve()
        configuration.write_text(options.tmux_line + "\n")
        server = ["-L", f"shot{os.getpid()}", "-f", str(configuration)]
        command = [shutil.which("tmux") or "tmux", *server, "new-session", shlex.join(command)]
    columns, rows = map(int, options.size.split("x"))
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in options.only.split(","):
        picture = (options.out / f"{name}.png").resolve()
        problem = shoot(name, command, picture, (columns, rows), options.wait)
        print(f"{name}: {problem or picture}")
        failed += bool(problem)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
