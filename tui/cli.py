"""The command line of newsread: which command, which library, which settings; the commands are in `headless`.

Everything is imported when it is needed and no sooner: the reader's start waits for nothing it does not use.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.headless.context import Context

USAGE = 2
_BROKEN_PIPE = 141
_INTERRUPTED = 130

COMMANDS = {
    "add": "add files, directories or - (standard input) to the library",
    "extract": "print who, where and when of texts as JSON, without a library",
    "list": "list articles, newest first",
    "entities": "list people, places and organisations; show one; export or import corrections",
    "timeline": "list the dates articles speak of, in order of time",
    "watch": "show the watchlist, change it, export or import it",
    "export": "print whole articles with mentions and entities, a line of JSON each",
    "show": "print an article laid out as the reading pane does",
    "doctor": "say what is found here: terminal, engines, library; and what to do",
    "config": "show the settings in effect, or write a file to begin with",
}
"""Commands with what they do; each is a module of `tui.headless`."""

# Common options that take a value: what stands after them is no command.
_WITH_VALUE = frozenset({"--library", "--bidi", "--config", "--engine", "--model", "--published"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: without the program's name; those of the process when None.

    Returns:
        Exit status: 0, 1 when something failed, 2 for a command line or settings that cannot be used, and from
        `extract` for input that cannot.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _write_utf8()
    try:
        status = _run(words)
        if arguments is None and "tui.terminal.session" in sys.modules:
            from tui.terminal.session import exit_at_once, was_taken

            # All is closed and restored; taking the interpreter down would only keep the shell waiting.
            if was_taken():
                exit_at_once(status)
    except BrokenPipeError:
        # Who read our output has seen enough.
        _drop_output()
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        return _fail(error)
    return status


def _drop_output() -> None:
    """See that what is left of the output does not raise at exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _give_terminal_back() -> None:
    """See that a sentence is not written on a screen that is about to go."""
    from tui.terminal import first_frame

    if "tui.terminal.session" in sys.modules:
        from tui.terminal.session import current

        if (session := current()) is not None:
            session.close()
    first_frame.undo()


def _fail(error: Exception) -> int:
    """Report an error nobody foresaw; the terminal is given back first."""
    from tui import crash
    from tui.config import ConfigError, config_path, load_settings, log_path
    from tui.headless.context import complain

    _give_terminal_back()
    with_text = False
    with contextlib.suppress(Exception):
        with_text = load_settings(config_path()).crash_text
    try:
        complain(crash.record(error, log_path(), with_text=with_text))
    except ConfigError as nowhere:
        complain(f"something went wrong within the program, and no report was kept: {nowhere}")
    return crash.STATUS


