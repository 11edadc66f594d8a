"""Settings: read, checked, explained; places: the platform's, and private."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from tui import config
from tui.config import ConfigError, Settings, load_settings, template, write_template


def test_without_a_file_the_usual_settings_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()
    with pytest.raises(ConfigError, match="no configuration file"):
        load_settings(tmp_path / "none.toml", must_exist=True)


def test_a_file_sets_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('bidi = "kitty"\nmeasure = 60\nmirrored = true\n[keys]\nnext-unread = ["o", "ctrl+j"]\n')
    settings = load_settings(path)
    assert (settings.bidi, settings.measure, settings.mirrored) == ("kitty", 60, True)
    assert settings.keys == {"next-unread": ["o", "ctrl+j"]}
    assert settings.engine == Settings().engine


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "no setting 'colour'"),
        ('bidi = "sideways"', "must be one of auto"),
        ("measure = 5", "at least 20"),
        ("measure = true", "whole number"),
        ("mirrored = 1", "true or false"),
        ('keys = "j"', "table of lists"),
        ("[keys]\ndown = [1]", "table of lists"),
        ("measure =", "not TOML"),
        ("library = '\ud800'", "not TOML"),
    ],
)
def test_what_cannot_be_is_refused_with_the_name_of_the_file(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ConfigError, match=said) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)


def test_the_template_explains_every_setting_and_sets_none(tmp_path: Path) -> None:
    assert tomllib.loads(template()) == {}
    assert list(config.NOTES) == list(Settings._fields)
    for note in config.NOTES.values():
        assert f"# {note.help}" in template()
    path = tmp_path / "new" / "config.toml"
    assert write_template(path)
    assert not write_template(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # With the marks of comment taken away it is a file that can be read, and sets the usual values.
    lines = [line[2:] for line in template().splitlines() if line.startswith("# ") and " = " in line]
    path.write_text("\n".join(line for line in lines if not line.startswith("next-unread")))
    assert load_settings(path) == Settings()


def test_places_are_the_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert config.config_path() == tmp_path / "CONFIG" / "newsread" / "config.toml"
    assert config.library_path() == tmp_path / "DATA" / "newsread" / "library.db"
    assert config.log_path() == tmp_path / "STATE" / "newsread" / "newsread.log"
    one, other = config.state_path(Path("/a/library.db")), config.state_path(Path("/b/library.db"))
    assert one != other
    assert one.parent == tmp_path / "STATE" / "newsread" / "shared"


def test_one_setting_is_kept_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    config.keep_setting(path, "bidi", "kitty")
    assert load_settings(path).bidi == "kitty"
    assert template().splitlines()[0] in path.read_text()
    path.write_text('# mine\nmeasure = 60\nbidi = "kitty"  # for now\n\n[keys]\nbidi = ["x"]\n')
    config.keep_setting(path, "bidi", "auto")
    config.keep_setting(path, "library", 'a "b" ق.db')
    settings = load_settings(path)
    assert (settings.bidi, settings.library, settings.measure) == ("auto", 'a "b" ق.db', 60)
    assert settings.keys == {"bidi": ["x"]}
    assert path.read_text().startswith("# mine\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("broken")
    with pytest.raises(ConfigError):
        config.keep_setting(path, "bidi", "auto")
    assert path.read_text() == "broken"
