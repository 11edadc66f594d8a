"""Settings kept between two runs: read without TOML, and never taken for those of another file or time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui import kept_settings
from tui.config import ConfigError, Settings, load_settings
from tui.kept_settings import keep_settings, settings_of
from tui.private_files import read_private, seen, write_private

TEXT = 'mirrored = true\nlink = "slow"\n[keys]\nnext-unread = ["o"]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(TEXT)
    return path


def keep_what_it_says(config: Path) -> str:
    kept = str(config.with_name("state") / "settings")
    keep_settings(load_settings(config), str(config), seen(str(config)), kept)
    return kept


def test_unchanged_settings_are_not_read_again(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keep_what_it_says(config)
    said = load_settings(config)

    def read_again(*_: object, **__: object) -> Settings:
        pytest.fail("they were read again")

    monkeypatch.setattr(kept_settings, "load_settings", read_again)
    assert settings_of(str(config), kept) == said
    assert said.keys == {"next-unread": ["o"]}


def test_changed_settings_are_read(config: Path) -> None:
    kept = keep_what_it_says(config)
    config.write_text(TEXT.replace("true", "false"))
    assert not settings_of(str(config), kept).mirrored
    config.write_text(TEXT.replace("true", "1   "))
    with pytest.raises(ConfigError, match="mirrored must be true or false"):
        settings_of(str(config), kept)
    config.unlink()
    assert settings_of(str(config), kept) == Settings()
    with pytest.raises(ConfigError, match="There is no configuration file"):
        settings_of(str(config), kept, must_exist=True)


def test_those_of_another_file_or_version_are_not_taken(config: Path, tmp_path: Path) -> None:
    kept = keep_what_it_says(config)
    other = tmp_path / "other.toml"
    other.write_text("")
    assert settings_of(str(other), kept) == Settings()
    fields, *rest = read_private(kept)
    write_private(kept, (fields[1:], *rest))
    assert settings_of(str(config), kept) == load_settings(config)


def test_only_a_private_file_of_ones_own_is_read(tmp_path: Path) -> None:
    path = str(tmp_path / "new" / "file")
    assert read_private(path) is None
    assert write_private(path, ("a", 1, None))
    assert read_private(path) == ("a", 1, None)
    assert os.stat(path).st_mode & 0o077 == 0
    os.chmod(path, 0o644)
    assert read_private(path) is None
    os.chmod(path, 0o600)
    os.truncate(path, 3)
    assert read_private(path) is None
    os.symlink(path, f"{path}-link")
    assert read_private(f"{path}-link") is None
    assert not write_private(f"{path}/below", 1)