def _write_utf8() -> None:
    """Arabic goes out as UTF-8 whatever the locale says; what cannot be encoded never raises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def command_among(words: Sequence[str]) -> int | None:
    """The index of the command on a command line: its first word that is no option, if it is one.

    Args:
        words: the command line without the program's name.
    """
    index = 0
    while index < len(words):
        word = words[index]
        if not word.startswith("-") or word == "-":
            return index if word in COMMANDS else None
        if word == "--":
            return None
        index += 2 if word in _WITH_VALUE else 1
    return None


def _run(words: list[str]) -> int:
    from tui.config import ConfigError, is_possible
    from tui.headless.context import CommandError, OutputError, UsageError, complain, flush_output
    from tui.library.errors import LibraryError
    from tui.plain_options import READ_ONLY, plain_options

    at = command_among(words)
    try:
        named = plain_options(words)
        # `argparse` complains of values that cannot be.
        if named is not None and is_possible(named):
            context = context_of(
                library=named.get("--library"),
                read_only=READ_ONLY in named,
                bidi=named.get("--bidi"),
                engine=named.get("--engine"),
                model=named.get("--model"),
                config=named.get("--config"),
            )
            return _read((), None, context)
        if at is None:
            options = _reader_parser().parse_args(words)
            if options.version:
                return _say_version()
            return _read(tuple(options.paths), options.published, _context(options))
        name = words.pop(at)
        command = importlib.import_module(f"tui.headless.{name}")
        parser = _parser(f"newsread {name}", COMMANDS[name])
        command.add_arguments(parser)
        options = parser.parse_args(words)
        context = _context(options)
        with _frames_redrawn(context.library):
            status: int = command.run(options, context)
            flush_output()
    except SystemExit as leaving:
        # argparse has printed what it had to say.
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except (ConfigError, UsageError) as error:
        _give_terminal_back()
        complain(str(error))
        return USAGE
    except OutputError as error:
        _drop_output()
        complain(str(error))
        return 1
    except (CommandError, LibraryError) as error:
        _give_terminal_back()
        complain(str(error))
        return 1
    return status


@contextlib.contextmanager
def _frames_redrawn(library: Path | str) -> Iterator[None]:
    """Have the first screens kept of a library drawn anew if what is done within changes it: no start waits for it."""
    from tui.library.stamp import stamp

    path = str(Path(library).absolute())
    before = stamp(path)
    yield
    if stamp(path) != before:
        from tui.first_start import drawn
        from tui.terminal.kept_frames import redraw

        sys.stdout.flush()
        redraw(path, drawn, os.environ)


def _parser(program: str, description: str) -> ArgumentParser:
    """A parser with the options common to all commands."""
    from argparse import ArgumentParser
    from typing import NoReturn

    from tui.config import NOTES
    from tui.headless.context import harmless

    modes = NOTES["bidi"].choices

    class Parser(ArgumentParser):
        """Repeats nothing of a command line that a terminal might act upon."""

        def error(self, message: str) -> NoReturn:
            super().error(harmless(message))

    parser = Parser(prog=program, description=description[0].upper() + description[1:] + ".")
    common = parser.add_argument_group("common options")
    common.add_argument(
        "--library", metavar="PATH", help="the library's file, or :memory: for none that is kept"
    )
    common.add_argument(
        "--read-only", action="store_true", help="leave the library alone; marks are kept apart"
    )
    common.add_argument(
        "--bidi", choices=modes, metavar="MODE", help=f"how Arabic is sent: {', '.join(modes)}"
    )
    common.add_argument("--engine", choices=NOTES["engine"].choices, help="what finds names")
    common.add_argument("--model", metavar="PATH", help="a model for the engine in place of its own")
    common.add_argument("--config", metavar="PATH", help="the configuration file")
    return parser


def _reader_parser() -> ArgumentParser:
    from argparse import RawDescriptionHelpFormatter

    from tui.headless.naming import published_date

    parser = _parser("newsread", "read and triage Arabic news: who, where and when at a glance")
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.usage = "newsread [PATH ...] [options]\n       newsread COMMAND ... [options]"
    width = max(map(len, COMMANDS))
    parser.epilog = "commands (newsread COMMAND --help says more):\n" + "\n".join(
        f"  {name.ljust(width)}  {description}" for name, description in COMMANDS.items()
    )
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and directories to add first; - for input"
    )
    parser.add_argument(
        "--published", type=published_date, metavar="DATE", help="of articles that carry no date"
    )
    parser.add_argument("--version", action="store_true", help="say which version this is, and end")
    return parser


def _context(options: Namespace) -> Context:
    return context_of(
        library=options.library,
        read_only=options.read_only,
        bidi=options.bidi,
        engine=options.engine,
        model=options.model,
        config=options.config,
    )


def context_of(
    *,
    library: str | None = None,
    read_only: bool = False,
    bidi: str | None = None,
    engine: str | None = None,
    model: str | None = None,
    config: str | None = None,
) -> Context:
    """What a command works with: the command line first, then the settings, then the usual.

    Args:
        library: the library's file, or `:memory:`.
        read_only: leave it alone.
        bidi: how Arabic is sent to the terminal.
        engine: what finds names.
        model: a model for it.
        config: the configuration file, which must then be there.

    Raises:
        ConfigError: when the configuration cannot be used.
    """
    from tui import config as places
    from tui.headless.context import Context
    from tui.kept_settings import KEPT_SETTINGS, settings_of
    from tui.private_files import seen

    config_path = Path(config) if config else places.config_path()
    # Before it is read: what is written to it meanwhile is another state of it.
    config_seen = seen(str(config_path))
    kept = None
    with contextlib.suppress(places.ConfigError):  # nothing may have to be kept
        kept = str(places.state_directory() / KEPT_SETTINGS)
    settings = settings_of(str(config_path), kept, must_exist=bool(config))
    named = library or settings.library
    chosen: Path | str = named if named == ":memory:" else _path(named) or places.library_path()
    # A library in memory is this process's own: there is nothing to leave alone.
    is_shared = (read_only or settings.read_only) and isinstance(chosen, Path)
    return Context(
        library=chosen,
        read_only=is_shared,
        state_path=places.state_path(chosen) if is_shared and isinstance(chosen, Path) else None,
        bidi=bidi or settings.bidi,
        engine=engine or settings.engine,
        model=_path(model or settings.model),
        config_path=config_path,
        config_seen=config_seen,
        settings=settings,
    )


def _path(value: str | None) -> Path | None:
    if not value:
        return None
    try:
        return Path(value).expanduser()
    except RuntimeError:
        return Path(value)  # nobody's home: a file of that name


def _say_version() -> int:
    from importlib.metadata import version

    from tui.headless.context import flush_output, say

    say(f"newsread {version('newsread')}")
    flush_output()
    return 0


def _read(paths: tuple[str, ...], published: str | None, context: Context) -> int:
    """Open the reader."""
    from tui.config import ReaderOptions, log_path
    from tui.headless.context import complain
    from tui.library.places import private_directory, remove_directory

    if paths and not any(path == "-" or os.path.lexists(path) for path in paths):
        # A mistyped command most likely: nothing is opened, nor made, for it.
        complain(f"{paths[0]} is neither a file nor a command; `newsread --help` lists the commands")
        return USAGE
    directory = private_directory() if "-" in paths else None
    try:
        if directory is not None:
            file = _keep_standard_input(directory)
            paths = tuple(str(file) if path == "-" else path for path in paths)
        from tui.terminal.session import prepare
        from tui.terminal.tty import NoTerminal

        try:
            # Before anything slow is imported: the terminal answers in the meantime.
            session = prepare(context.bidi, mouse=context.settings.mouse)
        except NoTerminal as error:
            complain(str(error))
            return 1
        options = ReaderOptions(
            paths=paths,
            published=published,
            library=context.library,
            read_only=context.read_only,
            state_path=context.state_path,
            bidi=context.bidi,
            engine=context.engine,
            model=context.model,
            config_path=context.config_path,
            config_seen=context.config_seen,
            settings=context.settings,
            log_path=log_path(),
        )
        from tui import loading

        offered = 0 if session.active else loading.show_list(session, options)
        return loading.load_app(session)(options, offered)
    finally:
        if directory is not None:
            remove_directory(directory)


def _keep_standard_input(directory: Path) -> Path:
    """Put what comes on standard input into a file, and the keyboard in its place.

    Args:
        directory: a private one, removed when the reader ends.
    """
    from tui.headless.context import CommandError
    from tui.ingest import UnreadableError, decoded, read_content

    try:
        content = read_content("-")
        decoded(content)
    except UnreadableError as error:
        raise CommandError(f"standard input {error}") from error
    file = directory / "input.txt"
    # As it came: what is wrong with it is told in the reader.
    file.write_bytes(content)
    try:
        os.dup2(os.open("/dev/tty", os.O_RDWR), 0)
    except OSError as error:
        raise CommandError("there is no terminal to read keys from") from error
    return file


if __name__ == "__main__":
    sys.exit(main())
