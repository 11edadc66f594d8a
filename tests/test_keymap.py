"""Keys and what they call: each in its place, with an Arabic layout on, and as the settings have them."""

from __future__ import annotations

import pytest

from tui.commands import BY_ID, COMMANDS, PHYSICAL
from tui.keymap import Keymap, KeymapError, event_key, is_key, key_label, twins


def press(keymap: Keymap, context: str, *keys: str) -> str | None:
    pending: tuple[str, ...] = ()
    for key in keys:
        found = keymap.find(context, key, pending)  # type: ignore[arg-type]
        pending = found.pending
    return found.command.id if found.command else None


def test_every_key_calls_its_command_in_each_of_its_contexts() -> None:
    keymap = Keymap()
    for command in COMMANDS:
        for context in command.contexts:
            for key in command.keys:
                assert press(keymap, context, *key.split(" ")) == command.id


def test_every_letter_key_answers_to_the_arabic_letter_of_the_same_key() -> None:
    keymap = Keymap()
    for command in COMMANDS:
        for key in command.keys:
            if len(key) == 1 and (key.isalpha() or key in "[]"):
                arabic = [twin for twin in PHYSICAL[key] if not twin.isascii()]
                for twin in arabic:
                    assert press(keymap, command.contexts[0], *twin.split(" ")) == command.id, (key, twin)


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        ("ت", "down"),
        ("ى", "next-mention"),
        ("آ", "previous-mention"),
        ("ل ل", "top"),
        ("ﻷ", "bottom"),
        ("ل أ", "bottom"),  # the ligature in two letters, as some terminals send it
        ("ل ا", "page-up"),
        ("ر ع", "view-unread"),
        ("د", "next-of-any"),
        (">", "next-article-of-entity"),  # shift and the key of `]`
        ("؟", "help"),
        ("ctrl+خ", "back"),
        ("٢", "focus-article"),
    ],
)
def test_arabic_keys(keys: str, command: str) -> None:
    assert press(Keymap(), "article", *keys.split(" ")) == command


def test_a_key_that_does_not_continue_a_sequence_stands_for_itself() -> None:
    assert press(Keymap(), "list", "g", "s") == "toggle-star"
    assert press(Keymap(), "list", "v", "g", "g") == "top"
    assert press(Keymap(), "list", "g", "Y") is None


def test_keys_are_remapped_by_configuration() -> None:
    keymap = Keymap({"next-unread": ["o", "ctrl+j"], "previous-unread": []})
    assert press(keymap, "list", "o") == "next-unread"
    assert press(keymap, "list", "خ") == "next-unread"
    assert press(keymap, "list", "m") is None
    assert keymap.shown(BY_ID["previous-unread"]) == ""


def test_a_remapping_that_cannot_be_is_refused_with_a_sentence() -> None:
    with pytest.raises(KeymapError, match="no command 'fly'"):
        Keymap({"fly": ["F"]})
    with pytest.raises(KeymapError, match="both"):
        Keymap({"next-unread": ["j"]})
    for slip in ("", "nosuchkey", "ctl+o", "page down", "ctrl+", "+o"):
        with pytest.raises(KeymapError, match="no key"):
            Keymap({"next-unread": [slip]})


def test_every_key_of_the_table_and_its_twins_is_a_key() -> None:
    for command in COMMANDS:
        for key in command.keys:
            for way in (key, *twins(key)):
                assert all(map(is_key, way.split(" "))), way
    assert all(map(is_key, ("+", "ctrl++", "f12", "alt+shift+left", "*")))


def test_a_key_that_begins_a_sequence_cannot_be_a_command() -> None:
    with pytest.raises(KeymapError, match="begins"):
        Keymap({"next-unread": ["g"]})


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("ctrl+o", "Ctrl-O"),
        ("g g", "gg"),
        ("alt+left", "Alt-←"),
        ("f1", "F1"),
        ("space", "Space"),
        ("}", "}"),
    ],
)
def test_labels(key: str, label: str) -> None:
    assert key_label(key) == label


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("right_curly_bracket", "}", "}"),
        ("J", "J", "J"),
        ("ctrl+o", "\x0f", "ctrl+o"),
        ("alt+j", "j", "alt+j"),
        ("space", " ", "space"),
        ("plus", "+", "+"),
        ("tab", "\t", "tab"),
        ("alt+left", None, "alt+left"),
    ],
)
def test_names_of_key_presses(name: str, character: str | None, key: str) -> None:
    assert event_key(name, character) == key


def test_twins_of_a_sequence_are_every_mixture() -> None:
    assert twins("g g") == ["g ل", "ل g", "ل ل"]
    assert twins("enter") == []
