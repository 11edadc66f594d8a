"""Settings and places: one model of what can be set, one file that knows where things lie.

config   $XDG_CONFIG_HOME/newsread/config.toml
library  $XDG_DATA_HOME/newsread/library.db
state    $XDG_STATE_HOME/newsread (logs, the reader's marks over a shared library)

Imports nothing that takes long: what settings say is asked before the first screen is drawn.
"""

from __future__ import annotations

import os

from tui.light_typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any, Literal

APP = "newsread"


class ConfigError(Exception):
    """The settings cannot be used, or have no place; `str()` is a sentence that names the file and the setting."""


class Settings(NamedTuple):
    """What the configuration file can set; `NOTES` explains it.

    Attributes of the command line win over these.
    """

    library: str = ""
    read_only: bool = False
    bidi: str = "auto"
    engine: str = "builtin"
    model: str = ""
    link: str = "auto"
    cursor: str = "auto"
    mirrored: bool = False
    measure: int = 80
    mouse: bool = True
    mark_read: bool = True
    crash_text: bool = False
    keys: Mapping[str, list[str]] = {}


class Note(NamedTuple):
    """What is to be known of a setting.

    Attributes:
        help: a sentence, for the template.
        choices: the values it may have; empty where any will do.
        least: the least number it may be, or None.
    """

    help: str
    choices: tuple[str, ...] = ()
    least: int | None = None


NOTES: dict[str, Note] = {
    "library": Note("The library's file; empty for the platform's data directory."),
    "read_only": Note("Never write to the library: marks are kept in a file of your own."),
    "bidi": Note(
        "How Arabic is sent to the terminal.",
        choices=("auto", "explicit", "kitty", "inverse", "unmarked", "unshaped", "logical"),
    ),
    "engine": Note("What finds names.", choices=("builtin", "camel")),
    "model": Note("A model for the engine; empty for its own."),
    "link": Note("The line to the terminal: slow saves bytes.", choices=("auto", "fast", "slow")),
    "cursor": Note(
        "The list's row you are at: a bar over it or a marker beside it; auto takes the marker on a slow line.",
        choices=("auto", "bar", "marker"),
    ),
    "mirrored": Note("The list on the right, the sidebar on the left."),
    "measure": Note("Widest line of an article, in cells.", least=20),
    "mouse": Note("Wheel and clicks; off leaves them to the terminal."),
    "mark_read": Note("An article opened, paged through or read to its end is marked as read."),
    "crash_text": Note("Crash reports may hold text of articles."),
    "keys": Note("Keys of commands by id, in place of the usual ones."),
}
"""By the name of the setting."""


class ReaderOptions(NamedTuple):
    """What the reader is started with.

    Attributes:
        paths: files and directories to add to the library first.
        published: ISO publication date of those that name none, or None.
        library: the library's file, or `:memory:`.
        read_only: leave the library alone; the reader's marks go to `state_path`.
        state_path: the file of the reader's marks over a read-only library; None otherwise.
        bidi: a mode of output, or `auto`.
        engine: what finds names.
        model: a model in place of the engine's own, or None.
        config_path: the configuration file, there or not.
        config_seen: its state when it was read (`tui.private_files.seen`).
        settings: what it says.
        log_path: file for the worker's messages and crash reports.
    """

    paths: tuple[str, ...]
    published: str | None
    library: Path | str
    read_only: bool
    state_path: Path | None
    bidi: str
    engine: str
    model: Path | None
    config_path: Path
    config_seen: tuple[int, int, int] | None
    settings: Settings
    log_path: Path


def config_path() -> Path:
    """Where the configuration file lies."""
    return _directory("config") / "config.toml"


def library_path() -> Path:
    """Where the library lies when nothing else is said."""
    return _directory("data") / "library.db"


def state_directory() -> Path:
    """Where logs and the reader's marks over shared libraries lie."""
    return _directory("state")


def _directory(kind: Literal["config", "data", "state"]) -> Path:
    """One of the user's directories.

    Raises:
        ConfigError: when the user has none.
    """
    import platformdirs

    found = {
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }[kind]
    try:
        return found(APP, appauthor=False)
    except RuntimeError as error:
        raise ConfigError(f"There is no home directory: set HOME, or XDG_{kind.upper()}_HOME.") from error


def log_path() -> Path:
    """The log file."""
    return state_directory() / "newsread.log"


def state_path(library: Path) -> Path:
    """The file of the reader's own marks over a shared library, one for each library.

    Args:
        library: the shared library's file.
    """
    return state_directory() / state_name(str(library.absolute()))


