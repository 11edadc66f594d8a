"""What the settings said when the reader last ran: a start with settings unchanged since then need not read TOML.

`tomllib` takes 7 ms to load and to read a page of settings, and the first screen waits for it.
"""

from __future__ import annotations

from tui.config import Settings, load_settings
from tui.private_files import read_private, seen, write_private

KEPT_SETTINGS = "settings"
"""Name of the file they are kept in, in the directory of the reader's state."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def settings_of(config: str, kept: str | None, *, must_exist: bool = False) -> Settings:
    """The settings of a configuration file, as kept if it is still the same.

    Args:
        config: the configuration file.
        kept: the file they are kept in, or None.
        must_exist: it was named by the user, so that its absence is an error.

    Raises:
        ConfigError: as `tui.config.load_settings` has it.
    """
    now = seen(config)
    record = read_private(kept) if now and kept else None
    if isinstance(record, tuple) and record[:3] == _key(config, now):
        return Settings(*record[3])
    return load_settings(config, must_exist=must_exist)


def keep_settings(
    settings: Settings, config: str, config_seen: tuple[int, int, int] | None, kept: str
) -> None:
    """Keep what a configuration file says for the next start.

    Args:
        settings: what it said.
        config: the configuration file.
        config_seen: its state when it was read; None where there was none, and there is nothing to keep.
        kept: the file to keep it in.
    """
    key = _key(config, config_seen)
    if config_seen is not None and (read_private(kept) or ())[:3] != key:
        write_private(kept, (*key, tuple(settings)))


def _key(config: str, config_seen: tuple[int, int, int] | None) -> tuple[Any, ...]:
    # A setting more or less, and what was kept is of another version.
    return Settings._fields, config, config_seen