def state_name(library: str) -> str:
    """The same file, seen from the directory of the reader's state.

    Args:
        library: the whole path of the shared library's file.
    """
    # Not `hashlib`, which loads OpenSSL.
    from _blake2 import blake2b

    name = os.path.basename(library)
    dot = name.rfind(".")
    stem = name[:dot] if 0 < dot < len(name) - 1 else name
    return f"shared/{stem}-{blake2b(os.fsencode(library), digest_size=8).hexdigest()}.db"


def load_settings(path: str | Path, *, must_exist: bool = False) -> Settings:
    """The settings of a configuration file; the usual ones where there is none.

    Args:
        path: a TOML file.
        must_exist: it was named by the user, so that its absence is an error.

    Raises:
        ConfigError: when it cannot be read, is not TOML, or sets something unknown or impossible.
    """
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(f"There is no configuration file {path}.") from None
        return Settings()
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be read: {error.strerror}.") from error
    import tomllib

    try:
        table = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} is not TOML: {error}.") from error
    usual = Settings()._asdict()
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in NOTES:
            raise ConfigError(f"{path}: there is no setting {name!r}; there are {', '.join(NOTES)}.")
        problem = _problem(value, usual[name], NOTES[name])
        if problem:
            raise ConfigError(f"{path}: {name} {problem}.")
        values[name] = value
    return Settings(**values)


def _problem(value: object, usual: object, note: Note) -> str | None:
    """What is wrong with the value of a setting, or None; it must be of the kind of the usual one."""
    if isinstance(usual, dict):
        whole = isinstance(value, dict) and all(
            isinstance(item, list) and all(isinstance(each, str) for each in item) for item in value.values()
        )
        return None if whole else "must be a table of lists of texts"
    if type(value) is not type(usual):
        names = {bool: "true or false", int: "a whole number", str: "a text"}
        return f"must be {names[type(usual)]}"
    if note.choices and value not in note.choices:
        return f"must be one of {', '.join(note.choices)}"
    if note.least is not None and isinstance(value, int) and value < note.least:
        return f"must be at least {note.least}"
    return None


def is_possible(options: Mapping[str, str]) -> bool:
    """Whether options of the command line have values that the settings they stand for may have.

    Args:
        options: by their names there (`--bidi`).
    """
    names = {f"--{name}": note.choices for name, note in NOTES.items() if note.choices}
    return all(value in names[option] for option, value in options.items() if option in names)


def template() -> str:
    """A configuration file that sets nothing and explains everything."""
    lines = ["# Settings of newsread.  Take the # away from what you change.", ""]
    for name, value in Settings()._asdict().items():
        note = NOTES[name]
        lines.append(f"# {note.help}")
        if note.choices:
            lines.append(f"# One of: {', '.join(note.choices)}.")
        if name == "keys":
            lines += ["# [keys]", '# next-unread = ["o"]']
            continue
        default = str(value).lower() if isinstance(value, bool) else repr(value)
        lines += [f"# {name} = {default.replace(chr(39), chr(34))}", ""]
    return "\n".join(lines) + "\n"


def keep_setting(path: Path, name: str, value: str) -> None:
    """Set one text in the configuration file, the rest of which stays as it is.

    Args:
        path: the file; made where there is none.
        name: a setting that takes a text.
        value: what to set it to.

    Raises:
        ConfigError: when it cannot be written, or what is in it cannot be used.
    """
    load_settings(path)
    write_template(path)
    import json
    import re

    # A text of JSON is a text of TOML.
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    try:
        text = path.read_text(encoding="utf-8")
        head, bracket, tables = _before_tables(text)
        changed, times = re.subn(rf"^{name}[ \t]*=.*$", lambda _: line, head, count=1, flags=re.MULTILINE)
        if not times:
            changed = f"{head.rstrip()}\n{line}\n\n" if head.strip() else f"{line}\n\n"
        partial = path.with_name(f"{path.name}.new")
        descriptor = os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(changed + bracket + tables)
        os.replace(partial, path)
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be written: {error.strerror}.") from error


def _before_tables(text: str) -> tuple[str, str, str]:
    """A TOML text parted at its first table: what is set after that belongs to the table."""
    import re

    table = re.search(r"^\[", text, flags=re.MULTILINE)
    at = table.start() if table else len(text)
    return text[:at], text[at : at + 1], text[at + 1 :]


def write_template(path: Path) -> bool:
    """Write the template, readable by its owner alone; False when there is a file already.

    Raises:
        ConfigError: when it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            return False
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(template())
    except OSError as error:
        raise ConfigError(f"The configuration {path} cannot be written: {error.strerror}.") from error
    return True
